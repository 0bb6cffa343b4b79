"""Amounts that took a unit from a neighbour which counts something else: "$20 and 1 million users"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.language import language_of
from agent.offline.sums.spoken_shares import is_part_of_price, spoken_shares, value_of
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity, find_quantities

_LEAST = 1000
_LEAST_SUM = 10_000
"""A bare number from here on may be a sum of money by the words beside it."""
_SUM_BEFORE = re.compile(rf"(?<![a-z]){words('revenue', 'money_before')}(?:\W+(?:is|are|was|were|of|at|to|from|us|me|them|about|a|an|the|up|goes|went|only|just|against))*\W*$", re.I)  # fmt: skip
_SUM_BEHIND = re.compile(rf"(?:\s+(?:in|of))?\s*(?:\w+ )?{words('revenue', 'money_behind')}(?![a-z])", re.I)  # fmt: skip
_WANTED = re.compile(
    rf"(?<![a-z]){words('revenue', 'money_wanted')}(?:\s+(?:of|is|a|about))*\s*$", re.I
)
_REACHED = re.compile(rf"(?<![a-z]){words('revenue', 'money_reached')}\s*$", re.I)
_AT_A_PRICE = re.compile(
    r"\s*(?:at|@|[x×*])\s*[$€£¥]?\d(?![\d.,]*\s?(?:%|per ?cent))", re.IGNORECASE
)
_PAID_BEFORE = re.compile(
    r"(?:\b(?:pay(?:s|ing)?|at|charg(?:e|es|ing)|for|prices?(?: is| of)?|fees?(?: is| of)?)|@)\s*$",
    re.IGNORECASE,
)
_CURRENCIES = {"us dollars": "USD", "dollars": "USD", "usd": "USD", "euros": "EUR", "eur": "EUR", "pounds": "GBP", "gbp": "GBP", "yuan": "CNY", "rmb": "CNY"}  # fmt: skip
_IN_CURRENCY = re.compile(rf"\bin ({'|'.join(_CURRENCIES)})\b", re.IGNORECASE)
"""A currency said once for all, away from its amounts."""
_OF_ALL = re.compile(r"\s+of\s+(?:(?:our|the|its|those|these|all|my)\s+)*", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:the (?:rest|others?|remaining (?:ones|\w+))|others|every(?:one|body) else)\b", re.I
)
_RATE_AHEAD = re.compile(
    r"\b(?:in|into|to) (?:us )?(?:dollars|usd|euros|eur|pounds|gbp) (?:at|with|using) $",
    re.IGNORECASE,
)
_OF_A_SIZE = re.compile(r"\w-(?:person|people|man|woman)$", re.IGNORECASE)
"""How large somebody is who asks: "a two-person software house"."""
_UP_TO = re.compile(r"\s*(?:up )?to\s*", re.IGNORECASE)
_PRICE_BEFORE = re.compile(
    r"\b(?:for (?:another|an extra|an additional)|at only|costing)\s*$", re.I
)
_COUNTS = re.compile(rf"\s*(?:(?!(?:on|for|in|at|and|with|of|to) )[a-z-]+ ){{0,2}}?(?:{words('revenue', 'people')}|tokens?|people|input|output)(?![a-z])|\s*(?:个|名|位|人|用户|席位)", re.I)  # fmt: skip
_SIGN = re.compile(
    r"[$€£¥￥元镑]|dollar|yuan|rmb|usd|cny|eur|gbp|pound|yen|rupee|美元|美金", re.IGNORECASE
)
_PRICE_NEXT = (
    r"(?:\s+(?:on |of )?[A-Za-z][\w.+-]*){0,4}?\s*(?:\bat\b|@|\bpay(?:s|ing)?\b|\bfor\b|\bon(?: an?)?\b|付|每|×)"
    r"\s*(?:only |about )?[$€£¥￥]?\s*\d"
    r"|(?:\s+(?!(?:and|or|plus|of|in|from|to|last|this|per|each)\b)[A-Za-z][\w-]*){1,3}\s+[$€£¥￥₹]\s?\d"
)
FREE = r"\s*(?:[A-Za-z]+\s+){0,2}?(?:for free|free\b(?! users| accounts)|(?:pay(?:s|ing)? )?nothing)|\s*(?:人|用户)?(?:免费|不付费?)"
"""Behind a number of people: these pay nothing."""
_COMES_OR_GOES = r"\s+(?:[a-z-]+ ){0,2}?(?:joins?|leaves?|quits?|cancels?|signs? up|churns?|drops? out)\b|(?:人|用户)?(?:加入|离开|流失|退订)"


def recounted(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """The amounts with payers as people, and the price before them at its own scale."""
    said = spoken_shares(text)
    shares = [(start, end) for start, end, _ in said]
    apart = [q for q in quantities if not any(a <= q.start < b for a, b in shares)]
    apart = [q for q in apart if not _OF_A_SIZE.search(q.text)]
    apart = _with_part_prices(apart, said, text)
    plain = [_without_payment(q, text) for q in apart]  # without the numbers of "1 in 30"
    found = _as_money(plain, text)
    named = {q.start for q, own in zip(found, plain, strict=True) if q.unit != own.unit}
    for i, q in enumerate(found):
        if q.start in named or not _is_payers(q, text):
            continue
        found[i] = replace(q, unit="people", per=None)
        if i and _is_money(found[i - 1]):
            found[i - 1] = _own_value(found[i - 1])
    return _with_rest(_as_shares(found, text), text)


def _with_part_prices(
    quantities: Sequence[Quantity], said: Sequence[tuple[int, int, str]], text: str
) -> list[Quantity]:
    """The price that a part of another makes as one of its own: "$15 here and a third of that there"."""
    found = list(quantities)
    for start, end, part in said:
        before = [q for q in quantities if q.end <= start and _is_money(q)]
        if is_part_of_price(text, start, end) and before:
            value = before[-1].value * value_of(part)
            own = replace(before[-1], value=value, start=start, end=end, text=text[start:end])
            found.append(own)
    return sorted(found, key=lambda q: q.start)


def _as_shares(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Bare numbers that a stroke joins and that make a hundred, as many as there are prices: "50/30/20 at 6, 15 and 45"."""
    monies = sum(_is_money(q) for q in quantities)
    for at in range(len(quantities) - monies + 1 if monies > 1 else 0):
        some = quantities[at : at + monies]
        gaps = [text[a.end : b.start] for a, b in zip(some, some[1:], strict=False)]
        bare = all(q.unit is None for q in some) and sum(q.value for q in some) == 100
        if bare and all(re.fullmatch(r"\s*[/:-]\s*", gap) for gap in gaps):
            return [replace(q, unit="percent") if q in some else q for q in quantities]
    return quantities


