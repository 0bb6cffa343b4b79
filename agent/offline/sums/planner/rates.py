"""A rate of one period as that of another: the monthly churn that loses 30 % in a year."""

from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import plain
from agent.offline.sums.planner.sought import Sought
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.units import PERIODS

_LOSES = ("fall", "churn")


def rate_of_other_period(
    text: str, terms: Sequence[Term], sought: Sequence[Sought]
) -> dict[str, Any] | None:
    """`1 - (1 - share)^(1/n)` of a share lost over n periods; with + where it is gained."""
    moves = [t for t in terms if t.role in ("fall", "churn", "rise", "growth")]
    lengths = [t for t in terms if t.role == "amount" and set(t.unit) <= set(PERIODS)]
    if len(moves) != 1 or len(moves) + len(lengths) != len(terms) or len(lengths) > 1:
        return None
    asked = (
        sought[0] if len(sought) == 1 and sought[0].kind == "share" and sought[0].period else None
    )
    move = moves[0]
    period = next(iter(move.unit), None)
    over = f"{plain(lengths[0].value)} {next(iter(lengths[0].unit))}" if lengths else f"1 {period}"
    if asked is None or not (lengths or period) or (period == asked.period and not lengths):
        return None
    sign = "-" if move.role in _LOSES else "+"
    root = f"(1 {sign} share)^(1 / periods)"
    rate = f"1 - {root}" if move.role in _LOSES else f"{root} - 1"
    if lengths and period and period != next(iter(lengths[0].unit)):
        return None
    return {
        "kind": "chain",
        "givens": {"share": move.written, "length": over, "one": f"1 {asked.period}"},
        "steps": ["periods = length / one in number", f"rate = {rate} in %"],
    }
