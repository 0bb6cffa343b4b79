"""Periods that a question leaves unsaid: looked up with a product's price, asked for, or answered later."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import LEAST_TARGET, PERIODS, Roles, named_price
from agent.offline.sums.periods_for_all import (
    PERIOD_WORDS,
    period_for_all,
    without_period_for_all,
)
from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.sums.year_spans import MOVES
from agent.offline.vocabulary import phrase, table, words
from agent.quantities import find_quantities

ARTICLE_PRICE = Decimal(500)
"""The article assumes 500 a year: that figure alone is no question of month or year."""
_TIMES = re.compile(
    r"[*×]|\bx\s?[$€£¥]?\d|\d\s?x\s?[$€£¥]?\d|\btimes [$€£¥]?\d|\bmultipl(?:y|ied|ying)\b[^.?!]*\bby\b|乘以?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?<![a-z]){words('revenue', 'price')}\s*[:=：]\s*[$€£¥]?\d", re.IGNORECASE
)

_MONEY = r"(?:[$€£¥₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars?|usd|bucks|euros?|eur|pounds?|gbp|yuan|rmb|yen|rupees?|won)\b)"
_APIECE = re.compile(
    rf"{_MONEY}(?:\s(?:k|thousand|hundred|dollars|usd|euros|pounds))?,?\s(?:each|apiece|a ?piece)\b"
    rf"|\beach(?: (?:of (?:them|these|those|which|whom)|one))?,?\s(?:(?:is|was|are|being)\s)?(?:at|for|pay(?:s|ing)?|paid|costs?|costing|priced at|sold (?:at|for)|worth|hand(?:s|ing)? (?:over|in)|g[ai]ve(?:s|n)?|put(?:s|ting)? in|spen(?:ds?|t)|(?:fork|shell)(?:s|ed|ing)? out|chip(?:s|ped|ping)? in|contribut(?:es?|ed|ing))\s{_MONEY}"
    r"|(?<![a-z])(?:hundred|thousand|[a-z]+teen|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:dollars|euros|pounds|yuan|yen|rupees|bucks)\s(?:each|apiece)\b"
    r"|(?:每(?:一?[个份张件套枚台部本]|一?席位?)|各)(?:[只售卖付收价是为要]|许可|账号|账户)*\s?[$€£¥]?\d",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:months?|mo|mth|years?|yrs?|annum|weeks?|days?|hours?|quarters|decades?|fortnights?|20[2-4]\d|(?:month|quarter|week|dai|year|hour)ly|annual\w*|arr|mrr|recurring|churn|renew\w*)\b|(?:per|an?|each|every|this|last|next|one|the) quarter\b(?! of)|[月年周天季]",
    re.IGNORECASE,
)
"""Any word of time: beside one a price apiece may be that of a month as well as of a year."""


def read_unsaid_price(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    """Marks prices without a period: to be read as the named product's list price, or asked about."""
    amounts = _amounts(found)
    bare = [amount for amount in amounts if "/" not in amount]
    if bare and (period := period_for_all(text)):
        found |= _with_period(found, period)
        return
    if not bare or _is_settled(text, amounts, found):
        return
    if product := _product(text, entities):
        found["price_of"] = product
        if "price" in found:
            found["amount"] = found.pop("price")
    elif not _is_paid_apiece(text):
        found["ask_period"] = True


