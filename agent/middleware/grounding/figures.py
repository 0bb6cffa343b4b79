"""Every figure of an answer against its sources: value, unit, scale, currency and period."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from agent.middleware.grounding.amounts import BILLED, COUNTED, Held
from agent.middleware.grounding.findings import Finding, Kind
from agent.middleware.grounding.layout import Layout
from agent.middleware.grounding.measures import (
    in_unit,
    is_like,
)
from agent.middleware.grounding.printed import Printed
from agent.middleware.grounding.sources import Source, Sources

_PER_MANY = re.compile(
    r"\bper ((?:million|thousand) (?:users?|people|subscribers?|seats?|requests?|calls?|images?))\b"
)
_PER_MONEY = re.compile(
    r"(?:每[\u4e00-\u9fff]{0,3}\s*(?:1|一)\s*|\b(?:per|each|every)\s+)"
    r"(?P<money>美元|欧元|人民币|元|dollar|euro|yuan)(?![A-Za-z])",
    re.IGNORECASE,
)
_MONEY = {"美元": "USD", "dollar": "USD", "欧元": "EUR", "euro": "EUR"}
_MONEY |= {"元": "CNY", "人民币": "CNY", "yuan": "CNY"}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_K = re.compile(r"\d\s?[kK](?![A-Za-z])")
_M = re.compile(r"\d\s?M(?![A-Za-z])")


def check_figures(figures: list[Printed], layout: Layout, sources: Sources) -> Iterator[Finding]:
    """A finding for each figure that no source holds, or that its own citation contradicts."""
    for figure in figures:
        if reason := _objection(figure, figures, layout, sources):
            kind, words = reason
            start, end = layout.back(figure.quantity.start, figure.end)
            yield Finding(kind, start, end, words)


def check_denominators(layout: Layout, sources: Sources) -> Iterator[Finding]:
    """Find "per million users" where the sources price a million tokens, and "for each yuan"
    where they say dollar."""
    many, ones = (list(form.finditer(layout.plain)) for form in (_PER_MANY, _PER_MONEY))
    text = sources.everything().lower() if many or ones else ""
    per = {_MONEY[m["money"]] for m in _PER_MONEY.finditer(text)}
    for found in ones:
        if per and _MONEY[found["money"].lower()] not in per:
            span = layout.back(*found.span("money"))
            yield Finding("figure", *span, f"no source counts by one {found['money']}")
    for found in many:
        if found[1].lower() not in text:
            span = layout.back(found.start(1), found.end(1))
            yield Finding("figure", *span, f"no source counts by {found[1]}")


def is_held(figure: Printed, amounts: Iterable[Held]) -> bool:
    """Whether one of the amounts bears the figure out."""
    return any(agrees(figure, held) for held in amounts)


def is_for_another_time(figure: Printed, amounts: Iterable[Held]) -> bool:
    """Whether the amount stands there with a period of its own, and never with the figure's: in
    "20 a month, 17 on annual billing" no 20 is for a year."""
    if not figure.times or BILLED.search(figure.quantity.text):
        return False
    timeless = replace(figure, times=frozenset(), spoken=frozenset())
    own = [h for h in amounts if h.has_own_times and h.text and agrees(timeless, h)]
    return bool(own) and not any(h.times & figure.times for h in own)


def agrees(figure: Printed, held: Held) -> bool:
    """Whether an amount of a source is the figure: unit, period and value to the digits printed."""
    if figure.times and not figure.times & held.times:
        return False
    if figure.spoken and held.times and not figure.spoken & held.times:
        return False
    if figure.things and held.things and not figure.things & held.things:
        return False
    if figure.things - {"person"} and held.has_own_times and not held.things:
        return False  # "20 dollars a month" is no price of a million tokens
    return any(_near(figure, held, unit) for unit in held.units)


def _near(figure: Printed, held: Held, unit: str | None) -> bool:
    if figure.unit is None:
        if unit in ("percent", "percentage points"):
            return False
        return _within(figure, held.value)
    if unit is None and figure.unit in COUNTED:
        return _within(figure, held.value)
    value = in_unit(held.value, unit, figure.unit)
    if value is None or (unit != figure.unit and held.value == figure.quantity.value):
        return False  # the same number in another unit is another amount: 6 GB are not 6 GiB
    return _within(figure, value) or (figure.unit == "tokens" and _in_thousands(figure, held))


def _within(figure: Printed, value: Decimal) -> bool:
    return abs(abs(value) - abs(figure.quantity.value)) <= figure.reach


def _in_thousands(figure: Printed, held: Held) -> bool:
    """A context of 128K is 131,072 tokens, and the other way round."""
    value, said = held.value, figure.quantity.value
    for letter, by in ((_K, Decimal("1.024")), (_M, Decimal("1.048576"))):
        if letter.search(figure.quantity.text) and abs(value / by - said) <= figure.reach:
            return True
        if letter.search(held.text) and value * by == said:
            return True
    return False


def _objection(
    figure: Printed, figures: list[Printed], layout: Layout, sources: Sources
) -> tuple[Kind, str] | None:
    said = figure.quantity.text.strip()
    cited = sources.cited(figure.sentence.cited)
    if is_for_another_time(figure, [held for source in cited for held in source.amounts]):
        return "figure", f"no source holds {said} with this period"
    in_tool = is_held(figure, sources.tools.amounts)
    if figure.is_sum and not in_tool and not _holds_sum(figure, figures, sources):
        return "figure", f"{said} is the result of a sum that no tool has computed"
    if in_tool or any(is_held(figure, source.amounts) for source in cited):
        return _against_bound(figure, cited)
    beside = [f for f in figures if f.sentence.block is figure.sentence.block]
    rival = _rival(figure, beside, cited)
    if is_held(figure, sources.question.amounts):
        used = any(is_held(f, s.amounts) for f in beside for s in cited)
        asked = rival is not None and not used and figure.times == rival.times
        return ("contradiction", _other(said, rival)) if asked and rival else None
    elsewhere = any(is_held(figure, s.amounts) for s in sources.all_passages())
    if elsewhere and (rival is None or not cited):
        return None
    if elsewhere and rival:
        return "figure", _other(said, rival)
    return "figure", _unsupported(figure, sources)


def _rival(figure: Printed, beside: list[Printed], cited: list[Source]) -> Held | None:
    """An amount of the cited passage that stands where the figure would, and that is not used."""
    for source in cited:
        for held in source.amounts:
            alike = any(unit is not None and is_like(unit, figure.unit) for unit in held.units)
            alike = alike or _is_rescaled(figure, held)
            if alike and held.text and not any(agrees(f, held) for f in beside):
                return held
    return None


def _is_rescaled(figure: Printed, held: Held) -> bool:
    """The same digits with another scale or unit: 3 % as 3 million, 100 million as 1 万."""
    one, other = _digits(figure.quantity.text), _digits(held.text)
    return bool(one) and one == other and not held.text.strip().isdigit()


def _digits(text: str) -> str:
    found = _DIGITS.search(text)
    return re.sub("[,.]", "", found[0]).strip("0") if found else ""


def _other(said: str, rival: Held | None) -> str:
    return (
        f"the cited passage gives {rival.text.strip() if rival else 'another figure'}, not {said}"
    )


def _against_bound(figure: Printed, cited: list[Source]) -> tuple[Kind, str] | None:
    """At least in place of at most."""
    if not figure.bound:
        return None
    held = [h for source in cited for h in source.amounts if agrees(figure, h)]
    if held and all(h.bound == -figure.bound for h in held):
        return "contradiction", f"the source bounds {figure.quantity.text.strip()} the other way"
    return None


def _holds_sum(figure: Printed, figures: list[Printed], sources: Sources) -> bool:
    """Whether one source holds the sum with its parts, so that nothing was computed."""
    parts = [
        f
        for f in figures
        if f.sentence is figure.sentence and f.quantity.start <= figure.quantity.start
    ]
    texts = [*sources.all_passages(), sources.question]
    return any(all(is_held(f, source.amounts) for f in parts) for source in texts)


def _unsupported(figure: Printed, sources: Sources) -> str:
    """What is wrong with a figure: the nearest amount of the sources with other words around it."""
    said = figure.quantity.text.strip()
    loose = replace(figure, unit=None, times=frozenset(), spoken=frozenset())
    held = [*sources.tools.amounts, *sources.question.amounts]
    held += [h for s in sources.all_passages() for h in s.amounts]
    for amount in held:
        if agrees(loose, amount):
            what = "period" if figure.unit in amount.units else "unit"
            return f"no source holds {said} with this {what}"
    return f"no passage, tool result or question holds {said}"
