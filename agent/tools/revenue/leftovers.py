"""What stands beside the number of an amount: words that would change it must not be dropped."""

import re

from agent.quantities import Quantity
from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate

#: Words that leave an amount what it is.
_HARMLESS = re.compile(
    r"(?<![a-z])(?:about|around|roughly|approximately|approx|circa|some|only|just|at|of|the|a|an|is|in|for|price[ds]?"
    r"|list|billed|paid|payable|annually|monthly|yearly|subscriptions?|plans?|each|flat|total|them|growth|churn|rate"
    r"|increase|decrease|up|down|us|fee|prepaid|discount|per (?:seat|user|person|subscriber|customer|member|account))(?![a-z])"
    r"|大约|约|左右|每人|每位|的|价格|人民币",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"([^\W\d]{3,}|[\u4e00-\u9fff]{2,5})(?:\s*(?:/|an?|per|each|every)?\s*(?:month|year|week|day|quarter))?",
    re.IGNORECASE,
)
"""A word in the place of a currency, with or without a period behind it."""


def check_rest(text: str, quantity: Quantity, what: str, example: str) -> None:
    """Refuse an amount with words beside its number that were not understood.

    >>> from agent.quantities import find_quantities
    >>> check_rest("$20/month", find_quantities("$20/month")[0], "price", "$20/month")
    """
    rest = f"{text[: quantity.start]} {text[quantity.end :]}"
    if not re.search(r"\w", left := _HARMLESS.sub(" ", rest)):
        return
    shown = " ".join(left.split())[:40]
    if what == "price" and quantity.unit is None and (money := _MONEY.fullmatch(shown)):
        raise CannotCalculate(
            Note(
                f"'{money[1]}' is no currency known here; give the price in one that is, such as $20 a month.",
                f"“{money[1]}”不是可识别的货币；请用已知货币给出价格，例如每月20美元。",
            )
        )
    raise CannotCalculate(
        Note(
            f"The {what} '{text[:60]}' says '{shown}', which is no unit or period known here; write it like {example}.",
            f"“{text[:60]}”中的“{shown}”无法识别；请写成 {example} 这样的形式。",
        )
    )


def check_denominator(text: str, quantity: Quantity, what: str, example: str) -> None:
    """Refuse a count that is for something: "100M/day" counts no subscribers."""
    if re.match(r"\s*(?:/|per\b|每)", text[quantity.end :], re.IGNORECASE):
        check_rest(text, quantity, what, example)
