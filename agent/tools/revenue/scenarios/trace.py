"""The steps of a run as a trace: each formula with its values, to be redone by hand."""

from functools import cached_property

from agent.tools.revenue.money import plain
from agent.tools.revenue.report import Step
from agent.tools.revenue.scenarios.ledger import Cell, Expr, Writer

_SIGNS = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ ", "**": " ^ ", "up": "round_up"}
_PLACES = 20
"""Decimals of a value inside a formula: enough that the product of an amount of money stays exact to the cent."""


class LaterStep(Step):
    """A step whose formula is written when it is read: ten monthly years have thousands, of which words show forty."""

    def __init__(self, cell: Cell, writer: Writer) -> None:
        # the fields of a frozen dataclass but for `formula`, which the property below gives
        self.__dict__.update(step=cell.label, value=cell.value, unit=cell.unit)
        self.__dict__["_unwritten"] = (cell.body or Expr(cell.value), writer)

    @cached_property
    def formula(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride] it is read only, as in Step
        """`100000000 × 500`."""
        body, writer = self.__dict__["_unwritten"]
        return writer.text(body)


def trace(steps: list[Cell]) -> list[Step]:
    """One line a step, in the order they were made."""
    writer = Writer(lambda leaf: plain(leaf.value, _PLACES), _SIGNS)
    return [LaterStep(cell, writer) for cell in steps]
