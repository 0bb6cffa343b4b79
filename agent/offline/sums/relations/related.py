"""A question's amounts as a worksheet, where their roles are told and one sum uses them all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.sums.relations.amounts import Amount, amounts_in
from agent.offline.sums.relations.asked import Slot, slots_in
from agent.offline.sums.relations.given import readings
from agent.offline.sums.relations.sheet import worksheet
from agent.offline.sums.relations.solve import answers, roles_behind
from agent.quantities import Quantity


def related(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """Arguments of kind `chain` that use every amount of the text; None where they make no such sum."""
    amounts = amounts_in(text, quantities)
    if not amounts:
        return None
    return _sum_of(text, amounts, slots_in(text, amounts))


def _sum_of(text: str, amounts: Sequence[Amount], slots: Sequence[Slot]) -> dict[str, Any] | None:
    if not slots:
        return None
    wanted = frozenset[str]().union(*(roles_behind(n) for s in slots for n in s.candidates))
    for given in readings(text, amounts, wanted):
        if found := answers(slots, frozenset(given)):
            told = [(s, one) for s, one in zip(slots, found, strict=True) if one]
            return worksheet(text, given, told)
    return None
