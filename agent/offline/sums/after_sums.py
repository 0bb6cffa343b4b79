"""What is asked of results just told: what is left after a share, how far two of them lie apart."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.offline.chosen import by_price, of_period, place_said
from agent.offline.reading import Reading
from agent.offline.request import Request, Topic
from agent.offline.reworded import joined
from agent.offline.sums.amounts import LEAST_PAYERS, Roles, plain, sort
from agent.offline.sums.bundle_sums import with_churn_saved
from agent.offline.sums.changed_role import changed_role
from agent.offline.sums.exchange import rate_pair
from agent.offline.sums.group_names import share_asked_of
from agent.offline.sums.own_machine import after_usage
from agent.offline.sums.part_follow_ups import part_at_other_price
from agent.offline.sums.ratio_sums import RATIOS, continued_ratio
from agent.offline.sums.scenario_sums import asks_scenario, continued_scenario
from agent.offline.sums.taken_shares import adds_to_earlier, taken_shares
from agent.offline.sums.told_before import first_told, measure_asked
from agent.offline.sums.tool_follow_ups import gives_sum
from agent.offline.sums.turned_cases import (
    both_changes,
    group_added,
    payers_moved,
    set_beside_before,
)
from agent.offline.vocabulary import phrase
from agent.quantities import find_quantities

_TOLD: tuple[Topic, ...] = ("fact", "change")
_LONGEST, _SHORT = 100, 48
_PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4}
_RATE_ALONE = re.compile(
    r"\W*(?:(?:at|use|take|say|assume|with|then|ok|the|a|rate|of|is|it|its|it's|exchange|let's)\s+|按|用|取|就|汇率|是|为|算){0,5}"
    r"(\d+(?:\.\d+)?)(?:算|吧|\s*please)?\W*",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bthe (?:very )?first\b|最初|第一(?:个|次|轮)", re.IGNORECASE)


def after_a_sum(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The request as one about the last results, where it gives nothing of its own to calculate."""
    return (
        _rate_given(request, reading, past[-1])
        or _scenario_again(request, reading, past[-1])
        or _offer_taken(request, reading, past[-1])
        or _ratio_again(request, reading, past[-1])
        or _own_or_api(request, reading, past[-1])
        or _churn_saved(request, reading, past[-1])
        or _share_of_plan(request, reading, past[-1])
        or _part_pays_less(request, reading, past[-1])
        or _beside_or_both(request, reading, past)
        or _share_taken(request, reading, past[-1])
        or _role_changed(request, reading, past[-1])
        or _set_apart(request, reading, past)
        or _which_more(request, reading, past)
        or _one_of_them(request, reading, past)
    )


def _rate_given(request: Request, reading: Reading, last: Request) -> Request | None:
    """A number alone after a rate was asked for: "7.1"."""
    old = last.arguments
    wanted, priced = old.get("currency"), find_quantities(str(old.get("price", "")))
    alone = _RATE_ALONE.fullmatch(reading.text)
    if last.topic != "revenue" or not wanted or "rate" in old or not alone or not priced:
        return None
    own = priced[0].unit
    counted, base = rate_pair({own, wanted}, own, Decimal(alone[1]))
    changed = {"rate": f"{counted}={alone[1]}", "currency": base, "wanted_currency": wanted}
    return _about(request, last, {**old, **changed})


def sum_meant(text: str, past: Sequence[Request]) -> Request | None:
    """One of the last two sums, by its place: "the former in euros at 0.9"."""
    sums = [r for r in past if _is_whole_sum(r)][-2:]
    place = place_said(text, len(sums))
    return None if place is None else sums[place]


def _is_whole_sum(request: Request) -> bool:
    """A sum of its own, not a comparison of two."""
    apart = {"against", "told"} & set(request.arguments) or request.arguments.get(
        "kind"
    ) == "offers"
    return request.topic == "revenue" and not request.missing and not apart


