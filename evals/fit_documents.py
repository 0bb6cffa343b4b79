"""Fits what speaks for an answer from a user's own documents: `python -m evals.fit_documents`.

Logistic regression over the traits of sentences and cells (`agent/offline/documents/traits.py`), on
libraries given as folders of `documents` and `questions.jsonl`; each is also left out once and told
how it fares with the weights of the others. Prints the rows of `weights.toml`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agent.evidence import Ledger
from agent.offline import questions
from agent.offline.documents.asked import asked_in
from agent.offline.documents.earlier import with_earlier
from agent.offline.documents.judged import Judged
from agent.offline.documents.own import OwnDocuments
from evals.other_library import HERE, ingest, misses
from knowledge import Library

_MOST = 60
"""Units of a question that are weighed, the likeliest by the present weights."""
_ROUNDS, _STEP, _RIDGE = 900, 0.05, 0.01
_UNANSWERED = 0.7
"""What a question that no document answers counts beside others."""
_OF_SEVERAL = ("sum", "list", "change")
"""Kinds whose answer is made of several units."""
_AGAINST = frozenset("missed others key expected qualified unheld untimely unnamed".split())
"""Traits that speak against an answer; the others but for those of `_EITHER` speak for it."""
_PRIOR = {
    "covered": 6.0, "like": 6.0, "like_cell": 3.0, "said": 1.8, "missed": -3.0, "own": 0.6,
    "row": 0.4, "column": 0.4, "head": 1.0, "phrase": 2.0, "deed": 1.0, "verb": 0.5,
    "counted": 0.6, "denies": 1.0, "qualified": -0.6, "reason": 1.5, "expected": -0.6,
    "place": 0.6, "key": -0.6, "defines": 1.5, "replies": 1.0, "listing": 1.0, "side": 1.0, "dated": 0.5,
    "untimely": -1.0, "unnamed": -1.0,
}  # fmt: skip
"""What a trait is thought to count before any question was asked: few questions show the rarer ones."""
_EITHER = frozenset("cell chinese first".split())


@dataclass(frozen=True)
class Case:
    """One question's units: rows of traits, and which of them answer."""

    name: str
    traits: Any
    answers: Any


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how each library fares left out, then the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", nargs="*", type=Path, default=[HERE])
    options = parser.parse_args(arguments)
    names: list[str] = []
    gathered = {folder: list(_cases(folder, names)) for folder in options.libraries}
    padded = {folder: [_padded(case, len(names)) for case in of] for folder, of in gathered.items()}
    for folder, cases in padded.items():
        others = [case for other, of in padded.items() if other != folder for case in of]
        if others:
            print(f"# {folder}: {_fares(cases, _fit(others, names))}")
    weights = _fit([case for of in padded.values() for case in of], names)
    print(f"base = {weights[0]:.2f}")
    for name, weight in zip(names, weights[1:], strict=True):
        print(f"{name} = {weight:.2f}")
    return 0


def _cases(folder: Path, names: list[str]) -> Iterable[Case]:
    """A library's questions; `names` of traits grows by those met."""
    rows = [
        json.loads(line)
        for line in (folder / "questions.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(Path(place) / "library")
        files = ingest(library, folder / "documents")
        own = OwnDocuments.of(library)
        for row in rows:
            if row["kind"] not in _OF_SEVERAL:
                units = [one for one in _judged(library, own, row) if one.fits][:_MOST]
                for one in units:
                    names += [name for name in one.traits if name not in names]
                yield Case(
                    row["id"], [_vector(one, names) for one in units], _answers(row, units, files)
                )


def _judged(library: Library, own: OwnDocuments, row: dict[str, Any]) -> list[Judged]:
    *earlier, text = row.get("turns") or [row["question"]]
    text = questions.tidy(text)
    query = " ".join(reversed(with_earlier(text, earlier)))
    return own.judged(
        asked_in(text, tuple(earlier)), Ledger().add_passages(library.search(query, k=24))
    )


def _answers(row: dict[str, Any], units: Sequence[Judged], files: dict[str, str]) -> Any:
    """Which units hold all that an answer must tell, or else a part of it."""
    if row["abstain"]:
        return np.zeros(len(units), bool)
    named = [row["document"]] if isinstance(row["document"], str) else row["document"]
    held = [
        misses(row, f"{one.unit.heading} {one.unit.text}")
        if files[one.source.document_id] in named
        else (1, 1)
        for one in units
    ]
    whole = np.array([lost == 0 for lost, _ in held], bool)
    return whole if whole.any() else np.array([lost < of for lost, of in held], bool)


def _vector(one: Judged, names: list[str]) -> list[float]:
    return [one.traits.get(name, 0.0) for name in names]


def _padded(case: Case, width: int) -> Case:
    rows = np.zeros((len(case.traits), width + 1))
    rows[:, 0] = 1.0
    for i, traits in enumerate(case.traits):
        rows[i, 1 : len(traits) + 1] = traits
    return Case(case.name, rows, case.answers)


def _fit(cases: Sequence[Case], names: Sequence[str]) -> Any:
    """Weights under which the likeliest answer of each question has a chance above one half, and
    the likeliest of the others one below."""
    width = len(names)
    free = [True, *(name in _EITHER for name in names)]
    sign = np.array([0, *(-1 if name in _AGAINST else 1 for name in names)])
    prior = np.array([-3.6, *(_PRIOR.get(name, 0.0) for name in names)])
    weights = prior.copy()
    pace = np.zeros(width + 1)
    for _ in range(_ROUNDS):
        slope = _RIDGE * (weights - prior) * (np.arange(width + 1) > 0)
        for case in cases:
            odds = case.traits @ weights
            if case.answers.any():
                slope -= _pulled(case.traits[case.answers], odds[case.answers], sign=1) / len(cases)
            if not case.answers.all():
                share = 1.0 if case.answers.any() else _UNANSWERED
                others = ~case.answers
                slope += share * _pulled(case.traits[others], odds[others], sign=-1) / len(cases)
        pace = 0.9 * pace - _STEP * slope
        weights = weights + pace
        weights = np.where(free | (weights * sign > 0), weights, 0.0)
    return weights


def _pulled(traits: Any, odds: Any, sign: int) -> Any:
    """Slope of the loss at the likeliest units: all of them, by how near they come to the best."""
    near = np.exp(3 * (odds - odds.max()))
    top = (near / near.sum()) @ traits
    best = odds.max()
    return top / (1 + np.exp(sign * best))


def _fares(cases: Sequence[Case], weights: Any) -> str:
    first = held = withheld = asked = 0
    for case in cases:
        if not len(case.traits):
            asked += bool(case.answers.any())
            withheld += not case.answers.any()
            continue
        odds = case.traits @ weights
        if case.answers.any():
            asked += 1
            first += bool(case.answers[odds.argmax()])
            held += bool(odds.max() > 0 and case.answers[odds.argmax()])
        else:
            withheld += odds.max() <= 0
    rest = len(cases) - asked
    return f"best answers {first} of {asked}, and is told {held}; withheld {withheld} of {rest}"


if __name__ == "__main__":
    sys.exit(main())
