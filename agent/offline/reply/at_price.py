"""Whether a thing was to be had at the price that a question names."""

from agent.offline.plan import YES_NO
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.quantities import Quantity, find_quantities
from agent.quantities.units import CURRENCIES

_ON_IT = 0.95
"""About of a statement on the very thing."""


def at_price(request: Request, said: Statement, text: str) -> str:
    """The reply `text`, with yes or no before it where the question names one price for a time
    and the statement on the very thing names prices for the same."""
    if (
        request.topic not in ("fact", "change")
        or "price" not in request.aspects
        or said.about < _ON_IT
    ):
        return text
    asked = _prices(request.question)
    told = _prices(said.text)
    if len(asked) != 1 or not YES_NO.search(request.question):
        return text
    same = [one for one in told if (one.unit, one.per) == (asked[0].unit, asked[0].per)]
    if len(same) != 1:  # one of several may be that of another plan
        return text
    is_it = same[0].value == asked[0].value
    key = "at_that_price" if is_it else "not_at_that_price"
    gap = "\n\n" if text.startswith("- ") else "" if request.language == "zh" else " "
    return f"{phrase(key, request.language)}{gap}{text}"


def _prices(text: str) -> list[Quantity]:
    return [one for one in find_quantities(text) if one.unit in CURRENCIES and one.per]
