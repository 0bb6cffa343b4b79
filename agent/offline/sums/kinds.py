"""Which kind of sum a question asks for, by the roles its amounts play."""

import re
from collections.abc import Callable, Sequence

from agent.offline.entities import Entity
from agent.offline.sums.amounts import (
    LEAST_PAYERS,
    LEAST_TARGET,
    Roles,
    asks_token_prices,
    compounds,
    named_price,
    outside,
    sort,
)
from agent.offline.sums.bundle_sums import are_rates_of_one_base, is_bundle, is_uplift
from agent.offline.sums.business_sums import business_kind
from agent.offline.sums.cases import is_cases
from agent.offline.sums.exchange import is_exchanged
from agent.offline.sums.groups import counted, groups_in, is_table, pairs_in
from agent.offline.sums.joiners import take_joiners
from agent.offline.sums.mankind import names_world
from agent.offline.sums.moved_prices import moved_price, moved_share, price_step, takers_between
from agent.offline.sums.own_bill import is_own_bill
from agent.offline.sums.own_machine import is_own_or_api
from agent.offline.sums.part_prices import is_part_price
from agent.offline.sums.parts_of_a_base import is_lifted_part, taken_by
from agent.offline.sums.path_sums import path_kind
from agent.offline.sums.prices_in_turn import prices_in_turn
from agent.offline.sums.rates import moves_price, multiplies, shares_in
from agent.offline.sums.ratio_sums import ratio_kind
from agent.offline.sums.same_revenue import same_revenue
from agent.offline.sums.scenario_sums import asks_scenario
from agent.offline.sums.sought_rates import sought_rate
from agent.offline.sums.taken_shares import taken_shares
from agent.offline.sums.targets import is_price, is_share_base, is_share_of_whole, is_target
from agent.offline.sums.tiered_sums import tiered_sum
from agent.offline.sums.unit_prices import is_usage
from agent.offline.sums.unknown_money import unknown_price
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def kind_of(text: str, roles: Roles, entities: Sequence[Entity]) -> str:
    """The first kind whose conditions hold, the narrowest first; `subscriptions` where none does."""
    moved = counted(roles) and moved_price(text, roles.money)
    if moved or is_share_of_whole(text, roles) or moved_share(text, roles):
        return "subscriptions"
    if _is_wait(text, roles):
        return "growth"
    if _are_added_rates(text, roles):
        return "attach"
    if sought_rate(text, roles):
        return "sought"
    if is_bundle(text, roles):
        return "bundle"
    if is_own_or_api(text, roles):
        return "own_or_api"
    if named := path_kind(text, roles) or business_kind(text, roles) or ratio_kind(text, roles):
        return named
    holds: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("tokens", lambda: _is_tokens(text, roles, entities)),
        ("margin", lambda: _is_margin(text, roles)),
        ("usage", lambda: is_usage(text, roles)),
        ("grid", lambda: not _has_target(text, roles) and is_cases(text, roles)),
        ("grid", lambda: _is_scenarios(text, roles)),
        ("attach", lambda: is_lifted_part(text, roles)),
        ("plans", lambda: is_part_price(text, roles)),
        ("attach", lambda: _is_attach(text, roles)),
        ("share", lambda: _is_share(text, roles)),
        ("plans", lambda: _is_groups(text, roles)),
        ("grid", lambda: _is_price_list(text, roles)),
        ("plans", lambda: _is_mix(text, roles)),
        ("growth", lambda: _is_growth(text, roles, entities)),
        ("convert", lambda: _is_conversion(text, roles)),
    )
    return next((kind for kind, condition in holds if condition()), "subscriptions")


