"""Amounts of money added up: in one currency, or at a stated rate."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.currencies import choose_currency, convert
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, read_currency, read_money, read_rates
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step


def total(
    amounts: Sequence[Amount], *, currency: str | None = None, rate: str | None = None
) -> Report:
    """The sum of the amounts; two currencies need a rate, `CNY=7.1` for one of the result's.

    >>> total(["20bn USD", "30bn USD"]).to_dict()["total"]
    '50000000000'
    """
    if len(amounts) < 2:
        raise CannotCalculate("A sum needs two amounts or more.")
    with localcontext(EXACT):
        read = [read_money(amount, "amount") for amount in amounts]
        if len({each.per for each in read}) > 1:
            raise CannotCalculate(
                Note("The amounts are for different periods; give all per month or all per year.", "各金额的周期不同；请统一按月或按年给出。")
            )  # fmt: skip
        own = next((each.currency for each in read if each.currency), "USD")
        rates = read_rates(rate)
        result_in = choose_currency(read_currency(currency), own, rates)
        parts = [convert(each.amount, each.currency or own, result_in, rates) for each in read]
        whole = sum(parts, Decimal(0))
        formula = " + ".join(map(plain, parts))
        said, said_zh = (
            [say_money(each.amount, each.currency or own, language) for each in read]
            for language in ("en", "zh")
        )
        per = read[0].per
        return plain_report(
            whole,
            result_in,
            [Step(Note("sum", "合计"), formula, whole, result_in)],
            (
                f"**{say_money(whole, result_in)}**{f' a {per}' if per else ''}: {' + '.join(said)}.",
                f"**{say_money(whole, result_in, 'zh')}**：{' + '.join(said_zh)}。",
            ),
            assumptions=[Note(f"{plain(value)} {code} for one {result_in}", f"1{result_in}合{plain(value)}{code}") for code, value in rates.items()],
        )  # fmt: skip
