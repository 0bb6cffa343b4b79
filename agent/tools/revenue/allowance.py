"""Seats that hold some use, and what is paid for more: a plan's credits, requests or messages."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.inputs import PER_YEAR, Amount, read_count, read_money, read_price
from agent.tools.revenue.money import EXACT, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def allowance(
    subscribers: Amount,
    price: Amount,
    *,
    use: Amount,
    included: Amount,
    use_price: Amount,
    to_period: str = "month",
) -> Report:
    """`seats × price + seats × (use - included) × use price` of a month, or of another period.

    >>> allowance("10", "20 USD/month", use="800", included="500", use_price="0.1 USD").to_dict()["total"]
    '500'
    """
    with localcontext(EXACT):
        seats, paid, more = read_count(subscribers).value, read_price(price), read_money(use_price, "price of use")  # fmt: skip
        currency = same_currency(paid.currency, more.currency)
        times = Decimal(12) / PER_YEAR[to_period]
        month = paid.amount * PER_YEAR[paid.per or "month"] / 12
        used, held = read_count(use).value, read_count(included).value
        extra = max(used - held, Decimal(0))
        fees, use_paid = seats * month, seats * extra * more.amount
        total = (fees + use_paid) * times
        steps = [
            Step(Note("seats a month", "席位每月费用"), f"{plain(seats)} × {plain(month)}", fees, currency),
            Step(Note("use beyond what is held, each", "每席位超出用量"), f"{plain(used)} - {plain(held)}" if extra else "0", extra, "units"),
            Step(Note("its price a month", "超出部分每月费用"), f"{plain(seats)} × {plain(extra)} × {plain(more.amount)}", use_paid, currency),
            Step(Note(f"a {to_period}", "合计"), f"({plain(fees)} + {plain(use_paid)}) × {plain(times)}", total, currency),
        ]  # fmt: skip
        zh = {"month": "每月", "year": "每年", "quarter": "每季度"}.get(to_period, "")
        return plain_report(
            total,
            currency,
            steps,
            (
                f"**{say_money(total, currency)}** a {to_period}: {say_count(seats)} seats cost {say_money(fees, currency)} a month,"
                f" and {say_count(extra)} beyond the {say_count(held)} that each holds {say_money(use_paid, currency)}.",
                f"**{zh}{say_money(total, currency, 'zh')}**：{say_count(seats, 'zh')}席位每月{say_money(fees, currency, 'zh')}，"
                f"每席位超出{say_count(held, 'zh')}的{say_count(extra, 'zh')}另付{say_money(use_paid, currency, 'zh')}。",
            ),
        )
