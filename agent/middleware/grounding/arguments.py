"""Where the figures come from that a model gives to a tool: a result is worth no more than they are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agent.middleware.grounding.amounts import Held
from agent.middleware.grounding.measures import in_unit, times_of
from agent.middleware.grounding.sources import Source, Sources, read_sources
from agent.middleware.grounding.tool_values import field_unit
from agent.quantities import find_quantities

_NAMES = frozenset(
    "kind operation unit per bill solve of currency query model models gpu cards name as_of language"
    " precision precisions kv_precision offload engine task which licence family show".split()
)
"""Arguments that name or choose something; a digit in them is part of a name."""
_OWN = frozenset(map(Decimal, (0, 1)))
_CALENDAR = frozenset(map(Decimal, (4, 7, 12, 24, 30, 31, 52, 60, 90, 365, 3600)))
"""Days of a month, months of a year and the like, which nobody has to give."""
_COUNTS_TIME = frozenset({"periods", "months", "span", "per", "days", "years"})
_PICTURES = {
    "480p": (480, 640, 832, 848, 854),
    "720p": (720, 1280),
    "1080p": (1080, 1920),
    "4K": (2160, 3840),
}
"""Sides in pixels that a resolution's name stands for."""
_SPELLED = {r"half a year|half[- ]year|半年": (6, "months"), r"\bquarter|季度": (3, "months")}
_BINARY = (Decimal("1.024"), Decimal("1.048576"))
"""A context of 8K is 8,192 tokens."""
_WORD = re.compile(r"[A-Za-z0-9][\w.+-]*|[\u3400-\u9fff]+")
_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Given:
    """One figure of an argument."""

    argument: str
    text: str
    value: Decimal
    unit: str | None
    times: frozenset[str]


def untraced(
    arguments: Mapping[str, Any],
    *,
    evidence: Sequence[Mapping[str, Any]],
    tool_results: Sequence[Mapping[str, Any]],
    question: str,
) -> list[str]:
    """The figures of a call's arguments that neither question, passage nor earlier result holds, as
    they were written. Sources are given as to `check_answer`.

    >>> untraced({"subscribers": "104M", "price": "20 USD/month"}, evidence=[], tool_results=[],
    ...          question="100 million at $20 a month?")
    ['104M']
    """
    return untraced_in(arguments, read_sources(evidence, tool_results, question))


def untraced_in(arguments: Mapping[str, Any], sources: Sources) -> list[str]:
    """The same of sources that were read."""
    texts = [*sources.all_passages(), sources.tools, sources.question]
    return [one.text for one in figures_of(arguments) if not any(_is_in(one, s) for s in texts)]


def ordered_by(arguments: Mapping[str, Any], orders: Iterable[str], clean: Sources) -> list[str]:
    """What of the arguments only an order holds that a document or a pasted text gives its reader."""
    ordering = Source("\n".join(orders))
    if not ordering.text:
        return []
    figures = [
        one
        for one in figures_of(arguments)
        if one.text in untraced_in({one.argument: one.text}, clean)
    ]
    found = [one.text for one in figures if _is_in(one, ordering)]
    held = clean.everything().casefold()
    said = ordering.text.casefold()
    for text in _texts(arguments):
        words = {word.casefold() for word in _WORD.findall(text)}
        missing = {word for word in words if word not in held}
        if missing and all(w in said for w in words) and len(words) >= _FEWEST_WORDS:
            found.append(text)
    return list(dict.fromkeys(found))


def figures_of(arguments: Mapping[str, Any]) -> Iterator[Given]:
    """The figures of arguments, but for zero, one and the calendar's."""
    for key, value in _flat(arguments):
        for one in _read(key, value):
            calendar = key in _COUNTS_TIME and one.value in _CALENDAR
            if abs(one.value) not in _OWN and not calendar:
                yield one


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            if str(name) not in _NAMES:
                yield from _flat(item, str(name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _flat(item, key)
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield key, str(value)


def _texts(value: Any) -> Iterator[str]:
    """The strings of arguments, names too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _read(key: str, text: str) -> Iterator[Given]:
    for quantity in find_quantities(text):
        unit = quantity.unit or field_unit(key)
        yield Given(key, quantity.text.strip(), quantity.value, unit, times_of(quantity))


def _is_in(one: Given, source: Source) -> bool:
    return any(_is_held(one, held) for held in source.amounts) or _is_meant(one, source.text)


def _is_meant(one: Given, text: str) -> bool:
    """Whether a name or a word of the text stands for the figure: 720p, half a year."""
    if one.unit == "px":
        lower = text.casefold()
        return any(name.casefold() in lower and one.value in s for name, s in _PICTURES.items())
    return any(
        (one.value, one.unit) == spelled and re.search(words, text, re.IGNORECASE)
        for words, spelled in _SPELLED.items()
    )


def _is_held(one: Given, held: Held) -> bool:
    if one.times and held.times and not one.times & held.times:
        return False
    return any(_is_same(one, held.value, unit) for unit in held.units)


def _is_same(one: Given, value: Decimal, unit: str | None) -> bool:
    """The same amount; a share may be written as a fraction, an amount with its sign turned."""
    if unit is None or one.unit is None:
        ways = {abs(value), abs(value) / 100} if unit == "percent" else {abs(value)}
        if one.unit == "tokens":
            ways |= {abs(value) * by for by in _BINARY}
        if one.unit == "percent":
            ways.add(abs(value) * 100)
        return abs(one.value) in ways
    if one.unit == "tokens" == unit and any(abs(value) * by == one.value for by in _BINARY):
        return True
    converted = in_unit(value, unit, one.unit)
    return converted is not None and abs(converted) == abs(one.value)
