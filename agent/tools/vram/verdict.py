"""The verdict of a figure on a card."""

from agent.tools.vram.cards import Card
from agent.tools.vram.report import Verdict

#: Below this share of free memory a fit is called tight.
HEADROOM = 0.05


def verdict_of(device_gib: float, high_gib: float, card: Card | None) -> Verdict | None:
    """The verdict of a figure and its upper end on a card; None without a card."""
    if card is None:
        return None
    if device_gib > card.usable_gib:
        return "does not fit"
    if high_gib > card.usable_gib or device_gib > (1 - HEADROOM) * card.usable_gib:
        return "tight"
    return "fits"
