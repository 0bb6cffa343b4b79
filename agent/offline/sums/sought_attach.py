"""Which share of the customers must take an add-on for it to bring an amount."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import PERIODS, period_of, plain, sort
from agent.offline.sums.groups import counted
from agent.quantities import Quantity

_ASKS = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:attach(?:ment)?|take[- ]?up|adoption|uptake|penetration|conversion)(?: rate)?\b"
    r"|\b(?:what|which|how (?:large|big|high) an?) (?:share|percentage|fraction|proportion|part|per ?cent)\b(?: of (?:\w+ ){1,3})? ?(?:must|has to|have to|needs? to|should|would need to|needed|required)\b"
    r"|(?:附加|渗透|加购|购买|订购|采用|付费|转化)率(?:要|需|须|应)?(?:达到|做到|是|为)?(?:多少|几)|(?:百分之(?:几|多少)|多大比例|几成)的?(?:客户|用户|人)[^，。？?]{0,6}(?:购买|订购|加购|买|付费|选)",
    re.IGNORECASE,
)
_LEAST_TIMES = 100
"""A goal is at least so many times the price of one."""


def sought_attach(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """A worksheet of the share; None where the question asks for none or holds other amounts."""
    asked = _ASKS.search(text)
    roles = sort(quantities, text)
    people = counted(roles)
    if asked is None or len(people) != 1 or len(roles.money) != 2 or roles.percents or roles.tokens:
        return None
    price, goal = sorted(roles.money, key=lambda m: m.value)
    per = period_of(price, text)
    span = period_of(goal, text) or per
    small = goal.value < price.value * _LEAST_TIMES
    if small or per not in PERIODS or span not in PERIODS or price.unit != goal.unit:
        return None
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    names = ("客户数", "单价", "目标", "所需人数", "附加率") if chinese else ("customers", "price", "goal", "takers_needed", "attach_rate")  # fmt: skip
    base, paid, wanted, takers, rate = names
    return {
        "kind": "chain",
        "givens": {
            base: f"{plain(people[0].value)} people",
            paid: f"{plain(price.value)} {price.unit}/person/{per}",
            wanted: f"{plain(goal.value)} {goal.unit}/{span}",
        },
        "steps": [f"{takers} = {wanted} / {paid} in people", f"{rate} = {takers} / {base} in %"],
        "answers": [rate, takers],
    }
