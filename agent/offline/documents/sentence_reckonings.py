"""What could be reckoned from the figures of one sentence, or of two that belong together, and from one figure
with a number that the question says."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.offline.documents import periods as times
from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import likeness, of_one_kind
from agent.offline.documents.reckonings import (
    Reckoning,
    amount,
    column_name,
    periods_of,
    row_name,
    value,
)
from agent.offline.documents.words import lists, stems

_MOST, _MOST_TIMES = 16, 8
"""Sentences looked at, the likeliest; figures multiplied by a number of the question."""
_MOST_PAIRED, _MOST_ADDED, _MOST_SHARED = 7, 12, 5
"""Figures of a sentence taken by twos, added up, and taken a share of."""
_TWIN = 0.3
"""Likeness from which on two documents' sentences are on the same thing."""
_NUMBER = re.compile(
    r"(?P<money>[$€£¥]|CHF|EUR|USD|GBP)?\s?(?<![\w.,:/-])(?P<figure>\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?![:/]\d|\.\d|[A-Za-z]*\d)"
    r"(?P<scale>\s?(?:thousand|million|billion|m\b|bn\b|k\b|万|亿))?(?P<percent>\s?(?:%|per ?cent))?",
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "万": 4, "亿": 8}
_DAY_BEHIND = re.compile(
    r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|(?:st|nd|rd|th)\b|[月日年]"
)
_DAY_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|No\.?|Art\.?|Article|§|page|chapter|section|第)\s?$"
)
_NAMED = re.compile(
    r"\b(?:line|route|bus|tram|train|platform|track|room|hall|gallery|pool|pitch|gate|grade|class|level|unit|tier|zone|phase|stage|shift|lot|step|block|no\.?|number)\s\d+",
    re.IGNORECASE,
)
"""A number that names one of several."""
_BOUND = re.compile(r"(?:\b(?:under|over|below|above|aged?|ages)|不满|未满)\s?$", re.IGNORECASE)
"""Before an age, which counts nothing: "574 were under 21"."""
_BEFORE, _OLDEST = 12, 100
_WORDS_BEFORE, _WORDS_BEHIND = 6, 3
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_OFTEN = (
    (re.compile(r"\b(?:a|per|each|every) (?:calendar )?month\b|\bmonthly\b|/month\b|每个?月|月租", re.IGNORECASE), 12, "months"),
    (re.compile(r"\b(?:a|per|each|every) week\b|\bweekly\b|每周", re.IGNORECASE), 52, "weeks"),
)  # fmt: skip
"""What is paid so often that a year's makes so many."""


@dataclass(frozen=True)
class _Figure:
    """A number of a sentence, neither a year nor a day."""

    value: Decimal
    text: str
    is_percent: bool
    money: str
    noun: str
    """The stem of the word behind it, but for words that only join."""
    name: str
    """The word before it, which it may name one of: the region of "region 7"."""
    near: frozenset[str]
    """The stems of the words beside it, up to the next figure or stop."""

    def is_like(self, other: "_Figure") -> bool:
        """Whether both may count the same: money, or things that no words tell apart."""
        if bool(self.money) != bool(other.money) or self.is_percent != other.is_percent:
            return False
        return "" in (self.noun, other.noun) or self.noun == other.noun or bool(self.money)


def of_sentences(asked: Asked, judged: Sequence[Judged]) -> Iterator[Reckoning]:
    """All sums over the likeliest sentences that hold figures."""
    told = (one for one in judged if one.unit.kind == "sentence")
    sentences = [one for one in told if re.search(r"\d", one.unit.text)][:_MOST]
    naming = _naming(asked, judged)
    for one in sentences:
        yield from _of_one(asked, one, naming)
    yield from _of_two_sentences(sentences, naming)
    yield from _times_said(asked, judged, sentences, naming)


