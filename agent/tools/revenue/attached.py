"""What those bring who add something to what they pay: by itself, and with the base."""

from collections.abc import Sequence
from decimal import Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.beside import for_periods
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    Price,
    read_change,
    read_count,
    read_price,
)
from agent.tools.revenue.money import format_price, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def attached(
    customers: Amount,
    attach_rate: Amount,
    uplift: Amount,
    base: Amount | None,
    *,
    with_base: bool,
    show_per: Sequence[str],
) -> Report:
    """`customers × rate × price` a year; with `with_base` what the base brings is added.

    Raises:
        CannotCalculate: a rate beyond 100 %, or two currencies.
    """
    everyone = read_count(customers, "customers").value
    share = read_change(attach_rate, "attach rate").share
    if not 0 <= share <= 1:
        raise CannotCalculate(
            f"An attach rate of {attach_rate} is not possible; it lies between 0 % and 100 %."
        )
    price, buyers = read_price(uplift), everyone * share
    per, paid = price.per or "year", None if base is None else read_price(base)
    currency = same_currency(price.currency, paid.currency if paid else None)
    added = buyers * price.amount * PER_YEAR[per]
    steps = [
        Step(Note("customers who add it", "购买客户数"), f"{plain(everyone)} × {plain(share)}", buyers, "people"),
        Step(Note("added revenue in a year", "全年新增收入"), _in_a_year(buyers, price), added, currency),
    ]  # fmt: skip
    who = f"{say_count(buyers)} of {say_count(everyone)} customers add it at {format_price(price.amount, currency)} a {per}."
    who_zh = (
        f"{say_count(everyone, 'zh')}客户中{say_count(buyers, 'zh')}加购，"
        f"每{PERIOD_ZH[per]}{format_price(price.amount, currency, 'zh')}。"
    )
    extra = (
        f"**{say_money(added, currency)}** of extra revenue a year: {who}",
        f"**每年新增{say_money(added, currency, 'zh')}**：{who_zh}",
    )
    if paid is None:
        return for_periods(plain_report(added, currency, steps, extra, buyers=buyers), "year", show_per)  # fmt: skip
    before = everyone * paid.amount * PER_YEAR[paid.per or "year"]
    lift, all_in = added / before * 100, before + added
    steps += [
        Step(Note("base revenue in a year", "全年基础收入"), _in_a_year(everyone, paid), before, currency),
        Step(Note("against the base", "相对基础收入"), f"{plain(added)} ÷ {plain(before)} × 100", lift, "percent"),
        Step(Note("base and addition", "合计"), f"{plain(before)} + {plain(added)}", all_in, currency),
    ]  # fmt: skip
    beside = (
        f" That is {plain(lift, 2)} % on top of {say_money(before, currency)}.",
        f"相当于在{say_money(before, currency, 'zh')}之上增加{plain(lift, 2)}%。",
    )
    together = (
        f"**{say_money(all_in, currency)}** a year: {say_money(before, currency)} and {say_money(added, currency)} on top ({plain(lift, 2)} %). {who}",
        f"**每年{say_money(all_in, currency, 'zh')}**：基础{say_money(before, currency, 'zh')}，另加{say_money(added, currency, 'zh')}（{plain(lift, 2)}%）。{who_zh}",
    )
    said = together if with_base else (extra[0] + beside[0], extra[1] + beside[1])
    report = plain_report(
        all_in if with_base else added, currency, steps, said, buyers=buyers, base_revenue=before, lift_percent=lift, added=added
    )  # fmt: skip
    return for_periods(report, "year", show_per)


def _in_a_year(people: Decimal, price: Price) -> str:
    per = price.per or "year"
    times = f" × {PER_YEAR[per]}" if per != "year" else ""
    return f"{plain(people)} × {plain(price.amount)}{times}"
