"""What AI bundled into a product adds in a year: buyers, uplift, churn saved, less what they drop."""

from dataclasses import replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    Amount,
    Price,
    read_count,
    read_money,
    read_part,
    read_price,
)
from agent.tools.revenue.money import EXACT, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


class Part(NamedTuple):
    """One addition, or what is taken off: its name, how it comes about, its amount a year."""

    name: Note
    formula: str
    amount: Decimal


def bundle(
    *,
    customers: Amount | None = None,
    base_price: Amount | None = None,
    base_revenue: Amount | None = None,
    attach_rate: Amount | None = None,
    price: Amount | None = None,
    uplift: Amount | None = None,
    cannibalised: Amount | None = None,
    lost_price: Amount | None = None,
    churn_saved: Amount | None = None,
    churn_of_all: bool = False,
    not_added: Amount | None = None,
    cost: Amount | None = None,
) -> Report:
    """`buyers × price + base × attach × uplift + base × attach × churn saved - buyers × dropped × lost price - cost`.

    The base is its revenue, or customers × base price; without an attach rate all of it is reached.
    Of what is paid or lifted the part that is `not_added` would have come anyway. Churn is that of those who are reached, or `churn_of_all`. What is `cannibalised` is a share of the
    buyers, or a number of them, who drop what they paid for before; without its price a share of what
    is paid for the bundle.

    >>> bundle(base_revenue="75bn USD", attach_rate="20%", uplift="30%").to_dict()["total"]
    '4500000000'
    """
    with localcontext(EXACT):
        prices = [read_price(p) for p in (price, base_price, lost_price, cost) if p is not None]
        money = None if base_revenue is None else read_money(base_revenue, "base revenue")
        currency = same_currency(
            *(each.currency for each in [*prices, *([money] if money else [])])
        )
        people = None if customers is None else read_count(customers, "customers").value
        reached = Decimal(1) if attach_rate is None else read_part(attach_rate)
        base = _base(people, base_price, money)
        buyers = None if people is None else people * reached
        parts: list[Part] = []
        if price is not None and buyers is not None:
            parts.append(_paid(Note("paid for the bundle", "捆绑收入"), buyers, read_price(price)))
        new = Decimal(1) if not_added is None else 1 - read_part(not_added)
        parts = [_added(part, new) for part in parts]
        kept = Decimal(1) if churn_of_all else reached
        for name, rate, part in (
            (Note("uplift of the base", "基础收入提升"), uplift, reached),
            (Note("revenue kept by less churn", "减少流失保留的收入"), churn_saved, kept),
        ):
            if rate is not None:
                one = _rate_of_base(name, base, part, read_part(rate))
                parts.append(_added(one, new) if rate is uplift else one)
        if cannibalised is not None and buyers is not None:
            parts += _lost(cannibalised, lost_price, buyers, parts[:1])
        if cost is not None:
            paid = read_price(cost)
            times = PER_YEAR[paid.per or "year"]
            formula = plain(paid.amount) + (f" × {times}" if times != 1 else "")
            parts.append(
                Part(Note("cost of running it", "运行成本"), formula, -paid.amount * times)
            )
        if not parts:
            raise CannotCalculate(
                "A bundle needs what it brings: a price and its customers, or an uplift or churn saved of a base."
            )
        report = _report(parts, currency, people, buyers)
        if base_price is None or people is None or base is None:
            return report
        paid = _paid(Note("base revenue", "基础收入"), people, read_price(base_price))
        first = Step(paid.name, paid.formula, base, currency)
        return replace(report, trace=[first, *report.trace])


def _added(part: Part, new: Decimal) -> Part:
    """What of it would not have come anyway."""
    if new == 1:
        return part
    return part._replace(formula=f"{part.formula} × {plain(new)}", amount=part.amount * new)


def _lost(
    cannibalised: Amount, lost_price: Amount | None, buyers: Decimal, paid: list[Part]
) -> list[Part]:
    """What buyers drop, by their share or number and its price; or a share of what they pay."""
    is_share = "%" in str(cannibalised) or "/" in str(cannibalised)
    if lost_price is not None:
        dropped = buyers * read_part(cannibalised) if is_share else read_count(cannibalised, "customers").value  # fmt: skip
        lost = _paid(Note("subscriptions dropped", "停订的订阅"), dropped, read_price(lost_price))
        return [lost._replace(amount=-lost.amount)]
    share = read_part(cannibalised)
    return [
        Part(
            Note("cannibalised", "蚕食的原有收入"),
            f"{plain(one.amount)} × {plain(share)}",
            -one.amount * share,
        )
        for one in paid
    ]


def _base(people: Decimal | None, price: Amount | None, money: Price | None) -> Decimal | None:
    """The base's revenue in a year."""
    if money is not None:
        return money.amount * PER_YEAR[money.per or "year"]
    if people is None or price is None:
        return None
    paid = read_price(price)
    return people * paid.amount * PER_YEAR[paid.per or "year"]


def _paid(name: Note, buyers: Decimal, price: Price) -> Part:
    times = PER_YEAR[price.per or "year"]
    formula = f"{plain(buyers)} × {plain(price.amount)}" + (f" × {times}" if times != 1 else "")
    return Part(name, formula, buyers * price.amount * times)


def _rate_of_base(name: Note, base: Decimal | None, reached: Decimal, rate: Decimal) -> Part:
    if base is None:
        raise CannotCalculate(
            f"The {name} needs the base: give its revenue, or its customers and their price."
        )
    share = "" if reached == 1 else f" × {plain(reached)}"
    return Part(name, f"{plain(base)}{share} × {plain(rate)}", base * reached * rate)


def _report(
    parts: list[Part], currency: str, people: Decimal | None, buyers: Decimal | None
) -> Report:
    net = sum((part.amount for part in parts), Decimal(0))
    steps = [Step(part.name, part.formula, abs(part.amount), currency) for part in parts]
    if len(parts) > 1:
        signs = "".join(f" {'-' if p.amount < 0 else '+'} {plain(abs(p.amount))}" for p in parts)
        steps.append(Step(Note("net added", "净增"), signs.removeprefix(" + "), net, currency))
    said = ", ".join(_said(part, currency) for part in parts)
    said_zh = "，".join(f"{part.name.zh}{say_money(part.amount, currency, 'zh')}" for part in parts)
    who = who_zh = ""
    if people is not None and buyers is not None:
        steps.insert(0, Step(Note("buyers", "买家"), f"{plain(people)} × {plain(buyers / people)}", buyers, "people"))  # fmt: skip
        who = f" {say_count(buyers)} of {say_count(people)} buy it."
        who_zh = f"{say_count(people, 'zh')}客户中{say_count(buyers, 'zh')}购买。"
    return plain_report(
        net,
        currency,
        steps,
        (
            f"**{say_money(net, currency)}** net added a year: {said}.{who}",
            f"**每年净增{say_money(net, currency, 'zh')}**：{said_zh}。{who_zh}",
        ),
        assumptions=[Note("a full year for all, rates too; the base's own revenue is not counted", "全部按整年计，比率亦然；不计基础收入")],
        parts={str(part.name): part.amount for part in parts},
    )  # fmt: skip


def _said(part: Part, currency: str) -> str:
    off = "less " if part.amount < 0 else ""
    return f"{off}{say_money(abs(part.amount), currency)} {part.name}"
