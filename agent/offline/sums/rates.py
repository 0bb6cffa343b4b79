"""Percentages of a question: growth, churn, a change of price, who pays; and what is left out."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from agent.offline.sums.amounts import Roles, plain
from agent.offline.sums.groups import is_list
from agent.offline.sums.said_periods import own_period, repeated_period
from agent.offline.sums.spoken_shares import is_part_of_price, spoken_shares, value_of
from agent.offline.sums.unpaid_shares import THE_REST
from agent.offline.vocabulary import phrase, table, words
from agent.quantities import Quantity

_CLAUSE_END = re.compile(
    r",(?!\d{3}(?!\d))|[，;；。?？]|\. |: "
    r"| (?:and|but|with|plus|brings|makes|causes|means|leads to|gives|gets|while) "
)


_PAID = re.compile(r"每(?:个?月|年|周|天)\s*[付交花缴]")
"""The period of what is paid, not of a rate: "10%每月付10美元"."""
_OF_PEOPLE = re.compile(
    rf"\s*(?:more|fewer|less|extra|additional|new)\s+(?:\w+\s+)?{words('revenue', 'people')}(?![a-z])",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:more|higher|greater) than\s*$", re.IGNORECASE)
"""Before a rate that it bounds and does not raise: "I can't see more than 3% buying it"."""
_FAR = 10_000
_TIMES = {"doubl": 2, "tripl": 3, "quadrupl": 4}
_MULTIPLIES = re.compile(
    r"\b(?P<times>doubl|tripl|quadrupl)(?:es?|ed|ing)\b[^,.;?]{0,16}?"
    r"\b(?:(?:each|every|a|per) (?P<per>year|month)|yearly|annually)\b|每年翻(?:一番|倍)",
    re.IGNORECASE,
)


def read_percents(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Each percentage as growth, churn, a change of price or the share that pays, by the words beside it."""
    rest = _without_others(text, roles)
    for q in roles.percents:
        clause, place = clause_at(text, q)
        around = rest[place : place + len(clause)]
        per = None if _PAID.search(clause[q.start - place :]) else _repeated_beside(q, text) or own_period(q, text) or _rate_period(around)  # fmt: skip
        _read_percent(q, clause, q.start - place, per, text, found)
    if len(roles.percents) > 1 and is_list(roles.percents, text):
        _read_list(roles.percents, found)
    if off := read_tenths_paid(text):
        found.setdefault("price_change_once", f"-{plain(off)}%")


def _read_list(rates: Sequence[Quantity], found: dict[str, Any]) -> None:
    """Rates of a list as values of what its words move, each for a sum of its own: "growing 5%, 10% or 20% a year"."""
    share = f"{plain(abs(rates[-1].value))}%"
    for name in ("growth", "churn", "paying_share"):
        value = str(found.get(name, ""))
        if value.startswith(share):
            per = value.removeprefix(share)
            found[f"{name}_list"] = [f"{plain(abs(q.value))}%{per}" for q in rates]
            found[name] = found[f"{name}_list"][0]


def read_multiples(text: str, found: dict[str, Any]) -> None:
    """Growth in words: "doubling every year", "triple each year", "每年翻一番"."""
    said = _MULTIPLIES.search(text)
    if said is None or "growth" in found:
        return
    times = _TIMES[(said["times"] or "doubl").lower()]
    found["growth"] = f"{100 * (times - 1)}%/{(said['per'] or 'year').lower()}"


def read_tenths_paid(text: str) -> Decimal | None:
    """The percent taken off by a Chinese discount, which names what is left: "打八折" takes 20, "七五折" 25."""
    said = re.search(r"打?([一二三四五六七八九1-9])[.点]?([五5])?\s?折(?!旧|算|合)", text)
    if said is None:
        return None
    tens = "一二三四五六七八九".find(said[1]) + 1 or int(said[1])
    return Decimal(100 - tens * 10 - (5 if said[2] else 0))


def multiplies(text: str) -> bool:
    """Whether growth is said in words: "doubling every year"."""
    return _MULTIPLIES.search(text) is not None


