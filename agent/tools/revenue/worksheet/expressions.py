"""Steps of a worksheet: "revenue = payers * price in USD/year", read once and worked out with units."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.money import LARGEST
from agent.tools.revenue.worksheet.amounts import Measure
from agent.tools.revenue.worksheet.units import check_currencies, name_of, raised, times

Operator = Literal["+", "-", "*", "/", "^"]
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)\s*(%?)|([^\W\d]\w*)|([-+*/^()×÷−]))")
_SAME: dict[str, str] = {"×": "*", "÷": "/", "−": "-"}
_MOST_NESTED = 40
_LARGEST_EXPONENT = 3600


@dataclass(frozen=True)
class Number:
    """A plain number or percentage written in a step."""

    value: Decimal
    written: str


@dataclass(frozen=True)
class Name:
    """An input, or the result of an earlier step."""

    name: str


@dataclass(frozen=True)
class Operation:
    """Two parts joined by a sign."""

    operator: Operator
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Logarithm:
    """The natural logarithm of a plain number: "ln(target / start)"."""

    of: "Expression"


Expression = Number | Name | Operation | Logarithm


def read_expression(text: str) -> Expression:
    """The expression that is written; powers bind before products, products before sums."""
    tokens: list[re.Match[str]] = []
    at = 0
    while text[at:].strip():
        if (token := _TOKEN.match(text, at)) is None:
            raise CannotCalculate(
                f"The step '{text.strip()[:80]}' holds '{text[at:].strip()[:1]}', which is neither a name, a number nor one of + - * / ^ ( )."
            )
        tokens.append(token)
        at = token.end()
    reader = _Reader(tokens, text.strip())
    found = reader.sum(0)
    if reader.at < len(tokens):
        raise reader.unfinished()
    return found


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, tokens: list[re.Match[str]], text: str) -> None:
        self.tokens, self.text, self.at = tokens, text, 0

    def sum(self, depth: int) -> Expression:
        return self._joined("+-", self.product, depth)

    def product(self, depth: int) -> Expression:
        return self._joined("*/", self.power, depth)

    def power(self, depth: int) -> Expression:
        base = self.atom(depth)
        return Operation("^", base, self.power(depth + 1)) if self._take("^") else base

    def atom(self, depth: int) -> Expression:
        if depth > _MOST_NESTED or self.at >= len(self.tokens):
            raise self.unfinished()
        number, percent, name, sign = self.tokens[self.at].groups()
        self.at += 1
        if number:
            return Number(Decimal(number) / (100 if percent else 1), number + percent)
        if name == "ln" and self._take("("):
            self.at -= 1
            return Logarithm(self.atom(depth + 1))
        if name:
            return Name(name)
        if sign in "-−":
            return Operation("-", Number(Decimal(0), "0"), self.power(depth + 1))
        inner = self.sum(depth + 1) if sign == "(" else None
        if inner is None or not self._take(")"):
            raise self.unfinished()
        return inner

    def _joined(self, signs: str, part: Callable[[int], Expression], depth: int) -> Expression:
        found = part(depth)
        while sign := self._take(signs):
            found = Operation(sign, found, part(depth))
        return found

    def _take(self, signs: str) -> Operator | None:
        sign = self.tokens[self.at][4] if self.at < len(self.tokens) else None
        sign = _SAME.get(sign or "", sign or "")
        if not sign or sign not in signs:
            return None
        self.at += 1
        return sign  # type: ignore[return-value]  # one of `signs`, all of which are operators

    def unfinished(self) -> CannotCalculate:
        return CannotCalculate(
            f"The step '{self.text[:80]}' is not a whole sum; write it like 'revenue = payers * price'."
        )


def worked_out(expression: Expression, known: Mapping[str, Measure]) -> Measure:
    """The value with its unit.

    Raises:
        CannotCalculate: a name that is not known, a division by zero, or units that do not add up.
    """
    if isinstance(expression, Number):
        return Measure(expression.value)
    if isinstance(expression, Name):
        if expression.name not in known:
            raise CannotCalculate(
                f"'{expression.name}' is neither an amount nor an earlier step; there are {', '.join(known) or 'none'}."
            )
        return known[expression.name]
    if isinstance(expression, Logarithm):
        return _logarithm(worked_out(expression.of, known))
    left, right = worked_out(expression.left, known), worked_out(expression.right, known)
    found = _together(expression, left, right)
    if abs(found.value) > LARGEST:
        raise CannotCalculate("The figures pass 10^60, which is no money; use smaller amounts.")
    return found


def _together(made: Operation, left: Measure, right: Measure) -> Measure:
    if made.operator in "+-":
        if left.unit != right.unit and left.value:
            raise _do_not_add_up(made, left, right)
        sign = 1 if made.operator == "+" else -1
        return Measure(left.value + sign * right.value, right.unit)
    if made.operator == "^":
        return _power(left, right)
    power = 1 if made.operator == "*" else -1
    unit = times(left.unit, right.unit, power)
    check_currencies(unit, written(made))
    if power < 0 and not right.value:
        raise CannotCalculate(f"'{written(made)}' divides by zero.")
    return Measure(left.value * right.value if power > 0 else left.value / right.value, unit)


def _do_not_add_up(made: Operation, left: Measure, right: Measure) -> CannotCalculate:
    one, other = name_of(left.unit), name_of(right.unit)
    return CannotCalculate(
        f"'{written(made)}' mixes {one} and {other}; bring one to the unit of the other first, with a factor or with 'in {one}' behind its step."
    )


def _logarithm(of: Measure) -> Measure:
    if of.unit or of.value <= 0:
        raise CannotCalculate(
            Note(
                "That is never reached: a logarithm is of a plain number above zero.",
                "永远达不到：对数只对大于零的纯数有意义。",
            )
        )
    return Measure(of.value.ln())


def _power(base: Measure, exponent: Measure) -> Measure:
    if exponent.unit:
        raise CannotCalculate(
            f"An exponent must be a plain number, not one in {name_of(exponent.unit)}; divide it by its period."
        )
    if abs(exponent.value) > _LARGEST_EXPONENT:
        raise CannotCalculate(f"An exponent of {exponent.value:f} is beyond anything that can be meant.")  # fmt: skip
    whole = exponent.value == exponent.value.to_integral_value()
    if (base.unit and not whole) or (base.value < 0 and not whole) or (not base.value and exponent.value <= 0):  # fmt: skip
        raise CannotCalculate("This power has no value: its base must be a plain number above zero.")  # fmt: skip
    return Measure(base.value**exponent.value, raised(base.unit, int(exponent.value)) if whole else ())  # fmt: skip


_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_SIGN = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ ", "^": "^"}


def written(
    expression: Expression,
    name: Callable[[str], str] = str,
    signs: Mapping[str, str] = _SIGN,
    percent: Callable[[Number], str] = lambda number: number.written,
) -> str:
    """The expression as text, with brackets where they are needed; `name` says what stands for a name."""
    if isinstance(expression, Number):
        return percent(expression)
    if isinstance(expression, Name):
        return name(expression.name)
    if isinstance(expression, Logarithm):
        return f"ln({written(expression.of, name, signs, percent)})"
    rank = _RANK[expression.operator]
    parts: list[str] = []
    for side, part in (("left", expression.left), ("right", expression.right)):
        text = written(part, name, signs, percent)
        inner = _RANK[part.operator] if isinstance(part, Operation) else 4
        # of one rank only the right side needs brackets: 8 - (5 - 2); of powers the left one
        same = inner == rank and ((side == "right" and expression.operator in "-/") or (side == "left" and rank == 3))  # fmt: skip
        parts.append(f"({text})" if inner < rank or same else text)
    return signs[expression.operator].join(parts)
