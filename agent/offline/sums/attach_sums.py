"""The arguments of what some of those who pay take on top."""

import re
from dataclasses import replace
from typing import Any

from agent.offline.sums.amounts import Roles, money, period_of, plain
from agent.offline.sums.parts_of_a_base import is_lifted_part, read_lifted_part, taken_by
from agent.offline.sums.planner.sought import ASKS, asking
from agent.offline.sums.rates import clause_at
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity


def read_attach(text: str, roles: Roles, found: dict[str, Any], notes: list[str]) -> str | None:
    if is_lifted_part(text, roles):
        read_lifted_part(text, roles, found)
        return None
    if not roles.people:
        found["base_revenue"] = money(roles.money[0], text, period=False)
        if period := period_of(roles.money[0], text) or _period_ahead(text, roles.money[0]):
            found["base_per"] = period
        found["rates"] = [f"{_lost(q, text)}{plain(abs(q.value))}%" for q in roles.percents]
        found["combine"] = (
            "multiply"
            if re.search(
                r"multiplicativ|(?<!no )(?<!not )(?<!without )compound|one after|相乘|依次",
                text,
                re.IGNORECASE,
            )
            else "add"
        )
        return None
    share = roles.percents[0] if roles.percents else taken_by(text, roles)
    assert share is not None, "kinds names no add-on without a share"
    after = [m for m in roles.money if m.start > share.start] or _priced_bare(text, roles, share)
    uplift = min(after, key=lambda m: m.value) if after else roles.money[-1]
    based = [m for m in roles.money if _IS_BASE.search(clause_at(text, m)[0])]
    if len(roles.money) == 2 and len(based) == 1:
        uplift = next(m for m in roles.money if m is not based[0])
    found |= {
        "customers": plain(roles.people[0].value),
        "attach_rate": f"{plain(share.value)}%",
        "uplift_price": money(uplift, text),
    }
    if base := next((m for m in roles.money if m is not uplift), None):
        found["base_price"] = money(base, text)
        if _asks_whole(text):
            found["with_base"] = True
        if "/" not in found["uplift_price"] and "/" in found["base_price"]:
            found["uplift_price"] += "/" + found["base_price"].split("/")[1]
            notes.append(
                "附加价格按基础价格的周期计"
                if re.search(r"[\u4e00-\u9fff]", text)
                else "the extra price is read for the period of the base price"
            )
    return None


_IS_BASE = re.compile(
    r"\b(?:already|currently|today|now|existing|base)\b|已|目前|现在|现有|原有|基础", re.IGNORECASE
)


def _asks_whole(text: str) -> bool:
    """Whether all there is then is asked, not what comes on top alone."""
    pieces = [p for _, part in asking(text) for p in re.split(r"[,，;；]\s?", part) if p.strip()]
    said = " ".join([p for p in pieces if ASKS.search(p)] or pieces[-1:])
    extra = any(phrase(*cue).search(said) for cue in (("worksheet", "extra_asks"), ("revenue", "attach")))  # fmt: skip
    extra = extra or re.search(r"\b(?:new|net)\b|新增|净增", said, re.IGNORECASE) is not None
    return not extra and phrase("revenue", "result").search(said) is not None


def _priced_bare(text: str, roles: Roles, share: Quantity) -> list[Quantity]:
    """A number behind those who add something that is its price: "one in five adds it at 4,000"."""
    priced = re.compile(
        r"\b(?:at|for|pay(?:s|ing)?|costs?|costing|priced)\W*$|[付价]\W*$", re.IGNORECASE
    )
    found = [q for q in roles.bare if q.start > share.end and priced.search(text[: q.start])]
    return [replace(q, unit=roles.money[0].unit) for q in found[:1]] if roles.money else []


def _lost(q: Quantity, text: str) -> str:
    """The sign of what is given up of a base: "needs a 2% discount"."""
    clause = clause_at(text, q)[0]
    return "-" if phrase("revenue", "discount").search(clause) else ""


def _period_ahead(text: str, q: Quantity) -> str | None:
    """The period that stands before what the amount is of: "Quarterly cloud revenue 33bn yuan"."""
    said = re.search(
        r"\b(year|quarter|month)ly\b|\b(annual)\b|(年度|季度|月度)", text[: q.start], re.I
    )
    word = next((g for g in said.groups() if g), "").lower() if said else ""
    return str(table("periods").get(word, word)) or None