def _read_percent(
    q: Quantity, clause: str, place: int, per: str | None, text: str, found: dict[str, Any]
) -> None:
    sign = sign_of(text, q)
    clause = _BOUND.sub(lambda m: " " * len(m[0]), clause[:place]) + clause[place:]
    falls = sign < 0 or (
        not sign and is_nearest("decline", ("growth", "price_up"), clause, place, q)
    )
    value = f"{'-' if falls else ''}{plain(abs(q.value))}%"
    amount = value + (f"/{per}" if per else "")
    moves = bool(falls or sign or phrase("revenue", "growth").search(clause))
    if phrase("revenue", "renews").search(clause) and 0 <= q.value <= 100:
        found["churn"] = f"{plain(100 - q.value)}%/{per or 'year'}"
    elif phrase("revenue", "discount").search(clause):
        found["price_change_once"] = f"-{plain(abs(q.value))}%"
    elif _is_of_price(clause, place, q, moves=moves):
        found["price_change" if per else "price_change_once"] = amount
    elif is_nearest("churn", ("growth",), clause, place, q):
        _read_loss(amount, per, sign, clause, found)
    elif sign < 0 and not per and re.search(words("revenue", "people"), clause, re.IGNORECASE):
        found["loss_once"] = amount.lstrip("-")
    elif moves:
        _read_growth(amount, per, text, found, once=bool(sign))
    elif per and not phrase("revenue", "paying").search(clause):
        found["growth"] = amount
    elif phrase("revenue", "converts").search(clause) or not re.search(
        r"nothing|\bfree\b|免费|不付", clause, re.IGNORECASE
    ):
        found["paying_share"] = f"{plain(q.value)}%"


def _is_of_price(clause: str, place: int, q: Quantity, *, moves: bool) -> bool:
    """Whether the rate is that of a price: of "a 10% price increase loses 8%" only the first is."""
    if _OF_PEOPLE.match(clause, place + len(q.text)):
        return False  # "10% more members at the old price"
    if moves_price(clause):
        others = ("churn", "growth")
        return any(is_nearest(cue, others, clause, place, q) for cue in ("price_up", "price_down"))
    leaves = is_nearest("churn", ("growth", "decline"), clause, place, q)
    return moves and not leaves and phrase("revenue", "price").search(clause) is not None


def moves_price(clause: str) -> bool:
    """Whether a word alone says that a price rises or falls: "raise", "涨价"; "raised" money is none."""
    ups = phrase("revenue", "price_up").search(clause)
    return ups is not None or phrase("revenue", "price_down").search(clause) is not None


def sign_of(text: str, q: Quantity) -> int:
    """1 for "+10%", -1 for "-10%", "minus 10%" and "流失率-2%", 0 where nothing is written; "5-10%" has none."""
    if q.value < 0:
        return -1
    before = text[: q.start].rstrip(" ")
    if before.endswith("+") or re.search(r"\bplus$", before, re.IGNORECASE):
        return 1
    return -1 if re.search(r"[\u4e00-\u9fff][-−–]$", before) else 0


def _read_loss(amount: str, per: str | None, sign: int, clause: str, found: dict[str, Any]) -> None:
    """Those who leave, a period or once; a rate of churn below zero keeps its sign, for the engine to refuse."""
    named = re.search(words("revenue", "churn_named"), clause, re.IGNORECASE)
    negative = re.search(r"\b(?:net[- ])?negative (?:\w+ )?(?:churn|attrition)|负(?:的)?流失", clause, re.IGNORECASE)  # fmt: skip
    kept = amount.lstrip("-")
    below = negative or (named and sign < 0)
    found["churn" if per or below else "loss_once"] = f"-{kept}" if below else kept


def _read_growth(
    amount: str, per: str | None, text: str, found: dict[str, Any], *, once: bool = False
) -> None:
    """Growth a year unless said otherwise; beside a single step of the price it is a single step too."""
    compared = phrase("revenue", "compare").search(text) is not None
    once = not per and (once or "price_change_once" in found or compared)
    found["growth_once" if once else "growth"] = amount if per or once else f"{amount}/year"


def is_nearest(name: str, others: Sequence[str], clause: str, place: int, q: Quantity) -> bool:
    """Whether a word of `name` stands in the clause, and none of the others nearer to the rate."""

    def distance(cue: str) -> int:
        spans = [m.span() for m in phrase("revenue", cue).finditer(clause)]
        end = place + len(q.text)
        return min((max(a - end, place - b, 0) for a, b in spans), default=_FAR)

    own = distance(name)
    return own < _FAR and all(own <= distance(other) for other in others)


def _without_others(text: str, roles: Roles) -> str:
    """The text with amounts other than rates blanked: "a $50 monthly plan" gives no rate its period."""
    letters = list(text)
    for q in [*roles.money, *roles.people, *roles.durations, *roles.tokens]:
        letters[q.start : q.end] = " " * (q.end - q.start)
    return "".join(letters)


def left_out(text: str, prices: Sequence[Quantity]) -> list[str]:
    """What was said and is not in the sum: a second price, a later turn without its rate."""
    left = [p.text for p in prices[1:]]
    then = re.search(
        r"\bthen\b([^.?!;]{3,60})|(?:之后|然后)([^。？！；]{2,30})", text, re.IGNORECASE
    )
    rest = (then[1] or then[2]) if then else ""
    moves = any(phrase("revenue", name).search(rest) for name in ("growth", "decline"))
    if moves and not re.search(r"\d|percent|half|一半", rest):
        left.append(rest.strip())
    return not_part(text, left)


