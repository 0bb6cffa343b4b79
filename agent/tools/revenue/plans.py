"""Several plans side by side: counts or shares of a whole, each with its own price and currency."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.beside import in_units as told_in_units
from agent.tools.revenue.beside import per_periods
from agent.tools.revenue.cautions import beyond_people
from agent.tools.revenue.currencies import choose_currency, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    Price,
    read_count,
    read_currency,
    read_part,
    read_price,
    read_rates,
)
from agent.tools.revenue.money import EXACT, format_price, plain, say_count, say_money
from agent.tools.revenue.plan_parts import with_discounts, with_shares
from agent.tools.revenue.report import Period, Report, Row, Step
from agent.tools.revenue.unsaid import ask_for_periods, with_list_period
from agent.tools.revenue.years import label


@dataclass(frozen=True)
class Plan:
    """A plan as asked: its price, what is taken off it ("20%"), its subscribers or share of the whole ("18%")."""

    price: Amount
    name: str = ""
    subscribers: Amount | None = None
    share: Amount | None = None
    discount: Amount | None = None


@dataclass(frozen=True)
class PlanResult(Row):
    """A plan as computed, for one year."""

    name: str
    subscribers: Decimal
    price: Decimal
    price_currency: str
    price_per: str
    revenue: Decimal


def plan_mix(
    plans: Sequence[Plan | dict[str, Any]],
    subscribers: Amount | None = None,
    *,
    price: Amount | None = None,
    ask_period: bool = False,
    show_per: Sequence[str] = (),
    share_of_plan: str | None = None,
    in_units: Sequence[str] = (),
    currency: str | None = None,
    rate: str | dict[str, Amount] | list[str] | tuple[str, ...] | None = None,
) -> Report:
    """Revenue of a year over all plans; a price may be 0, and one share may be left out for the rest.

    `price` is a product's list price: plans without a period take its own. With `ask_period` a
    price without one is asked about; `show_per` adds the total by the month or quarter, `in_units` in
    scale words, `share_of_plan` what part of it a plan brings, each of them where the name is empty.

    >>> mix = [Plan("$8/mo", "Go", share="80%"), Plan("$20/mo", "Plus", share="18%"), Plan("$200/mo", "Pro", share="2%")]
    >>> report = plan_mix(mix, "100M").to_dict()
    >>> report["total"], report["average_price_per_year"], report["average_price_per_month"]
    ('16800000000', '168', '14')
    """
    with localcontext(EXACT):
        asked = [Plan(**plan) if isinstance(plan, dict) else plan for plan in plans]
        if not asked:
            raise CannotCalculate(
                "A mix needs at least one plan with a price and a share or a count."
            )
        whole = read_count(subscribers).value if subscribers is not None else None
        counts = _counts(asked, whole)
        charged = [with_list_period(plan.price, price) for plan in asked]
        if ask_period:
            ask_for_periods([amount for amount, _ in charged])
        listed = [read_price(amount, free=True) for amount, _ in charged]
        prices = [_discounted(plan, price) for plan, price in zip(asked, listed, strict=True)]
        report = _report(asked, counts, prices, read_currency(currency), read_rates(rate))
        report = per_periods(report, show_per)
        report = told_in_units(report, in_units) if in_units else report
        full, paid = ([p.amount for p in some] for some in (listed, prices))
        report = with_discounts(report, full, paid)
        report = report if share_of_plan is None else with_shares(report, share_of_plan)
        notes = [note for _, note in charged if note]
        steps = _discounts(asked, listed, prices)
        return replace(
            report, trace=[*steps, *report.trace], assumptions=[*notes, *report.assumptions]
        )


def _discounted(plan: Plan, price: Price) -> Price:
    """The price less the plan's discount."""
    if plan.discount is None:
        return price
    return replace(price, amount=price.amount * (1 - read_part(plan.discount)))


def _discounts(plans: list[Plan], listed: list[Price], paid: list[Price]) -> list[Step]:
    return [
        Step(
            Note(f"{plan.name}: price after the discount", f"{plan.name}：折后价格"),
            f"{plain(before.amount)} × (1 - {plain(read_part(plan.discount))})",
            after.amount,
            after.currency or "USD",
        )
        for plan, before, after in zip(plans, listed, paid, strict=True)
        if plan.discount is not None
    ]


_ROUNDED = Decimal("1e-6")
"""By how much thirds and sixths may pass the whole."""


def _counts(plans: list[Plan], whole: Decimal | None) -> list[Decimal]:
    """Subscribers of each plan; shares need the whole and may not pass 100 %."""
    counts: list[Decimal | None] = []
    for plan in plans:
        if plan.subscribers is not None:
            counts.append(read_count(plan.subscribers).value)
        elif plan.share is not None:
            share = read_part(plan.share)
            if whole is None:
                raise CannotCalculate("Plans given as shares need the total number of subscribers.")
            counts.append(round(whole * share, 9))  # a third and two thirds are the whole
        else:
            counts.append(None)
    known = sum((count for count in counts if count is not None), Decimal(0))
    if whole is not None and known - whole > _ROUNDED:
        raise CannotCalculate(
            f"The plans add up to {say_count(known)} subscribers, more than the {say_count(whole)} in all."
        )
    if counts.count(None) > 1 or (None in counts and whole is None):
        raise CannotCalculate(
            "Give each plan a share or a count; one may be left out when the total is known."
        )
    return [count if count is not None else (whole or Decimal(0)) - known for count in counts]


