"""One entry for every kind of sum: `kind` and named amounts in, `Report` out."""

from collections.abc import Callable
from typing import Any

from agent.tools.revenue.conversion import convert_price
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.grid import grid
from agent.tools.revenue.growth import growth
from agent.tools.revenue.margin import attach, margin
from agent.tools.revenue.plans import plan_mix
from agent.tools.revenue.report import Report
from agent.tools.revenue.share import share
from agent.tools.revenue.token_prices import token_prices
from agent.tools.revenue.tokens import tokens
from agent.tools.revenue.variations import varied

KINDS: dict[str, Callable[..., Report]] = {
    "subscriptions": varied,
    "plans": plan_mix,
    "tokens": tokens,
    "growth": growth,
    "margin": margin,
    "attach": attach,
    "convert": convert_price,
    "grid": grid,
    "share": share,
    "token_prices": token_prices,
}


def calculate(kind: str = "subscriptions", **amounts: Any) -> Report:
    """The sum of that kind.

    Raises:
        CannotCalculate: an unknown kind, an argument the kind has no use for, or a bad amount.
    """
    if kind not in KINDS:
        raise CannotCalculate(f"There is no sum called {kind!r}; choose {', '.join(KINDS)}.")
    try:
        return KINDS[kind](**amounts)
    except TypeError as error:
        if "unexpected keyword" in str(error) or "missing" in str(error):
            raise CannotCalculate(
                f"A sum of kind {kind!r} cannot be made of {', '.join(amounts) or 'nothing'}."
            ) from error
        raise