def _one_of_them(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """One of two sums again, with nothing new: "and the former?"."""
    whole = request.systems or request.vendors or reading.quantities or len(reading.text) > _SHORT
    if whole or past[-1].topic != "revenue" or gives_sum(reading, request):
        return None
    meant = sum_meant(reading.text, past)
    return _about(request, meant, dict(meant.arguments)) if meant else None


def _which_more(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """After two offers or two sums: "Which earns more?"."""
    asks = phrase("revenue", "offers").search(reading.text)
    named = request.systems or request.vendors
    if not asks or named or reading.quantities or len(reading.text) > _SHORT:
        return None
    last = past[-1]
    if last.topic == "revenue" and last.arguments.get("kind") == "offers":
        return _about(request, last, dict(last.arguments))
    sums = past[-2:]
    if len(sums) < 2 or not all(_is_whole_sum(r) and not _waits(r) for r in sums):
        return None
    return _about(request, last, {**last.arguments, "against": dict(sums[0].arguments)})


def _offer_taken(request: Request, reading: Reading, last: Request) -> Request | None:
    """One of two offers, and who takes it: "the cheaper one for 300,000 subscribers?"."""
    prices = last.arguments.get("prices") or []
    roles = sort(reading.quantities, reading.text)
    if last.topic != "revenue" or last.arguments.get("kind") != "offers" or roles.money:
        return None
    place, choice = place_said(reading.text, len(prices)), by_price(reading.text)
    if place is None:
        place = of_period(reading.text, [str(price).partition("/")[2] for price in prices])
    people = [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    counted = plain(people[0].value) if people else last.arguments.get("subscribers")
    if (place is None and choice is None) or counted is None:
        return None
    ranked = sorted(prices, key=_a_year)
    price = prices[place] if place is not None else ranked[0 if choice == "least" else -1]
    return _about(request, last, {"kind": "subscriptions", "subscribers": counted, "price": price})


def _a_year(price: str) -> Decimal:
    """An offer's price by the year, to tell which is cheaper."""
    q = find_quantities(price)[0]
    return q.value * _PER_YEAR.get(str(q.per), 1)


def _scenario_again(request: Request, reading: Reading, last: Request) -> Request | None:
    """After the article's scenario: "and with churn of 8 %?", "how sensitive is it?"."""
    if last.topic != "revenue" or last.arguments.get("kind") != "scenario":
        return None
    if asks_scenario(reading.text) or len(reading.text) > _LONGEST:
        return None
    arguments = continued_scenario(reading.text, reading.quantities, last.arguments)
    return _about(request, last, arguments) if arguments else None


def _ratio_again(request: Request, reading: Reading, last: Request) -> Request | None:
    """After ARPU, a growth rate, two offers or a runway: one figure of it changed, and nothing else said."""
    kind = last.arguments.get("kind")
    whole = request.topic == "revenue" and request.missing is None and request.arguments.get("kind") != "growth"  # fmt: skip
    if last.topic != "revenue" or kind not in RATIOS or whole or len(reading.text) > _LONGEST:
        return None
    arguments = continued_ratio(
        reading.text, sort(reading.quantities, reading.text), last.arguments
    )
    return _about(request, last, arguments) if arguments else None


def _role_changed(request: Request, reading: Reading, last: Request) -> Request | None:
    """One amount of the last sum, named and changed: "double the output", "and churn of 3%?"."""
    whole = request.topic == "revenue" and request.missing is None and sum(map(len, sort(reading.quantities, reading.text))) > 1  # fmt: skip
    named = request.systems or request.vendors
    if last.topic != "revenue" or last.missing or whole or named or len(reading.text) > _LONGEST:
        return None
    new = changed_role(reading.text, sort(reading.quantities, reading.text), last.arguments)
    return _about(request, last, {**last.arguments, **new}) if new else None


def _part_pays_less(request: Request, reading: Reading, last: Request) -> Request | None:
    """After a sum: "what if 20% of them take the yearly plan with two months free?", "and 40%?"."""
    if last.topic != "revenue" or last.missing or len(reading.text) > _LONGEST:
        return None
    roles = sort(reading.quantities, reading.text)
    arguments = part_at_other_price(reading.text, roles, last.arguments)
    return _about(request, last, arguments) if arguments else None


def _beside_or_both(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """After sums: another group beside the payers, or both changes that were tried."""
    last = past[-1]
    if last.topic != "revenue" or last.missing or len(reading.text) > _LONGEST:
        return None
    roles = sort(reading.quantities, reading.text)
    arguments = (
        both_changes(reading.text, past)
        or group_added(reading.text, roles, last)
        or payers_moved(reading.text, last)
        or set_beside_before(reading.text, last)
    )
    return _about(request, last, arguments) if arguments else None


def _share_of_plan(request: Request, reading: Reading, last: Request) -> Request | None:
    """What part of a mix one of its plans brings: "and what share is Pro's?"."""
    plans = last.arguments.get("plans")
    if not plans or last.missing or reading.quantities or len(reading.text) > _LONGEST:
        return None
    share = share_asked_of(reading.text, [str(plan["name"]) for plan in plans], 0)
    place = place_said(reading.text, len(plans)) if share == "" else None
    share = share if place is None else str(plans[place]["name"])
    return None if share is None else _about(request, last, {**last.arguments, "share_of_plan": share})  # fmt: skip


def _own_or_api(request: Request, reading: Reading, last: Request) -> Request | None:
    """After the rent of cards: "an API asks $1 a million. Break-even?", then "we only use 2 billion"."""
    if last.topic != "revenue" or len(reading.text) > _LONGEST:
        return None
    roles = sort(reading.quantities, reading.text)
    arguments = after_usage(reading.text, roles, last.arguments)
    return _about(request, last, arguments) if arguments else None


def _churn_saved(request: Request, reading: Reading, last: Request) -> Request | None:
    """After an add-on or a bundle: "and churn falls by one point of the base: total gain?"."""
    if last.topic != "revenue" or last.arguments.get("kind") not in ("attach", "bundle"):
        return None
    roles = sort(reading.quantities, reading.text)
    arguments = with_churn_saved(reading.text, roles, last.arguments)
    return _about(request, last, arguments) if arguments and not roles.people else None


def _share_taken(request: Request, reading: Reading, last: Request) -> Request | None:
    """After a sum: "The app store keeps 15%. What is left for us?"."""
    taken, rest, text = taken_shares(reading.text, reading.quantities)
    roles = sort(rest, text)
    if amount := _amount_taken(reading.text, roles, last):
        taken, roles = [amount], roles._replace(money=[])
    if not taken and last.arguments.get("less"):
        taken = _other_share(reading, roles)
        roles = roles._replace(percents=[]) if taken else roles
    if not taken or last.topic != "revenue" or last.missing or any(roles):
        return None
    key = "cuts" if last.arguments.get("kind") == "cut" else "less"
    earlier = last.arguments.get(key, []) if adds_to_earlier(reading.text) else []
    arguments = {**last.arguments, key: [*earlier, *taken]}
    arguments.pop("against", None)
    return _about(request, last, arguments)


def _amount_taken(text: str, roles: Roles, last: Request) -> str | None:
    """An amount of money to be taken off the result: "and subtract $500m of lost subscriptions"."""
    alone = len(roles.money) == 1 and not any(some for some in roles if some is not roles.money)
    if not alone or roles.money[0].per or "solve" in last.arguments:
        return None
    said = phrase("revenue", "taken_off").search(text)
    return f"{plain(abs(roles.money[0].value))} {roles.money[0].unit}" if said else None


def _other_share(reading: Reading, roles: Roles) -> list[str]:
    """Another share in the place of the last: "make it 15%"."""
    alone = len(roles.percents) == 1 and not any(some for some in roles if some is not roles.percents)  # fmt: skip
    moves = any(phrase("revenue", name).search(reading.text) for name in ("growth", "churn", "discount", "price"))  # fmt: skip
    return [f"{plain(roles.percents[0].value)}%"] if alone and not moves else []


def _set_apart(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """After two sums, or two figures of the library: "How much more is that?"."""
    asks = phrase("revenue", "difference").search(reading.text)
    named = request.systems or request.vendors
    if not asks or named or reading.quantities or len(reading.text) > _LONGEST:
        return None
    last = past[-1]
    both = last.arguments.get("kind") == "offers" or last.arguments.get("compare")
    if last.topic == "revenue" and ("against" in last.arguments or both):
        return _about(request, last, dict(last.arguments))  # the same two are meant
    if len(past) < 2:
        return None
    earlier = first_told(past) if _FIRST.search(reading.text) else past[-2]
    if all(r.topic == "revenue" and not r.missing and not _waits(r) for r in (earlier, last)):
        before = {k: v for k, v in earlier.arguments.items() if k != "against"}
        return _about(request, last, {**last.arguments, "against": before})
    if all(r.topic in _TOLD for r in (earlier, last)):
        told = [{**r.to_dict(), "arguments": measure_asked(past, r)} for r in (last, earlier)]
        return _about(request, last, {"kind": "difference", "told": told})
    return None


def _waits(request: Request) -> bool:
    return bool(request.arguments.get("price_of") or request.arguments.get("count_of"))


def _about(request: Request, last: Request, arguments: dict[str, Any]) -> Request:
    return replace(
        request,
        topic="revenue",
        arguments=arguments,
        missing=None,
        vendors=last.vendors,
        systems=last.systems,
        time=None,
        elliptical=True,
        question=joined(last, request),
        notes=(),
    )
