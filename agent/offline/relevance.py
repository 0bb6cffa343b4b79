"""How far a statement answers a request: what it is about, the aspect, the time, the words."""

import datetime
import re
from collections.abc import Mapping, Sequence

from agent.evidence import Row
from agent.offline.request import Request
from agent.offline.times import find_times
from agent.offline.vocabulary import Cue, aspects, cues_of, phrase
from agent.offline.words import found_in, names_of, spelling, words
from knowledge.language import when

_AS_EVIDENCE = 0.4
_WHEN_NAMED, _WHEN_NOT = 1.5, 0.9
"""What it counts to speak of the period asked for, or to be the newest where none is."""

_ONLY_YEAR = 0.4
"""What is dated in the year of the month asked for, no nearer."""

_REPORTED, _SEASON = 0.8, 2
"""What is dated up to so many months after the end of a period, and names none, is on it."""

_FURTHER_VERSION = re.compile(r"\b([A-Za-z][A-Za-z-]*) ?\d+(?:\.\d+)? (?:and|to) (\d+(?:\.\d+)?)")
"""The 2.2 of "Wan 2.1 and 2.2"."""

_OTHER_VERSION = 0.85
"""What a statement on another version of the thing asked counts as being about it."""

_OF_ITS_OWNER = 0.4
"""What is said of the vendor's other things, where it is named as the owner: "Anthropic's Claude Max"."""

_PART = 0.95
"""What a statement that names a part of a system counts, filed under the whole: Qwen-Image-Edit."""

_SIBLING = 0.69
"""What it counts beside a memory check, where a statement on the model itself is wanted."""

_BY_VALUE = {"size", "context"}
"""Aspects that a value names by itself: a "7B model"."""
_IN_MONEY = {"revenue", "capex"}
_BESIDE = 0.85
"""What a statement counts in which the amounts told are another's."""
AMOUNT = re.compile(
    r"[$¥€£]\s?\d|\d[\d.,]*\s?(?:(?:thousand|million|billion|trillion|bn|m|万|亿|万亿)\s?)?"
    r"(?:(?:US )?dollars?|yuan|USD|RMB|CNY|美元|元|人民币)",
    re.IGNORECASE,
)

COVERS: dict[str, tuple[str, ...]] = {
    "price": ("price", "quota"),
    "open": ("open", "licence", "region", "release"),
    "closed": ("open", "licence"),
    "hardware": ("memory", "hardware", "speed", "size"),
    "lineup": ("lineup", "release", "size", "name", "context", "features"),
    "features": ("features", "context", "size", "quota"),
    "earns": ("earns", "revenue", "users", "share", "capex", "costs", "volume"),
    "finance": ("finance", "revenue", "capex", "share", "costs"),
    "claims": ("claims", "share"),
}
"""Which aspects a fact sheet's `coverage` speaks of."""


def judge(
    request: Request, wanted: Mapping[str, float], row: Row, text: str, place: int
) -> tuple[float, float, float, float]:
    """Score, about, covered and on_aspect of a statement; `place` is its rank in the search.

    The weights are ours, chosen on questions of the project's own.
    """
    title = f"{row['title']} {row.get('system') or ''}"
    extra = row["extra"]
    held = set(words(f"{title} {text} {extra.get('keywords') or ''} {extra.get('text_zh') or ''}"))
    covered = sum(weight * found_in(word, held) for word, weight in wanted.items())
    about = _about(request, row, f"{title} {text}")
    on_aspect = _on_aspect(request, row, text)
    in_time = _in_time(request, row, text)
    first = 1 / (1 + place * 0.15)
    timely = _WHEN_NAMED if request.dates else _WHEN_NOT
    near = float(row.get("similarity") or 0.0)
    score = 2.2 * about + 1.6 * covered + 1.5 * on_aspect + timely * in_time + 0.5 * first + near
    if row["extra"].get("kind") in ("note", "evidence"):
        score -= _AS_EVIDENCE  # it bears on a claim; a fact says the same for itself
    return score, about, covered, on_aspect


