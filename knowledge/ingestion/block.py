"""What a text is split into before it is passages: blocks, and the pieces of those too long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """Lines that belong together; `header` is what a cut-off part of a table still needs."""

    start: int
    end: int
    kind: str
    header: str = ""


@dataclass(frozen=True)
class Piece:
    """What is not cut any more; `lead` is what a passage that begins with it needs."""

    start: int
    end: int
    lead: str = ""
    opens: bool = False
    """A passage begins with it."""
