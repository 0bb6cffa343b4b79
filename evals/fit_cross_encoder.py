"""Trains the cross-encoders that tell whether a statement answers a question:
`python -m evals.fit_cross_encoder`, with `--closely` the large one.

Its cases lie in `cross_encoder_cases.jsonl.xz`: questions on small made-up libraries, each with the
statements that a search by words ranks first and which of them answer. Those libraries and their
questions were written for this, by a language model that had seen neither the program nor any other
set; no library that the program is measured on is among them. `--add FOLDER …` makes further cases
out of folders of `documents` and `questions.jsonl`. A thousand cases take some
seven minutes of a core in full precision.
"""

import argparse
import json
import lzma
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from agent.evidence import Ledger
from agent.language import language_of
from agent.offline import questions
from agent.offline.documents.asked import asked_in
from agent.offline.documents.likeness import NEUTRAL
from agent.offline.documents.own import OwnDocuments
from agent.offline.documents.units import in_context
from evals.descent import Descent
from evals.other_library import ingest, misses
from knowledge import Library
from knowledge.embedding import graph
from knowledge.embedding.adapted import Adapted, add_changes
from knowledge.embedding.cross_encoder import ANSWERS, ANSWERS_CLOSELY

CASES = Path(__file__).with_name("cross_encoder_cases.jsonl.xz")
_MOST, _MORE = 7, 2
"""Statements of a case, the likeliest by words; of those that answer and are not among them."""
_ROUNDS, _HEAD_STEP, _WARM = 1, 1e-3, 50
_OF_TOKENIZER = {
    "input_ids": "ids",
    "attention_mask": "attention_mask",
    "token_type_ids": "type_ids",
}
_AT_ONCE = 4
"""Cases of one step."""
_SORTED = 64
"""Cases that are sorted by their length."""
_READ = 6
"""Statements of a case that are read, beside those that answer."""
_APART = 0.2
"""What it counts that nothing else than the answers seems to answer."""
_RANK = 96
"""Of the changes that are kept of each matrix."""


@dataclass(frozen=True)
class Plan:
    """How one of them is trained."""

    model: Adapted
    kept: int
    """Layers, and words' vectors, that stay as they are."""
    layers: int
    step: float
    padding: tuple[int, str]


_SMALL = Plan(ANSWERS, 2, 6, 7e-5, (0, "[PAD]"))
_LARGE = Plan(ANSWERS_CLOSELY, 4, 12, 5e-5, (1, "<pad>"))


@dataclass(frozen=True)
class Case:
    """A question with statements, and which of them answer; none where no document does."""

    question: str
    statements: list[str]
    answers: list[bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make cases, or train on them and write the changes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--add", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--rank", type=int, default=_RANK)
    parser.add_argument("--last", type=int, help="train on so many cases, the latest")
    parser.add_argument("--onto", type=Path, help="go on from the changes of that file")
    parser.add_argument("--closely", action="store_true", help="train the large one")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    known = [*_read(options.cases)] if options.cases.exists() else []
    if options.add:
        for folder in options.add:
            known += _cases(folder)
            print(f"{folder.name}: {len(known)} cases", flush=True)
        lines = [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in known]
        options.cases.write_bytes(lzma.compress("".join(lines).encode()))
        return 0
    plan = _LARGE if options.closely else _SMALL
    out = options.out or Path(str(resources.files("knowledge.embedding").joinpath(plan.model.file)))
    onto = options.onto.read_bytes() if options.onto else b""
    last = known[-(options.last or 0) :]
    out.write_bytes(trained(plan, last, options.rounds, options.rank, onto))
    print(f"{out.name}: {out.stat().st_size / 1000:.0f} kB")
    return 0


def _read(place: Path) -> Iterator[Case]:
    for line in lzma.decompress(place.read_bytes()).decode().rstrip("\n").split("\n"):
        yield Case(**json.loads(line))


def _cases(folder: Path) -> Iterator[Case]:
    rows = (folder / "questions.jsonl").read_text("utf-8").split("\n")
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(Path(place) / "library")
        files = ingest(library, folder / "documents")
        own = OwnDocuments.of(library)
        own.likeness.of = lambda question, texts: [NEUTRAL] * len(texts)  # words alone rank here
        own.likeness.near = lambda asked, held: {}
        for row in (json.loads(line) for line in rows if line):
            if language_of(row["question"]) == "en":
                yield from _case(library, own, row, files)


def _case(
    library: Library, own: OwnDocuments, row: dict[str, Any], files: dict[str, str]
) -> Iterator[Case]:
    text = questions.tidy(row["question"])
    found = Ledger().add_passages(library.search(text, k=24))
    units = own.judged(asked_in(text), found)[:60]
    named = [row["document"]] if isinstance(row["document"], str) else row["document"]
    lost = [
        misses(row, f"{one.unit.heading} {one.unit.text}")
        if not row["abstain"] and files.get(one.source.document_id.split(" ")[0], "") in named
        else (1, 1)
        for one in units
    ]
    whole = [not count for count, _ in lost]
    rest = [i for i in range(_MOST, len(units)) if whole[i]][:_MORE]
    places = [*range(min(_MOST, len(units))), *rest]
    answers = [whole[i] for i in places]
    if not any(answers) and not row["abstain"]:
        answers = [lost[i][0] < lost[i][1] for i in places]
    if places and (any(answers) or row["abstain"]):
        statements = [in_context(units[i].unit, units[i].source) for i in places]
        yield Case(row["question"], statements, answers)


