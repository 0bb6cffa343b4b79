"""What an answer may rest on: passages by number, tool results, the question; as texts and as
amounts that know which units and periods they may stand for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from agent.middleware.grounding.measures import (
    other_unit,
    things_of,
    times_in,
    times_of,
)
from agent.middleware.grounding.tool_values import bare_numbers, words_of
from agent.quantities import Quantity, find_quantities

_SENTENCE = re.compile(r"[^.。!?！？\n]+(?:\.(?=\d)[^.。!?！？\n]*)*[.。!?！？\n]?")
_HEADER = ("title", "source", "vendor", "date", "system")
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
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]*\d)\s*年?")
BILLED = re.compile(r"annual(?:ly)?$|yearly$|按年")
"""How it is billed, not for how long it is: "25 a month (20 annual)"."""
_MOST_TEXT = 200_000
"""Characters of one source that are read; a longer one is no passage."""


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


@dataclass(frozen=True)
class Source:
    """One text with its amounts, read when first asked for."""

    text: str
    numbers: tuple[Held, ...] = ()
    """Amounts beside those of the text: bare numbers of a tool's result."""

    @property
    def amounts(self) -> tuple[Held, ...]:
        """All of them."""
        return (*self.numbers, *amounts_in(self.text))


@dataclass
class Sources:
    """All that an answer may rest on."""

    passages: dict[int, Source] = field(default_factory=dict)
    found: list[Source] = field(default_factory=list)
    """Passages inside tool results: a figure may rest on them, but none of them can be cited."""
    tools: Source = field(default_factory=lambda: Source(""))
    question: Source = field(default_factory=lambda: Source(""))
    results: list[Mapping[str, Any]] = field(default_factory=list)
    """The tools' results themselves, for what they decide."""

    def cited(self, numbers: Iterable[int]) -> list[Source]:
        """The passages of these numbers."""
        return [self.passages[n] for n in dict.fromkeys(numbers) if n in self.passages]

    def all_passages(self) -> list[Source]:
        """Citable or not."""
        return [*self.passages.values(), *self.found]

    def everything(self) -> str:
        """All texts in one."""
        parts = [source.text for source in self.all_passages()]
        return "\n".join([*parts, self.tools.text, self.question.text])


def read_sources(
    evidence: Sequence[Mapping[str, Any]],
    tool_results: Sequence[Mapping[str, Any]],
    question: str,
) -> Sources:
    """The sources of one answer; passages inside tool results are passages, not results."""
    passages = {int(row["id"]): Source(_whole(row)[:_MOST_TEXT]) for row in evidence}
    found: list[Source] = []
    numbers: list[Held] = []
    texts: list[str] = []
    for call in tool_results:
        found += [Source(_whole(row)[:_MOST_TEXT]) for row in _rows(call.get("result"))]
        if call.get("name") == "search_knowledge":
            continue
        texts += words_of(call.get("result"))
        numbers += [
            Held(n.value, n.units, n.times, text=n.text) for n in bare_numbers(call.get("result"))
        ]
    tools = Source("\n".join(texts)[:_MOST_TEXT], tuple(numbers))
    results = [call for call in tool_results if isinstance(call.get("result"), Mapping)]
    return Sources(passages, found, tools, Source(question), results)


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
    spoken = frozenset() if is_formula else times_in(sentence)
    # "10, E3 39 and E5 60 dollars a month" in a sentence with a date: a year is no period there.
    lent = times_in(_YEAR.sub("", sentence)) if any(times_of(q) for q in inside) else spoken
    scales = {s for q in inside if (s := _scale(q)) > 1}
    for q in inside:
        unit = q.unit or other_unit(text, q.end)
        # What a list lent ("3 billion and 15 million seats") is only one reading.
        bare = unit is None or (unit != "percent" and _BARE.fullmatch(q.text) is not None)
        held = Held(
            q.value,
            units | {None, unit} if bare else frozenset({unit}),
            times_of(q) or (lent if q.unit is None else spoken),
            things_of(q) or (things if bare else frozenset()),
            bound_before(text, q.start),
            q.text,
            bool(times_of(q)) and not BILLED.search(q.text),
        )
        yield held
        if bare and _scale(q) == 1 and q.text.strip().replace(".", "").isdigit():
            yield from (replace(held, value=q.value * scale) for scale in scales)
    taken = [(q.start - start, q.end - start) for q in inside]
    for held in _unread(sentence, taken, units | {None}, spoken, things):
        yield held
        if held.text:  # "three-digit growth" beside millions is no three million
            yield from (replace(held, value=held.value * scale) for scale in scales)


def _unread(
    sentence: str,
    taken: Sequence[tuple[int, int]],
    units: frozenset[str | None],
    spoken: frozenset[str],
    things: frozenset[str],
) -> Iterator[Held]:
    """Numbers that look like a version beside a name ("AI Pro 19.99") and small number words: an
    answer may read them rightly, above all in the other language."""
    for found in _NUMERAL.finditer(sentence):
        if not any(a <= found.start() < b for a, b in taken):
            scale = Decimal({"K": 10**3, "M": 10**6, "B": 10**9}.get(found[2], 1))
            also = {"K": set[str](), "x": {"times"}}.get(found[2], {"parameters"})
            also = also if found[2] else set[str]()
            yield Held(Decimal(found[1]) * scale, units | also, spoken, things, text=found[0])
    for found in _SMALL.finditer(sentence):
        value = _WORDS[found[0].lower()]
        yield Held(value, COUNTED, spoken)
        if value < 1:
            yield Held(value * 100, frozenset({"percent"}))


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


_BOUND = re.compile(
    r"(?:(?P<more>\b(?:more than|over|above|at least|exceed\w*|no less than|minimum(?: of)?)|(?<!不)超过|至少|逾|不止|(?<!不)高于|不低于)"
    r"|(?P<less>\b(?:less than|under|below|at most|fewer than|up to|no more than|maximum(?: of)?)|不到|不足|至多|(?<!不)低于|最多|不超过|不高于))"
    r"\s*(?:about|around|约)?\s*$",
    re.IGNORECASE,
)


def bound_before(text: str, start: int) -> int:
    """The bound that words before an amount set."""
    found = _BOUND.search(text[max(0, start - 24) : start])
    if found is None:
        return 0
    return 1 if found["more"] else -1


def _whole(row: Mapping[str, Any]) -> str:
    """A passage with what is known of it: its title and date are as good as its words."""
    extra = row.get("extra")
    more: Mapping[str, Any] = extra if isinstance(extra, Mapping) else {}
    translated = more.get("text_zh")
    named = [str(row[key]) for key in _HEADER if row.get(key)]
    header = ", ".join([*named, *map(str, more.get("entities") or ())])
    parts = (header, row.get("text"), row.get("translation") or translated)
    return ".\n".join(str(p) for p in parts if p)


def _rows(result: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(result, Mapping):
        if "document_id" in result and "n" in result:
            yield result
            return
        for value in result.values():
            yield from _rows(value)
    elif isinstance(result, (list, tuple)):
        for value in result:
            yield from _rows(value)
