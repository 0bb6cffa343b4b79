"""What the trainings of both taggers share: marked cases, and the model as it becomes with them."""

import argparse
import lzma
import random
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from evals.descent import Descent
from evals.fit_cross_encoder import packed
from knowledge.embedding import graph
from knowledge.embedding.adapted import Adapted
from knowledge.embedding.tagger import tokens_of

_MARKED = re.compile(r"\[\[(?P<text>.*?)\|(?P<part>\w+)\]\]")
_KEPT, _LAYERS = 2, 6
"""Layers, and words' vectors, that stay as they are; of so many."""
_STEP, _HEAD_STEP, _WARM, _AT_ONCE = 2.5e-4, 3e-3, 40, 16
_RANK = 48

Names = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """A question with its kind and the parts of its spans, by their places."""

    kind: str
    question: str
    spans: list[tuple[int, int]]
    parts: list[str]


def train(
    of: "type[Trained]", model: Adapted, names: Names, cases: Path, rounds: int, said: str | None,
    arguments: Sequence[str] | None,
) -> int:  # fmt: skip
    """Train a tagger and write its changes; `said` describes the command."""
    parser = argparse.ArgumentParser(description=said)
    parser.add_argument("--cases", type=Path, nargs="+", default=[cases])
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--hold", type=int, metavar="N", help="leave out every N-th case, and test")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    known = [case for place in options.cases for case in read(place, names)]
    held = known[:: options.hold] if options.hold else []
    taught = [case for case in known if case not in held]
    out = options.out or Path(str(resources.files("knowledge.embedding").joinpath(model.file)))
    trained = of(model, names, taught, options.rounds)
    if held:
        trained.test(held)
    out.write_bytes(trained.packed())
    print(f"{out.name}: {out.stat().st_size / 1000:.0f} kB, {len(taught)} cases")
    return 0


def read(place: Path, names: Names) -> Iterator[Case]:
    """The cases of a file, packed or plain.

    Raises:
        ValueError: where a kind or part is unknown.
    """
    held = place.read_bytes()
    text = (lzma.decompress(held) if place.suffix == ".xz" else held).decode()
    kinds, parts = names
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


class Trained(ABC):
    """The model as it becomes with the cases."""

    def __init__(self, model: Adapted, names: Names, cases: Sequence[Case], rounds: int) -> None:
        import torch
        from tokenizers import Tokenizer

        torch.manual_seed(0)
        self.kinds, self.parts = names
        weights = graph.find_weights()
        self.tokenizer: Any = Tokenizer.from_file(str(weights / graph.TOKENIZER))
        self.tokenizer.enable_truncation(model.most_tokens)
        self.tokenizer.enable_padding()
        bare = graph.load_model(weights).train()
        outputs = len(self.kinds) + len(self.parts)
        self.module = model.module(bare, bare.config.hidden_size, outputs)
        self.first = {name: v.detach().clone() for name, v in bare.named_parameters()}
        moving = [f"encoder.layer.{i}." for i in range(_KEPT, _LAYERS)]
        for name, value in bare.named_parameters():
            value.requires_grad = any(name.startswith(layer) for layer in moving)
        self._train(cases, rounds)

    def _train(self, cases: Sequence[Case], rounds: int) -> None:
        chance = random.Random(0)
        moved = [v for v in self.module.model.parameters() if v.requires_grad]
        total = rounds * -(-len(cases) // _AT_ONCE)
        descent = Descent(moved, self.module.head, (_STEP, _HEAD_STEP), warm=_WARM, total=total)
        for number in range(rounds):
            steps = _together([self.varied(case, chance) for case in cases], chance)
            lost = sum(descent.step(self._loss(some)) for some in steps)
            print(f"round {number + 1} of {rounds}: loss {lost * _AT_ONCE / len(cases):.3f}", flush=True)  # fmt: skip
        self.module.eval()

    def odds(self, cases: Sequence[Case]) -> Iterator[tuple[Any, Any, Any]]:
        """Of each case the kinds' odds, all tokens' parts' odds, and the tokens of each of its spans."""
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
            yield own[:length, :count].mean(0), own[:length, count:], places

    def _loss(self, cases: Sequence[Case]) -> Any:
        import torch

        return torch.stack([self.loss(c, *told) for c, told in zip(cases, self.odds(cases), strict=True)]).mean()  # fmt: skip

    @abstractmethod
    def loss(self, case: Case, kind: Any, tokens: Any, places: Sequence[Sequence[int]]) -> Any:
        """What one case lacks."""

    @abstractmethod
    def test(self, cases: Sequence[Case]) -> None:
        """Print how those left out fare."""

    def varied(self, case: Case, chance: random.Random) -> Case:
        """The case as it is read this time."""
        return case

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
