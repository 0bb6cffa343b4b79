"""Memory of a card that is free or already in use: "8 GB left on my 4090"."""

from collections.abc import Sequence
from typing import Any

from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

#: Characters before and after an amount in which it is said whose it is.
_BEFORE, _AFTER = 48, 48


def read_taken(
    text: str, memory: Sequence[Quantity], is_named: bool, found: dict[str, Any]
) -> list[Quantity]:
    """`free_gib` and `reserved_gib`; the amounts that are a card's own stay.

    An amount that is free is the card itself where nothing else says which: "I have 8 GB free".
    """
    own: list[Quantity] = []
    for quantity in memory:
        name = _role(text, quantity)
        if name == "free_gib" and not is_named and len(memory) == 1:
            name = None
        if name is None or name in found or quantity.value < 0:
            own.append(quantity)
        else:
            found[name] = float(quantity.value)
    return own


def _role(text: str, quantity: Quantity) -> str | None:
    """What the words around an amount call it; the words behind it count first."""
    before = text[max(0, quantity.start - _BEFORE) : quantity.start]
    after = text[quantity.end : quantity.end + _AFTER]
    for name in ("reserved", "free"):
        if phrase("vram", f"{name}_after").match(after):
            return f"{name}_gib"
    for name in ("reserved", "free"):
        if phrase("vram", f"{name}_before").search(before):
            return f"{name}_gib"
    return None