def _about(request: Request, row: Row, text: str) -> float:
    about = _about_one(request, row, text)
    things = _named_together(request)
    if request.topic not in ("fact", "list", "change") or len(things) < 2:
        return about
    joint = _about_all(request, things, row, text)
    return max((about + joint) / 2, joint if joint >= 0.7 else 0.0)


def _named_together(request: Request) -> tuple[str, ...]:
    """What a question names at once: its systems, and vendors named besides their owners."""
    return (*request.systems, *request.vendors[: len(request.vendors) - len(request.systems)])


def _about_all(request: Request, things: Sequence[str], row: Row, text: str) -> float:
    """Of several things named at once ("Claude in Excel"), how many the statement speaks of; one
    of which it names only the vendor counts in part."""
    versions = " ".join(f"{m[1]}{m[2]}" for m in _FURTHER_VERSION.finditer(text))
    spelt = spelling(f"{text} {row.get('system') or ''} {row.get('vendor') or ''} {versions}")
    vendors = request.vendors if len(request.vendors) == len(request.systems) else ()
    found = [1.0 if spelling(thing) in spelt else 0.0 for thing in things]
    for i, vendor in enumerate(vendors):
        if spelling(vendor) in spelt:
            found[i] = max(found[i], 0.7)
    return sum(found) / len(found)


def _about_one(request: Request, row: Row, text: str) -> float:
    if request.systems:
        members = names_of(row.get("system") or "")
        system = members[0]
        names = [spelling(name) for name in request.systems]
        if any(member in names for member in members):
            return _OTHER_VERSION if _of_another_version(request, row["text"]) else 1.0
        if system and any(name.startswith(system) and name in spelling(text) for name in names):
            return _PART
        if any(_names_part(name, system, row["text"]) for name in request.systems):
            return _SIBLING if request.topic == "vram" else _PART
        if any(system.startswith(name) or (system and name.startswith(system)) for name in names):
            return 0.75
        if any(name in spelling(text) for name in names):
            return 0.7
        if row.get("vendor") not in request.vendors:
            return 0.0
        said = spelling(str(row["vendor"])) in spelling(request.question)
        owns = said and len(request.vendors) <= len(request.systems)
        return _OF_ITS_OWNER if owns else 0.7 if said else 0.15
    if request.vendors:
        if row.get("vendor") in request.vendors:
            return 1.0
        return 0.7 if any(spelling(v) in spelling(text) for v in request.vendors) else 0.0
    return 0.5


def _names_part(asked: str, system: str, text: str) -> bool:
    """Whether a statement on a whole family names the member asked: "Pro 20 dollars" of Claude's
    plans, where Claude Pro is asked, "V3.2 on 1 December" where DeepSeek-V3.2 is."""
    family, *members = re.split(r"[ -]", asked, maxsplit=1)
    member = "".join(members)
    if not member or not system.startswith(spelling(family)):
        return False
    return re.search(rf"(?<![\w.-]){re.escape(member)}(?![\w-])", text) is not None


def _of_another_version(request: Request, text: str) -> bool:
    """Whether a statement filed under what is asked speaks of a later version of it: asked of
    Qwen-Image, one of Qwen-Image-2.0."""
    asked = request.question.casefold()
    return any(
        said.casefold() not in asked
        for name in request.systems
        for said in re.findall(rf"(?<![\w-]){re.escape(name)}-\d[\w.]*\w", text)
    )


def _on_aspect(request: Request, row: Row, text: str) -> float:
    if not request.aspects:
        return 0.5
    covers = COVERS.get(str(row["extra"].get("coverage") or ""), ())
    found = [_speaks_of(aspect, covers, text) for aspect in request.aspects]
    return max(found) * 0.7 + sum(found) / len(found) * 0.3


