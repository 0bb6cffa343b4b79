"""A sum over months with joiners in words: the answer, what was assumed, and the trace."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from agent.tools.bilingual import Note
from agent.tools.revenue.inputs import PER_YEAR, PERIOD_ZH, Change
from agent.tools.revenue.money import format_price, plain, say_count, say_money
from agent.tools.revenue.report import Step

if TYPE_CHECKING:
    from agent.tools.revenue.flows import Flow, Month

_MOST_LISTED = 36
"""Lines of the trace for months, or for months in a row that are alike."""


def sentences(terms: Flow, months: list[Month], total: Decimal, left: Decimal) -> tuple[str, str]:
    """English and Chinese; the figure comes first."""
    currency, span = terms.currency, len(months)
    per, paid_in = terms.price.per or "year", terms.price.currency or currency
    price, price_zh = (format_price(terms.price.amount, paid_in, lang) for lang in ("en", "zh"))
    who, who_zh = say_count(terms.start), say_count(terms.start, "zh")
    moves, moves_zh = _moves(terms)
    end = f" {say_count(left)} are there after {span} months." if moves else ""
    end_zh = f"{span}个月后为{say_count(left, 'zh')}。" if moves_zh else ""
    if terms.target is not None:
        aim, aim_zh = (say_money(terms.target, currency, lang) for lang in ("en", "zh"))
        return (
            f"**{span} month{'' if span == 1 else 's'}**: with {who} subscribers at {price} a {per}{moves} the sum reaches"
            f" {aim} in month {span}, by then {say_money(total, currency)}.",
            f"**{span}个月**：{who_zh}订阅用户，每{PERIOD_ZH[per]}{price_zh}{moves_zh}，第{span}个月累计达到{aim_zh}，"
            f"届时{say_money(total, currency, 'zh')}。",
        )
    over, over_zh = _length(span)
    last = months[-1].revenue
    return (
        f"**{say_money(total, currency)}** over {over}: {who} subscribers at first, at {price} a {per}{moves}."
        f"{end} Month {span} brings {say_money(last, currency)}.",
        f"**{over_zh}共{say_money(total, currency, 'zh')}**：起初{who_zh}订阅用户，每{PERIOD_ZH[per]}{price_zh}{moves_zh}。"
        f"{end_zh}第{span}个月收入{say_money(last, currency, 'zh')}。",
    )


def _length(months: int) -> tuple[str, str]:
    if months % 12 or months == 12:
        return f"{months} months", f"{months}个月"
    return f"{months // 12} years", f"{months // 12}年"


def _moves(terms: Flow) -> tuple[str, str]:
    english, chinese = "", ""
    if number := terms.added.number:
        sign, zh = ("+", "新增") if number > 0 else ("-", "减少")
        english += f", {sign}{say_count(abs(number))} a {terms.added.per}"
        chinese += f"，每{PERIOD_ZH[terms.added.per]}{zh}{say_count(abs(number), 'zh')}"
    for change, name, zh in ((terms.churn, "churn", "流失"), (terms.growth, "growth", "增长")):
        if change:
            english += f", {_percent(change)} % {name} a {change.per}"
            chinese += f"，每{PERIOD_ZH[change.per or 'year']}{zh}{_percent(change)}%"
    return english, chinese


def _percent(change: Change) -> str:
    return plain(change.share * 100)


def assumptions(terms: Flow) -> list[Note]:
    """Who counts when, and how a yearly price is earned."""
    joins = terms.added.number
    when = ("year's start, from year 2", "自第2年起每年初一次") if terms.is_yearly else ("month's start, from month 2", "自第2个月起每月初一次")  # fmt: skip
    notes = [
        None if terms.period_said else Note(f"the price is for a {terms.price.per}", f"价格按{PERIOD_ZH[terms.price.per or 'year']}计"),
        Note("a price per year is earned in twelfths", "年费按月均摊确认")
        if terms.price.per == "year"
        else None,
        Note(f"the number of subscribers changes by what is added at each {when[0]}", f"新增人数{when[1]}")
        if joins
        else None,
        Note(
            f"{plain(abs(joins))} a {terms.added.per} is {plain(abs(terms.added.a_month), 2)} a month",
            f"每{PERIOD_ZH[terms.added.per]}{plain(abs(joins))}合每月{plain(abs(terms.added.a_month), 2)}",
        )
        if joins and terms.added.per not in ("month", "year")
        else None,
        Note("churn takes its share before those who join are added", "先计流失，再计新增")
        if terms.churn and joins
        else None,
        None if joins or terms.churn or terms.growth else Note("nobody joins or leaves", "无人加入或流失"),
        Note("everyone pays the full price", "全部按原价付费"),
    ]  # fmt: skip
    return [note for note in notes if note is not None]


def trace(terms: Flow, months: list[Month], total: Decimal) -> list[Step]:
    """Each month's subscribers out of those before, and what they bring."""
    steps: list[Step] = []
    charge = plain(terms.charge, 40)
    if (terms.price.per or "year") != "month" or terms.rate != 1:
        formula = f"{plain(terms.price.amount)} × {PER_YEAR[terms.price.per or 'year']} ÷ 12"
        formula += f" ÷ {plain(terms.rate)}" if terms.rate != 1 else ""
        steps.append(
            Step(Note("charge of a month", "每月计费"), formula, terms.charge, terms.currency)
        )
    runs = _runs(months)
    for before, run in zip([None, *runs], runs[:_MOST_LISTED], strict=False):
        first = run[0]
        if before is not None:
            name = Note(f"subscribers, month {first.number}", f"第{first.number}个月订阅人数")
            steps.append(Step(name, _carried(terms, before[-1]), first.subscribers, "people"))
        revenue = sum((month.revenue for month in run), Decimal(0))
        formula = f"{plain(first.subscribers)} × {charge}" + (
            f" × {len(run)}" if len(run) > 1 else ""
        )
        steps.append(Step(_when(run), formula, revenue, terms.currency))
    people = sum((month.subscribers for month in months), Decimal(0))
    name = Note("months paid by all", "付费人月合计")
    steps.append(Step(name, _all_months(runs), people, "months"))
    name = Note(f"revenue of {len(months)} months", f"{len(months)}个月收入")
    steps.append(Step(name, f"{plain(people)} × {charge}", total, terms.currency))
    return steps


