"""What shapes the words of a sum: periods left unsaid, and the periods and units that the answer is wanted in."""

from collections.abc import Sequence
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import Roles
from agent.offline.sums.sum_periods import (
    lend_period,
    read_answer,
    read_unsaid_price,
    show_as_period,
    wanted_periods,
)
from agent.offline.sums.wanted_units import wanted_units


def read_wording(
    kind: str, text: str, roles: Roles, entities: Sequence[Entity], found: dict[str, Any]
) -> None:
    """Fills `found` with them."""
    if kind in ("subscriptions", "plans", "grid", "sought"):
        lend_period(text, roles, found)
        read_unsaid_price(text, entities, found)
        read_answer(text, roles, found)
    if kind in ("subscriptions", "plans", "grid", "tokens", "attach", "share") and (
        wanted := wanted_periods(text, roles)
    ):
        found["show_per"] = list(dict.fromkeys([*wanted, *found.get("show_per", ())]))
        show_as_period(found)
    if kind in ("subscriptions", "plans") and (units := wanted_units(text)):
        found["in_units"] = units
