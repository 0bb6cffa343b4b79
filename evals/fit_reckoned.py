"""Fits which sum over documents' figures a question asks for: `python -m evals.fit_reckoned`.

Its libraries lie in `arithmetic_libraries.tar.xz`: 76 small made-up ones whose questions need arithmetic, a
list or a count of rows, or neither, written for this by a language model that had seen neither the program
nor any other set; the program is measured on none of them. A question's cases are all sums, counts and
lists that the documents allow (`agent/offline/documents/reckoned.py`); those whose result is the figure
asked, or which tell all items and no others, over the documents named, are right. A softmax over them and
"none" is fitted; prints the weights of `reckoned.toml` that go with the tagger. Further folders of
`documents` and `questions.jsonl` are asked with the weights found, in `--test`.
"""

import argparse
import json
import random
import re
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import torch

from agent.evidence import Ledger
from agent.offline import questions
from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.own import OwnDocuments
from agent.offline.documents.picked import picked
from agent.offline.documents.reckoned import may_ask, sums_over, ways_over
from agent.offline.documents.reckonings import Reckoning
from agent.offline.documents.sum_traits import Question, traits_of, traits_of_none
from agent.offline.documents.units import is_worded
from agent.tools.revenue.plain_figures import reckon
from evals.other_library import ingest
from knowledge import Library

LIBRARIES = Path(__file__).with_name("arithmetic_libraries.tar.xz")
_RECKONED = ("sum", "compare", "list")
_IN_WORDS = dict(enumerate("zero one two three four five six seven eight nine ten".split()))
_MOST = 180
"""Wrong sums of a question that are kept, by chance."""
_ROUNDS, _STEP, _RIDGE, _AT_ONCE = 18, 0.03, 0.0008, 16


@dataclass(frozen=True)
class Case:
    """A question with its sums: their traits, and which are right."""

    kind: str
    traits: list[dict[str, float]]
    right: list[bool]
    none: dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the weights; with `--test` how the folders named fare with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--libraries", type=Path, default=LIBRARIES)
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    options = parser.parse_args(arguments)
    random.seed(1)
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(options.libraries) as packed:
            packed.extractall(place, filter="data")
        known = [case for one in sorted(Path(place).iterdir()) for case in _cases(one)]
    weights = _fit(known)
    for table, some in weights.items():  # those without the tagger were fitted before it
        print(f"[spoken_{table}]")
        for name, weight in sorted(some.items()):
            print(f"{json.dumps(name)} = {weight:.3f}")
    for folder in options.test:
        print(f"# {folder}: {_fares([*_cases(folder, whole=True)], weights)}")
    return 0


def _cases(folder: Path, *, whole: bool = False) -> Iterator[Case]:
    rows = (folder / "questions.jsonl").read_text("utf-8").split("\n")
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(Path(place) / "library")
        files = ingest(library, folder / "documents")
        own = OwnDocuments.of(library)
        library.answers = lambda question, statements: None  # words and likeness alone rank here
        for row in (json.loads(line) for line in rows if line.strip()):
            text = questions.tidy(row["question"])
            asked = asked_in(text)
            if not may_ask(asked):
                continue
            judged = own.judged(asked, Ledger().add_passages(library.search(text, k=24)))
            some, found = picked(asked, judged), ways_over(asked, judged)
            question = Question.of(asked, some, found)
            sums = [
                (one, _is_right(one, row, files)) for one in sums_over(asked, judged, some, found)
            ]
            wrong = [pair for pair in sums if not pair[1]]
            kept = wrong if whole else random.sample(wrong, min(_MOST, len(wrong)))
            kept = [pair for pair in sums if pair[1]] + kept
            if kept and (row["kind"] not in _RECKONED or any(right for _, right in kept) or whole):
                yield Case(
                    row["kind"],
                    [traits_of(question, one) for one, _ in kept],
                    [right for _, right in kept],
                    traits_of_none(question, judged),
                )