def _with_rest(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Of "8 million of our 40 million pay $5, the others $9" the second number as those others, where they stand."""
    rest = _REST.search(text)
    for part, whole in zip(quantities, quantities[1:], strict=False):
        counts = part.value >= _LEAST and whole.unit == "people" and part.unit in (None, "people")
        if rest and counts and part.value < whole.value and rest.start() > whole.end and _OF_ALL.fullmatch(text[part.end : whole.start]):  # fmt: skip
            others = replace(whole, value=whole.value - part.value, start=rest.start(), end=rest.end(), text=rest[0])  # fmt: skip
            kept = [replace(q, unit="people") if q is part else q for q in quantities if q is not whole]  # fmt: skip
            return sorted([*kept, others], key=lambda q: q.start)
    return quantities


def _as_money(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Bare numbers that the words beside them name as money: "revenue 4.2 million", "spend 900k", "for another 700".

    They are in the one currency of the text, in dollars where it names none.
    """
    quantities = _with_parts_of_sums(_with_cents(quantities), text)
    quantities = _all_of_one_currency(quantities, text)
    named = {q.unit for q in quantities if _is_money(q)}
    if len(named) > 1:
        return [_of_its_period(q, text) for q in quantities]
    spoken = _IN_CURRENCY.search(text)
    currency = str(next(iter(named), _CURRENCIES[spoken[1].lower()] if spoken else _unsaid(text)))
    named |= {currency} if spoken else set()
    found: list[Quantity] = []
    for q in quantities:
        is_named = _is_free(q, text) and (_is_sum(q, text, found, currency) or (named and _is_price(q, text)))  # fmt: skip
        found.append(replace(q, unit=currency) if is_named else q)
    return [_of_its_period(q, text) for q in found]


def _of_its_period(q: Quantity, text: str) -> Quantity:
    """Recurring revenue with the month that its name says: "900k MRR"."""
    by_month = _is_money(q) and not q.per and _BY_MONTH.match(text, q.end)
    return replace(q, per="month") if by_month else q


_BY_MONTH = re.compile(r"\s*(?:(?:in|of) )?MRR\b", re.IGNORECASE)


def _with_cents(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Cents as those of the one currency beside them: "€3 an hour or 60 cents"."""
    cents = [q for q in quantities if q.unit == "USD" and _CENTS.search(q.text)]
    others = {q.unit for q in quantities if _is_money(q) and q not in cents}
    if len(others) != 1 or not cents:
        return list(quantities)
    own = next(iter(others))
    return [replace(q, unit=own) if q in cents else q for q in quantities]


def _unsaid(text: str) -> str:
    """The currency of a text that names none, by its language; the answer says so."""
    return "CNY" if language_of(text) == "zh" else "USD"


def _with_parts_of_sums(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """A bare number as money at the scale of the sum it is of: "31 of the 48 million dollars"."""
    found = list(quantities)
    for i, (part, whole) in enumerate(zip(found, found[1:], strict=False)):
        scale = _SCALE.search(whole.text)
        between = text[part.end : whole.start]
        if part.unit is None and _is_money(whole) and scale and _OF_ALL.fullmatch(between + " "):
            value = part.value * 10 ** _POWERS[scale[1].lower()]
            if value < whole.value:
                found[i] = replace(part, value=value, unit=whole.unit)
    return found


_SCALE = re.compile(r"\d\s?(thousand|million|billion|trillion|bn|mn|m|k|b)\b", re.IGNORECASE)
_POWERS = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}  # fmt: skip


def _all_of_one_currency(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Large numbers of what is sold as money, where the currency is said once for all: "9M subscriptions + 2M ads, all dollars"."""
    said = _ALL_IN.search(text)
    if said is None:
        return list(quantities)
    unit = _CURRENCIES[said[1].lower()]
    return [replace(q, unit=unit) if _is_sold(q, text) else q for q in quantities]


def _is_sold(q: Quantity, text: str) -> bool:
    counts = q.unit is None and _COUNTS.match(text, q.end) is None
    sold = q.unit == "people" and re.search(r"\bsubscriptions\b", q.text, re.IGNORECASE)
    return q.value >= _LEAST_SUM and q.per in (None, "year", "month", "quarter") and bool(counts or sold)  # fmt: skip


_ALL_IN = re.compile(
    rf"\b(?:all|everything|figures|amounts|numbers)(?: (?:is|are))?(?: in)? ({'|'.join(_CURRENCIES)})\b",
    re.I,
)
_CENTS = re.compile(r"\bcents?\b", re.IGNORECASE)


def _is_free(q: Quantity, text: str) -> bool:
    """Whether a number counts nothing by itself or by the word behind it."""
    timed = q.per in (None, "year", "month", "quarter")
    counts = _COUNTS.match(text, q.end) or _AT_A_PRICE.match(text, q.end)
    return q.unit is None and timed and counts is None


def _is_sum(q: Quantity, text: str, before: Sequence[Quantity], currency: str) -> bool:
    """Whether the words name a large number as money: what was earned or spent, or what that becomes."""
    if q.value < _LEAST_SUM:
        return False
    ahead = text[max(0, q.start - 48) : q.start]
    if _SUM_BEFORE.search(ahead) or _SUM_BEHIND.match(text, q.end):
        return True
    if _WANTED.search(ahead) and (q.per == "year" or phrase("revenue", "margin").search(text)):
        return True
    sums = [m for m in before if m.unit == currency and m.value >= _LEAST_SUM]
    joined = bool(sums) and sums[-1] is before[-1] and _UP_TO.fullmatch(text[sums[-1].end : q.start])  # fmt: skip
    return bool(joined or (sums and _REACHED.search(ahead)))


def _is_price(q: Quantity, text: str) -> bool:
    ahead = text[max(0, q.start - 24) : q.start]
    timed = q.per in ("month", "year") and _PAID_BEFORE.search(ahead)
    return 0 < q.value < _LEAST_SUM and (timed or _PRICE_BEFORE.search(ahead)) is not None


def _without_payment(q: Quantity, text: str) -> Quantity:
    """A share without the period of what it pays: "4%每月付20元" grows by nothing a month."""
    paid = re.search(r"每(?:个?月|年|周|天)$", q.text) and re.match(
        r"[付交花缴]|[¥￥$]?\d", text[q.end :]
    )
    if q.unit == "percent" and paid:
        return replace(q, per=None)
    if _is_money(q) and "," in q.text and _RATE_AHEAD.search(text[: q.start]):
        written = q.text.partition(",")[0]  # "into dollars at 7.1 yuan, per annum"
        return replace(q, per=None, each=None, end=q.start + len(written), text=written)
    return q


def _is_payers(q: Quantity, text: str) -> bool:
    """Whether money without a sign of its own is followed by what it pays, or by a word for people."""
    if not _is_money(q) or q.value < _LEAST or _SIGN.search(q.text):
        return False
    after = text[q.end : q.end + 60]
    if re.match(
        r"\s*(?:cached |prompt )?(?:input|output|cached|tokens?|in\b|out\b)", after, re.IGNORECASE
    ):
        return False
    people = rf"(?:\s+[\w.+-]+){{0,3}}?\s*{words('revenue', 'people')}(?![a-z])"
    return (
        re.match(f"(?:{_PRICE_NEXT}|{people}|{FREE}|{_COMES_OR_GOES})", after, re.IGNORECASE)
        is not None
    )


def _own_value(q: Quantity) -> Quantity:
    """A price as its own words say it, without the scale of the payers behind it."""
    alone = find_quantities(q.text)
    return replace(q, value=alone[0].value) if len(alone) == 1 else q


def _is_money(q: Quantity) -> bool:
    return q.unit is not None and len(q.unit) == 3 and q.unit.isupper()
