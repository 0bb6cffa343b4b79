"""What could be reckoned from the figures of one sentence, or of two that belong together."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.offline.documents import periods as times
from agent.offline.documents.asked import Asked
from agent.offline.documents.figures import Figure, counts, is_printed_row, naming_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import likeness, newest, of_one_kind
from agent.offline.documents.reckonings import Reckoning
from agent.offline.documents.said_reckonings import times_said
from agent.offline.documents.sides import are_apart, set_apart

_MOST = 16
"""Sentences looked at, the likeliest."""
_MOST_PAIRED, _MOST_ADDED, _MOST_SHARED = 7, 12, 5
"""Figures of a sentence taken by twos, added up, and taken a share of."""
_TWIN = 0.3
"""Likeness from which on two documents' sentences are on the same thing."""


def of_sentences(asked: Asked, judged: Sequence[Judged]) -> Iterator[Reckoning]:
    """All sums over the likeliest sentences that hold figures."""
    told = (one for one in judged if one.unit.kind == "sentence")
    sentences = [one for one in told if re.search(r"\d", one.unit.text)][:_MOST]
    sentences = [one for one in sentences if not is_printed_row(one.unit.text)]
    naming = naming_in(asked.text, judged)
    for one in sentences:
        yield from _of_one(one, naming)
    yield from _of_two_sentences(asked, sentences, naming)
    yield from times_said(asked, judged, sentences, naming)


def _of_one(one: Judged, naming: frozenset[str]) -> Iterator[Reckoning]:
    text, spans = one.unit.text, times.periods_in(one.unit.text)
    figures = counts(text, naming)
    several = [f for f in figures if not f.is_percent]
    for a, b in itertools.combinations(several[:_MOST_PAIRED], 2):
        own = (_period(one, a), _period(one, b)) if len(spans) > 1 else spans
        yield from _of_two(text, a, b, (one,), "sentence", own)
    are_alike = all(a.is_like(b) for a, b in itertools.combinations(several[:_MOST_ADDED], 2))
    if 2 <= len(several) <= _MOST_ADDED and are_alike:
        yield _of_several("sum", several, one, " + ")
        for first in range(min(2, len(several) - 2)):
            some = several[first + 1 :]
            if several[first].value > sum((f.value for f in some), Decimal(0)):
                yield _of_several("rest", several[first:], one, " - ")
            if len(some) > 2:
                yield _of_several("sum", some, one, " + ")
    percents = (f for f in figures if f.is_percent)
    for share, whole in itertools.product(percents, several[:_MOST_SHARED]):
        values = (str(share.value / 100), str(whole.value))
        yield Reckoning("product", values, (one,), "sentence", f"{text} ({share.text} of {whole.text})", "", spans)  # fmt: skip


def _of_several(operation: str, some: Sequence[Figure], one: Judged, sign: str) -> Reckoning:
    told = f"{one.unit.text} ({sign.join(f.text for f in some)})"
    spans = times.periods_in(one.unit.text)
    values, near = tuple(str(f.value) for f in some), tuple(f.near for f in some)
    is_of_money = all(f.money for f in some)
    return Reckoning(operation, values, (one,), "sentence", told, "", spans, near=near, is_of_money=is_of_money)  # fmt: skip


