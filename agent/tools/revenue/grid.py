"""Several subscriber counts against several prices: a two-way table, or pairs such as low, base, high."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PERIOD_ZH, Amount, read_price
from agent.tools.revenue.money import EXACT, format_price, plain, say_count, short_money
from agent.tools.revenue.plain_report import same_currency
from agent.tools.revenue.report import Report, Step
from agent.tools.revenue.subscriptions import subscriptions
from agent.tools.revenue.unsaid import ask_for_periods, with_list_period

_MOST = 12
_UNSAID = Note(
    "Is the price per month or per year? The order is the same; a monthly price brings twelve times that in a year.",
    "价格是按月还是按年？次序不变；若按月，全年为其十二倍。",
)
_BY_YEAR = Note(
    "the prices are for a year; if they are for a month, each result is twelve times as much",
    "价格按年计；若按月，各结果为十二倍",
)


def grid(
    subscribers: Sequence[Amount],
    prices: Sequence[Amount],
    *,
    pairwise: bool = False,
    compare: bool = False,
    names: Sequence[str] = (),
    price: Amount | None = None,
    ask_period: bool = False,
) -> Report:
    """The revenue of a year for every combination, or for each pair in turn; with `compare` which pair
    earns most and by how much (`names` are those of the pairs), which holds for a month as for a year where no price says which.

    `price` is a product's list price, whose period the prices take where they have none; with
    `ask_period` a price without one is asked about.

    >>> grid(["50M", "100M"], ["$100/yr"]).to_dict()["cells"][1]["revenue"]
    '10000000000'
    """
    if not subscribers or not prices or max(len(subscribers), len(prices)) > _MOST:
        raise CannotCalculate(
            f"A table needs 1 to {_MOST} subscriber counts and 1 to {_MOST} prices."
        )
    if pairwise and len(subscribers) != len(prices):
        raise CannotCalculate("Pairs need as many prices as subscriber counts.")
    with localcontext(EXACT):
        prices = [with_list_period(each, price)[0] for each in prices]
        compare = compare and pairwise and len(prices) > 1
        unsaid = ask_period and compare and not any(read_price(each).per for each in prices)
        if ask_period and not unsaid:
            ask_for_periods(list(prices))
        pairs = (
            list(zip(subscribers, prices, strict=True))
            if pairwise
            else [(count, price) for price in prices for count in subscribers]
        )
        reports = [subscriptions(count, price) for count, price in pairs]
        cells = [
            {
                "subscribers": r.periods[0].subscribers,
                "price": r.periods[0].price,
                "revenue": r.total,
            }
            for r in reports
        ]
        currency = reports[0].currency
        low, high = min(r.total for r in reports), max(r.total for r in reports)
        return Report(
            total=high,
            currency=currency,
            converted={},
            periods=[],
            solved=None,
            trace=[
                Step(Note("revenue", "收入"), r.trace[-1].formula, r.total, currency)
                for r in reports
            ],
            cautions=[
                *dict.fromkeys(c for r in reports for c in r.cautions),
                *([_UNSAID] if unsaid else []),
            ],
            assumptions=[] if unsaid or any(r.terms.period_said for r in reports) else [_BY_YEAR],
            sentences=(
                _compared(reports, unsaid=unsaid)
                if compare
                else _sentences(reports, pairwise, low, high, currency, len(subscribers), names)
            ),
            details={"cells": cells, "low": low, "high": high},
        )


def _compared(reports: Sequence[Report], *, unsaid: bool) -> tuple[str, str]:
    """Which earns most, and by how much more than the next; then all of them as a table."""
    ranked = sorted(reports, key=lambda r: -r.total)
    same_currency(*(r.currency for r in ranked))
    best, second = ranked[:2]
    more, percent = best.total - second.total, (best.total / second.total - 1) * 100
    first, other = (_pair(r, "en") for r in (best, second))
    first_zh, other_zh = (_pair(r, "zh") for r in (best, second))
    amounts = (best.total, second.total, more)
    said = [short_money(value, best.currency) for value in amounts]
    said_zh = [short_money(value, best.currency, "zh") for value in amounts]
    span, span_zh = ("each time it is charged", "每次收费") if unsaid else ("a year", "每年")
    if more:
        english = f"**{first} earn {'more' if len(ranked) == 2 else 'most'}**: {said[0]} {span}, {said[2]} ({plain(percent, 2)} %) more than {said[1]} from {other}."
        chinese = f"**{first_zh}收入更高**：{span_zh}{said_zh[0]}，比{other_zh}的{said_zh[1]}多{said_zh[2]}（{plain(percent, 2)}%）。"
    else:
        english = f"**Both earn the same**: {said[0]} {span}, {first} as {other}."
        chinese = f"**两者收入相同**：{first_zh}与{other_zh}，{span_zh}{said_zh[0]}。"
    tables = [_table(reports, True, len(reports), language) for language in ("en", "zh")]
    return f"{english}\n\n{tables[0]}", f"{chinese}\n\n{tables[1]}"


def _pair(report: Report, language: Language) -> str:
    """Such as "30 million at $100 a month", without the period where none was said."""
    period = report.terms.price.per if report.terms.period_said else None
    people = report.periods[0]
    count = say_count(people.subscribers, language)
    price = format_price(people.price, report.currency, language)
    if language == "zh":
        return f"{count}用户{f'每{PERIOD_ZH[period]}' if period else '付'}{price}"
    return f"{count} at {price}" + (f" a {period}" if period else "")


def _sentences(
    reports: Sequence[Report],
    pairwise: bool,
    low: Decimal,
    high: Decimal,
    currency: str,
    columns: int,
    names: Sequence[str],
) -> tuple[str, str]:
    span = f"{short_money(low, currency)} to {short_money(high, currency)} a year"
    span_zh = f"每年{short_money(low, currency, 'zh')}至{short_money(high, currency, 'zh')}"
    tables = [_table(reports, pairwise, columns, lang, names) for lang in ("en", "zh")]
    return f"**{span}**:\n\n{tables[0]}", f"**{span_zh}**：\n\n{tables[1]}"


def _table(
    reports: Sequence[Report],
    pairwise: bool,
    columns: int,
    language: Any,
    names: Sequence[str] = (),
) -> str:  # Any: en or zh
    def money(value: Decimal, report: Report) -> str:
        return short_money(value, report.currency, language)

    def per(report: Report) -> str:
        period = report.details.get("price_per") or "year"
        price = format_price(report.periods[0].price, report.currency, language)
        if not report.terms.period_said:
            return price
        return f"{price}/{PERIOD_ZH[period] if language == 'zh' else period}"

    def people(report: Report) -> str:
        return say_count(report.periods[0].subscribers, language)

    if pairwise:
        heads = "订阅人数 | 价格 | 收入" if language == "zh" else "subscribers | price | revenue"
        rows = [f"{people(r)} | {per(r)} | {money(r.total, r)}" for r in reports]
        named = len(names) == len(reports)
        first = ("情景 | " if language == "zh" else "case | ") if named else ""
        cases = [f"{name} | " for name in names] if named else [""] * len(reports)
        lines = [f"| {first}{heads} |", f"|{' --- |' if named else ''} ---: | ---: | ---: |"]
        return "\n".join(lines + [f"| {c}{row} |" for c, row in zip(cases, rows, strict=True)])
    heads = " | ".join(people(report) for report in reports[:columns])
    lines = [f"| | {heads} |", "| --- |" + " ---: |" * columns]
    for i in range(0, len(reports), columns):
        row = reports[i : i + columns]
        lines.append(f"| {per(row[0])} | " + " | ".join(money(r.total, r) for r in row) + " |")
    return "\n".join(lines)
