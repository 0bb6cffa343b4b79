"""Spending told per unit of revenue: "$1.69 for each dollar earned"."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.inputs import Amount, read_money
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def spending(revenue: Amount, spent_per_unit: Amount) -> Report:
    """`spend = revenue × spent_per_unit`, and what it leaves: `revenue - spend`.

    >>> report = spending("25bn USD", "1.69 USD").to_dict()
    >>> report["total"], report["result"], report["loss"]
    ('42250000000', '-17250000000', '17250000000')
    """
    with localcontext(EXACT):
        earned, each = read_money(revenue, "revenue"), read_money(spent_per_unit, "spending")
        currency = same_currency(earned.currency, each.currency)
        spend = earned.amount * each.amount
        left = earned.amount - spend
        steps = [
            Step(Note("spending", "支出"), f"{plain(earned.amount)} × {plain(each.amount)}", spend, currency),
            Step(Note("what is left", "盈亏"), f"{plain(earned.amount)} - {plain(spend)}", left, currency),
        ]  # fmt: skip
        word, zh = ("a loss", "亏损") if left < 0 else ("a profit", "盈利")
        return plain_report(
            spend,
            currency,
            steps,
            (
                f"**{say_money(spend, currency)}** is spent on {say_money(earned.amount, currency)} of revenue:"
                f" {word} of **{say_money(abs(left), currency)}**.",
                f"**支出{say_money(spend, currency, 'zh')}**，收入{say_money(earned.amount, currency, 'zh')}："
                f"{zh}**{say_money(abs(left), currency, 'zh')}**。",
            ),
            result=left,
            loss=max(-left, Decimal(0)),
            profit=max(left, Decimal(0)),
            spent_percent=each.amount * Decimal(100),
        )
