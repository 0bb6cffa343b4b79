"""Whether the chance that a search gives tells questions with an answer from those without.

`python -m evals.enough` measures it, `python -m evals.enough fit` fits the weights of its signs
(`knowledge/retrieval/enough.toml`) by logistic regression and says what they do on the questions
that each fit left out. The questions are asked of three libraries: the bundled one, made-up papers
of a small town (`other_library`), and the vendors' documents (`--data`).
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.retrieval import DOCUMENTS, LANGUAGES, SPANS, read
from knowledge import Library
from knowledge.retrieval import enough

QUESTIONS = Path(__file__).with_name("enough.jsonl")
"""Asked of the bundled library; made by templates from its systems and topics, or by their like."""
FREE = Path(__file__).with_name("enough_free.jsonl")
"""Asked of the bundled library as people write. Those `fitted` and `looked at` were used to fit and to
choose the signs; of the `unread` those that failed were seen before the last fit, but not used for
it; the last were `asked once`, at the end, by one who knew the signs."""
OTHER = Path(__file__).with_name("other_library")
_LEFT_OUT = ("unread", "asked once")
_FOLDS = 10
_RIDGE = 1.0
"""What a weight costs, of a sign scaled to a spread of one: keeps them small where signs overlap."""
_WEIGHT = {"templates": 0.4, "vendor documents": 0.4}
"""Of a question, where one hand made many alike."""

Figures = dict[str, dict[str, str]]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question with what speaks for an answer to it."""

    of: str
    text: str
    is_answerable: bool
    signs: dict[str, float]

    @property
    def is_fitted(self) -> bool:
        """Whether it may be used to fit."""
        return self.of not in _LEFT_OUT


def asked(documents: Path, store: Path) -> Iterator[Asked]:
    """Every question of every set; the libraries that it takes are made in `store`."""
    bundled = Library.open()
    yield from _of(bundled, "templates", read(QUESTIONS))
    free = read(FREE)
    for part in ("fitted", "looked at", *_LEFT_OUT):
        yield from _of(bundled, part, [row for row in free if row["part"] == part])
    town = Library.open(store / "town")
    town.ingest([OTHER / "documents"])
    rows = [row for row in read(OTHER / "questions.jsonl") if "question" in row]
    yield from _of(town, "town", [row | {"is_answerable": not row["abstain"]} for row in rows])
    if documents.is_dir():
        vendors = Library.open(store / "vendors")
        vendors.ingest([documents])
        rows = [row | {"is_answerable": True} for row in [*read(SPANS), *read(LANGUAGES)]]
        foreign = [row for row in [*read(QUESTIONS), *free] if row.get("is_foreign")]
        yield from _of(vendors, "vendor documents", [*rows, *foreign])


def _of(library: Library, name: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
    for row in rows:
        question = str(row["question"])
        found = library.search(question)
        yield Asked(name, question, bool(row["is_answerable"]), dict(found.signs))


def fit(every: Sequence[Asked]) -> tuple[dict[str, float], Vector]:
    """Weights of the signs, and the chance of each question by weights that were fitted without it."""
    names = sorted({name for one in every for name in one.signs})
    signs = np.array([[one.signs.get(name, 0.0) for name in names] for one in every])
    answerable = np.array([one.is_answerable for one in every], np.float64)
    used = np.array([one.is_fitted for one in every])
    weight = np.array([_WEIGHT.get(one.of, 1.0) for one in every])
    for kind in (0.0, 1.0):  # as many with an answer as without
        weight[answerable == kind] /= weight[used & (answerable == kind)].sum()
    weight *= used.sum() / 2
    fold = np.random.default_rng(0).integers(0, _FOLDS, len(every))
    chances = np.zeros(len(every))
    for n in range(_FOLDS):
        rest = used & (fold != n)
        left_out = ~used | (fold == n)
        found = _regression(signs[rest], answerable[rest], weight[rest])
        chances[left_out] = _chance(signs[left_out], found)
    whole = _regression(signs[used], answerable[used], weight[used])
    chances[~used] = _chance(signs[~used], whole)
    rounded = [round(float(one), 3) for one in whole]
    return dict(zip(["bias", *names], rounded, strict=True)), chances


def _regression(signs: Vector, is_so: Vector, weight: Vector) -> Vector:
    """Logistic regression by Newton's method: the bias, then a weight for each sign."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.column_stack([np.ones(len(signs)), (signs - mean) / spread])
    cost = np.diag([0.0, *[_RIDGE] * signs.shape[1]])
    found = np.zeros(scaled.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (weight * (chance - is_so)) + cost @ found
        bend = (scaled * (weight * chance * (1 - chance))[:, None]).T @ scaled + cost
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    weights = found[1:] / spread
    return np.array([found[0] - weights @ mean, *weights])


def _chance(signs: Vector, weights: Vector) -> Vector:
    return 1 / (1 + np.exp(-(weights[0] + signs @ weights[1:])))


def shares(every: Sequence[Asked], chances: Sequence[float] | Vector, least: float) -> Figures:
    """Of each set, how many were wrongly answered and wrongly refused."""
    found: Figures = {}
    for name in dict.fromkeys(one.of for one in every):
        own = [(one, c >= least) for one, c in zip(every, chances, strict=True) if one.of == name]
        without = [passed for one, passed in own if not one.is_answerable]
        with_one = [not passed for one, passed in own if one.is_answerable]
        found[name] = {
            "wrongly answered": f"{sum(without)} of {len(without)}",
            "wrongly refused": f"{sum(with_one)} of {len(with_one)}",
        }
    return found


def write(weights: dict[str, float]) -> None:
    """Make them those that the search uses."""
    file = resources.files("knowledge.retrieval").joinpath(enough.WEIGHTS)
    said = "# What each sign of `enough.py` weighs. Written by `python -m evals.enough fit`.\n"
    lines = [f'"{name}" = {weight}' for name, weight in weights.items()]
    Path(str(file)).write_text(said + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Print the shares; `fit` also writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.enough", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["measure", "fit"], default="measure")
    parser.add_argument("--data", type=Path, default=DOCUMENTS, help="the vendors' documents")
    parser.add_argument("--store", type=Path, help="keep the libraries here, and use them again")
    parser.add_argument(
        "--wrong", action="store_true", help="print what went wrong, but the unread"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        every = list(asked(options.data, options.store or Path(folder)))
    if options.what == "fit":
        weights, chances = fit(every)
        write(weights)
    else:
        chances = np.array([enough.chance(one.signs) for one in every])
    if options.wrong:
        for one, c in zip(every, chances, strict=True):
            if one.is_fitted and (c >= enough.LEAST) != one.is_answerable:
                print(f"{c:.2f} {one.of}: {one.text}")
    print(json.dumps(shares(every, chances, enough.LEAST), indent=1))


if __name__ == "__main__":
    main()
