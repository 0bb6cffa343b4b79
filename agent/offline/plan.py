"""Which tools a request needs: requests in, tool calls out. No wording, no results."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.offline.conditions import bounds_in, families_of, kinds_in
from agent.offline.list_price_queries import list_price_queries
from agent.offline.memory.looked_up import beside_check, family_checked
from agent.offline.request import Request
from agent.offline.said_by_author import author_queries
from agent.offline.sums.taken_arguments import sum_taken
from agent.offline.times import ARTICLE_DATE, find_times, last_day
from agent.offline.vocabulary import aspects, topics
from agent.offline.vocabulary import phrase as pattern
from agent.offline.windows import in_words, months_in

_FACTS = 14
_WIDE = 24
_SIDE = 8
_CLOSE = 12
_MOST_SIDES = 6
_ANYTHING = ("models", "licence", "price", "context", "memory")
_OPENNESS = {"open", "licence"}
_SIZES = {
    "parameters": "B parameters in total, active, mixture of experts, open weights",
    "tokens": "tokens context window reads up to",
}
"""How statements put a number of that unit."""
_MOST_SEARCHES, _MOST_MONTHS = 12, 36
_OF_A_TIME = ("models versions released", "price closed preview", "revenue users")
"""What happens: one search each over all that is dated in the time asked."""
_MODELS = ("language", "image", "video", "3d", "world")
"""The kinds of models of which a vendor's list is made."""
_ASIDE = ("size", "licence", "price", "release")
"""What else is asked in one breath with a model's memory."""
_DETAILS = ("models", "versions", "released", "weights", "licence")
YES_NO = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|那|那么)\b[\s,，]*)?(?:(?:as of|back in|by|in|on|at)\b[^,:]{2,40}[,:]\s*|(?:[a-z]{3,9}\.? )?20\d\d[,:]\s*)?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b|吗|是否|是不是|有没有",
    re.IGNORECASE,
)
_NEEDS_NOTHING = {"greeting", "help", "recall", "instruction", "out_of_scope"}


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
        yield from _memory(i, request)
    elif request.topic == "claim":
        claim = str(request.arguments.get("claim") or request.question)
        yield _audit(i, "claim", claim, request)
        yield _search(i, "facts", request.query or request.question, request, _FACTS)
        if request.arguments.get("sum"):
            yield Call(i, "sum", "calculate_revenue", dict(request.arguments["sum"]))
        if topics()["article"].find(request.question):
            yield _by_author(i, claim)
    elif request.topic == "comparison" and len(_sides(request)) > 1:
        yield from _comparison(i, request)
    elif request.topic == "timeline" and request.window:
        yield from _timeline(i, request)
    else:
        yield from _facts(i, request)


def _memory(i: int, request: Request) -> Iterator[Call]:
    yield Call(i, "vram", "check_vram", dict(request.arguments))
    yield _search(i, "facts", beside_check(request), request, _SIDE)
    if family := family_checked(request):
        yield _search(i, "family", f"{family} GPU memory, file sizes", request, _SIDE)
    if (names := aside(request)) and request.systems:
        asked = " ".join([*request.systems, *(aspects()[name].words for name in names)])
        yield _search(i, "aside", asked, request, _SIDE)


def aside(request: Request) -> list[str]:
    """What a memory question asks of the model beside its memory."""
    asks = {name: pattern("aside", name).search(request.question) for name in _ASIDE}
    return [name for name in request.aspects if asks.get(name)]


