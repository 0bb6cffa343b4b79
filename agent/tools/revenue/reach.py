"""A target that more payers or a higher price can reach: both ways side by side."""

from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, read_price
from agent.tools.revenue.report import Report
from agent.tools.revenue.subscriptions import subscriptions

EITHER = "either"
"""What `solve` says where the subscribers or the price may change."""


def reach(subscribers: Amount | None, price: Amount | None, **options: Any) -> Report:
    """The subscribers that reach the target at this price, and the price from these subscribers.

    >>> both = reach("100M", "$500/yr", target="$80bn").to_dict()["solutions"]
    >>> [(found["name"], found["value"]) for found in both]
    [('subscribers', '160000000'), ('price', '800')]
    """
    if subscribers is None or price is None:
        raise CannotCalculate(
            "What reaches the target either way needs the subscribers and the price as they are."
        )
    per = read_price(price).per or "year"
    options = {k: v for k, v in options.items() if k not in ("solve", "solve_period")}
    more = subscriptions(None, price, solve="subscribers", **options)
    dearer = subscriptions(subscribers, None, solve="price", solve_period=per, **options)
    return replace(
        more,
        trace=[*more.trace, *dearer.trace],
        cautions=list(dict.fromkeys([*more.cautions, *dearer.cautions])),
        assumptions=[
            Note("either the subscribers or the price change", "订阅用户与价格只变其一"),
            *more.assumptions,
        ],
        sentences=(
            f"{more.sentences[0]} Or {dearer.sentences[0]}",
            f"{more.sentences[1]}或者{dearer.sentences[1]}",
        ),
        details={**more.details, "solutions": [more.solved, dearer.solved]},
    )
