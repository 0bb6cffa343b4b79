"""Subscriptions as people ask for them: part of the base, a loss or price step before the year
begins, the same sum per month or quarter, as a share of another amount."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

from agent.tools.revenue.benchmarks import ceilings
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    read_change,
    read_count,
    read_money,
    read_price,
)
from agent.tools.revenue.money import EXACT, format_price, plain, say_count, say_money
from agent.tools.revenue.months import monthly
from agent.tools.revenue.report import Note, Report, Step
from agent.tools.revenue.subscriptions import subscriptions


def varied(  # noqa: C901 - one line an option
    subscribers: Amount | None = None,
    price: Amount | None = None,
    *,
    subscribers_of: str | None = None,
    paying_share: str | None = None,
    loss_once: Amount | None = None,
    growth_once: Amount | None = None,
    price_change_once: Amount | None = None,
    show_per: Sequence[str] = (),
    share_of: Amount | None = None,
    compare: bool = False,
    months: Amount | None = None,
    show_month: Amount | None = None,
    **options: Any,
) -> Report:
    """`subscriptions`, with the base and price first changed as said.

    `subscribers_of` names a benchmark ("World population"); `paying_share` is a share of the base
    ("15%", "1/3"); `loss_once` and `price_change_once` happen before the first charge.

    >>> varied("30M", "10 USD/month", paying_share="1/3").to_dict()["total"]
    '1200000000'
    """
    with localcontext(EXACT):
        steps: list[Step] = []
        notes: list[Note] = []
        if subscribers is None and subscribers_of:
            benchmark = _benchmark(subscribers_of)
            subscribers = plain(benchmark.people)
            notes.append(Note(f"{subscribers_of}: {say_count(benchmark.people)} ({benchmark.date})",
                              f"{subscribers_of}：{say_count(benchmark.people, 'zh')}（{benchmark.date}）"))  # fmt: skip
        everyone = read_count(subscribers).value if subscribers is not None else None
        base, charged = everyone, price
        if base is not None and paying_share:
            base = _step(steps, base, _share(paying_share), Note("who pay", "付费人数"))
        if base is not None and loss_once is not None:
            base = _step(
                steps,
                base,
                1 - abs(read_change(loss_once, "loss").share),
                Note("who stay", "留存人数"),
            )
        if base is not None and growth_once is not None:
            gained = 1 + read_change(growth_once, "gain").share
            base = _step(steps, base, gained, Note("after the gain", "增加后人数"))
        if price is not None and price_change_once is not None:
            paid = read_price(price)
            factor = 1 + read_change(price_change_once, "price change").share
            unit = paid.currency or "USD"
            new = _step(
                steps, paid.amount, factor, Note("price after the change", "调整后价格"), unit
            )
            charged = f"{plain(new)} {unit}/{paid.per or 'year'}"
        unchanged = base == everyone
        counted = subscribers if unchanged or base is None else plain(base)
        if months is not None or show_month is not None:
            report = _over_months(counted, charged, months or show_month, show_month, options)
        else:
            report = subscriptions(counted, charged, **options)
        report = replace(
            report,
            trace=[*steps, *report.trace],
            assumptions=[*notes, *report.assumptions],
            cautions=list(report.cautions),
        )
        if paying_share and everyone and not report.solved:
            report = _with_arpu(report, everyone)
        if compare and everyone and price is not None:
            report = _compared(report, subscriptions(plain(everyone), price, **options))
        if show_per and not report.solved and months is None and len(report.periods) == 1:
            report = _per_periods(report, [p for p in show_per if p in PER_YEAR and p != "year"])
        if share_of is not None:
            report = _as_share(report, share_of)
        return report


def _over_months(
    subscribers: Amount | None,
    price: Amount | None,
    months: Amount | None,
    show_month: Amount | None,
    options: dict[str, Any],
) -> Report:
    """A sum over months; what steps once a year has no place in it and is refused, not dropped."""
    if unfit := sorted(set(options) - {"churn", "rate"}):
        raise CannotCalculate(
            f"A sum over months takes no {' or '.join(unfit).replace('_', ' ')}; give whole years."
        )
    if subscribers is None or price is None or months is None:
        raise CannotCalculate("A sum over months needs the subscribers and the price.")
    return monthly(subscribers, price, months=months, show_month=show_month, **options)


def _benchmark(name: str) -> Any:
    found = next((c for c in ceilings() if c.name.lower() == name.lower()), None)
    if found is None:
        raise CannotCalculate(
            f"There is no benchmark called {name!r}; give the number of subscribers."
        )
    return found


def _share(text: str) -> Decimal:
    if "/" in text and "%" not in text:
        part, _, whole = text.partition("/")
        return Decimal(part) / Decimal(whole)
    return read_change(text, "share").share


def _step(
    steps: list[Step], value: Decimal, factor: Decimal, name: Note, unit: str = "people"
) -> Decimal:
    if factor <= 0:
        raise CannotCalculate(f"{name} leaves nothing to calculate with.")
    result = value * factor
    steps.append(Step(name, f"{plain(value)} × {plain(factor, 40)}", result, unit))
    return result


def _said(report: Report, english: str, chinese: str, step: Step, **details: Any) -> Report:
    return replace(
        report,
        sentences=(f"{report.sentences[0]} {english}", f"{report.sentences[1]}{chinese}"),
        trace=[*report.trace, step],
        details={**report.details, **details},
    )


def _with_arpu(report: Report, everyone: Decimal) -> Report:
    arpu = report.total / everyone
    step = Step(
        Note("ARPU over all users", "全体用户ARPU"),
        f"{plain(report.total)} ÷ {plain(everyone)}",
        arpu,
        report.currency,
    )
    return _said(
        report,
        f"Over all {say_count(everyone)} that is {format_price(arpu, report.currency)} each (ARPU).",
        f"按全部{say_count(everyone, 'zh')}用户计，人均（ARPU）{format_price(arpu, report.currency, 'zh')}。",
        step,
        arpu=arpu,
    )


def _compared(report: Report, before: Report) -> Report:
    change = report.total - before.total
    percent = change / before.total * 100
    word, zh = (
        ("up", "增加") if change > 0 else ("down", "减少") if change < 0 else ("unchanged", "不变")
    )
    step = Step(
        Note("change", "变化"),
        f"{plain(report.total)} - {plain(before.total)}",
        change,
        report.currency,
    )
    return _said(
        report,
        f"That is {word} {say_money(abs(change), report.currency)} ({plain(abs(percent), 2)} %) on"
        f" {say_money(before.total, report.currency)}.",
        f"比原来的{say_money(before.total, report.currency, 'zh')}{zh}{say_money(abs(change), report.currency, 'zh')}"
        f"（{plain(abs(percent), 2)}%）。",
        step,
        before=before.total,
        change=change,
        change_percent=percent,
    )


def _per_periods(report: Report, periods: Sequence[str]) -> Report:
    for period in periods:
        part = report.total / PER_YEAR[period]
        step = Step(
            Note(f"a {period}", f"每{PERIOD_ZH[period]}"),
            f"{plain(report.total)} ÷ {PER_YEAR[period]}",
            part,
            report.currency,
        )
        report = _said(
            report,
            f"{say_money(part, report.currency)} a {period}.",
            f"每{PERIOD_ZH[period]}{say_money(part, report.currency, 'zh')}。",
            step,
            **{f"per_{period}": part},
        )
    return report


def _as_share(report: Report, share_of: Amount) -> Report:
    whole = read_money(share_of, "whole")
    percent = report.total / whole.amount * 100
    step = Step(
        Note("share", "占比"),
        f"{plain(report.total)} ÷ {plain(whole.amount)} × 100",
        percent,
        "percent",
    )
    return _said(
        report,
        f"That is {plain(percent, 2)} % of {say_money(whole.amount, report.currency)}.",
        f"占{say_money(whole.amount, report.currency, 'zh')}的{plain(percent, 2)}%。",
        step,
        share_percent=percent,
    )
