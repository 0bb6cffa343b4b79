"""Subscriptions over a number of months: what comes in, who is left, and what one month brings."""

from decimal import Decimal, localcontext

from agent.tools.revenue.cautions import beyond_people
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    read_change,
    read_count,
    read_price,
    read_rates,
    read_volume,
)
from agent.tools.revenue.money import EXACT, format_price, plain, say_count, say_money
from agent.tools.revenue.report import Note, Period, Report, Step

_MOST_MONTHS = 1200


def monthly(
    subscribers: Amount,
    price: Amount,
    *,
    months: Amount,
    churn: Amount | None = None,
    show_month: Amount | None = None,
    rate: str | None = None,
) -> Report:
    """`subscribers × price × Σ (1 - churn)^m` for m = 0 … months - 1: each month's start is charged.

    A yearly price is earned in twelfths; a price without a period is for a month.

    >>> report = monthly("100M", "20 USD/month", months=12, churn="3%/mo", show_month=12).to_dict()
    >>> report["remaining"], report["month_revenue"]
    ('69384236.0995438', '1430602806.1761608254')
    """
    with localcontext(EXACT):
        count, paid = read_count(subscribers).value, read_price(price)
        span = _whole(months)
        shown = _whole(show_month) if show_month is not None else span
        if shown > span:
            raise CannotCalculate(f"Month {shown} lies beyond the {span} months of the sum.")
        lost = _monthly_churn(churn)
        charge = paid.amount * PER_YEAR[paid.per or "month"] / 12
        currency, kept = paid.currency or "USD", 1 - lost
        paid_months = sum((kept**month for month in range(span)), Decimal(0))
        total, remaining = count * charge * paid_months, count * kept**span
        in_month = count * kept ** (shown - 1) * charge
        rates = read_rates(rate)
        period = Period(Note(f"{span} months", f"{span}个月"), count, paid.amount, total)
        return Report(
            total=total,
            currency=currency,
            converted={code: total * value for code, value in rates.items()},
            periods=[period],
            solved=None,
            trace=_trace(count, charge, lost, span, shown, currency, paid_months, total, remaining, in_month),
            cautions=beyond_people([period]),
            assumptions=_assumptions(paid.per, lost),
            sentences=_sentences(total, remaining, in_month, currency, count, price=(paid.amount, paid.per or "month"), lost=lost, span=span, shown=shown),
            details={"months": Decimal(span), "remaining": remaining, "month": Decimal(shown), "month_revenue": in_month},
        )  # fmt: skip


def _whole(given: Amount) -> int:
    value = read_volume(given, "months")
    if value != value.to_integral_value() or not 1 <= value <= _MOST_MONTHS:
        raise CannotCalculate(
            f"The number of months must be a whole number from 1 to {_MOST_MONTHS}, not {given}."
        )
    return int(value)


def _monthly_churn(given: Amount | None) -> Decimal:
    if given is None:
        return Decimal(0)
    change = read_change(given, "churn")
    if change.per != "month" or not 0 <= change.share < 1:
        raise CannotCalculate(
            f"A sum over months needs churn per month between 0 % and 100 %, such as 3%/mo, not {given}."
        )
    return change.share


def _trace(
    count: Decimal,
    charge: Decimal,
    lost: Decimal,
    span: int,
    shown: int,
    currency: str,
    paid_months: Decimal,
    total: Decimal,
    remaining: Decimal,
    in_month: Decimal,
) -> list[Step]:
    stays = f"(1 - {plain(lost)})"
    counted = f"(1 - {stays}^{span}) ÷ {plain(lost)}" if lost else str(span)
    steps = [
        Step(Note("months paid per subscriber of the start", "每位初始用户付费月数"), counted, paid_months, "months"),
        Step(Note(f"revenue of {span} months", f"{span}个月收入"),
             f"{plain(count)} × {plain(charge, 40)} × {plain(paid_months, 40)}", total, currency),
    ]  # fmt: skip
    if lost:
        name = Note(f"left after {span} months", f"{span}个月后留存")
        steps.append(Step(name, f"{plain(count)} × {stays}^{span}", remaining, "people"))
    formula = f"{plain(count)} × {stays}^{shown - 1} × {plain(charge, 40)}"
    steps.append(
        Step(Note(f"revenue in month {shown}", f"第{shown}个月收入"), formula, in_month, currency)
    )
    return steps


def _assumptions(per: str | None, lost: Decimal) -> list[str]:
    notes = [
        None if per else Note("the price is for a month", "价格按月计"),
        Note("a price per year is earned in twelfths", "年费按月均摊确认") if per == "year" else None,
        Note("churn takes its share of each month's starting base after that month is charged",
             "每月扣费后按月初人数流失") if lost else Note("nobody joins or leaves", "无人加入或流失"),
    ]  # fmt: skip
    return [note for note in notes if note is not None]


def _sentences(
    total: Decimal,
    remaining: Decimal,
    in_month: Decimal,
    currency: str,
    count: Decimal,
    *,
    price: tuple[Decimal, str],
    lost: Decimal,
    span: int,
    shown: int,
) -> tuple[str, str]:
    amount, per = price
    left = left_zh = ""
    if lost:
        left = f" {say_count(remaining)} remain after {span} months at {plain(lost * 100)} % churn a month;"
        left_zh = f"每月流失{plain(lost * 100)}%，{span}个月后剩{say_count(remaining, 'zh')}；"
    return (
        f"**{say_money(total, currency)}** over {span} months: {say_count(count)} subscribers at"
        f" {format_price(amount, currency)} a {per}.{left} month {shown} brings {say_money(in_month, currency)}.",
        f"**{span}个月共{say_money(total, currency, 'zh')}**：{say_count(count, 'zh')}订阅用户，"
        f"每{PERIOD_ZH[per]}{format_price(amount, currency, 'zh')}。{left_zh}"
        f"第{shown}个月收入{say_money(in_month, currency, 'zh')}。",
    )