def not_part(text: str, left: Sequence[str]) -> list[str]:
    """A note on each of what was said and is not in the sum."""
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    said = (
        "这一项没有计算进去"
        if chinese
        else "is not part of this sum: how much and when was not clear"
    )
    return [f"“{part}” {said}" for part in left]


def clause_at(text: str, q: Quantity) -> tuple[str, int]:
    """The clause an amount stands in, and where it begins; its own period may lie beyond a comma."""
    written = re.match(r"[^,，;；]*", q.text)
    behind = q.start + (written.end() if written else len(q.text))
    starts = [0, *(m.end() for m in _CLAUSE_END.finditer(text, 0, q.start))]
    start = starts[-1]
    if start == q.start and len(starts) > 1 and text[: q.start].endswith(": "):
        start = starts[-2]  # "Monthly attrition: 3%" is named by its label
    close = _CLAUSE_END.search(text, behind)
    end = close.start() if close else len(text)
    return text[start:end], start


def _repeated_beside(q: Quantity, text: str) -> str | None:
    """The period that a rate repeats in, a comma from it at most: "by 3%, month after month,"."""
    behind = re.match(r",?[^,.;:?!]{0,40}", text[q.end :])
    return repeated_period(q.text + (behind[0] if behind else ""))


def _rate_period(clause: str) -> str | None:
    if repeated := repeated_period(clause):
        return repeated
    said = re.search(
        r"\b(?:per|a|each|every)\s(month|year|quarter|week)\b|\b(monthly|yearly|annual(?:ly)?|quarterly|weekly)\b(?! (?:list )?(?:price|plan|fee|subscription|charge|bill))|每个?(月|年|季度|周)|(月|年)(?:流失|增长|增速|降)|/\s?(mo|yr|month|year)\b",
        clause,
        re.IGNORECASE,
    )
    if said is None:
        return None
    word = next(g for g in said.groups() if g).lower()
    return table("periods").get(word, word)


def shares_in(text: str, roles: Roles) -> list[Quantity]:
    """Percentages that cut the base into groups, not growth, churn or a change of price."""
    spoken = _spoken_shares(text) if roles.percents or len(roles.money) > 1 else []
    spoken = spoken or _paid_beside_the_rest(text, roles)
    moving = [phrase("revenue", name) for name in ("churn", "growth", "decline", "margin")]
    return [
        q
        for q in sorted([*roles.percents, *spoken], key=lambda q: q.start)
        if q.per is None and not any(p.search(clause_at(text, q)[0]) for p in moving)
    ]


def _paid_beside_the_rest(text: str, roles: Roles) -> list[Quantity]:
    """A share in words whose people pay one price and the rest another, whatever stands between them."""
    said = [s for s in spoken_shares(text) if not is_part_of_price(text, s[0], s[1])]
    rest = THE_REST.search(text, said[0][1]) if len(said) == 1 else None
    if rest is None or len(roles.money) != 2 or roles.percents:
        return []
    start, end, part = said[0]
    first, second = sorted(roles.money, key=lambda m: m.start)
    if not end <= first.start < rest.start() < second.start:
        return []
    return [
        Quantity(100 * value_of(part), "percent", None, None, start, end, text[start:end], None)
    ]


def written_share(share: Quantity) -> str:
    """In percent, or as the fraction that no percentage is exactly: "1/3"."""
    part = Fraction(share.value) / 100
    near = part.limit_denominator(99)
    rounded = part != near and abs(part - near) < Fraction(1, 10**12)
    return f"{near.numerator}/{near.denominator}" if rounded else f"{plain(share.value)}%"


_DOES = re.compile(
    r"的?(?:人|用户|会员|客户|订户)?(?:是|在|会)?(?:用|买|选|付|订|购|走|上(?!涨|升)|为|每)"
)
"""Behind a share in Chinese: what those people take."""


def _spoken_shares(text: str) -> list[Quantity]:
    """Shares in words with what their people do: "a quarter pay $8"."""
    named = {w: Fraction(f) * 100 for w, f in table("fractions").items() if w.isascii()}
    exact = {w: Decimal(p.numerator) / p.denominator for w, p in named.items()}
    words = "|".join(sorted(exact, key=len, reverse=True))
    said = re.finditer(
        rf"\b({words})(?= (?:(?:pay|are|is|use|take|have|buy|choose)s?|at|on|(?:of )?our|of (?:them|these|those|whom|which))\b| [$€£¥]\d)",
        text,
        re.IGNORECASE,
    )
    chinese = (s for s in spoken_shares(text) if not text[s[0]].isascii())
    return [
        Quantity(exact[m[1].lower()], "percent", None, None, m.start(), m.end(), m[0], None)
        for m in said
    ] + [
        Quantity(100 * value_of(part), "percent", None, None, start, end, text[start:end], None)
        for start, end, part in chinese
        if text[start - 1 : start] == "占" or _DOES.match(text, end)
    ]
