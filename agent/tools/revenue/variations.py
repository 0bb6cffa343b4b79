"""Subscriptions as people ask for them: part of the base, a loss or price step before the year
begins, the same sum per month or quarter, as a share of another amount."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue import beside
from agent.tools.revenue.benchmarks import people_of
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.first_month import first_month, is_of_a_month
from agent.tools.revenue.flows import flow
from agent.tools.revenue.inputs import (
    Amount,
    read_change,
    read_count,
    read_part,
    read_price,
    read_volume,
    read_years,
)
from agent.tools.revenue.money import EXACT, plain, say_count
from agent.tools.revenue.months import monthly
from agent.tools.revenue.named_years import ask_for_first, in_named_years
from agent.tools.revenue.reach import EITHER, reach
from agent.tools.revenue.report import Report, Step
from agent.tools.revenue.subscriptions import subscriptions
from agent.tools.revenue.unsaid import (
    ask_for_periods,
    ask_what_moves,
    ask_who_pays_what,
    refuse_churn,
    with_list_period,
)


def varied(
    subscribers: Amount | None = None,
    price: Amount | None = None,
    *,
    amount: Amount | None = None,
    ask_period: bool = False,
    ask_groups: bool = False,
    rate_alone: Amount | None = None,
    subscribers_of: str | None = None,
    paying_share: str | None = None,
    loss_once: Amount | None = None,
    growth_once: Amount | None = None,
    price_change_once: Amount | None = None,
    price_to: Amount | None = None,
    subscribers_to: Amount | None = None,
    paying_share_to: str | None = None,
    case: str | None = None,
    show_per: Sequence[str] = (),
    share_of: Amount | None = None,
    compare: bool = False,
    months: Amount | None = None,
    show_month: Amount | None = None,
    shown_years: Sequence[int] = (),
    shown_months: Sequence[int] = (),
    in_units: Sequence[str] = (),
    added: Amount | None = None,
    first_year: Amount | None = None,
    until_year: Amount | None = None,
    show: str | None = None,
    **options: Any,
) -> Report:
    """`subscriptions`, with the base and price first changed as said.

    `subscribers_of` names a benchmark ("World population"); `paying_share` is a share of the base
    ("15%", "1/3"); `loss_once` and `price_change_once` happen before the first charge, as do a new
    price, `price_to`, and a new number, `subscribers_to`, or share of those who pay, `paying_share_to`; `case` is what such a change is called. Where
    `amount` is given it is what is paid, and `price` only the product's list price, whose period
    it takes. With `added` people join by number ("300000/month"). With `ask_period` a price or churn without a period is asked about, `rate_alone` for what it is, and with
    `ask_groups` who pays which of several prices. `first_year` and `until_year` are years of the calendar,
    both counted ("2025" to "2028" are four); with `show` "year" the last year's revenue leads.

    >>> varied("30M", "10 USD/month", paying_share="1/3").to_dict()["total"]
    '1200000000'
    """
    with localcontext(EXACT):
        notes: list[Note] = []
        if amount is not None:
            price, note = with_list_period(amount, price)
            notes += [note] if note else []
        _ask(price, options.get("churn"), ask_period, ask_groups, rate_alone)
        if subscribers is None and subscribers_of:
            subscribers = _everyone(subscribers_of, notes)
        options = _with_span(options, first_year, until_year)
        steps: list[Step] = []
        everyone = read_count(subscribers).value if subscribers is not None else None
        counted_now = everyone if subscribers_to is None else read_count(subscribers_to).value
        base = _changed_base(
            steps, counted_now, paying_share_to or paying_share, loss_once, growth_once
        )
        charged = _changed_price(steps, price, price_change_once)
        charged = _new_price(price, price_to) if price_to is not None else charged
        counted = subscribers if base == everyone or base is None else plain(base)
        if counted is not None and charged is not None and is_of_a_month(options):
            report = first_month(counted, charged, options)
        elif added is not None or options.get("solve") == "months":
            months = months or show_month
            report = _month_by_month(counted, charged, added, months, options)
        else:
            months, options = _span(months or show_month, options)
            if months is not None:
                report = _over_months(
                    counted, charged, months, show_month, options | {"shown_months": shown_months}
                )
            else:
                sought_twice = options.get("solve") == EITHER
                report = (reach if sought_twice else subscriptions)(counted, charged, **options)
        report = replace(report, trace=[*steps, *report.trace], assumptions=[*notes, *report.assumptions])  # fmt: skip
        report = in_named_years(report, first_year, last_alone=show == "year", shown=shown_years)
        if compare and everyone and price is not None:
            before = everyone * (read_part(paying_share or 1) if paying_share_to else 1)
            report = beside.compared(report, subscriptions(plain(before), price, **options))
        part_of = everyone if paying_share else None
        report = _with_more(report, part_of, () if months else show_per, share_of, in_units)
        report = beside.of_seats(report) if str(subscribers).endswith(" seats") else report
        report = beside.called(report, case) if case else report
        paying = base if paying_share or paying_share_to else None
        return beside.not_realistic(report, subscribers_of, paying) if subscribers_of else report


def _ask(
    price: Amount | None,
    churn: Amount | None,
    ask_period: bool,
    ask_groups: bool,
    rate_alone: Amount | None,
) -> None:
    """Asks for what was left unsaid, after an impossible churn is refused."""
    if churn is not None:
        refuse_churn(churn)
    if ask_groups:
        ask_who_pays_what()
    if rate_alone is not None:
        ask_what_moves(rate_alone)
    if ask_period:
        ask_for_periods([] if price is None else [price], churn)


def _with_span(
    options: dict[str, Any], first_year: Amount | None, until_year: Amount | None
) -> dict[str, Any]:
    """The options with the number of years from the first to the last, both counted."""
    if until_year is None or "years" in options or options.get("solve") == "years":
        return options
    if first_year is None:
        ask_for_first(until_year)
    return {**options, "years": str(int(str(until_year)) - int(str(first_year)) + 1)}


def _with_more(
    report: Report,
    part_of: Decimal | None,
    show_per: Sequence[str],
    share_of: Amount | None,
    in_units: Sequence[str],
) -> Report:
    """ARPU where only part of the base pays, other periods, a share and units, as asked."""
    if part_of and not report.solved:
        report = beside.with_arpu(report, part_of)
    if show_per and not report.solved and len({year.revenue for year in report.periods}) == 1:
        report = beside.per_periods(report, show_per)
    if share_of is not None:
        report = beside.as_share(report, share_of)
    return beside.in_units(report, in_units) if in_units and not report.solved else report


def _everyone(name: str, notes: list[Note]) -> str:
    """The people of a benchmark, noted with its date."""
    benchmark = people_of(name)
    people, date = benchmark.people, benchmark.date
    notes.append(
        Note(
            f"{name}: {say_count(people)} ({date})",
            f"{benchmark.says_zh}：{say_count(people, 'zh')}（{date}）",
        )
    )
    return plain(people)


def _changed_base(
    steps: list[Step],
    everyone: Decimal | None,
    paying_share: str | None,
    loss_once: Amount | None,
    growth_once: Amount | None,
) -> Decimal | None:
    """The base after those who do not pay, a loss and a gain before the first charge."""
    base = everyone
    if base is not None and paying_share:
        base = _step(steps, base, read_part(paying_share), Note("who pay", "付费人数"))
    if base is not None and loss_once is not None:
        stays = 1 - read_part(str(loss_once).lstrip("-"))
        base = _step(steps, base, stays, Note("who stay", "留存人数"))
    if base is not None and growth_once is not None:
        gained = 1 + read_change(growth_once, "gain").share
        base = _step(steps, base, gained, Note("after the gain", "增加后人数"))
    return base


def _changed_price(steps: list[Step], price: Amount | None, change: Amount | None) -> Amount | None:
    """The price after a change before the first charge."""
    if price is None or change is None:
        return price
    paid = read_price(price)
    factor, unit = 1 + read_change(change, "price change").share, paid.currency or "USD"
    name = Note("price after the change", "调整后价格")
    new = _step(steps, paid.amount, factor, name, unit)
    return f"{plain(new)} {unit}/{paid.per or 'year'}"


def _new_price(price: Amount | None, new: Amount) -> str:
    """The new price, for the period of the old one where it says none."""
    old = read_price(price) if price is not None else None
    paid = read_price(new)
    per = paid.per or (old.per if old else None) or "year"
    return f"{plain(paid.amount)} {paid.currency or (old.currency if old else None) or 'USD'}/{per}"


def _span(months: Amount | None, options: dict[str, Any]) -> tuple[Amount | None, dict[str, Any]]:
    """Months and the other options: growth a month is summed by month, growth a year over whole years by year."""
    growth = options.get("growth")
    per = read_change(growth, "growth").per if growth is not None else None
    if months is None and per == "month" and "target" not in options:
        rest = {name: value for name, value in options.items() if name != "years"}
        return str(12 * read_years(options.get("years", 1))), rest
    whole_years = read_volume(months, "months") / 12 if months is not None else Decimal(0)
    if per == "year" and whole_years and whole_years == whole_years.to_integral_value():
        return None, {**options, "years": plain(whole_years)}
    return months, options


def _month_by_month(
    subscribers: Amount | None,
    price: Amount | None,
    added: Amount | None,
    months: Amount | None,
    options: dict[str, Any],
) -> Report:
    """People who join by number, or months until a sum is reached; what has no place in it is refused."""
    taken = {"churn", "growth", "years", "currency", "rate", "target", "solve"}
    if unfit := sorted(set(options) - taken):
        raise CannotCalculate(
            f"A sum with people who join by number takes no {' or '.join(unfit).replace('_', ' ')}."
        )
    if options.get("solve") not in (None, "months"):
        raise CannotCalculate(
            Note(
                f"Beside people who join by number the months to a target can be found, not the {options['solve']}.",
                "有新增人数时可以求达到目标的月数，不能求其他量。",
            )
        )
    if subscribers is None or price is None:
        raise CannotCalculate("A sum over months needs the subscribers and the price.")
    if options.get("solve") == "months" and "target" not in options:
        raise CannotCalculate("Solving for months needs a target amount, such as $50 billion.")
    rest = {name: value for name, value in options.items() if name != "solve"}
    return flow(subscribers, price, added=added, months=months, **rest)


def _over_months(
    subscribers: Amount | None,
    price: Amount | None,
    months: Amount | None,
    show_month: Amount | None,
    options: dict[str, Any],
) -> Report:
    """A sum over months; what steps once a year has no place in it and is refused, not dropped."""
    if unfit := sorted(set(options) - {"churn", "growth", "currency", "rate", "shown_months"}):
        raise CannotCalculate(
            f"A sum over months takes no {' or '.join(unfit).replace('_', ' ')}; give whole years."
        )
    if subscribers is None or price is None or months is None:
        raise CannotCalculate("A sum over months needs the subscribers and the price.")
    return monthly(subscribers, price, months=months, show_month=show_month, **options)


def _step(
    steps: list[Step], value: Decimal, factor: Decimal, name: Note, unit: str = "people"
) -> Decimal:
    if factor <= 0:
        raise CannotCalculate(f"{name} leaves nothing to calculate with.")
    result = value * factor
    steps.append(Step(name, f"{plain(value)} × {plain(factor, 40)}", result, unit))
    return result
