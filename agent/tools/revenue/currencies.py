"""Which currency the result is in, and conversion at a stated rate only."""

from decimal import Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.benchmarks import dated_rate
from agent.tools.revenue.errors import CannotCalculate, NeedsRate
from agent.tools.revenue.money import plain


def choose_currency(named: str | None, of_price: str | None, rates: dict[str, Decimal]) -> str:
    """The one named, else the price's own, else USD; a rate must be for another currency."""
    chosen = named or of_price or "USD"
    if chosen in rates:
        other = "USD" if chosen != "USD" else "CNY"
        raise CannotCalculate(
            f"The rate {chosen}={plain(rates[chosen])} is for one unit of the result's currency, which is {chosen} itself;"
            f" name the currency to convert to, for example {other}."
        )
    return chosen


def needs_rate(given: str, wanted: str, rates: dict[str, Decimal]) -> None:
    """Refuse two currencies without a rate, and offer a dated one."""
    if given == wanted or given in rates:
        return
    english = f"An amount in {given} and a result in {wanted} need an exchange rate: state how many {given} one {wanted} is"
    chinese = f"金额以{given}计、结果以{wanted}计，需要汇率：请说明1{wanted}合多少{given}"
    offer = dated_rate(wanted, given)
    if offer is None:
        raise NeedsRate(Note(f"{english}, as in {given}=7.1.", f"{chinese}，例如{given}=7.1。"))
    rate = f"{given}={plain(offer.value)}"
    raise NeedsRate(
        Note(
            f"{english}, for example {rate} ({offer.source}, {offer.date}).",
            f"{chinese}，例如{rate}（{offer.source}，{offer.date}）。",
        )
    )


def convert(amount: Decimal, given: str, wanted: str, rates: dict[str, Decimal]) -> Decimal:
    """`amount` in the wanted currency: divided by the units of `given` for one unit of `wanted`.

    >>> convert(Decimal("71"), "CNY", "USD", {"CNY": Decimal("7.1")}) == 10
    True
    """
    needs_rate(given, wanted, rates)
    return amount if given == wanted else amount / rates[given]
