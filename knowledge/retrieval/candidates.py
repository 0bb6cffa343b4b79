"""What may answer: the passages nearest in meaning and those that hold the words, after filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.embed import Vectors
from knowledge.storage.view import View

DEPTH = 100
"""Candidates from each side."""
_SCANNED = 300
"""Candidates that a scan of bytes leaves: the nearest hundred are among them (`evals.scale`)."""
_SAMPLED = 16
"""Of so many figures one is looked at, to see which can be among the highest."""
_FEW, _SOME = 2000, 5000
"""Passages that a filter leaves: so few are looked among at once, some once a deeper look through
all has not found enough of them; where it leaves more the look goes deeper and deeper."""
_VENDORS = 16
"""So many whose passages alone are left are told to the lexical index, which then looks among these."""
_SPARE = 2.25
"""How much deeper than the share that is left would need, since hits are not spread evenly."""
DEEPER = 400
"""Candidates by words where sources are named: each is to have its own."""

Place = tuple[int, int]
"""Which view, and which row of it."""
Mask = NDArray[np.bool_] | None
"""Which passages of a view may be shown; None for all."""


@dataclass(frozen=True)
class Candidates:
    """Places that may answer, and what speaks for each."""

    places: list[Place]
    vectors: Vectors
    cosines: NDArray[np.float64]
    by_words: NDArray[np.float64]

    def of(self, masks: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """Which of them lie in the masks of their views."""
        return np.array([masks[n][i] for n, i in self.places], np.bool_)

    def joined(self, other: "Candidates") -> "Candidates":
        """These and the other's, each once."""
        at = {place: i for i, place in enumerate(self.places)}
        new = [i for i, place in enumerate(other.places) if place not in at]
        by_words = self.by_words.copy()
        for place, score in zip(other.places, other.by_words, strict=True):
            if place in at:
                by_words[at[place]] = max(by_words[at[place]], score)
        return Candidates(
            [*self.places, *(other.places[i] for i in new)],
            np.concatenate([self.vectors, other.vectors[new]]),
            np.concatenate([self.cosines, other.cosines[new]]),
            np.concatenate([by_words, other.by_words[new]]),
        )


def find(
    views: Sequence[View],
    masks: Sequence[Mask],
    meaning: Vectors,
    weights: Sequence[dict[str, float]],
    depth: int,
) -> Candidates:
    """The passages nearest to a meaning, and the `depth` best that hold the weighed words."""
    return of_both(views, masks, meaning, by_words(views, masks, weights, depth))


def of_both(
    views: Sequence[View], masks: Sequence[Mask], meaning: Vectors, hits: Mapping[Place, float]
) -> Candidates:
    """The same, where the best by words are known."""
    places = list(dict.fromkeys([*nearest(views, masks, meaning), *hits]))
    vectors = _vectors(views, places)
    return Candidates(
        places,
        vectors,
        np.asarray(vectors @ meaning, np.float64),
        np.array([hits.get(place, 0.0) for place in places], np.float64),
    )


def nearest(views: Sequence[View], masks: Sequence[Mask], meaning: Vectors) -> list[Place]:
    """Nearest first, by a scan of every vector: no graph that could miss some.

    Chroma's own index is approximate, loses most where a filter leaves little, and would have to
    be loaded for every question. Of many passages the scan reads bytes and leaves more than are
    wanted, which are then weighed by the vectors themselves.
    """
    found: list[tuple[float, Place]] = []
    for n, (view, mask) in enumerate(zip(views, masks, strict=True)):
        rows = np.arange(len(view)) if mask is None else np.flatnonzero(mask)
        if len(rows) > _SCANNED:
            rows = rows[_highest(view.likeness(meaning, rows), _SCANNED)]
        exact = view.vectors_of(rows) @ meaning
        found += [(-float(one), (n, int(i))) for one, i in zip(exact, rows, strict=True)]
    return [place for _, place in sorted(found)[:DEPTH]]


