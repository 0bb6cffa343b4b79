"""Sums that are told by their amounts alone, without a word that asks: "608bn tokens @ $0.55/M"."""

import re
from collections.abc import Sequence

from agent.offline.entities import Entity
from agent.offline.sums.amounts import LEAST_PAYERS, LEAST_TARGET, Roles, named_price, sort
from agent.offline.sums.list_prices import list_price_sum
from agent.offline.sums.token_sides import sides_named
from agent.offline.sums.token_sums import is_unit_of_price
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity


def is_spoken_sum(text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]) -> bool:
    """Whether payers stand at a price, tokens at theirs, or payers are sought at a product's price."""
    roles = sort(quantities, text)
    if not entities and (_is_product(text, roles) or _are_priced_tokens(text, roles)):
        return True
    if list_price_sum(text, quantities, entities):
        return True
    if _are_unpriced_tokens(text, roles, entities) or _is_bill_of(text, roles, entities):
        return True
    return named_price(text, entities) is not None and _are_payers_sought(text, roles)


def _is_product(text: str, roles: Roles) -> bool:
    """A number of payers and the price behind it: "20 million at $20 a month"."""
    between = r"\s*(?:at|@|[x×*]|each (?:at|paying)|paying|pay|who pay)\s*"
    pairs = ((q, m) for q in roles.bare for m in roles.money if m.per and q.value >= LEAST_PAYERS)
    return any(re.fullmatch(between, text[q.end : m.start], re.IGNORECASE) for q, m in pairs)


def _are_priced_tokens(text: str, roles: Roles) -> bool:
    """Volumes of tokens and prices for a million of them, or a price for each volume."""
    if not roles.tokens or not roles.money:
        return False
    if 1 < len(roles.money) <= len(roles.tokens) + len(roles.bare):
        return True
    ahead = re.search(
        r"每(?:一|1)?百万(?:个?(?:tokens?|词元))?\s*$", text[: roles.money[0].start], re.IGNORECASE
    )
    return ahead is not None or any("token" in str(m.per) for m in roles.money)


def _are_unpriced_tokens(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    """Volumes of tokens whose cost is asked and neither a price nor a model is named for."""
    asks = phrase("revenue", "asks_bill").search(text)
    unit_alone = is_unit_of_price(text, roles)
    return bool(
        roles.tokens and asks and not (roles.money or entities or roles.sizes or unit_alone)
    )


def _is_bill_of(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    """Volumes of input and of output beside a model, and nothing that asks for memory."""
    named = any(e.kind in ("system", "model") for e in entities)
    sides = {"input", "output"} <= sides_named(text)
    return bool(named and sides and roles.tokens and len(roles.tokens) + len(roles.bare) > 1 and not any(e.kind == "gpu" for e in entities))  # fmt: skip


def _are_payers_sought(text: str, roles: Roles) -> bool:
    """A number of payers sought for one amount: "how many Plus subscribers for $50bn?"."""
    told = re.search(r"\b(?:did|was|were|had|has|raised|reported|announced|said)\b", text, re.I)
    if told or len(roles.money) != 1 or roles.money[0].value < LEAST_TARGET:
        return False
    before = rf"(?<![a-z]){words('revenue', 'target_before')}\s*(?:about |roughly |around )?$"
    goal = re.search(before, text[: roles.money[0].start][-34:], re.IGNORECASE)
    return goal is not None and phrase("revenue", "count_asks").search(text) is not None
