"""Which tools a request needs: requests in, tool calls out. No wording, no results."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agent.offline.request import Request

_FACTS = 14
_SIDE = 8
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b|吗|是否|是不是|有没有",
    re.IGNORECASE,
)
_TAKES = {
    "subscriptions": (
        "subscribers price subscribers_of paying_share loss_once growth_once price_change_once show_per"
        " share_of months show_month compare growth churn price_change years currency rate target solve"
    ).split(),
    "plans": "plans subscribers currency rate".split(),
    "tokens": (
        "input_tokens output_tokens cached_tokens input_price output_price cached_price requests per"
        " periods currency rate"
    ).split(),
    "growth": "start rate per periods target solve".split(),
    "margin": "revenue cost".split(),
    "attach": ("customers attach_rate uplift_price base_price base_revenue rates combine").split(),
    "convert": "price to_period currency rate".split(),
    "grid": "subscribers prices pairwise".split(),
}
"""Arguments of each kind of sum that the engine takes."""
_NEEDS_NOTHING = {"greeting", "help", "instruction", "out_of_scope"}


@dataclass(frozen=True)
class Call:
    """One tool call of a request; `purpose` tells the reply what it was for."""

    request: int
    purpose: str
    name: str
    arguments: dict[str, Any]

    @property
    def id(self) -> str:
        """Unique within a turn, and readable back by `read_id`."""
        return f"{self.request}.{self.purpose}"


def read_id(call_id: str) -> tuple[int, str]:
    """The request's index and the purpose inside a call's id (`TURN-REQUEST.PURPOSE`)."""
    request, _, purpose = call_id.rpartition("-")[2].partition(".")
    return int(request), purpose


def first_calls(requests: Sequence[Request]) -> list[Call]:
    """What can be asked at once."""
    return [call for i, request in enumerate(requests) for call in _first(i, request)]


def _first(i: int, request: Request) -> Iterator[Call]:
    if request.missing or request.topic in _NEEDS_NOTHING:
        return
    if request.topic == "revenue":
        yield from _revenue(i, request)
    elif request.topic == "vram":
        yield Call(i, "vram", "check_vram", dict(request.arguments))
        yield _search(
            i, "facts", f"{request.query or request.question} GPU memory VRAM", request, _SIDE
        )
    elif request.topic == "claim":
        claim = str(request.arguments.get("claim") or request.question)
        yield Call(i, "claim", "audit_claims", _with_time({"text": claim}, request))
        yield _search(i, "facts", request.query or request.question, request, _FACTS)
    elif request.topic == "comparison" and len(_sides(request)) > 1:
        for j, side in enumerate(_sides(request)):
            query = " ".join([side, *request.aspects, *request.dates])
            yield _search(i, f"side{j}", query, request, _SIDE)
        yield _search(i, "facts", request.query or request.question, request, _FACTS)
    else:
        yield _search(i, "facts", request.query or request.question, request, _FACTS)
        if request.topic == "article" or _may_be_claimed(request):
            yield Call(
                i,
                "claim",
                "audit_claims",
                _with_time({"text": request.query or request.question}, request),
            )


def second_calls(requests: Sequence[Request], prices: dict[int, dict[str, str]]) -> list[Call]:
    """Calculations whose price, or prices of tokens, had to be looked up first."""
    return [
        Call(i, "revenue", "calculate_revenue", {**_sum(requests[i]), **found})
        for i, found in prices.items()
    ]


def waits_for_price(request: Request) -> bool:
    """Whether the price is named ('the Plus price') and not given."""
    arguments = request.arguments
    return bool(request.topic == "revenue" and not request.missing and arguments.get("price_of"))


def _revenue(i: int, request: Request) -> Iterator[Call]:
    if waits_for_price(request):
        name = str(request.arguments["price_of"])
        query = "article assumed price per subscriber" if name == "article" else f"{name} price"
        yield Call(i, "price", "search_knowledge", {"query": query, "k": _SIDE})
    else:
        yield Call(i, "revenue", "calculate_revenue", _sum(request))
    if request.arguments.get("kind", "subscriptions") == "subscriptions":
        query = "article assumed average price per subscriber a year, number of subscribers"
        yield Call(i, "assumption", "search_knowledge", {"query": query, "k": 4})


def _sum(request: Request) -> dict[str, Any]:
    """The arguments that the kind of sum takes; what only shapes the wording stays here."""
    kind = str(request.arguments.get("kind", "subscriptions"))
    taken = {k: v for k, v in request.arguments.items() if k in {"kind", *_TAKES.get(kind, ())}}
    if kind == "tokens" and "days" in request.arguments:
        taken["periods"] = int(request.arguments["days"])
    return taken


def _search(i: int, purpose: str, query: str, request: Request, k: int) -> Call:
    return Call(i, purpose, "search_knowledge", _with_time({"query": query, "k": k}, request))


def _with_time(arguments: dict[str, Any], request: Request) -> dict[str, Any]:
    return {**arguments, "as_of": request.time} if request.time else arguments


def _sides(request: Request) -> tuple[str, ...]:
    return request.systems if len(request.systems) > 1 else request.vendors


def _may_be_claimed(request: Request) -> bool:
    """Whether the question can be answered by yes or no, so that a claim may stand behind it."""
    return request.topic == "fact" and _YES_NO.search(request.question) is not None