def lend_period(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Gives a price the only period that the sum is of: that of the target for "$240 per payer", the
    month for a price that is moved where its effect is asked "per month"."""
    tiers = [q for plan in found.get("plans", ()) for q in find_quantities(str(plan["price"]))]
    tiers = [q for q in tiers if q.value]  # what is free has no period to lend
    small = bool(tiers) and all(q.per is None and q.value < _LARGEST_BY_MONTH for q in tiers)
    if small and _BY_MONTH.search(text) and (_BY_BOTH.search(text) or not _BY_YEAR.search(text)):
        found |= _with_period(found, "month")  # "what do they bring per month?"
    bare = "price" in found and "/" not in str(found["price"])
    if not bare:
        return
    named = {next(g for g in m.groups() if g).lower() for m in _NAMED_FEE.finditer(text)}
    named = named or {m[1].lower() for m in _PAID_BY.finditer(text)}
    if len(named) == 1:
        word = named.pop()
        found |= _with_period(found, str(table("periods").get(word, word)))
        return
    each = any(
        m.each or _EACH.search(text[m.start : m.end + 20])
        for m in roles.money
        if m.per not in PERIODS
    )
    spans = {m.per for m in roles.money if m.per in PERIODS and m.value >= LEAST_TARGET}
    if "target" in found and each and len(spans) == 1:
        found["price"] = f"{found['price']}/{spans.pop()}"
    elif "price_to" in found and _BY_MONTH.search(text) and not _BY_YEAR.search(text):
        found |= {name: f"{found[name]}/month" for name in ("price", "price_to") if "/" not in found[name]}  # fmt: skip


_NAMED_FEE = re.compile(
    r"\b(monthly|yearly|annual|weekly|quarterly)\s+(?:\w+\s+)?(?:fees?|prices?|charges?|dues|rates?|plans?|tiers?|packages?|subscription(?: price)?)\b|([月年])费(?!用)",
    re.IGNORECASE,
)
"""The fee by its name, wherever its amount stands: "raise the monthly fee from 8 to 10"."""
_PAID_BY = re.compile(
    r"\bpa(?:y|ys|id|ying)\s(?:us\s)?(?:per|a|an|each|every)\s(month|year|quarter|week)\b",
    re.IGNORECASE,
)
"""The period behind the paying, the amount being elsewhere: "$144 is what each pays per year"."""
_LARGEST_BY_MONTH = 200
"""From here on a price of which only a month's total is asked may be one of a year."""
_EACH = re.compile(r"\b(?:per|for each|a|from each) (?:paying )?(?:payer|user|head|subscriber|customer|seat|member|person)\b|每(?:人|位|户)", re.IGNORECASE)  # fmt: skip
_BY_MONTH = re.compile(r"\b(?:per|a|each|every) month\b|\bmonthly\b|每个?月|月收入", re.IGNORECASE)
_BY_BOTH = re.compile(
    r"\bmonthly and (?:yearly|annual)|\b(?:per|a) month and (?:per|a) year|月(?:和|与|、)年",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"\byears?\b|\byearly\b|annual|年", re.IGNORECASE)


def _amounts(found: Mapping[str, Any]) -> list[str]:
    plans = [str(plan["price"]) for plan in found.get("plans", ())]
    single = [str(found["price"])] if "price" in found else []
    return [*single, *plans, *map(str, found.get("prices", ()))]


def _is_settled(text: str, amounts: Sequence[str], found: Mapping[str, Any]) -> bool:
    """The article's own price, a bare product "a × b", figures given as they stand ("subs: 60, fee: 240"),
    a table of them, or a sum over months that says its period."""
    if str(found.get("subscribers", "")).startswith("-"):
        return True  # refused before anything is asked
    way_alone = "compare" in found and not phrase("revenue", "more_asks").search(text)
    if (
        any("/" in amount for amount in amounts)
        or {"months", "show_month"} & set(found)
        or way_alone
    ):
        return True  # which way a revenue moves is the same for a month and a year
    if all(re.fullmatch(r"[\d.]+", amount) for amount in amounts) or _LABELLED.search(text):
        return True
    if "prices" in found and not found.get("pairwise") and phrase("revenue", "scenario").search(text):  # fmt: skip
        return True
    values = [q.value for amount in amounts for q in find_quantities(amount)]
    return ARTICLE_PRICE in values or _TIMES.search(text) is not None


def _is_paid_apiece(text: str) -> bool:
    """Whether a thing has its price and no time is named at all: a plain product is meant."""
    return _APIECE.search(text) is not None and _TIME.search(text) is None


def _product(text: str, entities: Sequence[Entity]) -> str | None:
    """The product whose price it is: a plan before the family it belongs to."""
    named = named_price(text, entities)
    if named and named != "article":
        return named
    systems = [e for e in entities if e.kind == "system" and e.vendor != "general"]
    return systems[0].canonical if systems else None


def read_unsaid_churn(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Churn is a rate of a month or a year; "10% quit" may happen once, "10% churn" may not."""
    rate = phrase("revenue", "churn_rate").search(text)
    reaction = "price_change_once" in found or "price_to" in found  # those who leave because of it
    if (
        "loss_once" in found
        and rate
        and not reaction
        and not phrase("revenue", "once").search(text)
    ):
        found["churn"] = found.pop("loss_once")
        found["ask_period"] = True


_OF_LEAVERS = re.compile(
    r"\b(?:after|with|given|net of|allowing for|including|despite|minus|less)\b[^.?!,]{0,24}\b(?:churn|attrition|cancellations)\b"
    r"|\b(?:left|remain\w*|stay\w*|lose|leave)\b[^.?!]{0,30}\b(?:churn|attrition|cancellations)\b|流失(?:之?后|完|一年)|(?:还|会)?(?:剩|流失)(?:下|掉)?多少",
    re.IGNORECASE,
)
"""Words by which people leave, though nothing says how many."""
_NONE_LEAVE = re.compile(r"\b(?:no|zero|without|ignor\w+|excluding|before) (?:any )?(?:churn|attrition)|(?:不计|无|没有|忽略)流失", re.IGNORECASE)  # fmt: skip


def lacks_churn(text: str, roles: Roles, found: dict[str, Any]) -> bool:
    """Whether the sum rests on those who leave, and no share or number of them is given."""
    given = roles.percents or len(roles.people) > 1 or roles.bare or spoken_shares(text)
    moved = {"churn", "loss_once", "growth", "added", "price_to", "solve"} & set(found)
    return (
        not given and not moved and bool(_OF_LEAVERS.search(text)) and not _NONE_LEAVE.search(text)
    )


def read_answer(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """A period or a rate alone, as one replies to our question: "a month", "3% a month"."""
    amounts = [q for some in roles if some is not roles.sizes for q in some]
    said = re.fullmatch(
        rf"\W*(?:\S+\s+){{0,3}}?{PERIOD_WORDS}(?:\s+(?:please|basis|of course))?\W*",
        text,
        re.IGNORECASE,
    )
    # "And per year?" asks to show the sum for a year; it does not make the price a yearly one.
    if (
        not amounts
        and said
        and not re.match(r"\W*(?:and|what about|那)\b|.*[?？]\s*$", text, re.IGNORECASE)
    ):
        word = next(g for g in said.groups() if g).lower()
        found["price_period"] = table("periods").get(word, word)
        found["show_per"] = [found["price_period"]]
    moves = ("growth", "decline", "churn", "price")
    if (
        len(amounts) == 1
        and len(roles.percents) == 1
        and not any(phrase("revenue", name).search(text) for name in moves)
        and not re.search(words("revenue", "paying"), text, re.IGNORECASE)
        and "growth" in found
    ):
        found["rate_alone"] = found.pop("growth")


def settled(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with later answers put where they belong: a period to what had none, a rate to churn."""
    found = dict(arguments)
    if "price_of" not in found and "price" in found:
        found.pop("amount", None)
    if (rate := found.get("rate_alone")) and (moves := _what_moves(found)):
        found[moves] = rate
        del found["rate_alone"]
    period = found.pop("price_period", None)
    if period not in PERIODS:
        return found
    for name in ("fixed", "income", "cost"):  # the engine asks for the one without
        if name in found and "/" not in str(found[name]):
            found[name] = f"{found[name]}/{period}"
    bare = [amount for amount in _amounts(found) if "/" not in amount]
    if bare:
        return _with_period(found, str(period))
    if "churn" in found and "/" not in str(found["churn"]):
        found["churn"] = f"{found['churn']}/{period}"
    return found


def _what_moves(found: Mapping[str, Any]) -> str | None:
    """Growth or churn, whichever the sum has, churn first while it waits for its period; None is for the engine to ask."""
    churn, growth = found.get("churn"), found.get("growth")
    if churn and ("/" not in str(churn) or not growth):
        return "churn"
    return "growth" if growth and not churn else None


def _with_period(found: dict[str, Any], period: str) -> dict[str, Any]:
    def said(amount: Any) -> str:
        return str(amount) if "/" in str(amount) else f"{amount}/{period}"

    if "price" in found:
        found["price"] = said(found["price"])
    if "plans" in found:
        found["plans"] = [{**plan, "price": said(plan["price"])} for plan in found["plans"]]
    if "prices" in found:
        found["prices"] = [said(price) for price in found["prices"]]
    return found


def wanted_periods(text: str, roles: Roles) -> list[str]:
    """Periods the answer is wanted for: those named outside of the amounts' own words."""
    rest = list(without_period_for_all(text))
    held = [(q.start, q.end) for some in (roles.money, roles.percents, roles.tokens) for q in some]
    held += [(q.start, q.start + len(re.split(r"\sfor\s", q.text)[0])) for q in roles.people]
    for start, end in [*held, *((start, end) for start, end, _ in spoken_shares(text))]:
        rest[start:end] = " " * (end - start)
    outside = re.sub(
        r"(?:churn|growth|grow\w*|流失|增长)\s*(?:per|a|each) (?:month|year)",
        " ",
        "".join(rest),
        flags=re.IGNORECASE,
    )
    return [name for name, said in _WANTED.items() if said.search(outside)]


_ASKED_OF = r"(?=\s*(?:[?？.,;]|$|(?:and|n|or|then|as well|plus|worth|costs?|brings?|bringing|amounts?|comes?|yields?|makes?|means?|earns?|adds?|totals?|looks?|gives?|works?|to us|for us|if|when)\b))"
"""Behind a period that stands by itself, as in "what's a quarter worth, and a full year"."""


def _named(noun: str, adverb: str, chinese: str) -> str:
    """The words for a period that a figure is wanted for."""
    return (
        rf"(?:per|each|every) (?:full |whole )?{noun}\b|(?:by|in|over|for|across)(?: (?:the|an?|one|each))?(?: (?:whole|full|entire))? {noun}s?{_ASKED_OF}"
        rf"|(?:an?|one|the|that)(?: (?:whole|full|entire|single))? {noun}{_ASKED_OF}"
        rf"|how (?:much|many) (?:is that )?an? {noun}\b|{adverb}|{chinese}"
    )


_WANTED = {
    name: re.compile(rf"(?:(?<!\w)|(?<=[和与及跟或]))(?:{said})", re.IGNORECASE)
    for name, said in {
        "decade": _named("decade", "every ten years", "每十年"),
        "year": rf"{_named('(?:year|annum)', 'yearly|annual(?:ly|i[sz]ed)?|arr', '一年|每年|年收入|全年|按年(?!付|收|计|缴|费)')}|a year\b|the (?:whole|full|entire) year\b|year(?=\s*[?？])",
        "half-year": _named("half[- ]year", "(?:semi|bi)-?annual(?:ly)?|half[- ]yearly|half a year", "每半年"),
        "quarter": rf"{_named('quarter(?! of)', 'quarterly|Q[1-4]', '(?:[每按]个?|一个?)季度?(?!付|收|计|缴)')}|(?:an?|one|the) (?:whole |full )?quarter(?! of)\b|quarter(?=\s*[?？]|\s+and (?:the )?(?:full )?year)",
        "month": _named("month", "monthly|mrr", "每月|每个月|月收入|按月(?!付|收|计|缴|费)"),
        "week": _named("week", "weekly", "每周|每星期|一周"),
        "day": _named("day", "daily", "每天|每日"),
    }.items()
}  # fmt: skip


def show_as_period(found: dict[str, Any]) -> None:
    """A length that is a period too, one of those asked for: "the monthly and the 12-month amount"."""
    period = AS_PERIOD.get(str(found.get("months")))
    if period and found["kind"] == "subscriptions" and not ({"churn", "show_month"} | MOVES) & set(found):  # fmt: skip
        del found["months"]
        found["show_per"] = list(dict.fromkeys([*found["show_per"], period]))


AS_PERIOD = {"3": "quarter", "6": "half-year", "12": "year", "120": "decade"}
