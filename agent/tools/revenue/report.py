"""What a calculation returns: exact figures, a trace to redo by hand, cautions, and the answer in words."""

import re
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from agent.tools.bilingual import Language, say
from agent.tools.revenue.money import format_money, format_number, format_price, plain, say_money


class Row:
    """A row that is read by attribute or, as in the JSON, by name."""

    def __getitem__(self, name: str) -> Any:  # Any: fields differ in type
        if name not in {item.name for item in fields(self)}:  # type: ignore[arg-type]
            raise KeyError(name)
        return getattr(self, name)


@dataclass(frozen=True)
class Period(Row):
    """One year: subscribers at its start, the price charged then, what it earned."""

    label: str
    subscribers: Decimal
    price: Decimal
    revenue: Decimal


@dataclass(frozen=True)
class Solved(Row):
    """The input that reaches the target."""

    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Step(Row):
    """One line of the trace: `formula`, redone by hand, gives `value`."""

    step: str
    formula: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Report:
    """The result; `to_dict()` is its JSON, `markdown()` its prose."""

    total: Decimal
    currency: str
    converted: dict[str, Decimal]
    periods: list[Period]
    solved: Solved | None
    trace: list[Step]
    cautions: list[str]
    assumptions: list[str]
    sentences: tuple[str, str]
    """The answer in one sentence, English and Chinese."""

    details: dict[str, Any] = field(default_factory=dict[str, Any])
    """Further fields of a model, as they stand in the JSON; amounts are Decimals here."""

    terms: Any = None
    """The inputs as understood, for the spreadsheet."""

    def sentence(self, language: Language = "en") -> str:
        """The answer first, in one sentence; then the total in the other currencies asked for."""
        said = self.sentences[1 if language == "zh" else 0]
        abroad = [say_money(amount, code, language) for code, amount in self.converted.items()]
        unsaid = [amount for amount in abroad if amount not in said and self.solved is None]
        if not unsaid:
            return said
        return f"{said}折合{'、'.join(unsaid)}。" if language == "zh" else f"{said} That is {', '.join(unsaid)}."  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON: amounts are decimal strings."""
        rows = {
            "total": self.total,
            "currency": self.currency,
            "converted": self.converted,
            "periods": self.periods,
            "solved": self.solved,
            "trace": self.trace,
            "cautions": self.cautions,
            "assumptions": self.assumptions,
        }
        return _as_json(rows | self.details)

    def markdown(self, language: Language = "en") -> str:
        """Cautions that outrank the figure, the answer, a table of years, then how it was reached."""
        chinese = language == "zh"
        before = [say(note, language) for note in self.cautions if getattr(note, "first", False)]
        after = [say(note, language) for note in self.cautions if not getattr(note, "first", False)]
        blocks = [*before, self.sentence(language), *after]
        if len(self.periods) > 1:
            blocks.append(self._table(language))
        if self.assumptions:
            head = "假设：" if chinese else "Assumed: "
            joint = "；" if chinese else "; "
            said = [say(text, language).rstrip(".。") for text in self.assumptions]
            blocks.append(head + joint.join(said) + ("。" if chinese else "."))
        steps = "\n".join(
            f"- {say(s.step, language)}: {grouped(s.formula)} = {self._value(s, language)}"
            for s in self.trace
        )
        blocks.append(
            f"<details><summary>{'计算过程' if chinese else 'How'}</summary>\n\n{steps}\n\n</details>"
        )
        return "\n\n".join(blocks)

    def _table(self, language: Language) -> str:
        chinese = language == "zh"
        heads = (
            ("年份", "订阅人数", "价格", "收入")
            if chinese
            else ("year", "subscribers", "price", "revenue")
        )
        lines = ["| " + " | ".join(heads) + " |", "| --- | ---: | ---: | ---: |"]
        price_currency = str(self.details.get("price_currency", self.currency))
        for period in self.periods:
            cells = (
                say(period.label, language),
                format_number(period.subscribers, 0),
                format_price(period.price, price_currency, language),
                format_money(period.revenue, self.currency, language),
            )
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def _value(self, step: Step, language: Language) -> str:
        if step.unit.isupper():
            return format_price(step.value, step.unit, language)
        return format_number(step.value, 0 if step.unit == "people" else 6)


_LONG = re.compile(r"(?<![^ (])[0-9]{4,}(?![^ )])")
"""A whole number of four digits or more, alone or beside a bracket."""


def _as_json(value: Any) -> Any:  # Any: plain data of every shape
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Row):
        return {item.name: _as_json(getattr(value, item.name)) for item in fields(value)}  # type: ignore[arg-type]
    if isinstance(value, dict):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(item) for item in value]
    return str(value) if isinstance(value, str) else value


def grouped(formula: str) -> str:
    """`100000000 × 500` with separators, for reading."""
    return _LONG.sub(lambda found: f"{int(found[0]):,}", formula)
