"""What makes it fit: changes in order of how little they cost, each with its new figure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.cards import Card
from agent.tools.vram.changes import CLEAR_LOSS, KEEPING, LANGUAGE, PIPELINE, SMALL_LOSS, WIDE
from agent.tools.vram.estimate import need_of
from agent.tools.vram.holding import from_size, ordered_cards, sizes, smallest
from agent.tools.vram.main_memory import experts_on_cpu, layers_on_cpu
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.quantising import CLEAR, FINE_DETAIL, HEAVY, is_pipeline
from agent.tools.vram.step import NO_LOSS, Step
from agent.tools.vram.taken import TAKEN
from agent.tools.vram.verdict import verdict_of
from agent.tools.vram.workload import Workload

Maker = Callable[[Workload], Iterator[Step]]
Made = tuple[Maker, Step]
"""A change, and what can make it once more on another workload."""
_WORTH_IT, _WORTH_CLEAR_LOSS = 0.03, 0.25
"""A change that closes less of the gap to what the card has is not worth its loss, small or clear."""


def ladder(work: Workload, limit: int = 8) -> list[dict[str, Any]]:
    """Changes that lower the figure, least loss first, each on top of those before it.

    It ends with the first that fits, and leaves out what that fit does not need; another card
    closes it.
    """
    makers = LANGUAGE if not (work.model.parts or work.model.stages) else PIPELINE
    taken = _until_it_fits(work, makers, limit)
    if taken and _fits(taken[-1][1].work):
        taken = _needed(work, _milder(work, taken))
    keeping = KEEPING[is_pipeline(work)]
    options = [_row(step, step.work.card) | {"keeps": maker in keeping} for maker, step in taken]
    if makers is PIPELINE and any(make in (SMALL_LOSS, CLEAR_LOSS) for make, _ in taken):
        options += _without_loss(work, limit)
    if any(make in (experts_on_cpu, layers_on_cpu) for make, _ in taken):
        options += _whole_but_smaller(work)
    if not _fits(work) and (bigger := _bigger_card(work)):
        options.append(bigger)
    return options


def _until_it_fits(work: Workload, makers: Sequence[Maker], limit: int) -> list[Made]:
    lowest, current = need_of(work).device, work
    taken: list[Made] = []
    for make in makers:
        for step in make(current):
            device = need_of(step.work).device
            if step.work.card == work.card and not _is_worth_it(lowest, device, work.card, step):
                continue
            lowest, current = device, step.work
            taken = [*_without_lesser(taken, make), (make, step)]
            if _fits(current) or len(taken) == limit:
                return taken
    return taken


def _is_worth_it(before: float, after: float, card: Card | None, step: Step) -> bool:
    """Whether a change closes its share of the gap; of the whole figure where it fits already."""
    usable = card.usable_gib * GIB if card else 0.0
    gap = before - usable if before > usable else before
    share = _WORTH_CLEAR_LOSS if step.cost in (CLEAR, HEAVY, FINE_DETAIL) else _WORTH_IT
    return before - after >= share * gap


def _without_lesser(taken: list[Made], make: Maker) -> list[Made]:
    """Without the smaller changes of one kind that the next one goes beyond: 81 frames, then 61."""
    return [pair for pair in taken if pair[0] is not make]


def _needed(work: Workload, taken: Sequence[Made]) -> list[Made]:
    """Without the steps that the fit stands without, those that lose most tried first."""
    kept = list(taken)
    for one in reversed(taken):
        fewer = again(work, [pair for pair in kept if pair[1].change != one[1].change])
        if fewer and _fits(fewer[-1][1].work):
            kept = fewer
    return kept


def _milder(work: Workload, taken: Sequence[Made]) -> list[Made]:
    """Each change in its mildest form with which all of them together still fit: with the context
    cut, weights need not be as small as they would have to be alone."""
    kept = list(taken)
    for place, (make, step) in enumerate(taken):
        before = kept[place - 1][1].work if place else work
        for mild in make(before):
            if mild.change == step.change:
                break
            rest = again(mild.work, kept[place + 1 :])
            last = rest[-1][1].work if rest else mild.work
            if len(rest) == len(kept) - place - 1 and _fits(last):
                kept = [*kept[:place], (make, mild), *rest]
                break
    return kept


def again(work: Workload, pairs: Sequence[Made]) -> list[Made]:
    """The same changes from the start; nothing where one of them cannot be made alone."""
    made: list[Made] = []
    current = work
    for make, step in pairs:
        same = next((one for one in make(current) if one.change == step.change), None)
        if same is None:
            return []
        made.append((make, same))
        current = same.work
    return made


def _fits(work: Workload) -> bool:
    return work.card is not None and need_of(work).device / GIB <= work.card.usable_gib


def _row(step: Step, card: Card | None) -> dict[str, Any]:
    return {
        "change": step.change,
        **_judged(need_of(step.work), card),
        "cost": step.cost,
        "how": step.how,
    }


def _judged(need: Need, card: Card | None) -> dict[str, Any]:
    """The figure and its verdict, by the rule that answers the same request asked itself."""
    gib = need.device / GIB
    verdict = verdict_of(gib, gib * (1 + need.spread), card)
    return {
        "required_gib": round(gib, 2),
        "fits": verdict in ("fits", "tight"),
        "verdict": verdict,
        "available_gib": card.usable_gib if card else None,
    }


def _without_loss(work: Workload, limit: int) -> list[dict[str, Any]]:
    """What fits with the weights as they are, streamed, beside steps that make them smaller."""
    taken = _until_it_fits(work, WIDE, limit)
    if not taken or not _fits(taken[-1][1].work):
        return []
    steps = [step for _, step in _needed(work, taken)]
    last = steps[-1]
    every = last._replace(
        change=join([step.change for step in steps], " + ", " + "),
        how=join([step.how for step in steps], "; ", "；"),
    )
    return [_row(every, last.work.card) | {"instead": True}]


def _whole_but_smaller(work: Workload) -> list[dict[str, Any]]:
    """The weights that lose more and fit whole, where layers would leave the card otherwise."""
    found = next((step for step in CLEAR_LOSS(work) if _fits(step.work)), None)
    if found is None:
        return []
    return [_row(found, work.card) | {"instead": True}]


def _bigger_card(work: Workload) -> dict[str, Any] | None:
    """The smallest card of any kind that runs the request unchanged, in the order of `which_gpus`;
    for a desktop and for a data centre too where those are larger."""
    is_mac = work.card is not None and work.card.kind == "apple"
    held = sizes(work)
    if is_mac:  # a Mac's owner changes to another Mac, where one is large enough
        macs = [size for size in held if size.made_for == "unified" and size.is_apple]
        held = iter(macs) if macs else sizes(work)
    if work.card and work.given.intersection(TAKEN):
        least = work.card.memory_gib  # what others take of it, they take of the next one, too
        held = (size for size in held if size.memory_gib > least)
    if work.card and work.card.kind == "apple":  # of Macs a larger one, where there is one
        every = list(held)
        held = [size for size in every if size.made_for == "unified" and "Apple" in size.name]
        held = held[:1] or every
    found = smallest(held)
    if not found:
        return None
    size = from_size(found, work.gpus)
    card = next(card for card in ordered_cards() if card.name == found[0][1].name)
    return {
        "change": Note(f"another card, {size}", f"换用显卡，{size.zh}"),
        **_judged(need_of(work.changed(card=card)), card),
        "cost": NO_LOSS,
        "how": Note("a larger card", "更大的显卡"),
        "instead": True,
    }