def newest(
    views: Sequence[View], masks: Sequence[Mask], meaning: Vectors, least: float
) -> list[NDArray[np.bool_]]:
    """Where the newest passages are of those at least so near in meaning."""
    near: list[tuple[int, Place]] = []
    for n, (view, mask) in enumerate(zip(views, masks, strict=True)):
        rows = np.flatnonzero(view.days > 0 if mask is None else mask & (view.days > 0))
        rows = rows[view.likeness(meaning, rows) >= least] if len(rows) else rows
        rows = rows[np.argsort(-view.days[rows], kind="stable")[:DEPTH]]
        near += [(-int(view.days[i]), (n, int(i))) for i in rows]
    found = [np.zeros(len(view), np.bool_) for view in views]
    for _, (n, i) in sorted(near)[:DEPTH]:
        found[n][i] = True
    return found


def _highest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Where the highest are. What a sample shows to be too low is not sorted with the rest."""
    sample = values[::_SAMPLED]
    least = min(len(sample), 2 * count // _SAMPLED)
    rows = np.flatnonzero(values >= np.partition(sample, -least)[-least])
    if len(rows) < count:
        rows = np.arange(len(values))
    return rows[np.argpartition(-values[rows], count - 1)[:count]]


def by_words(
    views: Sequence[View],
    masks: Sequence[Mask],
    weights: Sequence[dict[str, float]],
    depth: int,
) -> dict[Place, float]:
    """The passages that hold the words, best first, with their scores."""
    hits: list[tuple[float, Place]] = []
    for n, (view, mask, own) in enumerate(zip(views, masks, weights, strict=True)):
        hits += [(-score, (n, i)) for i, score in _of_view(view, mask, own, depth)]
    return {place: -score for score, place in sorted(hits)[:depth]}


def _of_view(
    view: View, mask: Mask, weights: dict[str, float], depth: int
) -> list[tuple[int, float]]:
    """The first hits that may be shown; asks for more until enough are found or there are none."""
    shown = len(view) if mask is None else int(np.count_nonzero(mask))
    if not shown:
        return []
    vendors, held = _vendors(view, mask)
    limit = depth if shown == held else int(_SPARE * depth * held / shown)
    is_last = shown <= _FEW
    while True:
        among = view.facets.keys[mask].tolist() if mask is not None and is_last else None
        asked = depth if is_last else limit
        hits = view.keywords.search(weights, asked, among, () if is_last else vendors)
        places = view.places([key for key, _ in hits])
        kept = range(len(hits)) if mask is None else np.flatnonzero(mask[places])
        if is_last or len(kept) >= depth or len(hits) < limit or limit >= len(view):
            return [(int(places[i]), hits[i][1]) for i in kept[:depth]]
        is_last = shown <= _SOME
        limit *= 4


def _vendors(view: View, mask: Mask) -> tuple[Sequence[str], int]:
    """Whose passages alone a mask leaves, if they are few and the index knows them, and how many
    passages these have; else all passages."""
    names = view.named("vendors")
    if mask is None or not len(names.distinct):
        return (), len(view)
    codes = np.flatnonzero(np.bincount(names.codes[mask]))
    held = int(np.bincount(names.codes)[codes].sum())
    vendors = [names.distinct[i] for i in codes]
    is_known = len(codes) <= _VENDORS and all(vendors) and view.keywords.of_vendors(vendors) >= held
    return (vendors, held) if is_known else ((), len(view))


def _vectors(views: Sequence[View], places: Sequence[Place]) -> Vectors:
    of_view = np.array([n for n, _ in places], np.int64)
    rows = np.array([i for _, i in places], np.int64)
    found = np.empty((len(places), views[0].vectors_of(rows[:0]).shape[1]), np.float32)
    for n, view in enumerate(views):
        found[of_view == n] = view.vectors_of(rows[of_view == n])
    return found
