"""The sums of one message that are to be set side by side, as a sum of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from agent.offline.request import Request
from agent.offline.sums.said_periods import PERIODS


def compared(requests: Sequence[Request], results: Mapping[tuple[int, str], dict[str, Any]]) -> tuple[int, dict[str, Any]] | None:  # fmt: skip
    """The first of the requests and the arguments that compare them; None until all are calculated,
    or where their currencies differ."""
    beside = [i for i, request in enumerate(requests) if request.arguments.get("beside")]
    totals = [results.get((i, "revenue")) or {} for i in beside]
    done = len(beside) > 1 and all("total" in total for total in totals)
    if not done or len({total["currency"] for total in totals}) > 1:
        return None
    arguments = [requests[i].arguments for i in beside]
    if all("part" in one for one in arguments):
        period = str(arguments[0].get("bill") or arguments[0].get("per") or "")
        per = f"/{period}" if period in PERIODS else ""
        amounts = [f"{total['total']} {total['currency']}{per}" for total in totals]
        return beside[0], {"kind": "total", "amounts": amounts}
    return beside[0], {
        "kind": "side_by_side",
        "names": [_name(one, arguments) for one in arguments],
        "amounts": [f"{total['total']} {total['currency']}" for total in totals],
        "is_bill": all(_is_bill(one) for one in arguments),
    }


def _is_bill(given: Mapping[str, Any]) -> bool:
    """Whether it is what a buyer pays, rather than what a vendor earns."""
    return given.get("kind") != "subscriptions" or str(given.get("subscribers")).endswith(" seats")


def _name(given: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str:
    """The offer's or the product's name; beside a subscription that of a model's API."""
    name = str(given.get("offer") or given.get("price_of") or "")
    mixed = len({one.get("kind") for one in others}) > 1
    is_api = mixed and given.get("kind") == "tokens" and not name.endswith("API")
    return f"{name} API" if is_api else name
