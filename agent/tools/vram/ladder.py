"""What makes it fit: changes in order of how little they cost, each with its new figure."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card, cards
from agent.tools.vram.changes import LANGUAGE, NO_LOSS, PIPELINE, Step
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.workload import Workload

Needs = Callable[[Workload], Need]
Maker = Callable[[Workload], Iterator[Step]]
_WORTH_IT = 0.03
"""A change that closes less of the gap to what the card has is not worth its loss."""


def ladder(work: Workload, need_of: Needs, limit: int = 8) -> list[dict[str, Any]]:
    """Changes that lower the figure, least loss first, each on top of those before it.

    It ends with the first that fits, and leaves out what that fit does not need; another card
    closes it.
    """
    makers = LANGUAGE if not (work.model.parts or work.model.stages) else PIPELINE
    taken = _until_it_fits(work, need_of, makers, limit)
    if taken and _fits(taken[-1][1].work, need_of):
        taken = _needed(work, need_of, taken)
    options = [_row(step, need_of(step.work).device, work.card) for _, step in taken]
    if bigger := _bigger_card(work, need_of):
        options.append(bigger)
    return options


def _until_it_fits(
    work: Workload, need_of: Needs, makers: Sequence[Maker], limit: int
) -> list[tuple[Maker, Step]]:
    lowest, current = need_of(work).device, work
    taken: list[tuple[Maker, Step]] = []
    for make in makers:
        for step in make(current):
            device = need_of(step.work).device
            if not _is_worth_it(lowest, device, work.card):
                continue
            lowest, current = device, step.work
            taken = [*_without_lesser(taken, make), (make, step)]
            if _fits(current, need_of) or len(taken) == limit:
                return taken
    return taken


def _is_worth_it(before: float, after: float, card: Card | None) -> bool:
    """Whether a change closes its share of the gap; of the whole figure where it fits already."""
    usable = card.usable_gib * GIB if card else 0.0
    gap = before - usable if before > usable else before
    return before - after >= _WORTH_IT * gap


def _without_lesser(taken: list[tuple[Maker, Step]], make: Maker) -> list[tuple[Maker, Step]]:
    """Without the smaller changes of one kind that the next one goes beyond: 81 frames, then 61."""
    return [pair for pair in taken if pair[0] is not make]


def _needed(
    work: Workload, need_of: Needs, taken: Sequence[tuple[Maker, Step]]
) -> list[tuple[Maker, Step]]:
    """Without the steps that the fit stands without, those that lose most tried first."""
    kept = list(taken)
    for one in reversed(taken):
        fewer = _again(work, [pair for pair in kept if pair[1].change != one[1].change])
        if fewer and _fits(fewer[-1][1].work, need_of):
            kept = fewer
    return kept


def _again(work: Workload, pairs: Sequence[tuple[Maker, Step]]) -> list[tuple[Maker, Step]]:
    """The same changes from the start; nothing where one of them cannot be made alone."""
    made: list[tuple[Maker, Step]] = []
    current = work
    for make, step in pairs:
        same = next((one for one in make(current) if one.change == step.change), None)
        if same is None:
            return []
        made.append((make, same))
        current = same.work
    return made


def _fits(work: Workload, need_of: Needs) -> bool:
    return work.card is not None and need_of(work).device / GIB <= work.card.usable_gib


def _row(step: Step, device: float, card: Card | None) -> dict[str, Any]:
    return {
        "change": step.change,
        "required_gib": round(device / GIB, 2),
        "fits": card is not None and device / GIB <= card.usable_gib,
        "available_gib": card.usable_gib if card else None,
        "cost": step.cost,
        "how": step.how,
    }


def _bigger_card(work: Workload, need_of: Needs) -> dict[str, Any] | None:
    """The smallest card that runs the request unchanged, of the kind that was asked about: for a
    desktop where one was named or none, then for a workstation, then for servers."""
    device = need_of(work).device / GIB
    if work.card and device <= work.card.usable_gib:
        return None
    fitting = [card for card in cards() if card.usable_gib >= device and _is_current(card)]
    kinds = (_is_consumer, _is_workstation, _is_server)
    if work.card and not (_is_consumer(work.card) or _is_workstation(work.card)):
        kinds = (_is_server, _is_workstation, _is_consumer)
    choice = next((found for kind in kinds if (found := [c for c in fitting if kind(c)])), None)
    if choice is None:
        return None
    card = min(choice, key=lambda one: (one.memory_gib, one.name))
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


def _is_current(card: Card) -> bool:
    """On sale since 2020, and a card: no box with a GPU in it, no board of several small GPUs, no
    card with memory that its maker never sold."""
    boards = re.search(r"Jetson|Spark|Orin|Thor|Laptop|\bA16\b|4090 48GB", card.name)
    return card.kind == "cuda" and (card.date or "") > "2020" and boards is None


def _is_workstation(card: Card) -> bool:
    return re.match(r"(?:RTX|Quadro)\b", card.name) is not None and not _is_consumer(card)


def _is_consumer(card: Card) -> bool:
    """A card for a desktop: RTX 3090, RX 7900 XTX; no RTX 4000 Ada, RTX A6000 or RTX PRO 6000."""
    if re.search(r"Ada|PRO|\bA\d{4}", card.name):
        return False
    return re.match(r"(?:GeForce )?(?:RTX|GTX|RX)\b", card.name) is not None


def _is_server(card: Card) -> bool:
    return not (_is_consumer(card) or _is_workstation(card))
