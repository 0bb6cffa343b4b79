"""Finding the passages that answer: by meaning and by words, fused by reciprocal rank.

Filtered by vendor and date, without near-copies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge import keywords
from knowledge.dates import first_day
from knowledge.document import Passage
from knowledge.embed import Embedder, Vectors
from knowledge.glossary import CHINESE, in_chinese, in_english
from knowledge.view import Row, View, passage
from knowledge.words import asked, pairs, words

_RANK_OFFSET = 60
"""Of reciprocal rank fusion: Cormack, Clarke and Büttcher 2009 found 60 to serve everywhere."""
_DEPTH = 100
"""Candidates from each side."""
_MOST_CHARACTERS = 4000
"""Of a query; what follows says no more about what is asked."""
_SAME_WORDS = 0.9

Place = tuple[int, int]
"""Which view, and which row of it."""


@dataclass(frozen=True)
class _Candidate:
    place: Place
    row: Row
    score: float
    similarity: float
    overlap: float


def search(
    views: Sequence[View],
    embedder: Embedder,
    query: str,
    k: int,
    as_of: str | None = None,
    vendors: Sequence[str] | None = None,
) -> list[Passage]:
    """The `k` passages that answer best, best first. An empty question finds nothing."""
    query = query.strip()[:_MOST_CHARACTERS]
    views = [view for view in views if len(view)]
    if not query or k < 1 or not views:
        return []
    masks = [_allowed(view, as_of, vendors) for view in views]
    meaning = embedder.embed([in_english(query) or query])[0]
    by_meaning, cosines = _by_meaning(views, masks, meaning)
    sought = _words_of(query, any(view.has_chinese for view in views))
    sought += [word for word in _pairs_of(query, views) if word not in sought]
    rare, weights = keywords.weigh(sought, [view.keywords for view in views])
    by_words = _by_words(views, masks, weights)
    fused = _fuse(by_meaning, by_words)
    best = sorted(fused, key=lambda place: (-fused[place], -cosines(place), place))
    found: list[_Candidate] = []
    for place in best:
        row = views[place[0]].row(place[1])
        if any(_is_copy(row, other.row) for other in found):
            continue
        found.append(_Candidate(place, row, fused[place], cosines(place), _overlap(row, rare)))
        if len(found) == k:
            break
    return [passage(one.row, one.score, one.similarity, one.overlap) for one in found]


def _allowed(
    view: View, as_of: str | None, vendors: Sequence[str] | None
) -> NDArray[np.bool_] | None:
    """Which passages may be shown; None for all."""
    mask = None
    if as_of:
        mask = view.days <= first_day(as_of)  # the undated count as day 0 and stay
    if vendors:
        of_vendors = view.vendor_mask(vendors)
        mask = of_vendors if mask is None else mask & of_vendors
    return mask


def _by_meaning(
    views: Sequence[View], masks: Sequence[NDArray[np.bool_] | None], meaning: Vectors
) -> tuple[list[Place], "_Cosines"]:
    """Nearest first, by an exact scan of the store's vectors.

    Chroma's own index is approximate, loses most where a filter leaves little, and would have to
    be loaded for every question.
    """
    scores = [np.asarray(view.vectors @ meaning, np.float32) for view in views]
    nearest: list[tuple[float, Place]] = []
    for n, (score, mask) in enumerate(zip(scores, masks, strict=True)):
        rows = np.arange(len(score)) if mask is None else np.flatnonzero(mask)
        if len(rows) > _DEPTH:
            rows = rows[np.argpartition(-score[rows], _DEPTH)[:_DEPTH]]
        nearest += [(-float(score[i]), (n, int(i))) for i in rows]
    return [place for _, place in sorted(nearest)[:_DEPTH]], _Cosines(scores)


class _Cosines:
    def __init__(self, scores: Sequence[Vectors]) -> None:
        self._scores = scores

    def __call__(self, place: Place) -> float:
        return float(self._scores[place[0]][place[1]])


def _words_of(query: str, in_both: bool) -> list[str]:
    """The question's words, with those of the other language where passages are in both."""
    english = in_english(query)
    if not in_both:
        # No passage is Chinese: cutting it into words would only cost the dictionary's loading.
        return asked(CHINESE.sub(" ", english))
    if CHINESE.search(query):
        return asked(f"{query} {english}")
    return asked(f"{query} {in_chinese(query)}")


def _pairs_of(query: str, views: Sequence[View]) -> list[str]:
    """The query's pairs of Chinese characters that stand in the translation of some passage."""
    return [
        pair
        for pair in dict.fromkeys(pairs(query))
        if any(view.keywords.found_in(pair) for view in views)
    ]


def _by_words(
    views: Sequence[View],
    masks: Sequence[NDArray[np.bool_] | None],
    weights: Sequence[dict[str, float]],
) -> list[Place]:
    hits: list[tuple[float, Place]] = []
    for n, (view, mask, own) in enumerate(zip(views, masks, weights, strict=True)):
        hits += [(-score, (n, i)) for i, score in _of_view(view, mask, own)]
    return [place for _, place in sorted(hits)[:_DEPTH]]


def _of_view(
    view: View, mask: NDArray[np.bool_] | None, weights: dict[str, float]
) -> list[tuple[int, float]]:
    """The first hits that may be shown; asks for more until enough are found or there are none."""
    limit = _DEPTH if mask is None else 4 * _DEPTH
    while True:
        hits = view.keywords.search(weights, limit)
        found = [(view.place(key), score) for key, score in hits]
        shown = [(i, score) for i, score in found if mask is None or mask[i]]
        if len(shown) >= _DEPTH or len(hits) < limit or limit >= len(view):
            return shown[:_DEPTH]
        limit *= 4


def _fuse(*rankings: Sequence[Place]) -> dict[Place, float]:
    """Reciprocal rank fusion, scaled so that first in all rankings is 1."""
    best = len(rankings) / (_RANK_OFFSET + 1)
    scores: dict[Place, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, 1):
            scores[place] = scores.get(place, 0.0) + 1 / (_RANK_OFFSET + rank) / best
    return scores


def _overlap(row: Row, rare: dict[str, float]) -> float:
    """Share of the question's words in a passage, by rarity."""
    total = sum(rare.values())
    if not total:
        return 0.0
    held = set(words(f"{keywords.body(row)} {row['source']} {row['date'] or ''}"))
    held |= set(keywords.translation(row))
    return round(sum(weight for word, weight in rare.items() if word in held) / total, 4)


def _is_copy(row: Row, other: Row) -> bool:
    """Nearly the same words, and no figure or date apart: facts that differ in one number stay."""
    if row["date"] != other["date"] or row["extra"].get("kind") != other["extra"].get("kind"):
        return False
    if row["text"] == other["text"]:
        return True
    mine, theirs = (set(re.findall(r"\w+(?:[.,]\d+)*", r["text"].lower())) for r in (row, other))
    if len(mine & theirs) < _SAME_WORDS * len(mine | theirs):
        return False
    return not any(re.search(r"\d", word) for word in mine ^ theirs)
