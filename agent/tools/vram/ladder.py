"""What makes it fit: changes in order of how little they cost, each with its new figure."""

from collections.abc import Callable
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card, cards
from agent.tools.vram.changes import LANGUAGE, NO_LOSS, PIPELINE, Step
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.workload import Workload

Needs = Callable[[Workload], Need]


def ladder(work: Workload, need_of: Needs, limit: int = 8) -> list[dict[str, Any]]:
    """Changes that lower the figure, least loss first, each on top of those before it.

    It ends with the first that fits; a larger card closes it.
    """
    options: list[dict[str, Any]] = []
    lowest = need_of(work).device
    current = work
    for make in LANGUAGE if not (work.model.parts or work.model.stages) else PIPELINE:
        for step in make(current):
            device = need_of(step.work).device
            if device >= 0.995 * lowest:
                continue
            lowest, current = device, step.work
            options.append(_row(step, device, work.card))
            if options[-1]["fits"] or len(options) == limit:
                break
        if options and (options[-1]["fits"] or len(options) == limit):
            break
    if bigger := _bigger_card(work, need_of):
        options.append(bigger)
    return options


def _row(step: Step, device: float, card: Card | None) -> dict[str, Any]:
    return {
        "change": step.change,
        "required_gib": round(device / GIB, 2),
        "fits": card is not None and device / GIB <= card.usable_gib,
        "cost": step.cost,
        "how": step.how,
    }


def _bigger_card(work: Workload, need_of: Needs) -> dict[str, Any] | None:
    """The smallest current card that runs the request unchanged."""
    device = need_of(work).device / GIB
    fitting = [
        card
        for card in cards()
        if card.usable_gib >= 1.05 * device and card.kind == "cuda" and (card.date or "") > "2020"
    ]
    if not fitting or (work.card and device <= work.card.usable_gib):
        return None
    card = min(fitting, key=lambda one: (one.memory_gib, one.name))
    return {
        "change": Note(
            f"another card, from {card.memory_gib:g} GB ({card.name})",
            f"换用 {card.memory_gib:g} GB 起的显卡（{card.name}）",
        ),
        "required_gib": round(device, 2),
        "fits": True,
        "cost": NO_LOSS,
        "how": Note("a larger card", "更大的显卡"),
        "instead": True,
    }
