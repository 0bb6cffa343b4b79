"""People who join or leave by number a period: "adds 300k a month", "growing by 2 million a year", "每月新增20万"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from agent.offline.sums.amounts import PERIODS, Roles, plain
from agent.offline.vocabulary import table, words
from agent.quantities import Quantity

_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
_ABOUT = r"(?:(?:about|around|roughly|some|another|a further|an extra|net|by)\s*|约|大约)*"
_PERIOD = r"(day|week|month|quarter|year)"
_BEHIND = re.compile(
    rf"\W*(?:(?!and\b|at\b|for\b|pay|who\b|of\b|with\b|on\b)[a-z-]+ ){{0,4}}?(?:(?:a|per|each|every) {_PERIOD}\b|(daily|weekly|monthly|quarterly|yearly|annually)\b)"
    r"|[^，。,.]{0,6}?每个?(天|日|周|月|季度|年)(?!费|付)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?:\b(?:each|every|per) {_PERIOD}\b[^,.;]{{0,30}}|每一?个?(天|日|周|月|季度|年)[^，。,.]{{0,8}})$",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\s*(?:[a-z-]+ ){0,2}?(?:new|more|additional|extra|further|net adds?|net additions?)\b|\s*(?:[a-z-]+ ){0,2}?(?:joins?|sign(?:s|ed)? up|come on board)\b"
    r"|\s*(?:个|名|位)?(?:新增|新用户|新会员|新客户|人?加入)",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\s*(?:[a-z-]+ ){0,2}?(?:leaves?|quits?|cancels?|churns?|drops? out)\b|\s*(?:个|名|位)?(?:用户|会员|人)?(?:流失|退订|离开)",
    re.IGNORECASE,
)


def take_joiners(text: str, roles: Roles) -> str | None:
    """The people added a period as "300000/month", "-5000/month" where they leave; taken out of the roles.

    Of those who join and those who leave the difference; one of them may say the period for both.
    """
    moves = [(q, sign, _period(q, text)) for q in _counted(roles) if (sign := _direction(q, text))]
    lent = next((per for _, _, per in moves if per), None)
    if lent is None:
        return None
    said = [(q, sign, per or lent) for q, sign, per in moves if per or len(moves) > 1]
    for q, _, _ in said:
        for some in (roles.people, roles.bare):
            if q in some:
                some.remove(q)
    if len({per for _, _, per in said}) == 1:
        return f"{plain(sum((sign * abs(q.value) for q, sign, _ in said), Decimal(0)))}/{lent}"
    a_month = (sign * abs(q.value) * _A_YEAR[per] / 12 for q, sign, per in said)
    return f"{plain(sum(a_month, Decimal(0)))}/month"


def _counted(roles: Roles) -> Sequence[Quantity]:
    return sorted([*roles.people, *roles.bare], key=lambda q: q.start)


def _direction(q: Quantity, text: str) -> int:
    """1 for those who join, -1 for those who leave, 0 for those who are there."""
    at = q.start + _number(q).start()
    before, after = text[max(0, at - 40) : at], text[q.start + _number(q).end() :][:60]
    for name, sign in (("leaves_by", -1), ("joins_by", 1)):
        if re.search(rf"(?<![a-z]){words('revenue', name)}\s*{_ABOUT}$", before, re.IGNORECASE):
            return sign
    of_them = re.search(r"(?:%|per ?cent|percent|third|half|quarter|fifth|tenth) of (?:(?:our|the|its|all|my) )*$", before, re.I)  # fmt: skip
    if of_them:
        return 0  # of "4% of our 22 million cancel every month" the number is of those there
    if _LEAVE.match(after):
        return -1
    return 1 if _NEW.match(after) else 0


def _number(q: Quantity) -> re.Match[str]:
    """The number within an amount's own words: of "每月新增20万会员" it is "20万"."""
    digits = r"\d[\d.,]*\s?(?:k|m|bn|million|billion|thousand|万|亿)?(?![a-z])"
    found = re.search(digits, q.text, re.IGNORECASE) or re.match(
        r"(?:[\w-]+ )*?(?:million|thousand|hundred)|.*", q.text
    )
    assert found is not None  # the second pattern matches everything
    return found


def _period(q: Quantity, text: str) -> str | None:
    if q.per in PERIODS:
        return str(q.per)
    said = _BEHIND.match(text[q.end : q.end + 60]) or _AHEAD.search(text[: q.start])
    if said is None:
        return None
    word = next(g for g in said.groups() if g).lower()
    return str(table("periods").get(word, word))
