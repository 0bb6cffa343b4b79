"""Finding the passages that answer: by meaning and by words, summed, and by what is named.

Filtered, without near-copies; what we cut from a text is trimmed to the
sentences that answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from knowledge import beside
from knowledge.dates import first_day
from knowledge.document import Passage
from knowledge.embedding import embed
from knowledge.embedding.embed import Embedder
from knowledge.language import question, when
from knowledge.language.glossary import in_english
from knowledge.retrieval import candidates, copies, enough, ranking, sentences, timely
from knowledge.retrieval.candidates import DEEPER, DEPTH, Candidates, Mask, by_words
from knowledge.retrieval.enough import Found
from knowledge.retrieval.filters import Filters
from knowledge.retrieval.rerank import Reranker
from knowledge.storage import keywords
from knowledge.storage.view import Row, View, passage

_ALL = Filters()
_READ = 24
"""Candidates whose sentences are looked at."""
_WIDER = 3
"""Times as many as are wanted, from which those that say the same may fall out."""
_MOST_SOURCES = 8
"""Named ones that get passages in turn; a name that more bear names a group."""
_MOST_CHARACTERS = 4000
"""Of a query; what follows says no more about what is asked."""
_COPY = 0.9
"""Cosine of passages from which on one may be a copy of the other."""
_GAP = 4
"""Characters between a passage and its next: blank lines."""


def search(
    views: Sequence[View],
    embedder: Embedder,
    query: str,
    k: int,
    filters: Filters = _ALL,
    reranker: Reranker | None = None,
) -> Found:
    """The `k` passages that answer best, best first. An empty question finds nothing."""
    query = query.strip()[:_MOST_CHARACTERS]
    views = [view for view in views if len(view)]
    if not query or k < 1 or not views:
        return Found()
    masks = [filters.mask(view) for view in views]
    spots = question.named_sources(query, [view.source_names for view in views])
    # A day beside a source's name is that of its report: "what The Age wrote after May 3, 2024".
    stretches = [one for one in when.stretches(query) if not (spots and one.is_by_day)]
    times = timely.telling(views, stretches)
    # A bound is no word of what lies before or after it; a day whose state is asked is one.
    open_times = [one for one in times if not one.is_state]
    query = when.blanked(query, open_times)
    matter = question.without(query, spots)
    rare, weights = _weighed(matter or query, views)
    depth = DEEPER if spots else DEPTH
    # While the question gets its vector and the vectors are scanned.
    hits = beside.threads().submit(candidates.by_words, views, masks, weights, depth)
    meaning = embed.meaning(embedder, in_english(query) or query)
    found = candidates.of_both(views, masks, meaning, hits.result())
    of_times = timely.masks_of(views, times)
    is_of_now = when.asks_now(matter) or any(one.is_state for one in times)
    found = timely.deepened(views, masks, meaning, weights, found, of_times, is_of_now)
    # All that came before the day of a state is no nearer to it than the rest.
    meant = timely.masks_of(views, open_times)
    scores = _with_sentences(views, found, _scores(views, query, spots, meant, found), rare)
    if is_of_now:
        scores = timely.newer_first(views, found, scores, rare, of_times)
    order = _order(views, masks, query, spots, of_times, found, scores)
    if reranker is not None and not spots:
        order, scores = _reranked(views, reranker, query, found, scores, order)
        if is_of_now:
            scores = timely.newer_first(views, found, scores, rare, of_times)
            order = _falling(scores, found)
    shown = _shown(views, found, scores, order, rare, k)
    passages = [one for _, one in shown]
    first = shown[: enough.FIRST]
    told = [enough.Told.of(row, _similarity(one, embedder)) for row, one in first]
    called = question.names_of(query, spots, {one.source for one in passages})
    # A passage is of the time that the question names where its date says so.
    undated = question.without_days(query, [first_day(one.date) for _, one in first])
    signs = enough.signs(when.without_now(undated), told, views, called)
    # Who names sources asks what these say: their passages stay whole.
    return Found(passages if spots else _trimmed(shown, rare), signs)


def _similarity(one: Passage, embedder: Embedder) -> float | None:
    """None of Chinese for the model of this program, which reads none."""
    is_read = one.language != "zh" or embedder.name != embed.DEFAULT_MODEL
    return one.similarity if is_read else None


def _scores(
    views: Sequence[View],
    query: str,
    spots: Sequence[question.Spot],
    times: Sequence[timely.Masks],
    found: Candidates,
) -> ranking.Figures:
    """What speaks for each candidate, summed."""
    named = {source for spot in spots for source in spot.sources}
    days = question.named_days(query)
    of_source = found.of([view.of_sources(named) for view in views])
    of_day = found.of([_of_days(view, days) for view in views])
    for time in times:
        of_day |= found.of(time)
    return ranking.fused(
        ranking.scaled(found.cosines, DEPTH),
        ranking.scaled(found.by_words, DEPTH),
        of_source,
        of_day,
    )


def _with_sentences(
    views: Sequence[View],
    found: Candidates,
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
    times: Sequence[timely.Masks],
    found: Candidates,
    scores: ranking.Figures,
) -> list[int]:
    """Candidates best first; where several sources or times are named, the best of each in turn."""
    best = _falling(scores, found)
    parts = question.parts(query, spots)
    if len(parts) < 2 and len(times) > 1:
        lie_in = [found.of(time) for time in times]
        return ranking.in_turn([[i for i in best if lies[i]] for lies in lie_in], best)
    if not 1 < len(parts) <= _MOST_SOURCES:
        return best
    queues: list[list[int]] = []
    for source, part in parts.items():
        _, weights = _weighed(part, views)
        hits = by_words(views, masks, weights, DEEPER)
        own = np.array([hits.get(place, 0.0) for place in found.places], np.float64)
        of_part = ranking.with_part(scores, ranking.scaled(own, DEPTH))
        is_its = found.of([view.of_sources([source]) for view in views])
        queues.append([i for i in _falling(of_part, found) if is_its[i]])
    queues.sort(key=lambda queue: -scores[queue[0]] if queue else 0.0)
    return ranking.in_turn(queues, best)


def _reranked(
    views: Sequence[View],
    reranker: Reranker,
    query: str,
    found: Candidates,
    scores: ranking.Figures,
    order: list[int],
) -> tuple[list[int], ranking.Figures]:
    """The first candidates in the order of the model that reads them, with the scores of places."""
    first = order[:_READ]
    rows = [views[n].row(place) for n, place in (found.places[i] for i in first)]
    judged = reranker.scores(query, [keywords.told(row) for row in rows])
    ranked = [first[int(i)] for i in np.argsort(-judged, kind="stable")]
    moved = scores.copy()
    moved[ranked] = np.sort(scores[first])[::-1]
    return [*ranked, *order[_READ:]], moved


def _falling(scores: ranking.Figures, found: Candidates) -> list[int]:
    return [int(i) for i in np.lexsort((-found.cosines, -scores))]


def _shown(
    views: Sequence[View],
    found: Candidates,
    scores: ranking.Figures,
    order: Sequence[int],
    rare: Mapping[str, float],
    k: int,
) -> list[tuple[Row, Passage]]:
    """The first `k` that are no copies. A score says how good; in turns it may not rise again."""
    chosen: list[tuple[Row, int]] = []
    dropped: list[list[Row]] = []
    first = order[: _WIDER * k]
    for i in ranking.spread(first, scores, found.vectors[[*first]]):
        n, place = found.places[i]
        if len(chosen) == k and not _is_like(i, chosen, found):
            continue
        row = views[n].row(place)
        copied = next((m for m, (own, _) in enumerate(chosen) if copies.is_copy(row, own)), None)
        if copied is not None:
            dropped[copied].append(row)
        elif len(chosen) < k:
            chosen.append((row, i))
            dropped.append([])
    chosen = [
        (copies.naming(row, others), i) for (row, i), others in zip(chosen, dropped, strict=True)
    ]
    shares = np.minimum.accumulate([min(1.0, scores[i] / ranking.MOST) for _, i in chosen])
    return [
        (row, passage(row, float(share), float(found.cosines[i]), _overlap(row, rare)))
        for (row, i), share in zip(chosen, shares, strict=True)
    ]


def _is_like(i: int, chosen: Sequence[tuple[Row, int]], found: Candidates) -> bool:
    """Whether a candidate may be a copy of one already chosen."""
    others = found.vectors[[other for _, other in chosen]]
    return bool((others @ found.vectors[i]).max() >= _COPY)


def _trimmed(shown: Sequence[tuple[Row, Passage]], rare: Mapping[str, float]) -> list[Passage]:
    """What we cut out of a text, cut to the sentences that answer; spans stay exact."""
    cut = [one for row, one in shown if row.get("is_cut")]
    texts, scores = [one.text for one in cut], [one.score for one in cut]
    spans = iter(sentences.trimmed(texts, scores, _leads(cut), rare))
    found = [_narrowed(row, one, *next(spans)) if row.get("is_cut") else one for row, one in shown]
    return [one for one in found if one.text]


def _leads(passages: Sequence[Passage]) -> list[int]:
    """For each the place of a better one that it goes on from, or that goes on from it."""
    leads: list[int] = []
    for n, one in enumerate(passages):
        free = (i for i in range(n) if leads[i] == i and leads.count(i) == 1)
        leads.append(next((i for i in free if _touch(passages[i], one)), n))
    return leads


def _touch(one: Passage, other: Passage) -> bool:
    gaps = (other.char_start - one.char_end, one.char_start - other.char_end)
    return one.document_id == other.document_id and any(0 <= gap <= _GAP for gap in gaps)


def _narrowed(row: Row, one: Passage, start: int, end: int) -> Passage:
    first = one.char_start
    turn, page = row.get("page_turn") or (first + len(one.text), 0)  # an older version kept none
    return replace(
        one,
        text=one.text[start:end],
        char_start=first + start,
        char_end=first + end,
        extra=one.extra | {"page": page} if first + start >= turn else one.extra,
    )


def _weighed(query: str, views: Sequence[View]) -> tuple[dict[str, float], list[dict[str, float]]]:
    """The words of a question: their rarity, and what each counts for in each view."""
    indexes = [view.keywords for view in views]
    sought = keywords.sought(query, any(view.has_chinese for view in views), indexes)
    return keywords.weigh(sought, indexes)


def _overlap(row: Row, rare: Mapping[str, float]) -> float:
    """Share of the question's words in a passage, by rarity."""
    total = sum(rare.values())
    if not total:
        return 0.0
    held = enough.held(row)
    return round(sum(weight for word, weight in rare.items() if word in held) / total, 4)
