"""A contract's value spread over its years: what is booked once is earned as it is delivered."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, read_money, read_volume
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step


def contract(value: Amount, years: Amount) -> Report:
    """Revenue a year of a contract earned evenly: `value ÷ years`.

    >>> contract("300bn USD", "5").to_dict()["total"]
    '60000000000'
    """
    with localcontext(EXACT):
        booked, length = read_money(value, "contract"), read_volume(years, "years")
        if not length:
            raise CannotCalculate(
                Note("A contract needs a length in years, such as 5.", "合同需要年限，例如5年。")
            )
        currency, a_year = booked.currency or "USD", booked.amount / length
        name = Note("revenue a year", "每年收入")
        formula = f"{plain(booked.amount)} ÷ {plain(length)}"
        return plain_report(
            a_year,
            currency,
            [Step(name, formula, a_year, currency)],
            (
                f"**{say_money(a_year, currency)}** a year: {say_money(booked.amount, currency)} over {_years(length)}.",
                f"**每年{say_money(a_year, currency, 'zh')}**：{say_money(booked.amount, currency, 'zh')}分{plain(length)}年。",
            ),
            cautions=[
                Note(
                    "Bookings are what is signed; revenue is earned as it is delivered, seldom in equal parts.",
                    "签约额不等于收入；收入随交付确认，很少逐年均等。",
                )
            ],
            assumptions=[Note("earned evenly over the term", "在合同期内平均确认")],
        )


def _years(length: Decimal) -> str:
    return "one year" if length == 1 else f"{plain(length)} years"
