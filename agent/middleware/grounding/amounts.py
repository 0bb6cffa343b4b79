"""The amounts of a text, each with the units and periods that it may stand for where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from agent.middleware.grounding.measures import things_of, times_in, times_of, unit_of
from agent.middleware.grounding.occurrence import currencies, periods
from agent.quantities import Quantity, find_quantities

_SENTENCE = re.compile(r"[^.。!?！？\n]+(?:\.(?=\d)[^.。!?！？\n]*)*[.。!?！？\n]?")
_FORMULA = re.compile(r"\d[^.。\n]{0,40}[×÷][^\n]*|\d\s[*/+]\s\d[^\n]*=")
_NUMERAL = re.compile(
    r"(?<![\w.,/:$-])(?!(?:19|20)\d\d\b)(\d+(?:\.\d+)?)([KMBx]?)(?![\w/:]|-\d|[.,]\d)"
)
_BARE = re.compile(
    r"[\d.,]+\s?(?:trillion|billion|million|thousand|bn|[TBMKk]|[千百十万亿]+)?", re.IGNORECASE
)
_MONEY = {
    "USD": re.compile(r"\bdollars?\b|USD|美元"),
    "CNY": re.compile(r"\byuan\b|CNY|RMB|人民币|(?<![美欧日港])元"),
    "EUR": re.compile(r"\beuros?\b|EUR|欧元"),
}
_WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_WORDS |= {"once": Decimal(1), "twice": Decimal(2), "double": Decimal(2), "doubled": Decimal(2)}
_WORDS |= {"triple": Decimal(3), "tripled": Decimal(3), "half": Decimal("0.5")}
_WORDS |= {"a quarter": Decimal("0.25"), "three quarters": Decimal("0.75")}
_SMALL = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b", re.IGNORECASE)
COUNTED: frozenset[str | None] = frozenset(
    {None, "GPUs", "times", "images", "requests", "chats", "steps", "cores", "quarters", "hours"}
)
"""What small numbers in words may count; money, people and memory are said in full."""
BILLED = re.compile(r"annual(?:ly)?$|yearly$|按年")
"""How it is billed, not for how long it is: "25 a month (20 annual)"."""
_BOUND = re.compile(
    r"(?:(?P<more>\b(?:more than|over|above|at least|exceed\w*|no less than|minimum(?: of)?)|(?<!不)超过|至少|逾|不止|(?<!不)高于|不低于)"
    r"|(?P<less>\b(?:less than|under|below|at most|fewer than|up to|no more than|maximum(?: of)?)|不到|不足|至多|(?<!不)低于|最多|不超过|不高于))"
    r"\s*(?:about|around|约)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Held:
    """An amount of a source."""

    value: Decimal
    units: frozenset[str | None]
    """What it may count: for a bare number also what its sentence counts."""
    times: frozenset[str] = frozenset()
    """Periods it may be for."""
    things: frozenset[str] = frozenset()
    bound: int = 0
    """1 for "at least", -1 for "at most"."""
    text: str = ""
    has_own_times: bool = False
    """Whether the period stands with the amount itself, not elsewhere in its sentence."""


@lru_cache(maxsize=2048)  # the same passages are found again and again
def amounts_in(text: str) -> tuple[Held, ...]:
    """The amounts of a text, sentence by sentence."""
    found = find_quantities(text)
    amounts: list[Held] = []
    for sentence in _SENTENCE.finditer(text):
        inside = [q for q in found if sentence.start() <= q.start < sentence.end()]
        amounts += _of_sentence(sentence[0], inside, text, sentence.start())
    return tuple(amounts)


def _of_sentence(
    sentence: str, inside: Sequence[Quantity], text: str, start: int
) -> Iterator[Held]:
    """A bare number may count what its sentence counts; a factor of a sum counts nothing by itself."""
    is_formula = _FORMULA.search(sentence) is not None
    units = frozenset() if is_formula else frozenset(q.unit for q in inside) | _counted(sentence)
    if "GiB" in units:  # a bare number beside it is of its unit: "12 GiB, about 11.82 usable"
        units -= {"GB"}
    things = frozenset(t for q in inside for t in things_of(q))
    scales = {s for q in inside if (s := _scale(q)) > 1}
    for q in inside:
        unit = unit_of(q, text)
        # What a list lent ("3 billion and 15 million seats") is only one reading.
        bare = unit is None or (unit != "percent" and _BARE.fullmatch(q.text) is not None)
        held = Held(
            q.value,
            currencies(q, inside, units | {None, unit}, sentence, start)
            if bare
            else frozenset({unit}),
            times_of(q) if is_formula else periods(q, inside, sentence, start),
            things_of(q) or (things if bare else frozenset()),
            bound_before(text, q.start),
            q.text,
            bool(times_of(q)) and not BILLED.search(q.text),
        )
        yield held
        if bare and _scale(q) == 1 and q.text.strip().replace(".", "").isdigit():
            yield from (replace(held, value=q.value * scale) for scale in scales)
    for held in _unread(sentence, inside, units | {None}, things, start):
        yield held
        if held.text:  # "three-digit growth" beside millions is no three million
            yield from (replace(held, value=held.value * scale) for scale in scales)


def _unread(
    sentence: str,
    inside: Sequence[Quantity],
    units: frozenset[str | None],
    things: frozenset[str],
    start: int,
) -> Iterator[Held]:
    """Numbers that look like a version beside a name ("AI Pro 19.99") and small number words: an
    answer may read them rightly, above all in the other language."""
    is_formula = _FORMULA.search(sentence) is not None
    taken = [(q.start - start, q.end - start) for q in inside]
    for found in _NUMERAL.finditer(sentence):
        if not any(a <= found.start() < b for a, b in taken):
            q = _quantity(found, start)
            also = {"K": set[str](), "x": {"times"}}.get(found[2], {"parameters"})
            also = also if found[2] else set[str]()
            may = currencies(q, inside, units | also, sentence, start)
            times = frozenset[str]() if is_formula else periods(q, inside, sentence, start)
            yield Held(q.value, may, times, things, text=found[0])
    spoken = frozenset[str]() if is_formula else times_in(sentence)
    for found in _SMALL.finditer(sentence):
        value = _WORDS[found[0].lower()]
        yield Held(value, COUNTED, spoken)
        if value < 1:
            yield Held(value * 100, frozenset({"percent"}))


def _quantity(found: re.Match[str], start: int) -> Quantity:
    """A bare number as an amount; `start` is its sentence's place."""
    value = Decimal(found[1]) * {"K": 10**3, "M": 10**6, "B": 10**9}.get(found[2], 1)
    place = start + found.start()
    return Quantity(value, None, None, None, place, start + found.end(), found[0], None)


