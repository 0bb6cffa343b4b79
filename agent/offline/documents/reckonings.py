"""A sum that documents' figures allow: what it does, with which figures, and what they are called."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from agent.offline.documents import periods as times
from agent.offline.documents.judged import Judged
from agent.offline.documents.sizes import value_of
from agent.offline.documents.ways import Way
from agent.offline.documents.words import stems

ROWS = "rows"
"""What a share of rows is called to be of."""
IN_WORDS = ("sentence", "sentences", "yearly")
"""Forms whose figures no row and column names."""
_ASIDE = re.compile(r"[(（][^()（）]*[)）]|\d{4}-\d\d-\d\d")
_JOINT = re.compile(r"[_/&,;:.·-]")


@dataclass(frozen=True)
class Reckoning:
    """One sum that the documents' figures allow."""

    operation: str
    """As the engine calls it: change, difference, share, ratio, sum, mean, rest, product or count; or `list`, which
    tells the cells themselves."""
    values: tuple[str, ...]
    parts: tuple[Judged, ...]
    """The cells and sentences that hold its figures."""
    form: str
    """How the figures lie to each other: in a `row`, `beside` each other as two measures, `rows` of a
    column, `all` of it, a `part` of it, those `named` or `picked` by what stands in them, a `stretch`, in two `documents`, in a
    `sentence`, in two `sentences`, of a month and `yearly`, or times a number that is `said`."""
    rows: str
    columns: str
    """What it is of, as the documents name it."""
    periods: tuple[str, ...] = ()
    is_whole: bool = False
    """Whether a row that is the total of a table takes part."""
    near: tuple[frozenset[str], ...] = ()
    """Of a sentence's figures, the stems of the words beside each."""
    is_of_like: bool = False
    """Whether a sentence's two figures count the same, so that one over the other is no average."""
    is_of_money: bool = False
    """Whether a sentence's figures are."""
    way: Way | None = None
    """How its rows are picked, where they are by what stands in them."""

    @property
    def counts_figures(self) -> bool:
        """Whether it is made of its parts' figures, not of how many parts there are."""
        return self.operation not in ("list", "count") and self.columns != ROWS


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> tuple[str, ...]:
    """A name's stems without its period and unit.

    >>> bare("Passengers_2023 (thousands)")
    ('passenger',)
    >>> bare("budget 2024/25")
    ('budget',)
    """
    rest = times.without_periods(_ASIDE.sub(" ", text.replace("_", " ")))
    return stems(_JOINT.sub(" ", rest))


def value(one: Judged) -> str:
    """A cell's figure."""
    return str(value_of(one.unit.figure))


def amount(one: Judged) -> Decimal:
    """The same as a number."""
    return value_of(one.unit.figure) or Decimal(0)


def row_name(one: Judged) -> str:
    """What names a cell's row."""
    return one.unit.label.replace("_", " ")


def column_name(one: Judged) -> str:
    """What names its column."""
    return one.unit.column.replace("_", " ")


def own_periods(one: Judged) -> tuple[str, ...]:
    """The periods that name a cell's row or column."""
    return times.periods_in(f"{one.unit.column} {one.unit.label}")


def periods_of(one: Judged) -> tuple[str, ...]:
    """Those, or else what its heading or its document is of."""
    source = one.source
    return (
        own_periods(one)
        or times.periods_in(one.unit.heading)
        or times.periods_in(source.title)
        or times.periods_in(source.date)
    )