def _runs(months: list[Month]) -> list[list[Month]]:
    """Months in a row with the same subscribers, which are one line of the trace."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and runs[-1][0].subscribers == month.subscribers:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _when(run: list[Month]) -> Note:
    first, last = run[0].number, run[-1].number
    if first == last:
        return Note(f"revenue in month {first}", f"第{first}个月收入")
    return Note(f"revenue in months {first} to {last}", f"第{first}至{last}个月收入")


def _carried(terms: Flow, before: Month) -> str:
    """How one month's subscribers come of those of the month before."""
    formula, new_year = plain(before.subscribers), before.number % 12 == 0
    for change, sign in ((terms.churn, "-"), (terms.growth, "+")):
        if change and (change.per == "month" or new_year):
            share = change.share if sign == "+" else -change.share
            formula += f" × (1 {'-' if share < 0 else '+'} {plain(abs(share))})"
    joined = terms.added.number if terms.is_yearly else terms.added.a_month
    if joined and (new_year or not terms.is_yearly):
        formula += f" {'-' if joined < 0 else '+'} {plain(abs(joined))}"
    return formula


def _all_months(runs: list[list[Month]]) -> str:
    if len(runs) > _MOST_LISTED:
        return f"Σ subscribers of months 1 … {runs[-1][-1].number}"
    parts = (plain(run[0].subscribers) + (f" × {len(run)}" if len(run) > 1 else "") for run in runs)
    return " + ".join(parts)
