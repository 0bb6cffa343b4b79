"""Doubts that stand in front of a figure: more subscribers than people, a count that looks cut short."""

import re
from decimal import Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.benchmarks import ceilings, dated_rate
from agent.tools.revenue.inputs import Count, Price
from agent.tools.revenue.money import format_money, plain, say_count, say_money
from agent.tools.revenue.report import Period
from agent.tools.revenue.terms import Terms

_FEW = 1000
_DEAR_USD_A_YEAR = Decimal(100_000)
_OF_A_BILL = re.compile(
    r"\b(?:seat|licen[cs]e|employee|developer|team member)s?\b|席位|座席|许可|员工",
    re.IGNORECASE,
)
"""Words of one who buys for a team; whoever sells counts subscribers, users or payers."""


def beyond_people(periods: list[Period]) -> list[str]:
    """A caution where a year has more subscribers than the world has people, or people online."""
    for ceiling in ceilings():
        over = next((period for period in periods if period.subscribers > ceiling.people), None)
        if over is None:
            continue
        when = "" if len(periods) == 1 else f" in {over.label}"
        when_zh = "" if len(periods) == 1 else f"在{getattr(over.label, 'zh', over.label)}"
        more, most = over.subscribers, ceiling.people
        return [
            Note(
                f"{say_count(more)} subscribers{when} are more than {ceiling.says} ({say_count(most)} in {ceiling.year},"
                f" {ceiling.source}): a bare product, not a forecast, and not realistic.",
                f"{say_count(more, 'zh')}订阅用户{when_zh}超过{ceiling.says_zh}（{ceiling.year}年{say_count(most, 'zh')}，"
                f"{ceiling.source}）：只是乘积，不是可实现的预测，并不现实。",
                first=True,
            )
        ]
    return []


def literal_count(count: Count, total: Decimal, currency: str) -> list[str]:
    """100 subscribers are computed as 100, and doubted; 25 seats are somebody's own bill."""
    if count.ambiguous:
        return [Note(f"'{count.written}' is read as {say_count(count.value)}: {count.ambiguous}.",
                     f"“{count.written}”按{say_count(count.value, 'zh')}理解，可能另有所指。")]  # fmt: skip
    if count.is_scaled or count.value >= _FEW or _OF_A_BILL.search(count.written):
        return []
    million = say_money(total * 1_000_000, currency)
    return [
        Note(
            f"{count.written} subscribers are read literally; did you mean {count.written} million? That would be {million}.",
            f"{count.written}按字面理解；是否指{say_count(count.value * 1_000_000, 'zh')}？那样是"
            f"{say_money(total * 1_000_000, currency, 'zh')}。",
        )
    ]


def no_effect(terms: Terms) -> list[str]:
    """What was given but changes nothing within one year."""
    if terms.years > 1:
        return []
    names = [("growth", "增长", terms.growth), ("a price change", "价格变动", terms.price_change)]
    return [
        Note(
            f"{name.capitalize()} steps from year 2, so it changes nothing in one year; give more years.",
            f"{chinese}自第2年起计，单独一年不受影响；请给出更多年数。",
        )
        for name, chinese, change in names
        if change and change.share
    ]


def doubtful_price(written: str, price: Price) -> list[str]:
    """A price whose notation can be read in two ways is computed and doubted."""
    if not price.doubt:
        return []
    amount = plain(price.amount)
    return [
        Note(
            f"The price '{written}' is read as {amount}: {price.doubt}.",
            f"价格“{written}”按{amount}理解，可能另有所指。",
        )
    ]


def dear_price(price_per_year: Decimal, currency: str) -> list[str]:
    """A price no household pays is computed and doubted, in a currency of which a rate is known."""
    dollars = dated_rate(currency, "USD")
    if dollars is None or price_per_year * dollars.value <= _DEAR_USD_A_YEAR:
        return []
    return [
        Note(
            f"{format_money(price_per_year, currency)} a year for one subscriber is unusually high; check the price.",
            f"每位用户每年{format_money(price_per_year, currency, 'zh')}异常之高，请核对价格。",
        )
    ]
