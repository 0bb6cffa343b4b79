"""The share of a card that a serving runtime takes for itself, and the setting for more."""

from math import ceil

from agent.tools.bilingual import Note
from agent.tools.vram.taken import TAKEN
from agent.tools.vram.workload import Workload


def said_of_share(work: Workload) -> Note:
    """That a solved value keeps to the runtime's own share of the card."""
    share, name = work.engine.card_share, work.engine.name
    return Note(
        f"Within {share:.0%} of the card, which {name} takes by default "
        "(`--gpu-memory-utilization`); a larger share leaves room for more.",
        f"按 {name} 默认占用的显卡 {share:.0%} 计算（`--gpu-memory-utilization`）；调高后还能更多。",
    )


def beyond_share(work: Workload, required_gib: float) -> list[Note]:
    """That what fits the card is more than the runtime takes of it by default, and how much it is.

    Shares are of the whole card: where others take of it, none is told.
    """
    card, share, name = work.card, work.engine.card_share, work.engine.name
    if card is None or not share * card.usable_gib < required_gib <= card.usable_gib:
        return []
    if work.given.intersection(TAKEN):
        return []
    needed = min(1.0, ceil(100 * required_gib / card.usable_gib) / 100)
    return [
        Note(
            f"{name} takes {share:.0%} of a card by default: start it with "
            f"`--gpu-memory-utilization {needed:.2f}`.",
            f"{name} 默认只占用显卡的 {share:.0%}：启动时请加 "
            f"`--gpu-memory-utilization {needed:.2f}`。",
        )
    ]
