"""Amounts of a question sorted by what they count, and whether they are there to be summed."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from agent.offline.entities import Entity
from agent.offline.sums.counted_by import counted_by
from agent.offline.sums.mankind import names_unmeasured, names_world
from agent.offline.sums.recount import recounted
from agent.offline.sums.said_periods import LEAST_TARGET, PERIODS, period_of
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

RATES = ("second", "minute", "hour", *PERIODS)
"""What volumes of use come by."""
_PEOPLE_UNITS = ("people", "seats", "customers", "users", "subscribers", "accounts", "licences")
LEAST_PAYERS = 1000
"""A bare number below this counts no payers."""
_CALLS = r"(?:times|request|chat|call|quer|message|prompt|conversation)\w*"


_EACH_PAYS = re.compile(
    r"\s*(?!(?:[a-z-]+ )?(?:hours|minutes|images|videos|calls|requests|messages|queries|tokens|gpus|cards|servers|nodes|machines|instances|percent|months|years)\b)"
    r"(?:[a-z-]+ )?[a-z-]{3,}(?:s|men|people|staff)\s+(?:at|@|paying|pay|on)\s+[$€£¥￥₹]\s?\d[\d.,]*\s*(?:each|apiece|a head|per head|per person|per seat|a seat)\b",
    re.IGNORECASE,
)
"""Behind a number of people by trade: what each of them pays, "640 nurses at $9 each"."""


class Roles(NamedTuple):
    """Amounts by kind; `bare` has no unit and no word beside it that tells one."""

    people: list[Quantity]
    money: list[Quantity]
    percents: list[Quantity]
    tokens: list[Quantity]
    durations: list[Quantity]
    bare: list[Quantity]
    sizes: list[Quantity]
    """What has another unit: seconds, hours, GB, images, cards."""


def is_money(quantity: Quantity) -> bool:
    unit = quantity.unit or ""
    return len(unit) == 3 and unit.isupper()


def sort(quantities: Sequence[Quantity], text: str) -> Roles:
    """Amounts by kind; a bare number beside "subscribers" counts people."""
    roles = Roles([], [], [], [], [], [], [])
    for q in recounted(quantities, text):
        _list_of(q, text, roles).append(q)
    return roles


def _list_of(q: Quantity, text: str, roles: Roles) -> list[Quantity]:
    after, before = text[q.end : q.end + 24], text[max(0, q.start - 26) : q.start]
    counts_tokens = re.match(
        r"\s*(?:of )?(?:input|output|cached|prompt)\b|\s*(?:输入|输出)"
        r"|\s*(?:tokens? )?(?:in|out)\b(?=\s*(?:[,;/+&.?@)]|\d[\d.,]*\s?(?:[kmb]|million|billion)\b|and\b|at\b|on\b|through\b|via\b|costs?\b|tokens?\b|daily|monthly|an?\b|per\b|each\b|every\b|apiece\b|$))",
        after,
        re.IGNORECASE,
    )
    side_before = re.search(
        r"(?:\b(?:input|output|cached|prompt)|输入|输出)(?: of)?\s*$", before, re.IGNORECASE
    )
    side_before = (side_before and q.value >= LEAST_PAYERS) or re.search(
        r"每次(?:输入|输出)", q.text
    )
    if side_before and q.unit is None:
        return roles.tokens
    signed = re.search(r"[$€£¥元镑]|dollar|yuan|usd|cny|eur|gbp|pound", q.text, re.IGNORECASE)
    if q.unit == "tokens" or (counts_tokens and (q.unit is None or (is_money(q) and not signed))):
        return roles.tokens
    if is_money(q):
        return roles.money
    if q.unit in _PEOPLE_UNITS:
        return roles.people
    if q.unit == "percent":
        return roles.percents
    if q.unit and re.fullmatch(r"(?:year|month|day|quarter|week)s?", q.unit):
        return roles.durations
    if q.unit is not None and not re.fullmatch(_CALLS, q.unit):
        return roles.sizes
    people = words("revenue", "people")
    if re.match(
        rf"\s*(?:(?!and |or |with |at |per |paying )\w+ ){{0,2}}?{people}(?![a-z])|\s*(?:个|名|位)?{people}",
        after,
        re.IGNORECASE,
    ):
        return roles.people
    if re.search(
        rf"{people}(?: count| number|数)?\s*(?:is|are|of|[:=：为是有]|共有|from|at)?\s*$",
        before,
        re.IGNORECASE,
    ) and not (roles.people and re.search(r"\bat\s*$", before)):
        return roles.people
    priced = re.match(r"\s*(?:at|@|paying|pay)\s+[$€£¥￥₹]\s?\d", after, re.IGNORECASE)
    by_trade = _EACH_PAYS.match(text, q.end) is not None
    return roles.people if by_trade or (priced and roles.people) else roles.bare


def is_sum(text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]) -> bool:
    """Whether the amounts of the text are there to be calculated with."""
    roles = sort(quantities, text)
    moves = phrase("revenue", "growth").search(text) or phrase("revenue", "churn").search(text)
    grows = bool(roles.percents and moves)
    if asks_token_prices(text, entities) or _is_bare_table(roles, entities):
        return True
    used = any(q.per in RATES or counted_by(q, text) for q in [*roles.tokens, *roles.bare])
    used = used or len(roles.tokens) == len(roles.money) > 1
    priced_tokens = roles.tokens and roles.money and used
    plain_sum = (roles.people and roles.money) or (grows and roles.durations) or priced_tokens
    plain_sum = plain_sum or (roles.people and named_price(text, entities) == "article")
    moves_one = compounds(text, roles) and not entities
    plain_sum = plain_sum or moves_one
    asks = phrase("revenue", "asks").search(text) or phrase("revenue", "convert").search(text)
    if not plain_sum and not asks:
        return False
    if roles.tokens and (named_price(text, entities) or roles.money or entities):
        return not re.search(r"context|window|窗口|上下文|显存|vram", text, re.IGNORECASE)
    return (
        moves_one
        or _has_payers(text, roles, entities)
        or _has_target(text, roles, entities)
        or _has_product(text, roles, entities)
        or _has_two_amounts(text, roles)
        or (grows and bool(roles.money or roles.bare))
        or (bool(roles.money) and _wants_period_or_currency(text, roles.money[0]))
        or (len(roles.money) == 1 and not entities and _wants_revenue(text, roles.money[0]))
    )


_LASTS = re.compile(
    r"\b(?:after|in|within|over|for|(?:by|at) the end of) (?:an?|one|the|this) (?:full |whole )?(?:year|quarter)\b|一年(?:之|以)?后|年底|半年(?:之|以)?后",
    re.IGNORECASE,
)
"""A length of time without a number."""


def compounds(text: str, roles: Roles) -> bool:
    """Whether a rate by the period, a length of time and one amount that it moves are there, and no more."""
    moved = [*roles.people, *roles.money, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    timed = len(roles.percents) == 1 and roles.percents[0].per in PERIODS
    lasts = len(roles.durations) == 1 or (not roles.durations and _LASTS.search(text))
    return bool(timed and lasts and len(moved) == 1 and moved[0].value >= LEAST_PAYERS)


def _has_payers(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    if not (roles.people or names_world(text)):
        plan = named_price(text, entities)
        return plan is not None and is_plan(plan) and _are_supposed(text)
    if roles.money or roles.percents or named_price(text, entities):
        return True
    if phrase("revenue", "result").search(text) and not entities:
        return True
    beside = rf"[*×@]|\bx\s?[$€£¥]?\d|{words('revenue', 'price')}|\bat\b"
    return bool(roles.bare and re.search(beside, text, re.IGNORECASE))


def _are_supposed(text: str) -> bool:
    """Whether some people whose number is not known are supposed to pay, and what comes of it is asked."""
    asks = any(phrase("revenue", cue).search(text) for cue in ("result", "asks_list"))
    return (
        asks and names_unmeasured(text) and phrase("revenue", "supposed").search(text) is not None
    )


def _has_target(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    """Whether an amount is to be reached: "How many would we need for $2bn?"."""
    if not roles.money or not phrase("revenue", "target_asks").search(text):
        return False
    priced = len(roles.money) > 1 or named_price(text, entities) == "article"
    return priced or (not entities and roles.money[0].value >= LEAST_TARGET)


def _has_product(text: str, roles: Roles, entities: Sequence[Entity]) -> bool:
    """Bare numbers to multiply: "6 million at $11 a month", "300k * 12"."""
    if named_price(text, entities) == "article" and (roles.bare or names_world(text)):
        return True
    counted = any(q.value >= LEAST_PAYERS for q in roles.bare)
    if counted and roles.money and roles.money[0].per and not entities:
        return True
    factors = len(roles.bare) + len(roles.money)
    return bool(
        roles.bare and factors > 1 and re.search(r"[*×]|\btimes\b|(?<=\d)\s?x\s?(?=[$\d])", text)
    )


def _has_two_amounts(text: str, roles: Roles) -> bool:
    asks = ("margin", "share_asks")
    return len(roles.money) >= 2 and (
        bool(roles.percents) or any(phrase("revenue", a).search(text) for a in asks)
    )


def _wants_period_or_currency(text: str, money: Quantity) -> bool:
    """One price and no payers: "$500 a year per month?", "what would $24 a month bring us?"."""
    if phrase("revenue", "convert").search(text):
        return True
    rest = outside(text, money)
    wanted = re.search(
        r"(?:per|each|every)[ -](?:year|month|quarter)|a (?:year|month)|into months|yearly|annual|monthly|annum|一年"
        r"|每月|每年|年收入",
        rest,
        re.I,
    )
    return bool(wanted and (money.per is not None or phrase("revenue", "result").search(text)))


def _is_bare_table(roles: Roles, entities: Sequence[Entity]) -> bool:
    """Several prices with several large numbers and nothing else: "at $10 and $20 with 1 and 2 million"."""
    counted = [q for q in roles.bare if q.value >= LEAST_PAYERS]
    return len(counted) > 1 and len(roles.money) > 1 and not entities


def asks_token_prices(text: str, entities: Sequence[Entity]) -> bool:
    """Whether a model's price per million tokens is asked in another currency."""
    per_million = re.search(
        r"(?:\bper|\ba|/)\s?(?:1 ?)?(?:million|M)\b ?(?:tokens?)?|每(?:一|1)?百万\s?(?:个)?(?:token|词元)?",
        text,
        re.IGNORECASE,
    )
    named = any(e.kind in ("system", "model") for e in entities)
    return bool(per_million and named and phrase("revenue", "convert").search(text))


