"""A question's amounts as a worksheet, where their roles are told and one sum uses them all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.offline.sums.relations.amount import Amount
from agent.offline.sums.relations.amounts import amounts_in, moved, with_lent_periods
from agent.offline.sums.relations.asked import Slot, slots_in
from agent.offline.sums.relations.given import Given, readings
from agent.offline.sums.relations.sheet import worksheet
from agent.offline.sums.relations.solve import Way, answers, beside, roles_behind
from agent.quantities import Quantity, find_quantities

_TURN = " – "
"""Between the turns of a question that was completed from the one before it."""
_LONGEST = 160


@dataclass(frozen=True)
class Reading:
    """The role of each amount, and the results with their ways."""

    given: Given
    found: list[tuple[Slot, tuple[str, Way]]]


def related(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """Arguments of kind `chain` that use every amount of the text; None where they make no such sum."""
    amounts = amounts_in(text, quantities)
    reading = _read(text, amounts, slots_in(text, amounts)) if amounts else None
    return worksheet(text, reading.given, reading.found) if reading else None


def related_again(earlier: str, turn: str) -> dict[str, Any] | None:
    """Arguments of a turn after a sum: its amounts beside the earlier ones or in their places, what it asks or
    what was asked before; None where it gives and asks nothing of that kind."""
    if len(turn) > _LONGEST:
        return None
    text, amounts, asked = "", list[Amount](), list[list[Slot]]()
    reading, before = None, None
    for number, part in enumerate([*earlier.split(_TURN), turn]):
        own = amounts_in(part, find_quantities(part))
        if own is None:
            return None
        slots = slots_in(part, own)
        if part is turn and not own and not slots:
            return None
        asked += [slots] if slots else []
        amounts += [replace(moved(a, len(text)), turn=number) for a in own]
        text += part + _TURN
        several = (
            asked[-1:] if slots else reversed(asked)
        )  # "what if 8% leave?": as was asked before
        ways = (_read(text, amounts, some, before) for some in several if amounts)
        reading = next((way for way in ways if way), None)
        before = reading.given if reading else before
    return worksheet(text, reading.given, reading.found) if reading else None


def _read(
    text: str, amounts: Sequence[Amount], slots: Sequence[Slot], before: Given | None = None
) -> Reading | None:
    if not slots:
        return None
    wanted = frozenset[str]().union(*(roles_behind(n) for s in slots for n, _ in s.candidates))
    amounts, last = with_lent_periods(amounts), amounts[-1].turn
    all_given = list(readings(text, amounts, wanted, before))
    for is_whole in (
        (True, False) if last else (True,)
    ):  # earlier amounts may be of what was asked then alone
        for given in all_given:
            names = frozenset(given)
            now = frozenset(n for n, some in given.items() if any(a.turn == last for a in some))
            if found := answers(slots, names, names if is_whole else now):
                told = [(s, one) for s, one in zip(slots, found, strict=True) if one]
                told += [
                    (Slot(((name, 0),), None), (name, way)) for name, way in beside(found, names)
                ]
                return Reading(given, told)
    return None
