"""The amounts of a question with their sorts and periods, before any of them has a role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from agent.offline.sums.amounts import is_money, plain
from agent.offline.sums.moments import calendar_years, lengths_listed, moments_in
from agent.offline.sums.planner.lengths import is_period_asked, lengths_in
from agent.offline.sums.planner.shares import multiples_in, within
from agent.offline.sums.planner.term import Term
from agent.offline.sums.recount import recounted
from agent.offline.sums.relations.amount import Amount
from agent.offline.sums.relations.cohorts import with_cohort
from agent.offline.sums.relations.factors import factors_once
from agent.offline.sums.relations.scales import scale_said
from agent.offline.sums.said_periods import LEAST_TARGET, PERIODS, own_period, period_of
from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.vocabulary import table
from agent.quantities import Quantity

_PERIOD = r"(?:year|month|quarter|week)"
_STEP = re.compile(
    rf"\bfrom (?:one|each|every) (?P<unit>{_PERIOD}) to the (?:next|following)(?: one)?|\b(?P<over>{_PERIOD})[- ](?:over|on)[- ](?:{_PERIOD})|逐(?P<zunit>月|年)|\brule of (?:40|forty)\b|(?:40|四十)法则",
    re.IGNORECASE,
)
"""What looks like an amount and is none: a period that a rate is of, the name of a rule."""
_SAID = re.compile(
    rf"\b(?:a|an|per|each|every)\s+(?P<unit>{_PERIOD})\b|\b(?P<adverb>monthly|yearly|annual(?:ly)?|quarterly|weekly)\b|/\s?(?P<short>mo|yr|month|year)\b"
    r"|(?P<run>\b(?-i:[MA]RR)\b)|\b(?:last|this|past|in the (?:first|second|third|fourth|last|past)) (?P<last>year|quarter|month)\b|\b(?-i:Q[1-4])(?P<q>)\b"
    r"|每一?个?(?P<zunit>年|月|季度|周)|(?<![上今去明当第\d一二三四五六七八九十])(?P<zrate>年|月)(?=度?(?:均|运营|总)?(?:增长|增速|流失|留存|续费|收入|营收|成本|费|付|开支|租))|(?P<zlast>季度|上季|全年|去年)"
    r"|(?<![\d一二三四五六七八九十第])一个?(?P<zone>年|月|季度|周)(?:内|里|中|下来)?(?:会|要|大?约|平均)?(?=流失|退订|走|留存|留下|续费|增长)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:what|which|how)\b|多少|几", re.IGNORECASE)
"""Between an amount and a period that is then the one asked for: "losing 40% is what monthly churn"."""
_AHEAD = re.compile(
    rf"\b(?:each|every|per|a) (?P<unit>{_PERIOD})\b|每一?个?(?P<zunit>年|月|季度|周)", re.IGNORECASE
)
_EACH = re.compile(
    r"\b(?:each|apiece|every (?:user|customer|subscriber|member|one)|(?:per|an?) (?:paying )?(?:user|customer|subscriber|member|seat|head|account))\b|每(?:个|位|名)?(?:付费)?(?:用户|客户|会员|订户|人|席位)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[;；。?？!！]|\.(?:\s|$)")
_CUT = re.compile(
    r",(?!\d{3})|[，、;；。?？:：()（）]|\.(?:\s|$)|\s(?=(?:and|but|while|plus|with|if)\b)",
    re.IGNORECASE,
)
_LATER = re.compile(r"[一半两]个?(?:年|月|季度|周)$")
_AFTER = re.compile(r"之?后|以后")
_GREW = re.compile(
    r"\b(?:doubled|tripled|quadrupled)\b(?=[^.?!]{0,24}\b(?:in|over|within)\b)|翻了一[番倍]",
    re.IGNORECASE,
)
_TIMED = re.compile(rf"[^.?!。？！]{{0,40}}?(?:{_PERIOD}s?\s\d|\d\s{_PERIOD}|20\d\d|第\s?\d|\d\s?个?[年月])", re.IGNORECASE)  # fmt: skip
_OF_A_CURVE = re.compile(r"\blogistic|\bs-?curve|逻辑(?:增长|曲线)|S\s?[型形曲]", re.IGNORECASE)
_MIDDLE = re.compile(r"mid-?point|inflect|half|middle|中点|拐点|一半", re.IGNORECASE)
_WATTS = re.compile(r"\s?(?:瓦(?!时)|W\b)")
_PER_KWH = re.compile(
    r"\s?(?:/|per|an?|each)\s?(?:kWh|kilowatt[- ]?hour)|\s?(?:/|每)\s?(?:度|千瓦时)", re.IGNORECASE
)
_PER_KWH_AHEAD = re.compile(
    r"每(?:一)?(?:度|千瓦时)(?:电)?(?:电?价)?(?:是|为)?\s?[¥￥]?$|电价(?:是|为)?每(?:度|千瓦时)\s?$"
)
_MAY_BE_BELOW = re.compile(r"rule of (?:40|forty)|(?:40|四十)法则", re.IGNORECASE)
_POINTS = re.compile(r"\s?(?:points?|pts)\b", re.IGNORECASE)
_CURRENCY = (("USD", r"\$|dollar|\busd\b|美元"), ("EUR", r"€|\beuros?\b|欧元"), ("GBP", r"£|\bpounds?\b|英镑"), ("CNY", r"[¥￥元]|\byuan\b|\brmb\b|人民币"))  # fmt: skip
_LEAST_MONEY = 1000
"""A bare number from here on may be one of money."""


def amounts_in(text: str, quantities: Sequence[Quantity]) -> list[Amount] | None:
    """All amounts in their order; None where one is of a sort that no role has."""
    currency, scale = _currency(text), scale_said(text)
    found = [*_moments(text, quantities), *_cycles(text)]
    steps = [m.span() for m in _STEP.finditer(text)]
    taken = [(a.start, a.end) for a in found]
    factors = [f for f in factors_once(text) if not within(f.start, f.end, taken)]
    found += [_amount(text, ("times",), f.times, "", None, f.start, f.end) for f in factors]
    taken += [(f.start, f.end) for f in factors]
    for start, end, part in spoken_shares(text):
        if within(start, end, taken):
            continue
        if part == "1/2" and _OF_A_CURVE.search(text) and _TIMED.match(text, end):
            continue  # the ceiling's half, which says when its middle is
        found.append(_amount(text, ("share",), part, "", None, start, end))
    held = [*steps, *((a.start, a.end) for a in found)]
    for q in recounted(quantities, text):
        if within(q.start, q.end, held) or is_period_asked(q, text):
            continue
        one = _of_quantity(q, text, currency, scale)
        if one is None:
            return None
        found.append(one)
    held += [(a.start, a.end) for a in found]
    found += [_length(text, t) for t in lengths_in(text) if not within(t.start, t.end, held)]
    made = sorted(_with_periods(text, found), key=lambda a: a.start)
    if any("points" in a.sorts and a.per not in (None, "year") for a in made):
        return None  # what points of a month's churn make of a year is no product
    return with_cohort(text, made)


def with_lent_periods(amounts: Sequence[Amount]) -> list[Amount]:
    """Prices without a period with that of another price: "they pay $10 a month, we move to $12"."""
    timed = {a.per for a in amounts if _is_price(a) and a.per and a.per != "hour"}
    if len(timed) != 1:
        return list(amounts)
    return [replace(a, per=next(iter(timed))) if _is_price(a) and not a.per else a for a in amounts]


def _is_price(a: Amount) -> bool:
    return a.sorts[0] == "money" and float(a.written) < LEAST_TARGET


def moved(a: Amount, by: int) -> Amount:
    """The amount as it stands in a longer text."""
    (b, c), (d, e) = a.clause, a.sentence
    places = {"clause": (b + by, c + by), "sentence": (d + by, e + by)}
    return replace(a, start=a.start + by, end=a.end + by, **places)


def _currency(text: str) -> str:
    named = [code for code, said in _CURRENCY if re.search(said, text, re.IGNORECASE)]
    return named[0] if len(named) == 1 else ""


def _moments(text: str, quantities: Sequence[Quantity]) -> Iterator[Amount]:
    """Moments as lengths of time; years of the calendar as those since the first of them."""
    for m in (*moments_in(text), *lengths_listed(text)):
        yield _amount(text, ("length",), str(m.number), m.unit, None, m.start, m.end)
    years = calendar_years(text, [(q.start, q.end) for q in quantities])
    first = min((y.number for y in years), default=0)
    of_middle = any(_MIDDLE.search(text[max(0, y.start - 24) : y.end + 8]) for y in years)
    for y in years:
        if len(years) > 1 and (y.number > first or of_middle):
            since = _amount(text, ("length",), str(y.number - first), "year", None, y.start, y.end)
            yield replace(since, called=str(y.number))


def _cycles(text: str) -> Iterator[Amount]:
    """Growth by a factor as two amounts, what it is multiplied by and how often, "doubles every 15 months", or
    as one beside a length of time, "tripled in 4 years"."""
    for t in multiples_in(text):
        middle = t.start + 1
        yield _amount(text, ("factor",), t.times, "", None, t.start, middle)
        yield replace(_length(text, t), sorts=("cycle",), start=middle)
    for m in _GREW.finditer(text):
        times = {"d": "2", "t": "3", "q": "4"}.get(m[0][0].lower(), "2")
        yield _amount(text, ("factor",), times, "", None, *m.span())


def _length(text: str, t: Term) -> Amount:
    return _amount(text, ("length",), t.written, next(iter(t.unit)), None, t.start, t.end)


def _of_quantity(q: Quantity, text: str, currency: str, scale: Decimal | None) -> Amount | None:
    q = _without_length(q, text)
    number = plain(abs(q.value))
    if one := _of_power(q, text):
        return one
    if is_money(q):
        per = period_of(q, text) or ("hour" if q.per == "hour" else None)
        return _amount(text, ("money",), number, str(q.unit), per, q.start, q.end)
    if q.unit == "percent":
        return _share(q, number, text)
    unit = str(q.unit or "").removesuffix("s")
    if unit in PERIODS:
        return _amount(text, ("length",), number, unit, None, q.start, q.end)
    per = q.per if q.per in PERIODS else None
    if q.unit in ("people", "seats", "customers", "users", "subscribers", "accounts", "licences"):
        return _amount(text, ("count",), number, "", per, q.start, q.end)
    if q.unit == "percentage points" or (q.unit is None and _POINTS.match(text, q.end)):
        return _amount(text, ("points",), f"{number}%", "", q.per, q.start, q.end)
    if q.unit is not None:
        return None
    if scale and abs(q.value) < _LEAST_MONEY:
        scaled = plain(abs(q.value) * scale)
        return _amount(text, ("money", "count"), scaled, currency, per, q.start, q.end)
    return _amount(text, *_bare(q, number, currency), currency, per, q.start, q.end)


def _share(q: Quantity, number: str, text: str) -> Amount | None:
    if q.value < 0 and re.search(r"[-−–负]|minus", q.text):
        if not _MAY_BE_BELOW.search(text):
            return None  # what a loss below nothing means was not said
        number = f"-{number}"
    return _amount(text, ("share",), f"{number}%", "", own_period(q, text), q.start, q.end)


def _of_power(q: Quantity, text: str) -> Amount | None:
    """What a machine draws, as energy an hour, or the price of energy."""
    if q.unit in ("kW", "W") or (q.unit is None and _WATTS.match(text, q.end)):
        small = q.unit != "kW"  # "0.6千瓦" is read as 600
        drawn = plain(q.value / 1000 if small else q.value)
        return _amount(text, ("power",), drawn, "", None, q.start, q.end)
    ahead = _PER_KWH_AHEAD.search(text, 0, q.start)
    if is_money(q) and (_PER_KWH.match(text, q.end) or ahead):
        return _amount(text, ("energy",), plain(q.value), str(q.unit), None, q.start, q.end)
    return None


def _bare(q: Quantity, number: str, currency: str) -> tuple[tuple[str, ...], str]:
    """What a number without a unit may be, the likeliest first, and how it is written."""
    timed = q.per in PERIODS
    bare = ("count", "money", "number") if abs(q.value) >= _LEAST_MONEY else ("number", "count")
    if currency and timed and abs(q.value) < _LEAST_MONEY:
        bare = ("money", *bare)
    if q.value != q.value.to_integral_value():
        bare = tuple(sort for sort in bare if sort != "count")
    return bare, f"-{number}" if q.value < 0 and bare[0] == "number" else number


def _without_length(q: Quantity, text: str) -> Quantity:
    """Of "100万用户一年后" the people: the year is a length of its own, not what they are counted by."""
    later = _LATER.search(q.text) if _AFTER.match(text, q.end) else None
    if later is None or not later.start():
        return q
    return replace(q, end=q.end - len(later[0]), text=q.text[: later.start()], per=None)


def _amount(
    text: str,
    sorts: tuple[str, ...],
    written: str,
    unit: str,
    per: str | None,
    start: int,
    end: int,
) -> Amount:
    begin = max((m.end() for m in _CUT.finditer(text, 0, start)), default=0)
    close = _CUT.search(text, end)
    first = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    last = _SENTENCE.search(text, end)
    clause = (begin, close.start() if close else len(text))
    until = last.start() if last else len(text)
    each = _EACH.search(text, *clause) is not None
    return Amount(sorts, written, unit, per, start, end, clause, (first, until), each)


def _with_periods(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Each with the period that its clause says, or its sentence before it: "every month 400 join and 3% leave"."""
    hidden = list(text)
    for a in found:
        hidden[a.start : a.end] = " " * (a.end - a.start)
    rest = "".join(hidden)
    return [
        a
        if a.per or a.sorts[0] in ("length", "cycle", "factor", "times")
        else replace(a, per=_period(a, rest))
        for a in found
    ]