def _counted(sentence: str) -> frozenset[str]:
    """What a sentence counts in words that stand apart from its number: 月活20亿."""
    counted: set[str] = set()
    if re.search(r"users?\b|subscribers?\b|用户|订阅者|月活|日活|人口|people", sentence):
        counted.add("people")
    if re.search(r"tokens?\b|词元|context|上下文", sentence, re.IGNORECASE):
        counted.add("tokens")
    if re.search(r"parameter|参数", sentence, re.IGNORECASE):
        counted.add("parameters")
    if re.search(r"memory|VRAM|显存|\bcard\b", sentence, re.IGNORECASE):
        counted.add("GB")
    if re.search(r"\bpoints\b", sentence):
        counted.add("percentage points")
    for unit, words in _MONEY.items():
        if words.search(sentence):
            counted.add(unit)
    return frozenset(counted)


def _scale(quantity: Quantity) -> Decimal:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", quantity.text)
    if digits is None:
        return Decimal(1)
    shown = Decimal(digits[0].replace(",", ""))
    return abs(quantity.value / shown) if shown else Decimal(1)


def bound_before(text: str, start: int) -> int:
    """The bound that words before an amount set."""
    found = _BOUND.search(text[max(0, start - 24) : start])
    if found is None:
        return 0
    return 1 if found["more"] else -1
