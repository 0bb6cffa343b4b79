"""Trains the tagger that tells which part each amount of a question plays in a sum:
`python -m evals.fit_amount_parts`.

Its cases lie in `amount_part_cases.txt.xz`, one a line: the kind of sum, then the question with its
amounts marked, `need_price | We want [[$9m|target]] from [[4,000 clinics|payers]]. …`. They were written for
this by a language model that had seen neither the program nor any question it is measured on, but for
1,152 that an earlier state of it was measured on (`RESULTS.md`, sets aa to aq), which measure nothing
since. With `--hold N` every N-th case is left out and told how it fares.
"""

import argparse
import lzma
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from evals.descent import Descent
from evals.fit_cross_encoder import packed
from knowledge.embedding import graph
from knowledge.embedding.amount_parts import PARTS, names, tokens_of

CASES = Path(__file__).with_name("amount_part_cases.txt.xz")
_MARKED = re.compile(r"\[\[(?P<text>.*?)\|(?P<part>\w+)\]\]")
_KEPT, _LAYERS = 2, 6
"""Layers, and words' vectors, that stay as they are; of so many."""
_ROUNDS, _STEP, _HEAD_STEP, _WARM, _AT_ONCE = 6, 2.5e-4, 3e-3, 40, 16
_RANK = 48
_OTHER_DIGITS = 0.6
"""Chance that a case is read with other digits, so that no figure is learned by heart."""
_OTHER_MONEY = 0.2


@dataclass(frozen=True)
class Case:
    """A question with its kind of sum and the parts of its amounts, by their places."""

    kind: str
    question: str
    spans: list[tuple[int, int]]
    parts: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the changes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", default=[CASES])
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--hold", type=int, metavar="N", help="leave out every N-th case, and test")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    known = [case for place in options.cases for case in read(place)]
    held = known[:: options.hold] if options.hold else []
    taught = [case for case in known if case not in held]
    out = options.out or Path(str(resources.files("knowledge.embedding").joinpath(PARTS.file)))
    trained = _Trained(taught, options.rounds)
    if held:
        trained.test(held)
    out.write_bytes(trained.packed())
    print(f"{out.name}: {out.stat().st_size / 1000:.0f} kB, {len(taught)} cases")
    return 0


def read(place: Path) -> Iterator[Case]:
    """The cases of a file, packed or plain.

    Raises:
        ValueError: where a kind or part is unknown.
    """
    held = place.read_bytes()
    text = (lzma.decompress(held) if place.suffix == ".xz" else held).decode()
    kinds, parts = names()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        kind, _, marked = line.partition(" | ")
        case = _case(kind.strip(), marked.strip())
        if case.kind not in kinds or not case.question or not set(case.parts) <= {*parts}:
            raise ValueError(
                f"{place.name}, line {number}: no question, or an unknown kind or part"
            )
        yield case


def _case(kind: str, marked: str) -> Case:
    text, spans, parts, done = "", list[tuple[int, int]](), list[str](), 0
    for m in _MARKED.finditer(marked):
        text += marked[done : m.start()]
        spans.append((len(text), len(text) + len(m["text"])))
        parts.append(m["part"])
        text += m["text"]
        done = m.end()
    return Case(kind, text + marked[done:], spans, parts)