def _figures(text: str) -> list[_Figure]:
    found: list[_Figure] = []
    for m in _NUMBER.finditer(text):
        start = m.start("figure")
        is_year = _YEAR.match(m["figure"]) and not m["money"]
        is_day = _DAY_BEHIND.match(text, m.end()) or _DAY_BEFORE.search(text, max(0, start - _BEFORE), start)  # fmt: skip
        value = Decimal(re.sub(r"[,\s]", "", m["figure"]))
        value *= Decimal(10) ** _SCALES.get((m["scale"] or "").strip(), 0)
        is_age = value < _OLDEST and not m["money"] and _BOUND.search(text, max(0, start - _BEFORE), start)  # fmt: skip
        if is_year or ((is_day or is_age) and not m["percent"]):
            continue
        behind = re.match(r"\s?([^\W\d_]+)", text[m.end() :])
        noun = (stems(behind[1]) or ("",))[0] if behind else ""
        noun = "" if noun in lists()["idle"] else noun
        written = text[start : m.end()].strip()
        near = _near(text, start, m.end())
        name = "" if m["money"] or m["percent"] else _name_before(text, start)
        found.append(_Figure(value, written, bool(m["percent"]), m["money"] or "", noun, name, near))  # fmt: skip
    return found


def _name_before(text: str, start: int) -> str:
    before = re.search(r"([^\W\d_]+)\s\Z", text[:start])
    loose = lists()["idle"] | lists()["weak"] | lists()["measured"]
    return before[1].casefold() if before and not loose.intersection(stems(before[1])) else ""


def _naming(asked: Asked, judged: Sequence[Judged]) -> frozenset[str]:
    """Words before a number, in the question and in documents, that it names one of: "bay 3", and,
    before a word that it might count, "the Kiln 2 rebuild"."""
    words = {
        f.name
        for f in _figures(asked.text)
        if f.name and (not f.noun or re.search(rf"\b{f.name.capitalize()}\s", asked.text))
    }
    texts = [one.unit.own for one in judged] if words else []
    return frozenset(
        word
        for word in words
        if any(re.search(rf"\b{word}\s\d", text, re.IGNORECASE) for text in texts)
    )


def _counts(text: str, naming: frozenset[str]) -> list[_Figure]:
    """The figures of a text that are no names."""
    return [f for f in _figures(text) if f.name not in naming]


def _near(text: str, start: int, end: int) -> frozenset[str]:
    """The words beside a figure: a few before it and behind it, none past a stop or another figure."""
    before = re.split(r"[\d,;:.(（。，；]", text[:start])[-1].split()[-_WORDS_BEFORE:]
    behind = re.split(r"[\d,;:.)）。，；]", text[end:])[0].split()[:_WORDS_BEHIND]
    return frozenset(stems(" ".join((*before, *behind)))) - lists()["idle"]


def _of_one(asked: Asked, one: Judged, naming: frozenset[str]) -> Iterator[Reckoning]:
    text, spans = one.unit.text, times.periods_in(one.unit.text)
    figures = _counts(text, naming)
    counts = [f for f in figures if not f.is_percent]
    for a, b in itertools.combinations(counts[:_MOST_PAIRED], 2):
        yield from _of_two(text, a, b, (one,), "sentence", spans)
    are_alike = all(a.is_like(b) for a, b in itertools.combinations(counts[:_MOST_ADDED], 2))
    if 2 <= len(counts) <= _MOST_ADDED and are_alike:
        yield _of_several("sum", counts, one, " + ")
        for first in range(min(2, len(counts) - 2)):
            some = counts[first + 1 :]
            if counts[first].value > sum((f.value for f in some), Decimal(0)):
                yield _of_several("rest", counts[first:], one, " - ")
            if len(some) > 2:
                yield _of_several("sum", some, one, " + ")
    percents = (f for f in figures if f.is_percent)
    for share, whole in itertools.product(percents, counts[:_MOST_SHARED]):
        values = (str(share.value / 100), str(whole.value))
        yield Reckoning("product", values, (one,), "sentence", f"{text} ({share.text} of {whole.text})", "", spans)  # fmt: skip
    of_a_year = asks("yearly").search(asked.text) is not None
    for often, in_a_year, name in _OFTEN if of_a_year else ():
        for f in counts[:3] if often.search(text) else ():
            values = (str(f.value), str(in_a_year))
            yield Reckoning("product", values, (one,), "yearly", f"{text} ({f.text} in {in_a_year} {name})", "", spans)  # fmt: skip


