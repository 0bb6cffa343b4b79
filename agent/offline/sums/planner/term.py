"""One amount of a question, typed."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from agent.offline.sums.planner.units import Unit

Role = Literal[
    "amount", "part", "off", "rise", "fall", "growth", "churn", "multiple", "free", "factor"
]
ONCE = ("part", "off", "rise", "fall")


@dataclass(frozen=True, eq=False)
class Term:
    """What an amount counts and for what, or what a share does to a result."""

    role: Role
    """amount: a factor with its unit; part: a share of a base; off: one that others take; rise, fall: a
    change once; growth, churn: one a period; multiple: times every so often; free: periods not paid; factor: times a number."""
    value: Decimal
    written: str
    """The number as a worksheet reads it, without its unit: "18", "1/3", "30%"."""
    unit: Unit
    start: int
    end: int
    text: str
    loose: tuple[str, ...] = field(default=())
    is_cost: bool = False
    is_income: bool = False
    is_fixed: bool = False
    """Whether an amount of money is one of all together: "a platform fee", "revenue of $8m"."""
    is_sure: bool = True
    """Whether a word says what a share does, rather than that none does."""
    is_use: bool = False
    """Whether a part is that of a time in use, which what is paid for all of it does not fall by."""
    label: str = ""
    """The words beside an amount of money, or those of a share's clause."""
    of_gross: bool = False
    """Whether a share that is taken is one of the whole, not of what those before it leave."""
    was: str = ""
    """Of a price that has changed: the number before."""
    times: str = ""
    """Of a multiple: by how much, every `value` of its unit."""
