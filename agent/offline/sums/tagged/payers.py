"""Sums of payers at a price: what they bring, how many or what price a target needs, what a change or those who leave do."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agent.offline.sums.mankind import world_named
from agent.offline.sums.said_periods import PERIODS
from agent.offline.sums.spoken_shares import as_fraction
from agent.offline.sums.sum_periods import AS_PERIOD
from agent.offline.sums.tagged.items import MONTHS, Item
from agent.offline.sums.tagged.paths import rate_period, steps
from agent.offline.sums.tagged.told import Arguments, Told, percent
from agent.offline.sums.unpaid_shares import is_unpaid
from agent.offline.vocabulary import phrase

_DOWN = re.compile(
    r"(?<!or )\b(?:cut(?:s|ting)?|drop(?:s|ped|ping)?|lower(?:s|ed|ing)?|reduc\w+|slash\w*|discount\w*|cheaper|decreas\w+|trim\w*|knock\w*|shav\w+)\b|(?<=%) off\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:rais\w+|ris(?:es?|ing)|rose|hik\w+|increas\w+|lift\w*|bump\w*|jack\w*|put(?:s|ting)? up|go(?:es|ing)? up|push\w*|dearer|pricier|more expensive)\b",
    re.IGNORECASE,
)


_FREE_MONTHS = re.compile(
    r"\bmonths? (?:(?:is|are|comes?|for) )?free\b|\bfree months?\b|\bfor the price of\b",
    re.IGNORECASE,
)
_SHARE_ASKED = re.compile(
    r"%|per ?cent|\bshare\b|\bportion|fraction|\bpart\b|slice|chunk|ratio|\bhow much of\b|\bout of\b|\bcompared? (?:with|to)\b|\bof (?:the|its|our|their|that|all)\b|against|contribut",
    re.IGNORECASE,
)


def revenue(told: Told) -> Arguments | None:
    """Payers, or the share of a base that pays, at a price; over a length of time where one is told."""
    made: Arguments = {"kind": "subscriptions"}
    if told.has("payers") and not told.has("base") and not told.has("paying_share"):
        made["subscribers"] = _people(told, told.one("payers"))
    elif told.has("paying_share") and (told.has("base") or told.has("payers")):
        made["subscribers"] = told.one("base" if told.has("base") else "payers").written
        made["paying_share"] = _paying(told.text, told.one("paying_share").written)
    elif world := world_named(told.text):
        made["subscribers_of"] = world
        if told.has("paying_share"):
            made["paying_share"] = _paying(told.text, told.one("paying_share").written)
    else:
        return None
    price = told.one("price")
    if _FREE_MONTHS.search(told.text) or price.per not in (None, *PERIODS):
        return None  # months that cost nothing; by the hour: of machines, not of payers
    counted = told.one("payers").per if told.has("payers") else None  # "each month 3,000 pay $5"
    made["price"] = replace(price, per=price.per or counted).price
    if len(told.all("length")) > 1:
        return _over_each(made, told.all("length"))
    if told.has("length") and not told.one("length").is_period:
        made |= _length(told.one("length"))
    return made


def _over_each(made: Arguments, lengths: Sequence[Item]) -> Arguments | None:
    """What comes in over each of several lengths of time, where each is a period of its own: "in three
    months, and in twelve"."""
    periods = {"1": "month", **AS_PERIOD}
    told = [periods.get(length.amount[0]) for length in lengths if length.amount[1] == "month"]
    if None in told or len(told) != len(lengths):
        return None
    return {**made, "show_per": list(dict.fromkeys(told))}


def _paying(text: str, share: str) -> str:
    """The share that pays, where the one told is of those who do not: "two thirds are free, the rest pay"."""
    if not is_unpaid(text, share):
        return share
    left = 1 - as_fraction(share)
    return f"{left.numerator}/{left.denominator}"


def _people(told: Told, item: Item) -> str:
    """With their noun where it is a buyer's bill, not a vendor's sales."""
    seats = re.match(r"\W*(?:\w+ )?seats?\b", told.text[item.end :], re.IGNORECASE)
    seats = seats or "seat" in told.text[item.start : item.end]
    ours = seats or phrase("revenue", "bill_of_ours").search(told.text)
    return item.written + (" seats" if ours else "")


def _length(item: Item) -> Arguments:
    if item.unit == "year":
        return {"years": item.written}
    if item.unit in MONTHS:
        return {"months": str(int(Decimal(item.written) * MONTHS[item.unit]))}
    return {f"{item.unit}s": item.written}


