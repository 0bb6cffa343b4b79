"""A request's arguments as the revenue engine takes them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agent.offline.request import Request
from agent.offline.sums.sum_arguments import TAKES
from agent.offline.sums.sum_periods import settled


def sum_taken(request: Request) -> dict[str, Any]:
    """The arguments that the kind of sum takes; what only shapes the wording stays here."""
    kind = str(request.arguments.get("kind", "subscriptions"))
    if kind == "tokens" and request.arguments.get("apart"):
        kind = "token_prices"
    arguments = {**settled(request.arguments), "kind": kind}
    if kind in ("convert", "token_prices") and "wanted_currency" in arguments:
        arguments["currency"] = arguments["wanted_currency"]
    if "exchange" in TAKES.get(kind, ()):  # "rate" of these is growth, not that of a currency
        arguments = _with_exchange(arguments)
    if "against" in arguments:
        earlier = replace(request, arguments=arguments["against"])
        arguments["against"] = sum_taken(earlier)
    taken = {
        k: v
        for k, v in arguments.items()
        if k in {"kind", "less", "against", "gross_of", *TAKES.get(kind, ())}
    }
    if kind == "tokens" and "days" in request.arguments:
        taken["periods"] = int(request.arguments["days"])
    return taken


def _with_exchange(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """With the currency wanted and its rate under a name of its own; without both where no rate
    was said."""
    said = [v for k in ("exchange", "rate") if "=" in (v := str(arguments.get(k) or ""))]
    rest = {k: v for k, v in arguments.items() if k not in ("exchange", "currency")}
    wanted = arguments.get("wanted_currency") or arguments.get("currency")
    return {**rest, "exchange": said[0], "currency": wanted} if said else rest
