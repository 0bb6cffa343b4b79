"""Several sums of one question set against each other: which costs least, and by how much."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.tools.revenue.money import say_money

Results = Mapping[tuple[int, str], dict[str, Any]]


def cheapest(requests: Sequence[Request], results: Results) -> str | None:
    """The sentence that compares bills of the same use; None without two of them in one currency."""
    beside = [r for r in requests if r.arguments.get("beside")]
    bills = [
        (_name(request, beside), Decimal(str(result["total"])), str(result["currency"]))
        for i, request in enumerate(requests)
        if request.arguments.get("beside")
        and (result := results.get((i, "revenue")))
        and "total" in result  # fmt: skip
    ]
    if len(bills) < 2 or len(bills) < len(beside) or len({currency for _, _, currency in bills}) > 1:  # fmt: skip
        return None
    language, currency = beside[0].language, bills[0][2]
    (name, least, _), *others = sorted(bills, key=lambda bill: bill[1])
    if others[0][1] == least:
        return None

    def said(value: Decimal) -> str:
        return say_money(value, currency, language)

    if not all(_is_bill(r) for r in beside):
        every = "; ".join(f"{own} {said(value)}" for own, value, _ in bills)
        return phrase("set_apart", language, all=every, gap=said(others[-1][1] - least))
    joint = "，" if language == "zh" else ", "
    rest = joint.join(f"{other} {said(value)}" for other, value, _ in others)
    gap = said(others[-1][1] - least)
    key = "cheaper_of_two" if len(bills) == 2 else "cheapest_of_all"
    return phrase(key, language, name=name, least=said(least), rest=rest, gap=gap)


def _is_bill(request: Request) -> bool:
    """Whether it is what a buyer pays, rather than what a vendor earns."""
    given = request.arguments
    return given.get("kind") != "subscriptions" or str(given.get("subscribers")).endswith(" seats")


def _name(request: Request, beside: Sequence[Request]) -> str:
    """The offer's or the product's name; beside a subscription that of a model's API."""
    name = str(request.arguments.get("offer") or request.arguments.get("price_of") or "")
    mixed = len({r.arguments.get("kind") for r in beside}) > 1
    is_api = mixed and request.arguments.get("kind") == "tokens" and not name.endswith("API")
    return f"{name} API" if is_api else name
