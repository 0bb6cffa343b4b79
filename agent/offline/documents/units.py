"""The smallest things that a document says, sentences and table cells, and what is said of the
document."""

import re
from calendar import month_name
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from agent.quantities.units import CURRENCIES

CODES = "|".join(sorted(CURRENCIES))
"""Of currencies, as a pattern."""
_NUMBER = re.compile(
    rf"[-−–+]?(?:[A-Z]{{1,2}}(?=\$)|(?:{CODES}|RMB|kr)\s?)?[$€£¥₹₩]?"
    r"\s?\d[\d,.\s]*\s?(?:%|[A-Za-z°€$£¥\u4e00-\u9fff]{1,9})?\Z"
)
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?\Z")

BETWEEN_NAMES = " · "
"""What stands between the names of a row."""
NOT_GIVEN = "not given"
"""What stands in a cell that is blank in its document, as the library writes it."""

_SWAPPED = str.maketrans(".,", ",.")

Kind = Literal["sentence", "cell"]


@dataclass(frozen=True)
class Unit:
    """One sentence or one table cell."""

    kind: Kind
    start: int
    end: int
    """Its span, or its row's, in the document's text."""
    text: str
    """As it can be said: a sentence, or `label, column: value`."""
    heading: str = ""
    before: str = ""
    """The sentences before it in its paragraph, or the words above its table."""
    label: str = ""
    """What names a cell's row."""
    column: str = ""
    value: str = ""
    keys: str = ""
    """The headers of the columns that name a row."""
    table: int = -1
    row: int = -1
    is_item: bool = False
    """Whether it is an item of a list."""
    is_sum: bool = False
    """Whether a cell's row sums up others of its table."""
    is_heading: bool = False
    """Whether it only says what the text below it is of."""
    entry: str = ""
    """The nearest heading above that names a day or a version, or says that it is to come."""
    has_comma: bool = False
    """Whether its table writes decimals behind a comma."""

    @cached_property
    def own(self) -> str:
        """The words of the sentence itself, or of the cell with its row's and column's names."""
        return f"{self.label} {self.column} {self.value}" if self.kind == "cell" else self.text

    @cached_property
    def around(self) -> str:
        """Those words with what stands above it."""
        return f"{self.own} {self.above} {self.before} {self.keys}"

    @cached_property
    def above(self) -> str:
        """Its heading, with that of its entry where it is another one."""
        return self.heading if self.entry in self.heading else f"{self.entry} {self.heading}"

    @cached_property
    def figure(self) -> str:
        """A cell's value, decimals behind a point.

        >>> Unit("cell", 0, 0, "", value="€ 5.105,50", has_comma=True).figure
        '€ 5,105.50'
        """
        return self.value.translate(_SWAPPED) if self.has_comma else self.value

    @property
    def is_blank(self) -> bool:
        """Whether it is a cell in which its table says nothing."""
        return self.kind == "cell" and self.value == NOT_GIVEN


@dataclass(frozen=True)
class Source:
    """What is said of a document beside its text."""

    document_id: str
    """Or the mark of rows that stand for themselves."""
    title: str
    name: str
    """Title, publisher and file, as words to be found by."""
    date: str
    """Empty where nothing in the document says it."""
    opening: str = ""
    """Its first lines, which say of whom the rest is."""
    publisher: str = ""
    """Who wrote it, where that is known."""
    vendor: str = ""
    """Of whom the document is, where that was given with it."""
    is_replaced: bool = False
    """Whether it says of itself that it holds no more."""

    @cached_property
    def month(self) -> str:
        """The name of the month that it is dated; empty where its date has none."""
        return month_name[int(self.date[5:7])] if _DATE.match(self.date) else ""


def is_number(text: str) -> bool:
    """Whether a cell holds a figure, perhaps with its unit.

    >>> is_number("3,600 g"), is_number("HK$59.97"), is_number("2023-02-01"), is_number("Q1")
    (True, True, False, False)
    """
    return bool(_NUMBER.match(text.strip())) and not _DATE.match(text.strip())


def is_worded(text: str) -> bool:
    """Whether a cell has a word, which a code, a date or a figure has not.

    >>> is_worded("Birch 2"), is_worded("C25-002"), is_worded("12 km")
    (True, False, False)
    """
    return (
        not re.match(r"\d", text) and re.search(r"[^\W\d_]{3,}|[\u3400-\u9fff]", text) is not None
    )


def in_context(unit: Unit, source: Source, text: str = "") -> str:
    """A unit as it is compared to a question: with its document's name and heading, and a cell with
    what its rows are called by, which may say what its figures are of; `text` is what it says, where not all."""
    text = text or unit.text
    is_of_row = unit.kind == "cell" and unit.keys.strip() and unit.column not in unit.keys
    said = f"{unit.keys.replace('_', ' ')}: {text}" if is_of_row else text
    entry = "" if unit.entry in f"{source.name} {unit.heading}" else unit.entry
    return ". ".join(filter(None, (source.name, entry, unit.heading, said)))


def alone(unit: Unit) -> str:
    """A unit as it is compared beside that: a sentence bare, of a cell what it is of."""
    if unit.kind == "sentence":
        return unit.text
    return f"{unit.column}: {unit.label.split(' · ')[0]}"
