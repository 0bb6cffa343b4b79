"""Years of the calendar in a sum over years: their names in the table, and the one year that is asked for."""

from collections.abc import Sequence
from dataclasses import replace

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PERIOD_ZH, Amount
from agent.tools.revenue.money import format_price, say_count, say_money
from agent.tools.revenue.report import Period, Report


def ask_for_first(until: Amount) -> None:
    """A last year alone does not say how many years there are.

    Raises:
        CannotCalculate: the question.
    """
    raise CannotCalculate(
        Note(
            f"From which year do the figures count to {until}? Say for example 'from {int(str(until)) - 4}'.",
            f"从哪一年算到{until}年？例如“从{int(str(until)) - 4}年起”。",
        )
    )


def in_named_years(
    report: Report, first: Amount | None, *, last_alone: bool, shown: Sequence[int] = ()
) -> Report:
    """The report with its years named from `first` on; with `last_alone` the last year's revenue leads, or that
    of each of the years `shown`, counted from 1."""
    start = int(str(first)) if first is not None else None
    periods = report.periods
    if start is not None:
        periods = [_named(period, start + i) for i, period in enumerate(periods)]
    named = replace(report, periods=periods)
    if report.solved is not None:
        return _with_year_found(named) if start is not None else named
    one = last_alone and len(periods) > 1 and not report.converted
    return _last_first(named, shown) if one else named


def _named(period: Period, year: int) -> Period:
    return replace(period, label=Note(str(year), f"{year}年"))


def _with_year_found(report: Report) -> Report:
    """A number of years that was sought, as a year of the calendar."""
    if report.solved is None or report.solved.name != "years" or not report.periods:
        return report
    label, (english, chinese) = report.periods[-1].label, report.sentences
    number = len(report.periods)
    return replace(
        report,
        sentences=(
            f"{english} Year {number} is {label}.",
            f"{chinese}第{number}年即{_chinese(label)}。",
        ),
    )


def _last_first(report: Report, shown: Sequence[int]) -> Report:
    """The revenue of the last year, or of those shown, first, then the sum of all years."""
    last, terms, count = report.periods[-1], report.terms, len(report.periods)
    first = report.periods[0]
    per = terms.price.per or "year" if terms is not None else "year"
    currency = str(report.details.get("price_currency") or report.currency)
    told = [report.periods[n - 1] for n in shown if 0 < n <= count] or [last]
    own = ", ".join(f"**{say_money(p.revenue, report.currency)}** in {p.label}" for p in told)
    own_zh = "，".join(f"**{_chinese(p.label)}收入{say_money(p.revenue, report.currency, 'zh')}**" for p in told)  # fmt: skip
    total, total_zh = (say_money(report.total, report.currency, lang) for lang in ("en", "zh"))
    english = (
        f"{own}: {say_count(first.subscribers)} subscribers at first, at"
        f" {format_price(first.price, currency)} a {per}. The {count} years together bring {total}."
    )
    chinese = (
        f"{own_zh}：起初{say_count(first.subscribers, 'zh')}订阅用户，"
        f"每{PERIOD_ZH[per]}{format_price(first.price, currency, 'zh')}。{count}年合计{total_zh}。"
    )
    return replace(
        report,
        sentences=(english, chinese),
        details={**report.details, "asked": last.revenue},
    )


def _chinese(label: str) -> str:
    return label.zh if isinstance(label, Note) else label