def _of_two(
    text: str,
    a: Figure,
    b: Figure,
    parts: tuple[Judged, ...],
    form: str,
    spans: tuple[str, ...],
) -> Iterator[Reckoning]:
    small, large = sorted((a, b), key=lambda f: f.value)
    mine, its, low, high = (f"{f.value:f}" for f in (a, b, small, large))
    up = (str(small.value), str(large.value))
    forth, back = (str(a.value), str(b.value)), (str(b.value), str(a.value))
    if len({*spans}) == 2 and spans[0] > spans[1]:
        spans = (spans[1], spans[0])
        forth, back, mine, its = back, forth, its, mine
    if not a.is_like(b):
        told = [("ratio", up, f"{high} per {low}")]
    else:
        told = [
            ("difference", up, f"{high} - {low}"),
            ("share", up, f"{low} of {high}"),
            ("ratio", up, f"{high} to {low}"),
            ("change", forth, f"from {mine} to {its}"),
        ]
        if len({*spans}) != 2:  # else the one from the earlier to the later is meant
            told.append(("change", back, f"from {its} to {mine}"))
        told += [("sum", up, f"{mine} + {its}")] if form == "sentences" else []
    for operation, values, way in told:
        if small.value or operation in ("difference", "sum"):
            yield Reckoning(operation, values, parts, form, f"{text} ({way})", "", spans, near=(a.near, b.near), is_of_like=a.is_like(b), is_of_money=bool(a.money and b.money))  # fmt: skip


def _of_two_sentences(
    asked: Asked, sentences: Sequence[Judged], naming: frozenset[str]
) -> Iterator[Reckoning]:
    """A figure each of two sentences: one behind the other, of two documents of one kind, or of the
    two things asked."""
    two = set_apart(asked)
    for one, other in itertools.combinations(sentences, 2):
        if two is not None and are_apart(one, other, two):
            if _are_newest(asked, one, other, sentences):
                yield from _of_figures(one, other, naming, is_timed=False)
        elif one.source.document_id == other.source.document_id:
            first, last = sorted((one, other), key=lambda o: o.unit.start)
            follows = last.unit.before.endswith(first.unit.text)
            if follows or first.unit.heading == last.unit.heading:
                yield from _of_figures(first, last, naming)
        elif of_one_kind(one, other) and _are_alike(one, other):
            first, last = sorted((one, other), key=lambda o: (_period(o), o.source.date))
            yield from _of_figures(first, last, naming)


def _are_alike(one: Judged, other: Judged) -> bool:
    return max(likeness(one, other), likeness(other, one)) >= _TWIN


def _are_newest(asked: Asked, one: Judged, other: Judged, sentences: Sequence[Judged]) -> bool:
    """Whether two sentences on two things say the same, and each is the latest that does."""
    latest = all(newest(asked, o, sentences) is o for o in (one, other))
    return latest and _are_alike(one, other)


def _of_figures(
    first: Judged, last: Judged, naming: frozenset[str], *, is_timed: bool = True
) -> Iterator[Reckoning]:
    """What two figures make that count the same, one of each sentence."""
    is_of_one = first.source == last.source
    text = f"{first.unit.text} {last.unit.text}"
    if not is_of_one:
        text = f"{first.source.title}: {first.unit.text} {last.source.title}: {last.unit.text}"
    figures = (counts(o.unit.text, naming)[:4] for o in (first, last))
    for a, b in itertools.product(*figures):
        goes_on = is_of_one and "" in (a.noun, b.noun)
        if a.is_like(b) and (a.noun == b.noun or a.money or goes_on):
            spans = (_period(first, a), _period(last, b)) if is_timed else ()
            yield from _of_two(text, a, b, (first, last), "sentences", spans)


def _period(one: Judged, figure: Figure | None = None) -> str:
    """What a sentence, or a figure of it, is of: "640 in 2024 and 720 in 2025" puts its years behind."""
    text, source = one.unit.text, one.source
    if figure is not None and len(placed := times.placed_in(text)) > 1:
        figures = [f.start for f in counts(text, frozenset())]
        if len(figures) == len(placed):
            return placed[figures.index(figure.start)][2]
        behind = [name for start, _, name in placed if start > figure.start]
        before = [name for start, _, name in placed if start < figure.start]
        is_behind = min(figures, default=0) < placed[0][0]
        return (behind[:1] or before[-1:] if is_behind else before[-1:] or behind[:1])[0]
    said = (text, source.title, source.date)
    return next((period for text in said for period in times.periods_in(text)), "")
