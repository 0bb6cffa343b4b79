"""One price in another period or currency."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    read_currency,
    read_price,
    read_rates,
)
from agent.tools.revenue.money import EXACT, format_price, plain
from agent.tools.revenue.report import Report, Step

_OF_A_RUN_RATE = Note(
    "A run rate is the latest period times the periods in a year; a fiscal year's revenue differs while it changes.",
    "年化收入是最近一期乘以一年的期数；业务变化时与财年收入不同。",
)


def convert_price(
    price: Amount,
    *,
    to_period: str | None = None,
    currency: str | None = None,
    rate: str | None = None,
    run_rate: bool = False,
) -> Report:
    """A price, or revenue at a `run_rate`, per `to_period`, in `currency` where a rate is stated ("USD=0.14" or "CNY=7.1").

    >>> convert_price("$500/yr", to_period="month").to_dict()["total"]
    '41.6666666667'
    """
    with localcontext(EXACT):
        given = read_price(price)
        paid_in, per = given.currency or "USD", given.per
        wanted, rates = read_currency(currency) or paid_in, read_rates(rate)
        steps: list[Step] = []
        amount = given.amount
        if to_period and per and to_period != per:
            if to_period not in PER_YEAR:
                raise CannotCalculate(
                    f"A price per {to_period} is not one we convert to; name year, quarter, month, week or day."
                )
            amount = amount * PER_YEAR[per] / PER_YEAR[to_period]
            formula = f"{plain(given.amount)} × {PER_YEAR[per]} ÷ {PER_YEAR[to_period]}"
            steps.append(
                Step(Note(f"a {to_period}", f"每{PERIOD_ZH[to_period]}"), formula, amount, paid_in)
            )
        if wanted != paid_in:
            amount, formula = exchanged(amount, paid_in, wanted, rates)
            steps.append(Step(Note(f"in {wanted}", f"折合{wanted}"), formula, amount, wanted))
        unit = to_period or per
        a, zh = (f" a {unit}", f"每{PERIOD_ZH[unit]}") if unit else ("", "")
        before = f" a {per}" if per else ""
        return Report(
            total=amount,
            currency=wanted,
            converted={},
            periods=[],
            solved=None,
            trace=steps,
            cautions=[_OF_A_RUN_RATE] if run_rate else [],
            assumptions=[],
            sentences=(
                f"**{format_price(amount, wanted)}**{a}: {format_price(given.amount, paid_in)}{before} converted.",
                f"**{zh}{format_price(amount, wanted, 'zh')}**：由{format_price(given.amount, paid_in, 'zh')}换算。",
            ),
        )


def exchanged(
    amount: Decimal, paid_in: str, wanted: str, rates: dict[str, Decimal]
) -> tuple[Decimal, str]:
    """The amount in the wanted currency and its formula; a rate may be stated for either of the two."""
    if wanted == paid_in:
        return amount, plain(amount)
    if wanted in rates:
        return amount * rates[wanted], f"{plain(amount)} × {plain(rates[wanted])}"
    if paid_in in rates:
        return amount / rates[paid_in], f"{plain(amount)} ÷ {plain(rates[paid_in])}"
    raise CannotCalculate(
        f"Converting {paid_in} to {wanted} needs a rate: say how many {wanted} one {paid_in} buys."
    )