def names_kind(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether the words and amounts alone tell what to calculate: break-even, use at a unit's price, a share taken."""
    if asks_scenario(text) or is_exchanged(text, sort(quantities, text)):
        return True
    if same_revenue(text, quantities) or prices_in_turn(text, quantities):
        return True
    taken, rest, text = taken_shares(text, quantities)
    roles = sort(rest, text)
    if is_own_or_api(text, roles) or tiered_sum(text, quantities):
        return True
    if path_kind(text, roles) or business_kind(text, roles) or ratio_kind(text, roles):
        return True
    if is_usage(text, roles) or is_own_bill(text, roles):
        return True
    if sought_rate(text, roles) or _is_wait(text, roles):
        return True
    counted = roles.people or any(q.value >= LEAST_PAYERS for q in roles.bare)
    if counted and unknown_price(text, rest):
        return True
    if is_bundle(text, roles) or is_uplift(text, roles):
        return True
    if is_lifted_part(text, roles) or _is_multiplied(text, roles) or _is_joined(text, roles):
        return True
    priced = any(q.value >= LEAST_PAYERS for q in roles.bare) and any(m.per for m in roles.money)
    return bool(taken and (is_cut(text, roles) or roles.people or priced))


def is_cut(text: str, roles: Roles) -> bool:
    """Whether there is one amount of money to take a share of, rather than a price."""
    if len(roles.money) != 1 or roles.people or roles.tokens or roles.percents:
        return False
    return roles.money[0].value >= LEAST_TARGET and not _has_target(text, roles)


def _is_wait(text: str, roles: Roles) -> bool:
    """How long one amount takes to become another of its kind at a rate: "from 10bn to 25bn at 6% a month"."""
    counted = [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    if len(roles.percents) != 1 or roles.durations or not phrase("revenue", "how_long").search(text):  # fmt: skip
        return False
    monies = [m for m in roles.money if m.value >= LEAST_TARGET]
    return {len(monies), len(counted)} == {0, 2} and len(monies) == len(roles.money)


def _are_added_rates(text: str, roles: Roles) -> bool:
    """Two or more rates of one revenue that are simply added up."""
    alone = len(roles.money) == 1 and roles.money[0].value >= LEAST_TARGET
    others = roles.people or roles.tokens or roles.durations or roles.bare
    added = len(roles.percents) > 1 and phrase("revenue", "additive").search(text)
    added = added or are_rates_of_one_base(text, roles)
    return bool(alone and added and not others)


def _has_payers(text: str, roles: Roles) -> bool:
    return bool(roles.people) or names_world(text)


def _has_target(text: str, roles: Roles) -> bool:
    return any(is_target(m, text) for m in roles.money)


def _is_tokens(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    if not roles.tokens:
        return asks_token_prices(text, entities) and not names_world(text)
    payers = _has_payers(text, roles) and not 1 < len(roles.tokens) == len(roles.money)
    return not (payers and roles.money and "token" not in str(roles.money[0].per))


def _is_margin(text: str, roles: Roles) -> bool:
    named = phrase("revenue", "margin").search(text) is not None
    return named and len(roles.money) >= 2 and not _has_payers(text, roles)


def _is_scenarios(text: str, roles: Roles) -> bool:
    several = len(roles.people) > 1 and len(roles.money) > 1
    if several and phrase("revenue", "scenario").search(text):
        return True
    apart = not roles.percents and not _has_target(text, roles)
    return apart and bool(pairs_in(text, roles)) and not groups_in(text, roles)


def _is_attach(text: str, roles: Roles) -> bool:
    named = phrase("revenue", "attach").search(text) is not None or _take_more(text, roles)
    churns = re.search(r"% (?:of \w+ )?(?:churns?|leaves?|cancels?)\b", text) is not None
    taken = roles.percents or (roles.money and taken_by(text, roles))
    apart = (
        churns
        or phrase("revenue", "churn_rate").search(text)
        or moves_price(text)
        or compounds(text, roles)
    )
    return bool(named and taken and roles.money and not apart)


def _take_more(text: str, roles: Roles) -> bool:
    """Whether a share of those who pay one price takes something for a second on top of it."""
    if len(roles.money) != 2 or len(roles.people) != 1:
        return False
    first, second = roles.money
    return price_step(text, second) is not None and takers_between(text, first, second)


def _is_share(text: str, roles: Roles) -> bool:
    asked = phrase("revenue", "share_asks").search(text) is not None
    mixed = _has_payers(text, roles) or groups_in(text, roles)
    return asked and len(roles.money) > 1 and not roles.percents and not mixed


def _is_groups(text: str, roles: Roles) -> bool:
    """Groups of payers with a price each: "1 million at $10 and 2 million at $20"."""
    return not roles.percents and not _has_target(text, roles) and bool(groups_in(text, roles))


def _is_price_list(text: str, roles: Roles) -> bool:
    """Several prices for one base or for a list of bases: "at $10, $20 or $30"."""
    asks_share = phrase("revenue", "share_asks").search(text)
    apart = roles.percents or asks_share or _has_target(text, roles)
    return not apart and is_table(text, roles)


def _is_mix(text: str, roles: Roles) -> bool:
    """Shares of the base with a price each."""
    counted = _has_payers(text, roles) or any(q.value >= LEAST_PAYERS for q in roles.bare)
    if len(roles.money) < 2 or not counted or not shares_in(text, roles):
        return False
    return not any(is_target(m, text) or is_share_base(m, text) for m in roles.money)


def _is_growth(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    if not roles.percents and not multiplies(text):
        return False
    payers = _has_payers(text, roles)
    priced = roles.money or named_price(text, entities)
    if not priced and (payers or roles.bare):
        return True
    alone = roles.money and not payers and not roles.bare
    return bool(alone and not is_price(roles.money[0], text))


def _is_multiplied(text: str, roles: Roles) -> bool:
    """Growth in words over a given figure: "makes $1.2bn a year and triples every year"."""
    some = [*roles.people, *roles.money, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    asks = phrase("revenue", "how_long").search(text) or roles.durations
    return multiplies(text) and bool(some) and bool(asks)


def _is_joined(text: str, roles: Roles) -> bool:
    """People who join by number, beside those who are there, over a time or until a number is reached."""
    rest = Roles(*(list(some) for some in roles))
    if take_joiners(text, rest) is None or not (rest.people or rest.bare):
        return False
    lasts = re.search(r"\b(?:after|in|within|next|over|for|end of) (?:a |one |the |next )*year\b|年底|[一二两三五]年", text, re.I)  # fmt: skip
    return bool(rest.durations or lasts or phrase("revenue", "how_long").search(text))


def _is_conversion(text: str, roles: Roles) -> bool:
    if _has_payers(text, roles) or roles.bare or roles.percents:
        return False
    converts = phrase("revenue", "convert").search(text) or (
        roles.money and _two_periods(text, roles.money[0])
    )
    amount = len(roles.money) == 1 or (not roles.money and names_currency(text))
    return bool(amount and converts and not phrase("revenue", "earns").search(text))


def _two_periods(text: str, m: Quantity) -> bool:
    """Whether a price of one period is asked for another: "What is $240 a year per month"."""
    rest = outside(text, m)
    return (
        m.per is not None
        and re.search(
            r"\b(?:per|a|each|by)[ -](?:month|year|quarter)\b|monthly|yearly|annual|每个?月|每年",
            rest,
            re.IGNORECASE,
        )
        is not None
    )


def names_currency(text: str) -> bool:
    return (
        re.search(r"yuan|dollar|usd|cny|rmb|euro|pound|美元|人民币|元", text, re.IGNORECASE)
        is not None
    )