def need_payers(told: Told) -> Arguments | None:
    """How many payers a target needs at a price."""
    target = told.one("target")
    if "money" not in target.sorts or target.per not in _TOTALS:
        return None
    price = told.one("price").price
    return {"kind": "subscriptions", "price": price, "target": _total(told, target), "solve": "subscribers"}  # fmt: skip


def need_price(told: Told) -> Arguments | None:
    """The price by which so many payers reach a target."""
    target = told.one("target")
    if "money" not in target.sorts or target.per not in _TOTALS:
        return None
    people = _people(told, told.one("payers"))
    made = {"kind": "subscriptions", "subscribers": people, "target": _total(told, target)}
    month = re.search(r"month", told.text, re.IGNORECASE)
    return {**made, "solve": "price", **({"solve_period": "month"} if month else {})}


_TOTALS = (None, "month", "quarter", "year")
"""Periods of a target; of a week or a day the rules know what a year makes."""
_WITHIN = re.compile(
    r"\s(?:in|over|for|within|during|across) (?:a|one|the|any|each) (?:full |whole |single |entire )?(month|quarter|year)\b",
    re.IGNORECASE,
)


def _total(told: Told, item: Item) -> str:
    """With its period, unless the words behind it say another: "$8 a month … $1.5 million in a full year"."""
    own = _WITHIN.match(told.text, item.end)
    per = own[1].lower() if own else item.per
    return item.money + (f"/{per}" if per in ("month", "quarter") else "")


def share_of(told: Told) -> Arguments | None:
    """What payers at a price bring, as a share of a whole."""
    if not _SHARE_ASKED.search(told.text):
        return None
    people = _people(told, told.one("payers"))
    made = {"kind": "subscriptions", "subscribers": people, "price": told.one("price").price}
    return {**made, "share_of": told.one("whole").money}


def reprice(told: Told) -> Arguments | None:
    """A change of the price with those who leave or join because of it, beside what there is now."""
    price, payers = told.one("price"), told.one("payers")
    made: Arguments = {"kind": "subscriptions", "subscribers": payers.written, "price": price.price}
    if told.has("new_price"):
        made["price_to"] = replace(told.one("new_price"), per=told.one("new_price").per or price.per).price  # fmt: skip
    else:
        change = told.one("price_change")
        sign = -1 if _falls(told.text, change, gains=told.has("gain")) else 1
        if "money" in change.sorts:
            moved = Decimal(price.written) + sign * Decimal(change.written)
            made["price_to"] = replace(price, written=f"{moved:f}").price
        else:
            made["price_change_once"] = f"{'-' if sign < 0 else ''}{percent(change).lstrip('-')}"
    gains = told.has("gain")
    moved = told.one("gain" if gains else "loss")
    if "share" in moved.sorts:
        made["growth_once" if gains else "loss_once"] = percent(moved).lstrip("-")
    else:
        number = Decimal(moved.written)
        if number < 1:
            return None  # an elasticity, or a share without its sign
        left = Decimal(payers.written) + (1 if gains else -1) * number
        made["subscribers_to"] = f"{left:f}"
    return {**made, "compare": True}


def _falls(text: str, change: Item, *, gains: bool) -> bool:
    """Whether the price goes down: by the last word before the change that tells it, else the first
    behind; where none does, who joins because of it says so."""
    if change.written.startswith("-"):
        return True
    said = sorted([(m.start(), is_down) for p, is_down in ((_DOWN, True), (_UP, False)) for m in p.finditer(text)])  # fmt: skip
    before = [is_down for at, is_down in said if at < change.start]
    behind = [is_down for at, is_down in said if at >= change.start]
    return before[-1] if before else behind[0] if behind else gains


def decay(told: Told) -> Arguments | None:
    """Those who stay where a share leaves every period; with a price also what the last month brings."""
    churn = told.one("churn")
    per = rate_period(told, churn)
    counts = {steps(item, per) for item in told.all("length")}
    count = counts.pop() if len(counts) == 1 else None
    if per is None or count is None or not churn.written.endswith("%"):
        return None
    if phrase("revenue", "renews").search(told.text):
        return None  # the share may be of those who stay
    people = told.one("payers").written
    if not told.has("price"):
        rate = {"rate": f"-{churn.written}", "per": per, "periods": count, "churned": True}
        return {"kind": "growth", "start": people, **rate}
    if per != "month":
        return None
    made = {"kind": "subscriptions", "subscribers": people, "price": told.one("price").price}
    return {**made, "churn": f"{churn.written}/{per}", "months": count, "show_month": count}
