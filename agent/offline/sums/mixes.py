"""Parts of all payers by their shares: plans that lead to a target together, channels that each keep a share."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET
from agent.offline.sums.planner.sought import period_in
from agent.offline.sums.relations.amount import Amount
from agent.offline.sums.relations.amounts import amounts_in, with_lent_periods
from agent.offline.sums.spoken_shares import as_fraction
from agent.offline.sums.unpaid_shares import THE_REST
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_KEEPS = re.compile(r"\b(?:keep(?:s|ing)?|tak(?:es?|ing)|cost(?:s|ing)?|charg(?:es?|ing)|fees?|commissions?|cuts?|skim(?:s|ming)?)\b|抽|佣金|手续费|分成|扣|费率", re.IGNORECASE)  # fmt: skip
_LEFT = re.compile(r"\b(?:left|remains?|net|keep|our (?:share|part)|end up with|take[- ]home|after (?:the )?(?:fees|cuts?|commissions?))\b|净|到手|剩|实收|扣除后", re.IGNORECASE)  # fmt: skip
_PERIOD = re.compile(r"(?P<month>\b(?:a|per|each|every) month\b|\bmonthly\b|每个?月|月净|月收入)", re.IGNORECASE)  # fmt: skip
_PAID_BY_ALL = re.compile(r"\b(?:every(?:body|one| (?:user|customer|subscriber|member|one))|all(?: of them)?|each(?: (?:user|customer|subscriber|member))?|they all) (?:pay|pays|is charged|are charged|brings?)\b|\b(?:price|fee|plan|subscription) (?:is|at|of|costs)\b|(?:都|均|统一|每人|人人|大家|所有人|用户)\w{0,3}[付收交]|(?:统一|月费|价格|定价|售价)", re.IGNORECASE)  # fmt: skip
_ASIDE = re.compile(r"\s*(?:[(（,，]\s*)?(?:all |都是|均为|均)?(?:每个?月|每年|按月|按年|monthly|yearly|(?:a|per|each) (?:month|year))", re.IGNORECASE)  # fmt: skip
_INCOME = re.compile(r"\b(?:revenues?|income|sales|turnover|takings|bring|make|earn|total)\b|收入|营收|一共|总共|合计", re.IGNORECASE)  # fmt: skip
_ZH = {"year": "年", "month": "月", "quarter": "季度", "week": "周"}
_NEAR = 40
_BESIDE = 14
"""How near to a share the word stands that tells a cut from a part of the payers."""


def mix_sum(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """A worksheet over all parts; None where amounts of other sorts take part or the parts are not all."""
    found = with_lent_periods(amounts_in(text, quantities) or [])
    if not _of_one_currency(found):
        return None
    if {a.sorts[0] for a in found} == {"share", "money"}:
        return _payers_for(text, found) or _margin_of_parts(text, found)
    if {a.sorts[0] for a in found} == {"share", "money", "count"}:
        return _left_of_channels(text, found)
    return None


def paid_by_parts(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """What parts of all pay together, their period said once behind them: "half pay ¥10, half ¥20 (monthly)"."""
    said = amounts_in(text, quantities) or []
    found = with_lent_periods(said)
    if {a.sorts[0] for a in found} != {"share", "money", "count"} or not _of_one_currency(found):
        return None
    monies, counts = ([a for a in found if a.sorts[0] == sort] for sort in ("money", "count"))
    shares = _whole([a.written for a in found if a.sorts[0] == "share"], len(monies), text)
    aside = _ASIDE.match(text, monies[-1].end)
    pers = {a.per or (period_in(aside[0]) if aside else None) for a in monies}
    once = any(a.sorts[0] == "money" and not a.per for a in said)
    per = next(iter(pers)) if once and len(pers) == 1 and _INCOME.search(text) else None
    if shares is None or len(counts) != 1 or per is None or not monies[0].unit:
        return None
    named = ("人数", "份额", "价格", "平均价格", "{}收入") if _is_chinese(text) else ("subscribers", "share_", "price_", "average_price", "{}ly_revenue")  # fmt: skip
    people, share, price, average, revenue = named
    unit = f"{monies[0].unit}/person/{per}"
    givens = {people: f"{counts[0].written} people"}
    for i, (part, paid) in enumerate(zip(shares, monies, strict=True), 1):
        givens |= {f"{share}{i}": part, f"{price}{i}": f"{paid.written} {unit}"}
    mixed = " + ".join(f"{share}{i} * {price}{i}" for i in range(1, len(monies) + 1))
    lengths = dict.fromkeys((per, "year"))
    told = {length: revenue.format(_ZH.get(length, length) if _is_chinese(text) else length) for length in lengths}  # fmt: skip
    steps = [f"{average} = {mixed} in {unit}"]
    steps += [f"{name} = {people} * {average} in {monies[0].unit}/{length}" for length, name in told.items()]  # fmt: skip
    return {"kind": "chain", "givens": givens, "steps": steps, "answers": [*told.values(), average]}


def _payers_for(text: str, found: Sequence[Amount]) -> dict[str, Any] | None:
    """How many payers reach an amount: "70% take $10 and the rest $25: how many until $100M a year?"."""
    monies = [a for a in found if a.sorts[0] == "money"]
    *_, target = sorted(monies, key=lambda a: Decimal(a.written))
    prices = [a for a in monies if a is not target]
    shares = _whole([a.written for a in found if a.sorts[0] == "share"], len(prices), text)
    if shares is None or Decimal(target.written) < LEAST_TARGET or not phrase("revenue", "count_asks").search(text):  # fmt: skip
        return None
    said = period_in(text[prices[0].start : prices[-1].end + _BESIDE])
    pers = [a.per or said for a in prices]
    if None in pers or len({a.unit for a in monies}) > 1 or not target.unit:
        return None
    named = ("目标", "份额", "价格", "平均价格", "所需人数") if _is_chinese(text) else ("target", "share_", "price_", "average_price", "subscribers_needed")  # fmt: skip
    goal, share, price, average, needed = named
    per, money = target.per or "year", target.unit
    givens = {goal: f"{target.written} {money}/{per}"}
    for i, (part, paid, length) in enumerate(zip(shares, prices, pers, strict=True), 1):
        givens |= {f"{share}{i}": part, f"{price}{i}": f"{paid.written} {money}/person/{length}"}
    mixed = " + ".join(f"{share}{i} * {price}{i}" for i in range(1, len(prices) + 1))
    steps = [
        f"{average} = {mixed} in {money}/person/{pers[0]}",
        f"{needed} = {goal} / {average} in people",
    ]
    return {"kind": "chain", "givens": givens, "steps": steps, "answers": [needed, average]}


def _margin_of_parts(text: str, found: Sequence[Amount]) -> dict[str, Any] | None:
    """What is left of one price where each part of the payers costs its own: "a fifth cost $30, the rest $5, all pay $15"."""
    monies = [a for a in found if a.sorts[0] == "money"]
    paid = [
        a for a in monies if _PAID_BY_ALL.search(text, max(a.clause[0], a.start - _NEAR), a.end)
    ]
    costs = [a for a in monies if a not in paid]
    shares = _whole([a.written for a in found if a.sorts[0] == "share"], len(costs), text)
    if len(paid) != 1 or shares is None or not phrase("revenue", "margin").search(text):
        return None
    pers = [each.per for each in costs]
    pers = [per or next((p for p in pers if p), paid[0].per) for per in pers]
    if (
        len({a.unit for a in monies}) > 1
        or not paid[0].unit
        or (None in pers) != (paid[0].per is None)
    ):
        return None
    named = ("价格", "份额", "成本", "平均成本", "人均毛利", "毛利率") if _is_chinese(text) else ("price", "share_", "cost_", "average_cost", "margin_each", "margin")  # fmt: skip
    price, share, cost, average, left, margin = named
    unit = f"{paid[0].unit}/person" + (f"/{paid[0].per}" if paid[0].per else "")
    givens = {price: f"{paid[0].written} {unit}"}
    for i, (part, each, per) in enumerate(zip(shares, costs, pers, strict=True), 1):
        own = f"{paid[0].unit}/person" + (f"/{per}" if per else "")
        givens |= {f"{share}{i}": part, f"{cost}{i}": f"{each.written} {own}"}
    mixed = " + ".join(f"{share}{i} * {cost}{i}" for i in range(1, len(costs) + 1))
    steps = [
        f"{average} = {mixed} in {unit}",
        f"{left} = {price} - {average} in {unit}",
        f"{margin} = {left} / {price} in %",
    ]
    return {"kind": "chain", "givens": givens, "steps": steps, "answers": [left, margin]}


def _left_of_channels(text: str, found: Sequence[Amount]) -> dict[str, Any] | None:
    """What is left where each channel keeps its own share: "60% come by the store, which keeps 30%; the rest …"."""
    monies, counts = ([a for a in found if a.sorts[0] == sort] for sort in ("money", "count"))
    shares = [a for a in found if a.sorts[0] == "share"]
    cuts = [a for a in shares if _is_cut(text, a, shares)]
    if len(monies) != 1 or len(counts) != 1 or not monies[0].per or not monies[0].unit:
        return None
    parts = _whole([a.written for a in shares if a not in cuts], len(cuts), text)
    if parts is None or not _LEFT.search(text):
        return None
    per, money = "month" if _PERIOD.search(text[shares[-1].end :]) else "year", monies[0].unit
    named = ("人数", "价格", "份额", "费率", "收入", "渠道{}剩余", "剩余合计") if _is_chinese(text) else ("subscribers", "price", "share_", "fee_", "revenue", "left_of_channel_{}", "left_in_all")  # fmt: skip
    people, price, share, fee, gross, left, net = named
    givens = {
        people: f"{counts[0].written} people",
        price: f"{monies[0].written} {money}/person/{monies[0].per}",
    }
    steps = [f"{gross} = {people} * {price} in {money}/{per}"]
    for i, (part, cut) in enumerate(zip(parts, cuts, strict=True), 1):
        givens |= {f"{share}{i}": part, f"{fee}{i}": cut.written}
        steps.append(f"{left.format(i)} = {gross} * {share}{i} * (1 - {fee}{i}) in {money}/{per}")
    each = [step.partition(" = ")[0] for step in steps[1:]]
    steps.append(f"{net} = {' + '.join(each)} in {money}/{per}")
    return {"kind": "chain", "givens": givens, "steps": steps, "answers": [net, gross, *each]}


def _of_one_currency(found: Sequence[Amount]) -> bool:
    return len({a.unit for a in found if a.sorts[0] == "money"}) <= 1


def _is_cut(text: str, a: Amount, shares: Sequence[Amount]) -> bool:
    """Whether a word for what somebody keeps stands before the share, behind the one before it, or right behind."""
    begin = max((s.end for s in shares if s.end <= a.start), default=0)
    clause = max(a.clause[0], begin)
    behind = re.match(r"\s?(?:of (?:it|that)\s?)?(?:cut|fee|commission|佣金|手续费|抽成)", text[a.end : a.end + _BESIDE], re.IGNORECASE)  # fmt: skip
    return _KEEPS.search(text, clause, a.start) is not None or behind is not None


def _whole(parts: list[str], wanted: int, text: str) -> list[str] | None:
    """As many shares as wanted, which are all together; the last may be the rest of them."""
    total = sum((as_fraction(part) for part in parts), Fraction(0))
    if len(parts) == wanted - 1 and 0 < total < 1 and THE_REST.search(text):
        left = 1 - total
        return [*parts, f"{left.numerator}/{left.denominator}"]
    return parts if len(parts) == wanted > 1 and total == 1 else None


def _is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None
