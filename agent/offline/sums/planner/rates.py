"""A rate of one period as that of another: the monthly churn that loses 30 % in a year."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import plain
from agent.offline.sums.planner.sought import Sought
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.units import PERIODS

_LOSES = ("fall", "churn")


def rate_of_other_period(terms: Sequence[Term], sought: Sequence[Sought]) -> dict[str, Any] | None:
    """`1 - (1 - share)^(1/n)` of a share lost over n periods; with + where it is gained."""
    moves = [t for t in terms if t.role in ("fall", "churn", "rise", "growth")]
    lengths = [t for t in terms if t.role == "amount" and set(t.unit) <= set(PERIODS)]
    alone = len(moves) == 1 and len(moves) + len(lengths) == len(terms) and len(lengths) < 2
    if not alone or len(sought) != 1 or not _is_rate(sought[0]):
        return None
    return _converted(moves[0], str(sought[0].period), lengths[0] if lengths else None)


def with_rate_of_other_period(
    arguments: dict[str, Any] | None, terms: Sequence[Term], asked: Sought
) -> dict[str, Any] | None:
    """The worksheet with the question's one rate as that of another period beside its results."""
    moves = [t for t in terms if t.role in ("churn", "growth")]
    extra = _converted(moves[0], str(asked.period), None) if len(moves) == 1 else None
    if arguments is None or extra is None:
        return None
    told = arguments.get("answers") or [arguments["steps"][-1].partition(" = ")[0]]
    steps = [step.replace("periods", "share_periods") for step in extra["steps"]]
    givens = {**arguments["givens"], **{f"rate_{k}": v for k, v in extra["givens"].items()}}
    named = [re.sub(r"\b(share|length|one)\b(?!_)", r"rate_\1", step) for step in steps]
    return {
        **arguments,
        "givens": givens,
        "steps": [*arguments["steps"], *named],
        "answers": [*told, "rate"],
    }


def _is_rate(asked: Sought) -> bool:
    return asked.kind == "share" and asked.period is not None


def _converted(move: Term, asked: str, length: Term | None) -> dict[str, Any] | None:
    own = next(iter(move.unit), None)
    if (
        not (length or own)
        or (own == asked and not length)
        or (length and own and own != next(iter(length.unit)))
    ):
        return None
    over = f"{plain(length.value)} {next(iter(length.unit))}" if length else f"1 {own}"
    loses = move.role in _LOSES
    root = f"(1 {'-' if loses else '+'} share)^(1 / periods)"
    rate = f"1 - {root}" if loses else f"{root} - 1"
    return {
        "kind": "chain",
        "givens": {"share": move.written, "length": over, "one": f"1 {asked}"},
        "steps": ["periods = length / one in number", f"rate = {rate} in %"],
    }
