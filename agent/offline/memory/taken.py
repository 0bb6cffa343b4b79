"""Memory of a card that is free or already in use: "8 GB left on my 4090"."""

from collections.abc import Sequence
from typing import Any

from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

#: Characters before and after an amount in which it is said whose it is.
_BEFORE, _AFTER = 48, 48
_SUBJECT = 24
"""Characters between a model and the verb that says what it takes."""


def read_taken(
    text: str,
    memory: Sequence[Quantity],
    is_named: bool,
    found: dict[str, Any],
    subjects: Sequence[int] = (),
) -> list[Quantity]:
    """`free_gib` and `reserved_gib`; the amounts that are a card's own stay.

    `subjects` are where the names of models end: what such a one takes is what it needs.
    An amount that is free is the card itself where nothing else says which: "I have 8 GB free".
    """
    own: list[Quantity] = []
    for quantity in memory:
        name = _role(text, quantity) or _of_card(text, quantity, subjects)
        if name == "free_gib" and not is_named and len(memory) == 1:
            name = None
        if name is None or name in found or quantity.value < 0:
            own.append(quantity)
        else:
            found[name] = float(quantity.value)
    return own


def _of_card(text: str, quantity: Quantity, subjects: Sequence[int]) -> str | None:
    """Whether something other than a model takes it of a card: "Chrome eats 1 GB of my 3060"."""
    verb = phrase("vram", "takes_before").search(text[: quantity.start])
    if verb is None or phrase("vram", "of_my_card").match(text[quantity.end :]) is None:
        return None
    of_model = any(0 <= verb.start() - end <= _SUBJECT for end in subjects)
    return None if of_model else "reserved_gib"


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