def _timeline(i: int, request: Request) -> Iterator[Call]:
    """A search a month, or for every few, so that none is crowded out by the others."""
    names = [*(request.systems or request.vendors), *kinds_in(request.question)]
    months = months_in(request.window, _MOST_MONTHS)
    vendors = {} if request.systems or not request.vendors else {"vendors": [*request.vendors]}
    if request.window[1]:  # told a little later, too
        months = months_in((request.window[0], ""), len(months) + 1)
    step = -(-len(months) // _MOST_SEARCHES)
    for j in range(0, len(months), step):
        query = " ".join([*names, *_DETAILS, *months[j : j + step]])
        yield Call(i, f"months{j}", "search_knowledge", {"query": query, "k": _WIDE, **vendors})
    # What is dated in it as a whole; what is told later and names a day in it came above.
    first, last = request.window
    dated = {"since": first} | ({"as_of": last} if last else {})
    for j, what in enumerate(_OF_A_TIME):
        query = " ".join([*names, what])
        yield Call(
            i, f"dated{j}", "search_knowledge", {"query": query, "k": _WIDE, **vendors, **dated}
        )


def _comparison(i: int, request: Request) -> Iterator[Call]:
    """A search a side, so that a side that is written of less is found as well; one an aspect
    more, so that no aspect is crowded out by another."""
    sides = _sides(request)
    for j, side in enumerate(sides):
        asked = [aspects()[a].words if a == "earns" else a for a in request.aspects] or _ANYTHING
        query = " ".join([side, *asked, *request.dates])
        call = _search(i, f"side{j}", query, request, _CLOSE)
        own = {"vendors": [side]} if "earns" in request.aspects and side in request.vendors else {}
        yield replace(call, arguments={**call.arguments, **own})
        if _OPENNESS & set(request.aspects) and side in request.vendors:
            # Of a vendor's many licences those of its models, not of its other products.
            sought = {"query": "open models released weights licence MIT Apache", "k": _CLOSE}
            given = _with_time({**sought, "vendors": [side]}, request)
            yield Call(i, f"side{j}_open", "search_knowledge", given)
        if request.systems and 1 < len(request.aspects) <= _MOST_SEARCHES // len(sides):
            for k, aspect in enumerate(request.aspects):
                yield _search(
                    i, f"side{j}_{k}", f"{side} {aspects()[aspect].words}", request, _CLOSE
                )
    yield _search(i, "facts", request.query or request.question, request, _FACTS)


def _facts(i: int, request: Request) -> Iterator[Call]:
    """What answers, what came later where a day is set, and the claim that may stand behind it."""
    query = request.query or request.question
    if request.topic == "article":
        query = f"The article says: {query}"  # as its statements begin
        if "thesis" in request.aspects:
            query += " The article's thesis. How the article argues."
    is_wide = request.topic in ("list", "article") or "share" in request.aspects
    most = _WIDE if is_wide else _FACTS  # one's share may be told on another's sheet
    yield _search(i, "facts", query, request, most)
    if request.topic == "article":
        yield from _said_by_author(i, request)
    if request.topic == "list" and not request.systems:
        yield from _members(i, request)
    yield from _further_on(i, request, query)
    if request.topic == "article" or _may_be_claimed(request):
        yield _audit(i, "claim", request.query or request.question, request)


def _said_by_author(i: int, request: Request) -> Iterator[Call]:
    """What the author says near the question or of the kind asked for, and what in it is wrong."""
    for purpose, query in author_queries(request).items():
        yield _by_author(i, query, purpose)
    if pattern("routing", "wrong").search(request.question):
        names = " ".join([*request.systems, *request.vendors])
        for verdict in ("contradicted", "partly supported"):
            sought = f"Claim of the article {verdict} by the evidence {names}"
            yield _search(i, verdict.split()[0], sought, request, _WIDE)


def _by_author(i: int, asked: str, purpose: str = "author") -> Call:
    """A search among what is dated as the article."""
    day = {"since": ARTICLE_DATE, "as_of": ARTICLE_DATE}
    said = {"query": f"The author {asked}", "k": _WIDE, **day}
    return Call(i, purpose, "search_knowledge", said)


def _members(i: int, request: Request) -> Iterator[Call]:
    """The families of the kind that a list asks for, all of a vendor's where it names none; and
    the sizes that bound it."""
    asked = kinds_in(request.question) or (_MODELS if request.vendors else ())
    families = families_of(asked, request.vendors)[:_MOST_SIDES]
    for j, family in enumerate(families):
        yield _search(i, f"family{j}", " ".join([family, *_DETAILS]), request, _CLOSE)
    for j, bound in enumerate(bounds_in(request.question)):
        yield _search(i, f"bound{j}", _SIZES.get(bound.unit, bound.unit), request, _WIDE)


def _further_on(i: int, request: Request, query: str) -> Iterator[Call]:
    """What is dated after the time that the question names."""
    if request.topic == "change" and len(request.dates) > 1:
        yield from _each_period(i, request, query)
    if request.since:
        names = request.systems or request.vendors
        sought = " ".join([*names, *request.aspects, *request.dates])
        yield _search(i, "since", sought, request, _WIDE)
    if request.time and request.topic in ("fact", "change"):
        if "release" in request.aspects:  # told when it came out, not that it existed
            query = f"{query} {aspects()['release'].words}"
        yield Call(i, "later", "search_knowledge", {"query": query, "k": _FACTS})


def _each_period(i: int, request: Request, query: str) -> Iterator[Call]:
    """A search a time, as what is dated in the one would crowd out what is dated in the other."""
    for named in reversed(find_times(query)):
        query = f"{query[: named.start]} {query[named.end :]}"
    for j, period in enumerate(request.dates[:_MOST_SIDES]):
        month = f" {in_words(period)}" if len(period) > 4 else ""
        yield _search(i, f"period{j}", f"{' '.join(query.split())}{month}", request, _FACTS)


def second_calls(requests: Sequence[Request], amounts: dict[int, dict[str, str]]) -> list[Call]:
    """Calculations whose price, prices of tokens or number of payers had to be looked up first."""
    return [
        Call(i, "revenue", "calculate_revenue", {**sum_taken(requests[i]), **found})
        for i, found in amounts.items()
    ]


def detail_calls(systems: Mapping[int, Sequence[str]], requests: Sequence[Request]) -> list[Call]:
    """A closer look at each system that a list found, so that its line can say what it is."""
    return [
        _search(i, f"detail{j}", " ".join([name, *_DETAILS]), requests[i], _CLOSE)
        for i, names in systems.items()
        for j, name in enumerate(names)
    ]


def nearest_calls(statements: Mapping[int, str], requests: Sequence[Request]) -> list[Call]:
    """The article's statement that a claim in other words stands for, checked in its place."""
    return [_audit(i, "nearest", text, requests[i]) for i, text in statements.items()]


def waits_for_amounts(request: Request) -> bool:
    """Whether a price is named ("the Plus price") or a number ("those users") and not given."""
    arguments = request.arguments
    named = arguments.get("price_of") or arguments.get("count_of") or arguments.get("told")
    return bool(request.topic == "revenue" and not request.missing and named)


def _revenue(i: int, request: Request) -> Iterator[Call]:
    yield from _prices(i, request)
    if name := str(request.arguments.get("count_of") or ""):
        query = str(request.arguments.get("count_asked") or f"{name} users")
        yield Call(i, "count", "search_knowledge", {"query": query, "k": _FACTS})
    if request.arguments.get("told"):  # where one of the two is lacking, what is held is told
        yield _search(i, "facts", request.query or request.question, request, _FACTS)
    for j, told in enumerate(request.arguments.get("told") or ()):
        side = Request.from_dict(told)
        yield _search(i, f"told{j}", side.query or side.question, side, _FACTS)
    if not waits_for_amounts(request):
        yield Call(i, "revenue", "calculate_revenue", sum_taken(request))
    if request.arguments.get("kind", "subscriptions") == "subscriptions":
        query = "article assumed average price per subscriber a year, number of subscribers"
        yield Call(i, "assumption", "search_knowledge", {"query": query, "k": _SIDE})


def _prices(i: int, request: Request) -> Iterator[Call]:
    """The search that a price was just told by, one for each of several, or one for a name."""
    if price_told := request.arguments.get("price_told"):
        side = Request.from_dict(price_told)
        for call in _facts(i, side):
            if call.name == "search_knowledge":
                yield replace(call, purpose=f"price_{call.purpose}")
    for purpose, query in list_price_queries(request.arguments):
        yield Call(i, purpose, "search_knowledge", {"query": query, "k": _CLOSE})


def _search(i: int, purpose: str, query: str, request: Request, k: int) -> Call:
    return Call(i, purpose, "search_knowledge", _with_time({"query": query, "k": k}, request))


def _audit(i: int, purpose: str, text: str, request: Request) -> Call:
    """A claim's check; on the article's own day it tells then from later by itself."""
    is_its_day = request.topic == "claim" and request.time == ARTICLE_DATE
    given = {"text": text} if is_its_day else _with_time({"text": text}, request)
    return Call(i, purpose, "audit_claims", given)


def _with_time(arguments: dict[str, Any], request: Request) -> dict[str, Any]:
    return {**arguments, "as_of": last_day(request.time)} if request.time else arguments


def _sides(request: Request) -> tuple[str, ...]:
    if len(request.systems) > 1:
        return request.systems[:_MOST_SIDES]
    return tuple(dict.fromkeys([*request.systems, *request.vendors]))[:_MOST_SIDES]


def _may_be_claimed(request: Request) -> bool:
    """Whether the question can be answered by yes or no, so that a claim may stand behind it."""
    return request.topic == "fact" and YES_NO.search(request.question) is not None
