"""What of the candidates is of the time that a question names, and what is newer where it asks of now."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.embed import Vectors
from knowledge.language import when
from knowledge.retrieval import candidates, copies, enough, ranking
from knowledge.retrieval.candidates import DEPTH, Candidates, Mask
from knowledge.storage.view import Row, View

Masks = Sequence[NDArray[np.bool_]]
"""Of each view, which passages are meant."""

_LEADERS = 24
"""Candidates of which it is seen whether others say the same of another day."""
_LIKE = 0.8
"""Cosine of two passages from which on their words are compared."""
_SATURATED = 0.12
"""Where the hundred nearest lie so close to the nearest, others further on fit as well."""


def telling(views: Sequence[View], times: Sequence[when.Stretch]) -> list[when.Stretch]:
    """The times, where what is dated lies partly in them; else they tell nothing apart: what a
    question expects before 2040 is no passage's date."""
    days = np.concatenate([view.days for view in views])
    dated = days[days > 0]
    lies_in = np.zeros(len(dated), np.bool_)
    for one in times:
        lies_in |= (dated >= one.first) & (dated <= one.last)
    return list(times) if lies_in.any() and not lies_in.all() else []


def masks_of(views: Sequence[View], times: Sequence[when.Stretch]) -> list[Masks]:
    """For each distinct time which passages are dated in it."""
    bounds = dict.fromkeys((one.first, one.last) for one in times)
    return [
        [(view.days >= first) & (view.days <= last) for view in views] for first, last in bounds
    ]


def deepened(
    views: Sequence[View],
    masks: Sequence[Mask],
    meaning: Vectors,
    weights: Sequence[dict[str, float]],
    found: Candidates,
    times: Sequence[Masks],
    is_of_now: bool,
) -> Candidates:
    """The candidates, with the best of each time, and of now the newest that fit as well."""
    for time in times:
        both = [own if mask is None else own & mask for own, mask in zip(time, masks, strict=True)]
        found = found.joined(candidates.find(views, both, meaning, weights, DEPTH))
        if is_of_now:
            found = _with_newest(views, both, meaning, weights, found)
    if is_of_now and not times:
        found = _with_newest(views, masks, meaning, weights, found)
    return found


def newer_first(
    views: Sequence[View],
    found: Candidates,
    scores: ranking.Figures,
    rare: Mapping[str, float],
    times: Sequence[Masks],
) -> ranking.Figures:
    """The scores where newer evidence outranks older: of what says the same but for figures the
    newest takes the highest; of what fits about equally well the newer gets a bonus.

    Where times are named, what lies in none of them counts as undated.
    """
    days = np.array([views[n].days[i] for n, i in found.places], np.int64)
    if times:
        days *= np.logical_or.reduce([found.of(time) for time in times])
    scores = scores.copy()
    for series in _series(views, found, scores, rare):
        newest = sorted(series, key=lambda i: -days[i])
        scores[newest] = np.sort(scores[series])[::-1]
    return ranking.with_newer(scores, days)


def _with_newest(
    views: Sequence[View],
    masks: Sequence[Mask],
    meaning: Vectors,
    weights: Sequence[dict[str, float]],
    found: Candidates,
) -> Candidates:
    if len(found.cosines) < DEPTH:
        return found
    least = float(found.cosines.max()) - _SATURATED
    if np.count_nonzero(found.cosines >= least) < DEPTH:
        return found
    newest = candidates.newest(views, masks, meaning, least)
    return found.joined(candidates.find(views, newest, meaning, weights, DEPTH))


def _series(
    views: Sequence[View],
    found: Candidates,
    scores: ranking.Figures,
    rare: Mapping[str, float],
) -> list[list[int]]:
    """Candidates that say the same but for figures, and hold the same of the question."""
    order = [int(i) for i in np.argsort(-scores, kind="stable")]
    rows: dict[int, Row] = {}
    taken: set[int] = set()

    def row(i: int) -> Row:
        if i not in rows:
            n, place = found.places[i]
            rows[i] = views[n].row(place)
        return rows[i]

    series: list[list[int]] = []
    for i in order[:_LEADERS]:
        if i in taken:
            continue
        likeness = found.vectors @ found.vectors[i]
        like = [j for j in order if j != i and j not in taken and likeness[j] >= _LIKE]
        mine = enough.held(row(i)) & rare.keys() if like else frozenset[str]()
        same = [
            j
            for j in like
            if copies.say_the_same(row(i), row(j)) and enough.held(row(j)) & rare.keys() == mine
        ]
        if same:
            series.append([i, *same])
            taken |= {i, *same}
    return series
