"""Arithmetic that remembers itself: a model written once gives figures, a trace and live formulas.

Model code uses `+ - * / **`, `larger`, `smaller` and `total` on numbers of any kind: `Decimal` for
solvers, arrays for simulation, `Expr` where the steps are to be shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from functools import cache
from typing import Any

from agent.tools.bilingual import Note

Number = Any  # Decimal, Expr or a numpy array: the model does not care

_CALL = 9
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3, "max": _CALL, "min": _CALL, "up": _CALL}
_TIGHT = {"-", "/", "**"}


class Expr:
    """A value, and how it came about: a constant, a cell, or an operation on others."""

    __slots__ = ("args", "cell", "op", "value")

    def __init__(
        self,
        value: Decimal,
        op: str = "",
        args: tuple["Expr", ...] = (),
        cell: "Cell | None" = None,
    ) -> None:
        self.value, self.op, self.args, self.cell = value, op, args, cell

    def __add__(self, other: Any) -> "Expr":
        right = _expr(other)
        return Expr(self.value + right.value, "+", (self, right))

    def __sub__(self, other: Any) -> "Expr":
        right = _expr(other)
        return Expr(self.value - right.value, "-", (self, right))

    def __mul__(self, other: Any) -> "Expr":
        right = _expr(other)
        return Expr(self.value * right.value, "*", (self, right))

    def __truediv__(self, other: Any) -> "Expr":
        right = _expr(other)
        return Expr(self.value / right.value, "/", (self, right))

    def __pow__(self, power: int) -> "Expr":
        return Expr(self.value**power, "**", (self, _expr(power)))

    def __radd__(self, other: Any) -> "Expr":
        return _expr(other) + self

    def __rsub__(self, other: Any) -> "Expr":
        return _expr(other) - self

    def __rmul__(self, other: Any) -> "Expr":
        return _expr(other) * self

    def __rtruediv__(self, other: Any) -> "Expr":
        return _expr(other) / self


@dataclass
class Cell:
    """A named figure: an input (`body` is None) or a step."""

    key: str
    label: Note
    unit: str
    value: Decimal
    body: Expr | None = None


@dataclass
class Ledger:
    """The steps of one run, in order; inputs are not repeated here."""

    steps: list[Cell] = field(default_factory=list["Cell"])

    def step(self, key: str, english: str, chinese: str, unit: str, value: Number) -> Number:
        """`value` under a name. What is no `Expr` passes through: nobody asked for the steps."""
        if type(value) is not Expr:
            return value
        cell = Cell(key, Note(english, chinese), unit, value.value, value)
        self.steps.append(cell)
        return Expr(value.value, cell=cell)


def total(parts: Sequence[Number]) -> Number:
    """The sum; of no parts it is 0."""
    if len(parts) == 1:
        return parts[0]
    if any(type(part) is Expr for part in parts):
        whole = tuple(_expr(part) for part in parts)
        return Expr(sum((part.value for part in whole), Decimal(0)), "+", whole)
    return sum(parts[1:], parts[0]) if parts else 0


def larger(a: Number, b: Number) -> Number:
    """The larger of two, also by element."""
    return _choose("max", a, b)


def smaller(a: Number, b: Number) -> Number:
    """The smaller of two, also by element."""
    return _choose("min", a, b)


def whole_up(a: Expr) -> Expr:
    """The next whole number: of cards there are no parts."""
    return Expr(a.value.to_integral_value(ROUND_CEILING), "up", (a, _expr(0)))


def _choose(op: str, a: Number, b: Number) -> Number:
    if type(a) is Expr or type(b) is Expr:
        pair = (_expr(a), _expr(b))
        pick = max if op == "max" else min
        return Expr(pick(pair[0].value, pair[1].value), op, pair)
    if hasattr(a, "shape") or hasattr(b, "shape"):
        import numpy

        return (numpy.maximum if op == "max" else numpy.minimum)(a, b)
    return max(a, b) if op == "max" else min(a, b)


def write(expr: Expr, leaf: Callable[[Expr], str], signs: dict[str, str]) -> str:
    """The formula as text; `leaf` writes a cell or a constant, `signs` the operators."""
    return Writer(leaf, signs).text(expr)


class Writer:
    """Writes formulas that share parts; they must stay alive as long as it does."""

    def __init__(self, leaf: Callable[[Expr], str], signs: dict[str, str]) -> None:
        self._leaf, self._signs = leaf, signs
        self._known: dict[int, tuple[str, int]] = {}  # by identity: a long decimal hashes slowly

    def text(self, expr: Expr, outer: int = 0) -> str:
        """The formula, in brackets where the operator around it, of strength `outer`, needs them."""
        key = id(expr.cell or expr)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._write(expr)
        text, strength = known
        return f"({text})" if strength < outer else text

    def _write(self, expr: Expr) -> tuple[str, int]:
        """The text, and the strength of its outermost operator."""
        op, args = expr.op, expr.args
        if not op or expr.cell is not None:
            text = self._leaf(expr)
            return text, 0 if text[0] == "-" else _CALL
        strength, sign = _STRENGTH[op], self._signs.get(op, op)
        if strength == _CALL:
            return f"{sign}({', '.join([self.text(arg) for arg in args])})", _CALL
        # the right side of - and ÷ binds more tightly: a - (b + c); so does the left one of a power
        left, right = strength + (op == "**"), strength + (op in _TIGHT)
        parts = [self.text(args[0], left), *[self.text(arg, right) for arg in args[1:]]]
        return sign.join(parts), strength


def _expr(value: Any) -> Expr:
    if type(value) is Expr:
        return value
    return _constant(value) if type(value) is int else Expr(Decimal(value))


@cache
def _constant(value: int) -> Expr:
    """One and the same for 1, 12, 100: a run of ten years writes them thousands of times."""
    return Expr(Decimal(value))