def _report(
    plans: list[Plan],
    counts: list[Decimal],
    prices: list[Price],
    currency: str | None,
    rates: dict[str, Decimal],
) -> Report:
    own = next((price.currency for price in prices if price.currency), None)
    result_in = choose_currency(currency, own, rates)
    rows, steps = [], []
    for number, (plan, count, price) in enumerate(zip(plans, counts, prices, strict=True), 1):
        paid_in, per = price.currency or result_in, price.per or "year"
        needs_rate(paid_in, result_in, rates)
        rate = rates[paid_in] if paid_in != result_in else Decimal(1)
        revenue = count * price.amount * PER_YEAR[per] / rate
        name = plan.name or f"plan {number}"
        rows.append(PlanResult(name, count, price.amount, paid_in, per, revenue))
        formula = f"{plain(count)} × {plain(price.amount)}"
        formula += f" × {PER_YEAR[per]}" if per != "year" else ""
        formula += _at_rate(rate)
        steps.append(Step(Note(f"{name} in a year", f"{name}全年"), formula, revenue, result_in))
    total = sum((row.revenue for row in rows), Decimal(0))
    everyone = sum(counts, Decimal(0))
    if not everyone:
        raise CannotCalculate("The plans have no subscribers, so there is nothing to calculate.")
    average = total / everyone
    steps.append(
        Step(
            Note("total in a year", "全年合计"),
            " + ".join(plain(row.revenue) for row in rows),
            total,
            result_in,
        )
    )
    name = Note("average price per subscriber and year", "每用户年均价格")
    steps.append(Step(name, f"{plain(total)} ÷ {plain(everyone)}", average, result_in))
    periods = [Period(label(1), everyone, average, total)]
    payers = sum((row.subscribers for row in rows if row.price), Decimal(0))
    details: dict[str, Any] = {
        "plans": rows,
        "average_price_per_year": average,
        "average_price_per_month": average / 12,
    }
    if 0 < payers < everyone:
        name = Note("average price per payer and year", "每付费用户年均价格")
        steps.append(Step(name, f"{plain(total)} ÷ {plain(payers)}", total / payers, result_in))
        details |= {"payers": payers, "average_price_per_payer": total / payers}
    return Report(
        total=total,
        currency=result_in,
        converted={code: total * rate for code, rate in rates.items()} if len(rates) == 1 else {},
        periods=periods,
        solved=None,
        trace=steps,
        cautions=beyond_people(periods),
        assumptions=[Note("one year; nobody joins, leaves or changes plan", "一年；无人加入、流失或更换方案"),
                     *([] if all(price.per for price in prices) else [Note("a price without a period is for a year", "未注明周期的价格按年计")])],
        sentences=_sentences(total, average, everyone, payers, result_in, rows),
        details=details,
    )  # fmt: skip


def _at_rate(rate: Decimal) -> str:
    """The rate as it was said: so many for one, or one for so many."""
    if rate == 1:
        return ""
    turned = 1 / rate
    is_turned = len(plain(turned)) < len(plain(rate))
    return f" × {plain(turned)}" if is_turned else f" ÷ {plain(rate)}"


def _sentences(
    total: Decimal,
    average: Decimal,
    everyone: Decimal,
    payers: Decimal,
    currency: str,
    rows: list[PlanResult],
) -> tuple[str, str]:
    yearly, monthly = format_price(average, currency), format_price(average / 12, currency)
    yearly_zh, monthly_zh = (
        format_price(average, currency, "zh"),
        format_price(average / 12, currency, "zh"),
    )
    paid, paid_zh = _of_payers(total, everyone, payers, currency)
    return (
        f"**{say_money(total, currency)}** a year from {say_count(everyone)} subscribers,"
        f" on average {yearly} a year ({monthly} a month) each: {'; '.join(_row(row, currency, 'en') for row in rows)}.{paid}",
        f"**每年{say_money(total, currency, 'zh')}**：{say_count(everyone, 'zh')}用户，平均每人每年{yearly_zh}（每月{monthly_zh}）："
        f"{'；'.join(_row(row, currency, 'zh') for row in rows)}。{paid_zh}",
    )


def _of_payers(
    total: Decimal, everyone: Decimal, payers: Decimal, currency: str
) -> tuple[str, str]:
    """The average over those who pay, where some pay nothing."""
    if not 0 < payers < everyone:
        return "", ""
    each = total / payers
    english = (
        f" Over the {say_count(payers)} who pay it is {format_price(each, currency)} a year"
        f" ({format_price(each / 12, currency)} a month) each."
    )
    chinese = (
        f"仅按{say_count(payers, 'zh')}付费用户计，平均每年{format_price(each, currency, 'zh')}"
        f"（每月{format_price(each / 12, currency, 'zh')}）。"
    )
    return english, chinese


def _row(row: PlanResult, currency: str, language: Language) -> str:
    """One plan in words: who pays what, and what that brings."""
    count, brings = say_count(row.subscribers, language), say_money(row.revenue, currency, language)
    if not row.price:
        return f"{count}免费" if language == "zh" else f"{count} pay nothing"
    price = format_price(row.price, row.price_currency, language)
    if language == "zh":
        return f"{count}，每{PERIOD_ZH[row.price_per]}{price}，合{brings}"
    return f"{count} at {price} a {row.price_per} bring {brings}"
