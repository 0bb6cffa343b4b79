"""The month whose own revenue first reaches a target, where subscribers grow or leave by the month."""

from dataclasses import replace
from decimal import localcontext
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue.growth import growth
from agent.tools.revenue.inputs import (
    PER_YEAR,
    Amount,
    read_change,
    read_count,
    read_money,
    read_price,
)
from agent.tools.revenue.money import EXACT, plain
from agent.tools.revenue.report import Report, Step


def is_of_a_month(options: dict[str, Any]) -> bool:
    """Whether the time until a month's revenue is sought and the base moves by the month."""
    if options.get("solve") != "years" or not {"growth", "target"} <= set(options):
        return False
    moves = read_change(options["growth"], "growth").per == "month"
    alone = not {"churn", "price_change", "rate"} & set(options)
    return moves and alone and read_money(options["target"], "target").per == "month"


def first_month(subscribers: Amount, price: Amount, options: dict[str, Any]) -> Report:
    """Months until `subscribers × price a month × (1 + growth)^months` reaches the target.

    >>> options = {"growth": "5%/month", "target": "1bn USD/month", "solve": "years"}
    >>> first_month("10M", "20 USD/month", options).to_dict()["solved"]["value"]
    '33'
    """
    with localcontext(EXACT):
        count, paid = read_count(subscribers).value, read_price(price)
        currency = paid.currency or "USD"
        start = count * paid.amount * PER_YEAR[paid.per or "year"] / 12
        aim = read_money(options["target"], "target")
        report = growth(
            f"{plain(start)} {currency}",
            plain(read_change(options["growth"], "growth").share * 100) + "%",
            per="month",
            target=f"{plain(aim.amount)} {aim.currency or currency}",
        )
        name = Note("revenue of the first month", "首月收入")
        formula = f"{plain(count)} × {plain(paid.amount)}"
        if paid.per != "month":
            formula += f" × {PER_YEAR[paid.per or 'year']} ÷ 12"
        return replace(report, trace=[Step(name, formula, start, currency), *report.trace])