def _wants_revenue(text: str, money: Quantity) -> bool:
    """A price that waits for its payers: "What is the revenue at $30 a month?"."""
    before = text[max(0, money.start - 14) : money.start]
    priced = re.search(
        r"\b(?:at|charging|for|with|from|is)(?: an?| the| our)?\W*$|定价\W*$|每",
        before,
        re.IGNORECASE,
    )
    said = phrase("revenue", "result").search(outside(text, money))
    return bool(money.per in PERIODS and priced and said and len(text) < 80)


def outside(text: str, q: Quantity) -> str:
    """The text without the amount; of "$240 a year per month" the second period is outside."""
    twice = re.search(
        r"\b(?:a|per) (?:year|month|quarter)( (?:per|a) (?:year|month|quarter))$", q.text
    )
    return f"{text[: q.start]} {twice[1] if twice else ''}{text[q.end :]}"


def named_price(text: str, entities: Sequence[Entity]) -> str | None:
    """Whose price is meant where no figure is given: `article` or a product's name."""
    if phrase("revenue", "article_price").search(text):
        return "article"
    systems = [e for e in entities if e.kind == "system" and e.vendor != "general"]
    plan = next((e for e in systems if is_plan(e.canonical)), None)
    if plan:
        return plan.canonical
    one_of = next((e for e in systems if e.canonical.endswith(" plans")), None)
    if one_of and not re.search(r"\bplans\b", said := text[one_of.start : one_of.end], re.I):
        return said  # one of several plans, by its own name
    priced = re.search(
        r"\b(?:prices?|pricing|fees?|plan|list|subscription)\b|价", text, re.IGNORECASE
    )
    return systems[0].canonical if systems and priced else None


def is_plan(name: str) -> bool:
    """Whether a product is a subscription, by the last word of its name."""
    return re.search(r"\b(?:Plus|Go|Pro|Team|Business|Enterprise|Edu|Max|Copilot)$", name) is not None  # fmt: skip


def plain(value: Decimal) -> str:
    """In plain notation, never with an exponent."""
    return f"{value.normalize():f}"


def money(q: Quantity, text: str, notes: list[str] | None = None, *, period: bool = True) -> str:
    """As the engine reads it: `500 USD/year`; without a period where none was said."""
    amount = f"{plain(q.value)} {q.unit}"
    if not period:
        return amount
    if said := period_of(q, text):
        return f"{amount}/{said}"
    if notes is not None:
        notes.append("the price has no period")
    return amount