def _is_right(one: Reckoning, row: dict[str, Any], files: dict[str, str]) -> bool:
    """Whether its result is the figure asked, as far as that is rounded, over the documents named."""
    figures, named = row.get("figures") or [], row.get("document") or []
    named = [named] if isinstance(named, str) else named
    if (row["kind"] == "list") != (one.operation == "list"):
        return False
    if one.operation == "list":
        return _is_list(one, row) and all(_file(part, files) in named for part in one.parts)
    if one.operation == "count":
        said = {str(len(one.values)), _IN_WORDS.get(len(one.values), "")}
        is_it = figures == [len(one.values)] or (
            not figures
            and row["kind"] == "sum"
            and any(re.search(row["facts"][0], s) for s in said if s)
        )
        return is_it and all(_file(part, files) in named for part in one.parts)
    if row["kind"] not in _RECKONED or not figures:
        return False
    wanted = figures[0] if row["kind"] == "sum" else figures[-1]
    if isinstance(wanted, list):
        wanted = wanted[-1]
    try:
        result, _ = reckon(one.operation, [Decimal(value) for value in one.values])
    except ArithmeticError:  # divided by nothing
        return False
    places = len(str(wanted).partition(".")[2].rstrip("0"))
    slack = 0.75 * 10**-places if places else 0.51
    near = abs(abs(float(result)) - abs(float(wanted))) <= slack
    return near and all(_file(part, files) in named for part in one.parts)


def _file(part: Judged, files: dict[str, str]) -> str:
    return files.get(part.source.document_id.split(" ")[0], "")


def _is_list(one: Reckoning, row: dict[str, Any]) -> bool:
    """Whether it tells all items and no others."""
    units = [part.unit for part in one.parts]
    said = [unit.value if is_worded(unit.value) else f"{unit.value} {unit.label}" for unit in units]
    if len(said) != row.get("items", len(row["facts"])):
        return False
    return all(any(re.search(fact, text, re.IGNORECASE) for text in said) for fact in row["facts"])


def _fit(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    names = sorted({name for case in cases for traits in case.traits for name in traits})
    of_none = sorted({name for case in cases for name in case.none})
    asked = torch.zeros(len(names), requires_grad=True)
    none = torch.zeros(len(of_none), requires_grad=True)
    rows = [
        (_matrix(case.traits, names), _matrix([case.none], of_none)[0], torch.tensor(case.right))
        for case in cases
    ]
    steps = torch.optim.Adam([asked, none], lr=_STEP)
    for _ in range(_ROUNDS):
        random.shuffle(rows)
        for begin in range(0, len(rows), _AT_ONCE):
            loss = _RIDGE * (asked @ asked)
            for traits, other, right in rows[begin : begin + _AT_ONCE]:
                odds = torch.log_softmax(torch.cat([traits @ asked, (other @ none)[None]]), 0)
                told = torch.logsumexp(odds[:-1][right], 0) if right.any() else odds[-1]
                loss = loss - told / _AT_ONCE
            steps.zero_grad()
            loss.backward()  # pyright: ignore[reportUnknownMemberType]
            steps.step()
    return {
        "asked": dict(zip(names, asked.tolist(), strict=True)),
        "none": dict(zip(of_none, none.tolist(), strict=True)),
    }


def _matrix(some: Sequence[dict[str, float]], names: Sequence[str]) -> Any:
    place = {name: i for i, name in enumerate(names)}
    made = torch.zeros(len(some), len(names))
    for i, traits in enumerate(some):
        for name, worth in traits.items():
            if name in place:
                made[i, place[name]] = worth
    return made


def _odds(case: Case, weights: dict[str, dict[str, float]]) -> tuple[list[float], float]:
    asked, none = weights["asked"], weights["none"]
    each = [sum(asked.get(n, 0.0) * worth for n, worth in one.items()) for one in case.traits]
    return each, sum(none.get(n, 0.0) * worth for n, worth in case.none.items())


def _fares(cases: Sequence[Case], weights: dict[str, dict[str, float]]) -> str:
    first = told = wrong = 0
    sums = [case for case in cases if case.kind == "sum"]
    for case in cases:
        odds, none = _odds(case, weights)
        best = max(range(len(odds)), key=odds.__getitem__)
        first += case.kind == "sum" and case.right[best]
        told += odds[best] > none and case.right[best]
        wrong += odds[best] > none and not case.right[best]
    return f"best is right {first} of {len(sums)} sums; told {told} right, {wrong} wrong of {len(cases)} questions"


if __name__ == "__main__":
    sys.exit(main())
