"""Which amount of money is a sum to reach, the whole that a share is of, or a price."""

import re

from agent.offline.sums.amounts import LEAST_PAYERS, LEAST_TARGET, Roles
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_ASKS_TARGET = ("target_asks", "target_when", "reach_asks")
_LEAST_GOAL = 20_000
"""A smaller sum that is named as what a year is to bring: "to get $90k a year from 150 customers"."""
LEAST_TOTAL = 10_000_000
"""No subscriber pays this much: where a price or a number is sought, it is the sum to reach."""


def is_target(m: Quantity, text: str) -> bool:
    before = text[max(0, m.start - 34) : m.start]
    goal = re.search(
        rf"(?<![a-z]){words('revenue', 'target_before')}\s*(?:about |roughly |around |收入)?(?:每年|每月|一年|年收入|月收入)?$",
        before,
        re.IGNORECASE,
    )
    asks = any(phrase("revenue", cue).search(text) for cue in _ASKS_TARGET)
    total = m.value >= LEAST_TOTAL and not is_price(m, text)
    goal = goal or re.match(r"\s*(?:annual |yearly |a year )?(?:target|goal|wanted|needed|required)\b", text[m.end :], re.I)  # fmt: skip
    least = _LEAST_GOAL if goal and m.per == "year" else LEAST_TARGET
    reached = asks and m.value >= least and not is_share_base(m, text)
    return bool(reached and (goal or total))


def is_share_base(m: Quantity, text: str) -> bool:
    if phrase("revenue", "share_of_people").search(text):
        return False
    if m.value < 1_000_000:
        return False
    if phrase("revenue", "share_asks").search(text):
        return True
    named = phrase("revenue", "share_words").search(text)
    return named is not None and not (is_price(m, text) or _GIVEN_SHARE.search(text))


_GIVEN_SHARE = re.compile(r"\d ?(?:%|per ?cent)|百分之[\d一二三四五六七八九十]", re.IGNORECASE)


def is_share_of_whole(text: str, roles: Roles) -> bool:
    """Whether it is asked what part of one large revenue the payers of one price bring, no goal to reach."""
    counted = [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    if len(roles.money) != 2 or len(counted) != 1 or roles.percents or roles.tokens:
        return False
    small, large = sorted(roles.money, key=lambda m: m.value)
    apart = large.value >= 1_000_000 and small.value * 100 <= large.value
    return apart and is_share_base(large, text) and not _GOAL.search(text)


_GOAL = re.compile(r"\b(?:must|needs?(?: to)?|ha(?:ve|s) to|should|required?)\b|需|必须|才能?|要(?!么)", re.I)  # fmt: skip


def is_price(m: Quantity, text: str) -> bool:
    before, after = text[max(0, m.start - 22) : m.start], text[m.end : m.end + 20]
    if re.match(
        r"\s*(?:of |in )?(?:[MA]RR|(?:annual |monthly )?(?:revenue|sales)|run[- ]rate)\b",
        after,
        re.I,
    ):
        return False
    if m.value >= LEAST_TOTAL:
        return False  # "stands at $450m"
    return (
        m.per is not None
        or re.search(rf"(?<![a-z]){words('revenue', 'price_before')}\W*$", before, re.IGNORECASE)
        is not None
    )