def _of_several(operation: str, some: Sequence[_Figure], one: Judged, sign: str) -> Reckoning:
    told = f"{one.unit.text} ({sign.join(f.text for f in some)})"
    spans = times.periods_in(one.unit.text)
    values, near = tuple(str(f.value) for f in some), tuple(f.near for f in some)
    is_of_money = all(f.money for f in some)
    return Reckoning(operation, values, (one,), "sentence", told, "", spans, near=near, is_of_money=is_of_money)  # fmt: skip


def _of_two(
    text: str,
    a: _Figure,
    b: _Figure,
    parts: tuple[Judged, ...],
    form: str,
    spans: tuple[str, ...],
) -> Iterator[Reckoning]:
    small, large = sorted((a, b), key=lambda f: f.value)
    mine, its, low, high = (f"{f.value:f}" for f in (a, b, small, large))
    up = (str(small.value), str(large.value))
    forth, back = (str(a.value), str(b.value)), (str(b.value), str(a.value))
    if not a.is_like(b):
        told = [("ratio", up, f"{high} per {low}")]
    else:
        told = [
            ("difference", up, f"{high} - {low}"),
            ("share", up, f"{low} of {high}"),
            ("ratio", up, f"{high} to {low}"),
            ("change", forth, f"from {mine} to {its}"),
            ("change", back, f"from {its} to {mine}"),
        ]
        told += [("sum", up, f"{mine} + {its}")] if form == "sentences" else []
    for operation, values, way in told:
        if small.value or operation in ("difference", "sum"):
            yield Reckoning(operation, values, parts, form, f"{text} ({way})", "", spans, near=(a.near, b.near), is_of_like=a.is_like(b), is_of_money=bool(a.money and b.money))  # fmt: skip


def _of_two_sentences(sentences: Sequence[Judged], naming: frozenset[str]) -> Iterator[Reckoning]:
    """A figure each of two sentences: one behind the other, or of two documents of one kind."""
    for one, other in itertools.combinations(sentences, 2):
        if one.source.document_id == other.source.document_id:
            first, last = sorted((one, other), key=lambda o: o.unit.start)
            follows = last.unit.before.endswith(first.unit.text)
            if not follows and first.unit.heading != last.unit.heading:
                continue
            text = f"{first.unit.text} {last.unit.text}"
        else:
            if not of_one_kind(one, other) or max(likeness(one, other), likeness(other, one)) < _TWIN:  # fmt: skip
                continue
            first, last = sorted((one, other), key=lambda o: (_period(o), o.source.date))
            text = f"{first.source.title}: {first.unit.text} {last.source.title}: {last.unit.text}"
        figures = (_counts(o.unit.text, naming)[:4] for o in (first, last))
        for a, b in itertools.product(*figures):
            goes_on = first.source == last.source and "" in (a.noun, b.noun)
            if a.is_like(b) and (a.noun == b.noun or a.money or goes_on):
                spans = (_period(first), _period(last))
                yield from _of_two(text, a, b, (first, last), "sentences", spans)


def _period(one: Judged) -> str:
    source = one.source
    said = (one.unit.text, source.title, source.date)
    return next((period for text in said for period in times.periods_in(text)), "")


def _times_said(
    asked: Asked,
    judged: Sequence[Judged],
    sentences: Sequence[Judged],
    naming: frozenset[str],
) -> Iterator[Reckoning]:
    """A price or a rate times a number of the question, or a figure set against it."""
    said = _counts(_NAMED.sub(" ", asked.text), naming)
    numbers = [f for f in said if not f.is_percent and f.value > 1][:2]
    cells = [one for one in judged if is_figure(one) and amount(one)][:_MOST_TIMES]
    for n in numbers:
        for one in cells:
            for operation, values in _with(value(one), str(n.value)):
                yield Reckoning(operation, values, (one,), "said", row_name(one), column_name(one), periods_of(one))  # fmt: skip
        for one in sentences[:_MOST_TIMES]:
            for f in _counts(one.unit.text, naming)[:_MOST_SHARED]:
                for operation, values in _with(str(f.value), str(n.value)):
                    yield Reckoning(operation, values, (one,), "said", one.unit.text, "", periods_of(one), near=(f.near,))  # fmt: skip


def _with(own: str, said: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a document's figure and one of the question may make together."""
    small, large = sorted((own, said), key=Decimal)
    yield "product", (own, said)
    yield "difference", (small, large)
    yield "change", (said, own)
    yield "share", (small, large)
