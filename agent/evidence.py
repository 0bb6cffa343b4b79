"""The ledger of one turn: every tool appends its passages and results, and the numbers `[n]` of
citations and the origins of figures come from here alone."""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Protocol

from agent.answer import Citation, Figure, Language, ToolCall
from agent.quantities import Quantity, find_quantities

Row = dict[str, Any]
"""A passage as plain JSON: the fields of a `Citation`, `text` for `quote`, and what the store knows."""

_STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
"""What the check of an answer crossed out."""
_MARK = re.compile(r"[ \t]?\[(\d{1,4})\](?!\()")
_NUMERAL = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_CHECKED: dict[Language, str] = {
    "en": "checked: {traced} of {figures} figures traced",
    "zh": "已核对：{figures} 个数字中 {traced} 个有来源",
}
_GIB_PER_GB = Decimal(10**9) / Decimal(2**30)


class _Passage(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def document_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def vendor(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def char_start(self) -> int: ...
    @property
    def char_end(self) -> int: ...


@dataclass
class Ledger:
    """What one turn has gathered. Tools of a turn may append at the same time."""

    first: int = 1
    """The number of the first passage; above every number used earlier in the thread."""
    rows: list[Row] = field(default_factory=list)
    calls: list[tuple[str, ToolCall]] = field(default_factory=list)
    """With the call's id, which some providers use again; in the order in which they ended."""
    untraced: dict[str, list[str]] = field(default_factory=dict)
    """By call's id, figures of its arguments that nobody gave; noted before the call runs."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add_passages(self, passages: Iterable[_Passage]) -> list[Row]:
        """Number passages; one already in the ledger keeps its number, and how near it is to this query."""
        with self._lock:
            known = {_key(row): row for row in self.rows}
            added: list[Row] = []
            for passage in passages:
                row = _row(passage)
                if _key(row) not in known:
                    row["n"] = self.first + len(self.rows)
                    self.rows.append(row)
                    known[_key(row)] = row
                # Searches of a turn end in any order: what each found must not depend on the first.
                added.append({**row, "n": known[_key(row)]["n"]})
            return added

    def record(self, call_id: str, call: ToolCall) -> None:
        """Keep a finished tool call."""
        with self._lock:
            untraced = self.untraced.get(call_id, [])
            self.calls.append((call_id, replace(call, untraced=untraced) if untraced else call))

    def calls_as_asked(self, order: Iterable[str]) -> list[ToolCall]:
        """The calls in the order they were made: parallel ones end in any."""
        place = {call_id: i for i, call_id in enumerate(order)}
        ended = sorted(self.calls, key=lambda pair: place.get(pair[0], len(place)))
        return [call for _, call in ended]


def cite(
    text: str, rows: Sequence[Row], cited: Sequence[int] | None = None
) -> tuple[str, list[Citation]]:
    """The text with marks renumbered from 1 in reading order, and the citations they point to.

    `cited` gives, for a text whose marks already count from 1, the ledger number behind each;
    without it the marks are ledger numbers. A mark that points to nothing is removed.
    """
    by_number = {row["n"]: row for row in rows}
    if cited is not None:
        by_number = {i: by_number[n] for i, n in enumerate(cited, 1) if n in by_number}
    order: dict[int, int] = {}

    def renumber(mark: re.Match[str]) -> str:
        n = int(mark[1])
        if n not in by_number:
            return ""
        order.setdefault(n, len(order) + 1)
        return mark[0].replace(mark[1], str(order[n]))

    text = _MARK.sub(renumber, text)
    return text, [_citation(by_number[n], i) for n, i in order.items()]


def trace_figures(
    text: str, citations: Sequence[Citation], calls: Sequence[ToolCall], question: str
) -> list[Figure]:
    """Every quantity of `text` with its origin: a tool's result, a citation, the question, or none."""
    sources = [
        (f"tool:{call.name}", _numbers(call.result))
        for call in calls
        if call.name != "search_knowledge" and not call.untraced
    ]
    sources += [(f"citation:{c.n}", _quantities_of(c)) for c in citations]
    sources.append(("question", find_quantities(question)))
    known = [(origin, list(numbers)) for origin, numbers in sources]
    plain = _MARK.sub("", text)
    struck = [range(*found.span()) for found in _STRUCK.finditer(plain)]
    return [
        Figure(
            value=format(quantity.value, "f"),
            unit=quantity.unit,
            text=quantity.text,
            origin="unsupported"
            if any(quantity.start in span for span in struck)
            else next((o for o, held in known if _holds(held, quantity)), "unsupported"),
        )
        for quantity in find_quantities(plain)
    ]


def how_many_traced(figures: Sequence[Figure], language: Language) -> dict[str, Any]:
    """Of the figures, how many come from a source and which do not; as `Answer.checked` holds it.

    >>> how_many_traced([Figure("5", "USD", "$5", "question")], "en")["text"]
    'checked: 1 of 1 figures traced'
    """
    untraced = [figure.text for figure in figures if figure.origin == "unsupported"]
    traced = len(figures) - len(untraced)
    said = _CHECKED[language].format(traced=traced, figures=len(figures)) if figures else ""
    return {
        "traced": traced,
        "figures": len(figures),
        "untraced": list(dict.fromkeys(untraced)),
        "text": said,
    }


def passages_of(result: Any) -> list[Row]:
    """The numbered passages inside a tool's result."""
    if isinstance(result, Mapping):
        if "document_id" in result and "n" in result:
            return [dict(result)]
        return [row for value in result.values() for row in passages_of(value)]
    if isinstance(result, list):
        return [row for value in result for row in passages_of(value)]
    return []


def _row(passage: _Passage) -> Row:
    extra = dict(getattr(passage, "extra", None) or {})
    return {
        "document_id": passage.document_id,
        "title": passage.title,
        "source": passage.source,
        "vendor": passage.vendor,
        "date": passage.date,
        "text": passage.text,
        "char_start": passage.char_start,
        "char_end": passage.char_end,
        "score": round(float(passage.score), 6),
        "system": getattr(passage, "system", None),
        "similarity": round(float(getattr(passage, "similarity", 0.0)), 4),
        "overlap": round(float(getattr(passage, "overlap", 0.0)), 4),
        "url": getattr(passage, "url", None) or extra.get("url"),
        "extra": extra,
    }


def _key(row: Row) -> tuple[str, int, int]:
    return row["document_id"], row["char_start"], row["char_end"]


def _citation(row: Row, n: int) -> Citation:
    return Citation(
        n=n,
        document_id=row["document_id"],
        title=row["title"],
        source=row["source"],
        vendor=row["vendor"],
        date=row["date"],
        quote=row["text"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        score=row["score"],
        url=row.get("url"),
        translation=row["extra"].get("text_zh"),
    )


def _quantities_of(citation: Citation) -> list[Quantity]:
    """Of the quote and of its translation, which spells out what "150 after 160 billion" elides."""
    return [*_quantities(citation.quote), *_quantities(citation.translation or "")]


@lru_cache(maxsize=2048)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """Kept, since the same passages and labels come again in a talk."""
    return tuple(find_quantities(text))


def _numbers(result: Any, name: str = "") -> Iterator[Quantity | Decimal]:
    """Numbers of a result: its fields, and the quantities of its sentences."""
    if isinstance(result, Mapping):
        for key, value in result.items():
            yield from _numbers(value, str(key))
    elif isinstance(result, (list, tuple)):
        for value in result:
            yield from _numbers(value, name)
    elif isinstance(result, bool) or result is None:
        return
    elif isinstance(result, (int, float)):
        yield Decimal(str(result))
    elif isinstance(result, str):
        try:
            yield Decimal(result)
        except InvalidOperation:
            yield from _quantities(result)


def _holds(held: Sequence[Quantity | Decimal], printed: Quantity) -> bool:
    tolerance = _tolerance(printed)
    for number in held:
        if isinstance(number, Quantity):
            if not _same_unit(number.unit, printed.unit):
                continue
            value = _in_unit(number.value, number.unit, printed.unit)
        else:
            value = number
        if value.is_finite() and abs(abs(value) - abs(printed.value)) <= tolerance:
            return True
    return False


def _tolerance(printed: Quantity) -> Decimal:
    """Half of the last digit printed, so that 8.4 billion stands for 8,400,123,456."""
    numeral = _NUMERAL.search(printed.text)
    if numeral is None:
        return Decimal(0)
    shown = Decimal(numeral[0].replace(",", ""))
    scale = abs(printed.value / shown) if shown else Decimal(1)
    return scale * Decimal(5).scaleb(-1 - len(numeral[1] or ""))


def _same_unit(one: str | None, other: str | None) -> bool:
    return one == other or None in (one, other) or {one, other} == {"GB", "GiB"}


def _in_unit(value: Decimal, unit: str | None, wanted: str | None) -> Decimal:
    if (unit, wanted) == ("GB", "GiB"):
        return value * _GIB_PER_GB
    if (unit, wanted) == ("GiB", "GB"):
        return value / _GIB_PER_GB
    return value