class _Trained:
    """The model as it becomes with the cases."""

    def __init__(self, cases: Sequence[Case], rounds: int) -> None:
        import torch
        from tokenizers import Tokenizer

        torch.manual_seed(0)
        self.kinds, self.parts = names()
        weights = graph.find_weights()
        self.tokenizer: Any = Tokenizer.from_file(str(weights / graph.TOKENIZER))
        self.tokenizer.enable_truncation(PARTS.most_tokens)
        self.tokenizer.enable_padding()
        model = graph.load_model(weights).train()
        outputs = len(self.kinds) + len(self.parts)
        self.module = PARTS.module(model, model.config.hidden_size, outputs)
        self.first = {name: v.detach().clone() for name, v in model.named_parameters()}
        moving = [f"encoder.layer.{i}." for i in range(_KEPT, _LAYERS)]
        for name, value in model.named_parameters():
            value.requires_grad = any(name.startswith(layer) for layer in moving)
        self._train(cases, rounds)

    def _train(self, cases: Sequence[Case], rounds: int) -> None:
        chance = random.Random(0)
        moved = [v for v in self.module.model.parameters() if v.requires_grad]
        total = rounds * -(-len(cases) // _AT_ONCE)
        paces = (_STEP, _HEAD_STEP)
        descent = Descent(moved, self.module.head, paces, warm=_WARM, total=total)
        for number in range(rounds):
            steps = _together([varied(case, chance) for case in cases], chance)
            lost = sum(descent.step(self._loss(some)) for some in steps)
            print(f"round {number + 1} of {rounds}: loss {lost * _AT_ONCE / len(cases):.3f}", flush=True)  # fmt: skip
        self.module.eval()

    def _odds(self, cases: Sequence[Case]) -> Iterator[tuple[Any, Any]]:
        """Of each case the kinds' odds and its amounts' parts'."""
        import torch

        encoded = self.tokenizer.encode_batch([case.question for case in cases])
        ids, mask = (
            torch.tensor([getattr(one, name) for one in encoded])
            for name in ("ids", "attention_mask")
        )
        odds = self.module(ids, mask)
        count = len(self.kinds)
        for case, one, own in zip(cases, encoded, odds, strict=True):
            length = sum(one.attention_mask)
            places = [tokens_of(one.offsets[:length], span) for span in case.spans]
            amounts = [own[some, count:].mean(0) for some in places]
            yield own[:length, :count].mean(0), torch.stack(amounts) if amounts else None

    def _loss(self, cases: Sequence[Case]) -> Any:
        import torch
        from torch.nn.functional import cross_entropy

        losses = list[Any]()
        for case, (kind, amounts) in zip(cases, self._odds(cases), strict=True):
            own = cross_entropy(kind, torch.tensor(self.kinds.index(case.kind)))
            if amounts is not None:
                right = torch.tensor([self.parts.index(part) for part in case.parts])
                own = own + cross_entropy(amounts, right)
            losses.append(own)
        return torch.stack(losses).mean()

    def test(self, cases: Sequence[Case]) -> None:
        """Print how many kinds, parts and whole questions are told right, and which are not."""
        import torch

        kinds_right = parts_right = whole = amounts_all = 0
        with torch.no_grad():
            for case in cases:
                kind, amounts = next(iter(self._odds([case])))
                told = self.kinds[int(kind.argmax())]
                parts = [self.parts[int(i)] for i in amounts.argmax(1)] if amounts is not None else []  # fmt: skip
                right = sum(a == b for a, b in zip(parts, case.parts, strict=True))
                kinds_right += told == case.kind
                parts_right += right
                amounts_all += len(parts)
                whole += told == case.kind and right == len(parts)
                if told != case.kind or right != len(parts):
                    print(f"{case.kind} {case.parts}: {told} {parts}: {case.question}")
        print(f"kinds {kinds_right / len(cases):.3f}, parts {parts_right / amounts_all:.3f}, whole {whole / len(cases):.3f} of {len(cases)}")  # fmt: skip

    def packed(self) -> bytes:
        """The changes as they are kept."""
        changed = {
            name: (value - self.first[name]).detach()
            for name, value in self.module.model.named_parameters()
            if value.requires_grad
        }
        return packed(changed, self.module.head, _RANK)


def _together(cases: Sequence[Case], chance: random.Random) -> list[list[Case]]:
    """By chance, but those of one step of like length, so that little is spent on padding."""
    order = sorted(cases, key=lambda case: len(case.question) * chance.uniform(0.8, 1.25))
    steps = [order[i : i + _AT_ONCE] for i in range(0, len(order), _AT_ONCE)]
    chance.shuffle(steps)
    return steps


def varied(case: Case, chance: random.Random) -> Case:
    """The case with other digits in its amounts, and now and then other money; places stay."""
    text = list(case.question)
    if chance.random() < _OTHER_DIGITS:
        for start, end in case.spans:
            for i in range(start, end):
                if text[i].isdigit() and text[i] != "0":
                    text[i] = chance.choice("123456789")
    if chance.random() < _OTHER_MONEY:
        other = chance.choice("$€£¥")
        text = [other if sign == "$" else sign for sign in text]
    return Case(case.kind, "".join(text), case.spans, case.parts)


if __name__ == "__main__":
    sys.exit(main())