def trained(plan: Plan, cases: Sequence[Case], rounds: int, rank: int, onto: bytes = b"") -> bytes:
    """The changes of all layers but the first, as factors of low rank, in half precision; `onto` are
    those of a training before."""
    import torch
    from tokenizers import Tokenizer

    torch.manual_seed(0)
    shuffle = random.Random(0)
    with plan.model.base.weights() as weights:
        tokenizer: Any = Tokenizer.from_file(str(weights / graph.TOKENIZER))
        model = graph.load_model(weights).train()
    tokenizer.enable_truncation(plan.model.most_tokens)
    tokenizer.enable_padding(pad_id=plan.padding[0], pad_token=plan.padding[1])
    model.set_attn_implementation("eager")  # quicker in bfloat16
    first = {name: value.detach().clone() for name, value in model.named_parameters()}
    moving = [f"encoder.layer.{i}." for i in range(plan.kept, plan.layers)]
    for name, value in model.named_parameters():
        value.requires_grad = any(name.startswith(layer) for layer in moving)
    head = torch.nn.Linear(model.config.hidden_size, 1)
    torch.nn.init.zeros_(head.weight)
    torch.nn.init.constant_(head.bias, -1.0)
    if onto:
        add_changes(torch.nn.ModuleDict({"model": model, "head": head}), onto)
    moved = [value for value in model.parameters() if value.requires_grad]
    total = rounds * -(-len(cases) // _AT_ONCE)
    descent = Descent(moved, head, (plan.step, _HEAD_STEP), warm=_WARM, total=total)
    for _ in range(rounds):
        lost, read = 0.0, 0
        for told in _steps([_likeliest(one) for one in cases], shuffle):
            odds = _odds(model, head, tokenizer, told, plan.model.more_inputs)
            loss: Any = sum(_loss(some, one) for some, one in zip(odds, told, strict=True))
            lost += descent.step(loss)
            read += len(told)
            if descent.steps % 50 == 0:
                print(f"{descent.steps} of {total}: loss {lost / read:.3f}", flush=True)
    changed = {
        name: (value - first[name]).detach()
        for name, value in model.named_parameters()
        if value.requires_grad
    }
    return packed(changed, head, rank)


def _steps(cases: Sequence[Case], shuffle: random.Random) -> Iterator[list[Case]]:
    """The cases of each step, by chance, but of nearly one length, since the longest statement of a step
    decides how long all of it takes."""
    order = [*cases]
    shuffle.shuffle(order)
    several = [order[i : i + _SORTED] for i in range(0, len(order), _SORTED)]
    alike = [one for some in several for one in sorted(some, key=_length)]
    steps = [alike[i : i + _AT_ONCE] for i in range(0, len(alike), _AT_ONCE)]
    shuffle.shuffle(steps)
    yield from steps


def _length(case: Case) -> int:
    return len(case.question) + max(map(len, case.statements))


def _likeliest(case: Case) -> Case:
    places = [i for i, answers in enumerate(case.answers) if answers or i < _READ]
    return Case(
        case.question, [case.statements[i] for i in places], [case.answers[i] for i in places]
    )


def _odds(
    model: Any, head: Any, tokenizer: Any, cases: Sequence[Case], more_inputs: Sequence[str]
) -> Any:
    """The log odds of each case's statements."""
    import torch

    encoded = tokenizer.encode_batch(
        [(one.question, said) for one in cases for said in one.statements]
    )
    given = {
        name: torch.tensor([getattr(one, _OF_TOKENIZER[name]) for one in encoded])
        for name in ("input_ids", "attention_mask", *more_inputs)
    }
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_multiplies_bfloat16()):
        hidden = model(**given)[0]
    share = given["attention_mask"].unsqueeze(-1).float()
    odds = head((hidden.float() * share).sum(1) / share.sum(1)).squeeze(-1)
    return odds.split([len(one.statements) for one in cases])


def _multiplies_bfloat16() -> bool:
    """Whether the processor does; elsewhere it takes longer than full precision."""
    import torch

    return torch.cpu._is_avx512_bf16_supported()  # pyright: ignore[reportPrivateUsage]


def _loss(odds: Any, case: Case) -> Any:
    """Of one choice more, that none answers, whose odds are the measure of the others."""
    import torch

    all_odds = torch.cat([odds, torch.zeros(1)])
    right = torch.tensor([*case.answers, False])
    chances = torch.log_softmax(all_odds, 0)
    if not right.any():
        return -chances[-1]
    return -torch.logsumexp(chances[right], 0) + _APART * torch.logsumexp(all_odds[~right], 0)


def packed(changed: dict[str, Any], head: Any, rank: int) -> bytes:
    import torch
    from safetensors.torch import save

    kept = {f"head.{name}": value.detach() for name, value in head.named_parameters()}
    for name, change in changed.items():
        if change.dim() == 1:
            kept[f"model.{name}"] = change
            continue
        left, scale, right = torch.linalg.svd(change, full_matrices=False)
        kept[f"model.{name}.left"] = left[:, :rank] * scale[:rank]
        kept[f"model.{name}.right"] = right[:rank]
    return save({name: value.half().contiguous() for name, value in kept.items()})


if __name__ == "__main__":
    sys.exit(main())
