"""A number of a question with what it may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """A number with what it may be: of money, people, a share, a length of time."""

    sorts: tuple[str, ...]
    written: str
    """As a worksheet reads it: "18", "30%", "1/3"."""
    unit: str
    """Its currency, or the unit of a length."""
    per: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Amount(Stated):
    """The same with the words around it."""

    clause: tuple[int, int]
    sentence: tuple[int, int]
    is_each: bool = False
    """Whether its clause says that it is that of one of many."""
    turn: int = 0
    called: str = ""
    """What it is called where several are told apart: the year of the calendar that it was."""
