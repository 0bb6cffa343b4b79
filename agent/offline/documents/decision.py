"""What is told of a question about documents: units in their order, and how; or what comes closest."""

from dataclasses import dataclass
from typing import Any

from agent.offline.documents.judged import Judged


@dataclass(frozen=True)
class Sum:
    """A sum for the engine, and the figures it is made of."""

    arguments: dict[str, Any]
    cells: tuple[Judged, ...]
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    """The units to be told, in their order, and how."""

    units: tuple[Judged, ...] = ()
    sum: Sum | None = None
    is_list: bool = False
    """Whether the units are the items of a list."""
    is_table: bool = False
    """Whether they are cells of rows set side by side, each row whole."""
    is_side_by_side: bool = False
    """Whether they are told of two things or times, which their documents may be named by."""
    differ: bool = False
    """Whether they are accounts of the same thing that disagree."""
    blank: Judged | None = None
    """The cell that would answer, were it not left blank."""
    closest: tuple[Judged, ...] = ()
    """What comes nearest where nothing answers for sure, best first."""
    is_one_state: bool = False
    """Whether of two states that are asked only one is told."""
    unsaid: tuple[str, ...] = ()
    """The names asked side by side of which nothing is told."""