def _speaks_of(aspect: str, covers: Sequence[str], text: str) -> float:
    cue = aspects().get(aspect)
    named = bool(cue and cue.find(text))
    if not named:
        named = _says_by_value(aspect, text)
    if aspect in _IN_MONEY:
        # "revenue grew for the eighth quarter" does not say how much it was, "brought 35 billion" does
        told = AMOUNT.search(text) is not None
        is_spent = aspect == "revenue" and aspects()["capex"].find(text) is not None
        named = told and (named or (aspect in covers and "earns" in covers and not is_spent))
        if named and aspect in covers and cue and not _told_behind(cue, text):
            return _BESIDE
    if aspect in covers:
        return 1.0 if named else 0.7
    return 0.5 if named else 0.0


def _says_by_value(aspect: str, text: str) -> bool:
    """Whether its value stands without its name: a "7B model of 1 Sept 2025"."""
    if aspect == "release":
        return phrase("routing", "dated_model").search(text) is not None
    return aspect in _BY_VALUE and cues_of("values")[aspect].find(text) is not None


def _told_behind(cue: Cue, text: str) -> bool:
    """Whether a figure follows the word: of "EBITA was 3.6 billion, 9% of revenue" none does."""
    ends = [m.end() for p in (cue.english, cue.chinese) for m in p.finditer(text)]
    return not ends or re.search(r"\d", text[min(ends) :]) is not None


def _in_time(request: Request, row: Row, text: str) -> float:
    """1 where the row speaks of or is dated in a period the question names; else newest first."""
    date = row.get("date") or ""
    if request.since:
        if not _lies_after(date, request.question):
            return 0.0
        return 0.0 if date < request.since[: len(date) or 1] else 1.0 - _age(request.since, date)
    named = [*request.dates, *([request.time] if request.time else [])]
    if named:
        if any(when.iso in named for when in find_times(text)):
            return 1.0
        if "release" in request.aspects and _within(date, request.spans):
            return 1.0
        if reports_on(date, request.spans) and not any(t.is_period for t in find_times(text)):
            return _REPORTED
        return max((_closeness(date, period) for period in named), default=0.0)
    if not date:
        return 0.0
    years = int(date[:4]) + (int(date[5:7]) / 12 if len(date) > 4 else 0.0) - 2022
    return min(max(years / 6, 0.0), 0.8)


def _lies_after(date: str, question: str) -> bool:
    """Whether a date lies in the open time of a question: after 2022 is none of 2022."""
    bounded = [one for one in when.stretches(question) if one.first > when.FIRST]
    return not bounded or when.within(date, bounded)


def _within(date: str, spans: Sequence[str]) -> bool:
    """Whether a date of at least a month falls into one of the quarters or halves named."""
    bounds = (span.partition("/") for span in spans)
    return len(date) >= 7 and any(first <= date[:7] <= last for first, _, last in bounds)


def reports_on(date: str, spans: Sequence[str]) -> bool:
    """Whether a statement is dated in the season in which a period named is reported on."""
    if len(date) < 7:
        return False
    month = int(date[:4]) * 12 + int(date[5:7])
    ends = [int(span[-7:-3]) * 12 + int(span[-2:]) for span in spans]
    return any(0 < month - end <= _SEASON for end in ends)


def _closeness(date: str, period: str) -> float:
    """1 in the period. On a day what was said last before it holds; what came later does not."""
    if not date:
        return 0.0
    if len(period) == 10:
        return 0.0 if date > period else 1.0 - _age(date, period)
    short = min(len(date), len(period))
    if date[:short] == period[:short]:
        return 1.0 if short == len(period) else _ONLY_YEAR
    return _ONLY_YEAR if date[:4] == period[:4] else 0.0


def _age(first: str, last: str) -> float:
    """Years between two dates of any precision, halved, at most 1."""
    days = [datetime.date.fromisoformat((one + "-01-01")[:10]) for one in (first, last)]
    return min(max((days[1] - days[0]).days, 0) / 730, 1.0)
