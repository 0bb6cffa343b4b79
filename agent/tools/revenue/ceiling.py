"""The most that a price can bring: all people of a dated benchmark pay it, one row for each."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.benchmarks import Ceiling, all_ceilings
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PER_YEAR, PERIOD_ZH, Amount, read_price
from agent.tools.revenue.money import EXACT, format_price, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step


def ceiling(price: Amount) -> Report:
    """`people × price` a year for each benchmark; a price without a period is one of a month.

    >>> [row["revenue"] for row in ceiling("20 USD/month").to_dict()["rows"]]
    ['1968000000000', '1464000000000', '1440000000000']
    """
    with localcontext(EXACT):
        paid = read_price(price, free=True)
        currency, per = paid.currency or "USD", paid.per or "month"
        if per not in PER_YEAR:
            raise CannotCalculate(f"A price per {per} has no ceiling; give it per month or year.")
        rows = [(row, row.people * paid.amount * PER_YEAR[per]) for row in all_ceilings()]
        times = "" if per == "year" else f" × {PER_YEAR[per]}"
        steps = [
            Step(_who(row), f"{plain(row.people)} × {plain(paid.amount)}{times}", most, currency)
            for row, most in rows
        ]
        return plain_report(
            rows[0][1],
            currency,
            steps,
            (_sentence(rows, paid.amount, currency, per, "en"), _sentence(rows, paid.amount, currency, per, "zh")),
            assumptions=[
                Note("one subscription each, for a whole year, at the full price", "每人一份订阅，全年按原价付费"),
                *([] if paid.per else [Note("the price is that of a month: no period was said", "未说明周期，价格按每月计")]),
            ],
            rows=[{"people": row.people, "revenue": most, "of": row.says, "date": row.date, "source": row.source, "url": row.url} for row, most in rows],
        )  # fmt: skip


def _who(row: Ceiling) -> Note:
    return Note(row.says, row.says_zh)


def _sentence(
    rows: list[tuple[Ceiling, Decimal]],
    price: Decimal,
    currency: str,
    per: str,
    language: Language,
) -> str:
    """The range, then a table; a ceiling is no forecast, which is said first."""
    most, least = (say_money(rows[n][1], currency, language) for n in (0, -1))
    chinese = language == "zh"
    each = format_price(price, currency, language)
    lines = [
        f"| {row.says_zh if chinese else row.says} | {say_count(row.people, language)}"
        f" | {say_money(amount, currency, language)} | {row.source} ({row.date}) |"
        for row, amount in rows
    ]
    if chinese:
        head = f"**每年最多{least}至{most}**（每{PERIOD_ZH[per]}{each}）：这是上限，不是预测。"
        table = "| 全部付费者 | 人数 | 每年收入 | 来源 |"
    else:
        head = f"**At most {least} to {most} a year** at {each} a {per}: a ceiling, not a forecast."
        table = "| if these all pay | people | revenue a year | source |"
    return "\n".join([head, "", table, "| --- | ---: | ---: | --- |", *lines])
