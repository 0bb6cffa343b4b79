"""Turns after a sum of subscriptions that try another change, both changes, or another group beside it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.offline.request import Request
from agent.offline.sums.amounts import Roles, money, plain, sort
from agent.offline.sums.group_names import group_names
from agent.offline.sums.groups import counted
from agent.offline.sums.what_ifs import is_both, is_change, read_cases
from agent.offline.vocabulary import phrase, words
from agent.quantities import find_quantities

_AFRESH = re.compile(
    r"\bwhat if instead\b|\binstead\b.{0,24}\b(?:if|there)\b|\bat (?:the|our|today's) (?:old|original|previous|former|first|current|same|unchanged)? ?price\b|\bprice (?:unchanged|as before)\b|原价|价格不变",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"^\W*(?:now |and |then |also |plus )*(?:add|plus|including|include|another|there are also|on top)\b|^\W*(?:再加上?|另外|还有|加上)",
    re.IGNORECASE,
)
_PLAIN = {"kind", "subscribers", "price", "show_per", "ask_period"}


def tried_afresh(text: str, past: Sequence[Request]) -> Sequence[Request]:
    """The turns without the last, where that tried a change and this one tries another in its place."""
    again = len(past) > 1 and past[-1].elliptical and _AFRESH.search(text)
    alike = again and all(_is_subscriptions(r) for r in past[-2:])
    return past[:-1] if alike else past


def both_changes(text: str, past: Sequence[Request]) -> dict[str, Any]:
    """What the last two turns changed of the sum before them, together: "and both?"."""
    if len(past) < 3 or not is_both(text) or not all(_is_subscriptions(r) for r in past[-3:]):
        return {}
    base = past[-3].arguments
    changed = [{k: v for k, v in r.arguments.items() if base.get(k) != v} for r in past[-2:]]
    return {**base, **changed[0], **changed[1]} if all(changed) else {}


_FEWER = re.compile(r"\d ?(?:%|per ?cent) (?:more|fewer|less) (?:pay|sign|subscrib|join|buy|convert)\w*", re.IGNORECASE)  # fmt: skip


def payers_moved(text: str, last: Request) -> dict[str, Any]:
    """The earlier sum with more or fewer payers, said with their name: "what if there were 10% more members?"."""
    if not _is_subscriptions(last) or not {"subscribers", "price"} <= set(last.arguments):
        return {}
    named = re.search(words("revenue", "people"), text, re.IGNORECASE) or _FEWER.search(text)
    cases = read_cases([text], last.arguments) if named and is_change(text) else None
    moves = cases[0].moves if cases else {}
    alone = set(moves) in ({"growth_once"}, {"loss_once"})
    return {**last.arguments, **moves} if alone else {}


def set_beside_before(text: str, last: Request) -> dict[str, Any]:
    """The earlier sum after a step of its price beside what it was without: "and how much do we save?"."""
    steps = {"price_change_once", "price_to"} & set(last.arguments)
    asks = phrase("revenue", "more_asks").search(text) and not find_quantities(text)
    told = last.arguments.get("compare") or "solve" in last.arguments
    fits = _is_subscriptions(last) and steps and asks and not told
    return {**last.arguments, "compare": True} if fits else {}


def group_added(text: str, roles: Roles, last: Request) -> dict[str, Any]:
    """The earlier payers with another group beside them: "add 6 million in Brazil at $7 a month"."""
    people, old = counted(roles), last.arguments
    if not _ADDS.search(text) or len(people) != 1 or len(roles.money) != 1 or roles.percents:
        return {}
    before = _as_plans(old, last.question)
    if not before:
        return {}
    name = group_names(text, [(people[0], roles.money[0])])[0] or f"group {len(before) + 1}"
    price = money(roles.money[0], text)
    period = str(before[0]["price"]).partition("/")[2]
    price = price if "/" in price or not period else f"{price}/{period}"
    plans = [*before, {"name": name, "subscribers": plain(people[0].value), "price": price}]
    kept = {k: v for k, v in old.items() if k in ("currency", "rate", "show_per")}
    return {**kept, "kind": "plans", "plans": plans}


def _as_plans(old: Mapping[str, Any], question: str) -> list[dict[str, str]]:
    if old.get("kind") == "plans" and all("subscribers" in plan for plan in old["plans"]):
        return list(old["plans"])
    if not {"subscribers", "price"} <= set(old) or not set(old) <= _PLAIN:
        return []
    roles = sort(find_quantities(question), question)
    people = counted(roles)
    told = len(people) == len(roles.money) == 1
    name = group_names(question, [(people[0], roles.money[0])])[0] if told else ""
    return [{"name": name or "group 1", "subscribers": str(old["subscribers"]), "price": str(old["price"])}]  # fmt: skip


def _is_subscriptions(request: Request) -> bool:
    return request.arguments.get("kind") == "subscriptions" and not request.missing