def _away(m: re.Match[str], a: Amount) -> float:
    """How far a period stands from the amount; behind it is nearer."""
    return m.start() - a.end if m.start() >= a.end else 2 * (a.start - m.end())


def _period(a: Amount, rest: str) -> str | None:
    found = [m for p in (_STEP, _SAID) for m in p.finditer(rest, *a.clause)]
    found = [m for m in found if any(g is not None for g in m.groups())]
    found = [m for m in found if not _ASKED.search(rest, a.end, max(a.end, m.start()))]
    said = min(found, key=lambda m: _away(m, a), default=None)
    if said is None and a.sorts[0] != "money":
        ahead = [*_AHEAD.finditer(rest, a.sentence[0], a.start)]
        said = ahead[-1] if ahead else None
    if said is None and a.sorts[0] == "money":  # "$2m from ads and $1m from fees last year"
        one = [m for m in _SAID.finditer(rest, *a.sentence) if m["last"] or m["zlast"]]
        said = one[0] if len(one) == 1 else None
    if said is None:
        return None
    groups = said.groupdict()
    if "q" in groups and groups["q"] is not None:
        return "quarter"
    word = next(g for g in groups.values() if g).lower()
    return {"mrr": "month", "arr": "year", "上季": "quarter", "全年": "year", "去年": "year"}.get(
        word
    ) or str(table("periods").get(word, word))
