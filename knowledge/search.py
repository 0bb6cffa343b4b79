"""Finding the passages that answer: by meaning and by words, summed, and by what is named.

Filtered by vendor and date, without near-copies; what we cut from a text is trimmed to the
sentences that answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge import enough, keywords, question, ranking, sentences
from knowledge.dates import first_day
from knowledge.document import Passage
from knowledge.embed import Embedder, Vectors
from knowledge.enough import Found
from knowledge.glossary import in_english
from knowledge.view import Row, View, passage
from knowledge.words import words

_DEPTH = 100
"""Candidates from each side."""
_DEEPER = 400
"""Candidates by words where sources are named: each is to have its own."""
_READ = 24
"""Candidates whose sentences are looked at."""
_WIDER = 3
"""Times as many as are wanted, from which those that say the same may fall out."""
_MOST_SOURCES = 8
"""Named ones that get passages in turn; a name that more bear names a group."""
_MOST_CHARACTERS = 4000
"""Of a query; what follows says no more about what is asked."""
_SAME_WORDS = 0.9

Place = tuple[int, int]
"""Which view, and which row of it."""
Mask = NDArray[np.bool_] | None
"""Which passages of a view may be shown; None for all."""


@dataclass(frozen=True)
class _Candidates:
    """Places that may answer, and what speaks for each."""

    places: list[Place]
    cosines: NDArray[np.float64]
    by_words: NDArray[np.float64]

    def of(self, masks: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """Which of them lie in the masks of their views."""
        return np.array([masks[n][i] for n, i in self.places], np.bool_)


def search(
    views: Sequence[View],
    embedder: Embedder,
    query: str,
    k: int,
    as_of: str | None = None,
    vendors: Sequence[str] | None = None,
) -> Found:
    """The `k` passages that answer best, best first. An empty question finds nothing."""
    query = query.strip()[:_MOST_CHARACTERS]
    views = [view for view in views if len(view)]
    if not query or k < 1 or not views:
        return Found()
    masks = [_allowed(view, as_of, vendors) for view in views]
    spots = question.named_sources(query, [view.source_names for view in views])
    matter = question.without(query, spots)
    rare, weights = _weighed(matter or query, views)
    meaning = embedder.embed([in_english(query) or query])[0]
    found = _candidates(views, masks, meaning, weights, _DEEPER if spots else _DEPTH)
    scores = _with_sentences(views, found, _scores(views, query, spots, found), rare)
    order = _order(views, masks, query, spots, found, scores)
    shown = _shown(views, found, scores, order, rare, k)
    passages = [one for _, one in shown]
    chance = enough.chance(passages, rare, [view.keywords for view in views])
    # Who names sources asks what these say: their passages stay whole.
    return Found(passages if spots else _trimmed(shown, rare), chance)


def _candidates(
    views: Sequence[View],
    masks: Sequence[Mask],
    meaning: Vectors,
    weights: Sequence[dict[str, float]],
    depth: int,
) -> _Candidates:
    cosines = [np.asarray(view.vectors @ meaning, np.float32) for view in views]
    hits = _by_words(views, masks, weights, depth)
    places = list(dict.fromkeys([*_nearest(cosines, masks), *hits]))
    return _Candidates(
        places,
        np.array([cosines[n][i] for n, i in places], np.float64),
        np.array([hits.get(place, 0.0) for place in places], np.float64),
    )


def _scores(
    views: Sequence[View], query: str, spots: Sequence[question.Spot], found: _Candidates
) -> ranking.Figures:
    """What speaks for each candidate, summed."""
    named = {source for spot in spots for source in spot.sources}
    days = question.named_days(query)
    of_source = found.of([view.of_sources(named) for view in views])
    of_day = found.of([_of_days(view, days) for view in views])
    return ranking.fused(
        ranking.scaled(found.cosines, _DEPTH),
        ranking.scaled(found.by_words, _DEPTH),
        of_source,
        of_day,
    )


def _with_sentences(
    views: Sequence[View],
    found: _Candidates,
    scores: ranking.Figures,
    rare: Mapping[str, float],
) -> ranking.Figures:
    held = np.zeros(len(scores))
    for i in map(int, np.argsort(-scores, kind="stable")[:_READ]):
        n, place = found.places[i]
        held[i] = sentences.best_held(views[n].row(place)["text"], rare)
    return ranking.with_sentence(scores, held)


def _of_days(view: View, days: Sequence[question.Days]) -> NDArray[np.bool_]:
    mask = np.zeros(len(view), np.bool_)
    for first, last in days:
        mask |= (view.days >= first) & (view.days <= last)
    return mask


def _order(
    views: Sequence[View],
    masks: Sequence[Mask],
    query: str,
    spots: Sequence[question.Spot],
    found: _Candidates,
    scores: ranking.Figures,
) -> list[int]:
    """Candidates best first; where several sources are named, the best of each in turn."""
    best = _falling(scores, found)
    parts = question.parts(query, spots)
    if not 1 < len(parts) <= _MOST_SOURCES:
        return best
    queues: list[list[int]] = []
    for source, part in parts.items():
        _, weights = _weighed(part, views)
        hits = _by_words(views, masks, weights, _DEEPER)
        own = np.array([hits.get(place, 0.0) for place in found.places], np.float64)
        of_part = ranking.with_part(scores, ranking.scaled(own, _DEPTH))
        is_its = found.of([view.of_sources([source]) for view in views])
        queues.append([i for i in _falling(of_part, found) if is_its[i]])
    queues.sort(key=lambda queue: -scores[queue[0]] if queue else 0.0)
    return ranking.in_turn(queues, best)


def _falling(scores: ranking.Figures, found: _Candidates) -> list[int]:
    return [int(i) for i in np.lexsort((-found.cosines, -scores))]


def _shown(
    views: Sequence[View],
    found: _Candidates,
    scores: ranking.Figures,
    order: Sequence[int],
    rare: Mapping[str, float],
    k: int,
) -> list[tuple[Row, Passage]]:
    """The first `k` that are no copies. A score says how good; in turns it may not rise again."""
    chosen: list[tuple[Row, int]] = []
    for i in ranking.spread(
        order[: _WIDER * k], scores, _vectors(views, found, order[: _WIDER * k])
    ):
        n, place = found.places[i]
        row = views[n].row(place)
        if any(_is_copy(row, other) for other, _ in chosen):
            continue
        chosen.append((row, i))
        if len(chosen) == k:
            break
    shares = np.minimum.accumulate([min(1.0, scores[i] / ranking.MOST) for _, i in chosen])
    return [
        (row, passage(row, float(share), float(found.cosines[i]), _overlap(row, rare)))
        for (row, i), share in zip(chosen, shares, strict=True)
    ]


def _vectors(views: Sequence[View], found: _Candidates, order: Sequence[int]) -> Vectors:
    return np.array(
        [views[n].vectors[at] for n, at in (found.places[i] for i in order)], np.float32
    )


def _trimmed(shown: Sequence[tuple[Row, Passage]], rare: Mapping[str, float]) -> list[Passage]:
    """What we cut out of a text, cut to the sentences that answer; spans stay exact."""
    return [
        _narrowed(one, *sentences.trimmed(one.text, rare, place)) if row.get("is_cut") else one
        for place, (row, one) in enumerate(shown)
    ]


def _narrowed(one: Passage, start: int, end: int) -> Passage:
    first = one.char_start
    return replace(one, text=one.text[start:end], char_start=first + start, char_end=first + end)


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


def _nearest(cosines: Sequence[Vectors], masks: Sequence[Mask]) -> list[Place]:
    """Nearest first, by an exact scan of the store's vectors.

    Chroma's own index is approximate, loses most where a filter leaves little, and would have to
    be loaded for every question.
    """
    nearest: list[tuple[float, Place]] = []
    for n, (cosine, mask) in enumerate(zip(cosines, masks, strict=True)):
        rows = np.arange(len(cosine)) if mask is None else np.flatnonzero(mask)
        if len(rows) > _DEPTH:
            rows = rows[np.argpartition(-cosine[rows], _DEPTH)[:_DEPTH]]
        nearest += [(-float(cosine[i]), (n, int(i))) for i in rows]
    return [place for _, place in sorted(nearest)[:_DEPTH]]


def _weighed(query: str, views: Sequence[View]) -> tuple[dict[str, float], list[dict[str, float]]]:
    """The words of a question: their rarity, and what each counts for in each view."""
    indexes = [view.keywords for view in views]
    sought = keywords.sought(query, any(view.has_chinese for view in views), indexes)
    return keywords.weigh(sought, indexes)


def _by_words(
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
    limit = depth if mask is None else 4 * depth
    while True:
        hits = view.keywords.search(weights, limit)
        places = view.places([key for key, _ in hits])
        kept = range(len(hits)) if mask is None else np.flatnonzero(mask[places])
        if len(kept) >= depth or len(hits) < limit or limit >= len(view):
            return [(int(places[i]), hits[i][1]) for i in kept[:depth]]
        limit *= 4


def _overlap(row: Row, rare: Mapping[str, float]) -> float:
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
