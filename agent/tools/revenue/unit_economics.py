"""What one subscriber leaves, over a year and over a lifetime, and how much of a base's revenue stays."""

from dataclasses import replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    read_change,
    read_count,
    read_money,
    read_price,
)
from agent.tools.revenue.money import (
    EXACT,
    format_number,
    format_price,
    plain,
    say_count,
    say_money,
)
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def unit_margin(subscribers: Amount, price: Amount, unit_cost: Amount) -> Report:
    """A year's revenue, cost and gross profit: `subscribers × (price - unit_cost)`.

    >>> report = unit_margin("1M", "20 USD/month", "13 USD/month").to_dict()
    >>> report["total"], report["margin_percent"]
    ('84000000', '35')
    """
    with localcontext(EXACT):
        people, paid, costs = read_count(subscribers).value, read_price(price), read_price(unit_cost)  # fmt: skip
        currency = same_currency(paid.currency, costs.currency)
        per, cost_per = paid.per or costs.per or "year", costs.per or paid.per or "year"
        earned = people * paid.amount * PER_YEAR[per]
        spent = people * costs.amount * PER_YEAR[cost_per]
        gross, percent = earned - spent, (earned - spent) / earned * 100
        steps = [
            Step(Note("revenue in a year", "全年收入"), f"{plain(people)} × {plain(paid.amount)} × {PER_YEAR[per]}", earned, currency),
            Step(Note("cost in a year", "全年成本"), f"{plain(people)} × {plain(costs.amount)} × {PER_YEAR[cost_per]}", spent, currency),
            Step(Note("gross profit", "毛利"), f"{plain(earned)} - {plain(spent)}", gross, currency),
            Step(Note("gross margin", "毛利率"), f"{plain(gross)} ÷ {plain(earned)} × 100", percent, "percent"),
        ]  # fmt: skip
        word, zh = ("loss", "亏损") if gross < 0 else ("gross profit", "毛利")
        return plain_report(
            gross,
            currency,
            steps,
            (
                f"**{say_money(abs(gross), currency)}** of {word} a year, a margin of {plain(percent, 2)} %:"
                f" {say_count(people)} subscribers bring {say_money(earned, currency)} and cost {say_money(spent, currency)}.",
                f"**每年{zh}{say_money(abs(gross), currency, 'zh')}**，毛利率{plain(percent, 2)}%：{say_count(people, 'zh')}用户"
                f"带来{say_money(earned, currency, 'zh')}，成本{say_money(spent, currency, 'zh')}。",
            ),
            assumptions=[Note("one year; nobody joins or leaves", "一年；无人加入或流失")],
            revenue=earned,
            cost=spent,
            margin_percent=percent,
        )


def lifetime_value(
    price: Amount,
    churn: Amount,
    *,
    margin: Amount | None = None,
    acquisition: Amount | None = None,
) -> Report:
    """What a customer pays until leaving: `price × margin ÷ churn`, both for the churn's period.

    With the cost of an `acquisition`: how many times it comes back, `value ÷ acquisition`.

    >>> lifetime_value("25 USD/month", "4%/month", acquisition="125 USD").to_dict()["value_to_cost"]
    '5'
    """
    with localcontext(EXACT):
        paid, leaving = read_price(price), read_change(churn, "churn")
        share = read_change(margin, "margin").share if margin is not None else Decimal(1)
        if not 0 < leaving.share <= 1:
            raise CannotCalculate(
                Note(f"A churn of {churn} gives no lifetime; it lies between 0 % and 100 %.", f"流失率{churn}无法得出生命周期；应在0%与100%之间。")
            )  # fmt: skip
        per = leaving.per or paid.per or "month"
        amount = paid.amount * PER_YEAR[paid.per or per] / PER_YEAR[per]
        currency = paid.currency or "USD"
        stays, value = 1 / leaving.share, amount * share / leaving.share
        formula = plain(amount) + (f" × {plain(share)}" if share != 1 else "")
        steps = [
            Step(Note("average lifetime", "平均生命周期"), f"1 ÷ {plain(leaving.share)}", stays, f"{per}s"),
            Step(Note("lifetime value", "生命周期价值"), f"{formula} ÷ {plain(leaving.share)}", value, currency),
        ]  # fmt: skip
        kept = f", of which {plain(share * 100, 2)} % is margin," if share != 1 else ""
        kept_zh = f"毛利率{plain(share * 100, 2)}%，" if share != 1 else ""
        english = (
            f"**{format_price(value, currency)}** of lifetime value: {format_price(amount, currency)} a {per}"
            f"{kept} for {format_number(stays, 2)} {per}s on average."
        )
        chinese = (
            f"**生命周期价值{format_price(value, currency, 'zh')}**：每{PERIOD_ZH[per]}{format_price(amount, currency, 'zh')}，"
            f"{kept_zh}平均留存{format_number(stays, 2)}个{PERIOD_ZH[per]}。"
        )
        details: dict[str, Decimal] = {"lifetime": stays}
        if acquisition is not None:
            cost = read_money(acquisition, "cost of acquisition").amount
            times = details["value_to_cost"] = value / cost
            name = Note("value to cost of acquisition", "生命周期价值与获客成本之比")
            steps.append(Step(name, f"{plain(value)} ÷ {plain(cost)}", times, "times"))
            back = details["payback"] = cost / (amount * share)
            steps.append(Step(Note("payback", "回本期"), f"{plain(cost)} ÷ ({formula})", back, f"{per}s"))  # fmt: skip
            english += f" That is {format_number(times, 2)} times the {format_price(cost, currency)} of acquisition, paid back in {format_number(back, 2)} {per}s."
            chinese += f"为获客成本{format_price(cost, currency, 'zh')}的{format_number(times, 2)}倍，{format_number(back, 2)}个{PERIOD_ZH[per]}回本。"
        report = plain_report(
            value,
            currency,
            steps,
            (english, chinese),
            assumptions=[Note("churn stays the same; no discounting", "流失率不变，不折现")],
        )
        return replace(report, details=details)


def retention(
    expansion: Amount = "0%",
    churn: Amount = "0%",
    *,
    contraction: Amount = "0%",
    base: Amount | None = None,
    base_per: str = "year",
    years: Amount = 1,
) -> Report:
    """Net revenue retention: `100 % + expansion - contraction - churn`, of the base where it is given.

    A base of a month is told as that of a year (ARR); after `years` it is `base × retention^years`.

    >>> retention("15%", "5%", base="10M USD").to_dict()["nrr_percent"]
    '110'
    """
    with localcontext(EXACT):
        more, gone, less = (
            read_change(given, name).share * 100
            for given, name in ((expansion, "expansion"), (churn, "churn"), (contraction, "contraction"))
        )  # fmt: skip
        net, gross = 100 + more - abs(gone) - abs(less), 100 - abs(gone) - abs(less)
        parts = [f"100 + {plain(more)}", *(f"{plain(abs(p))}" for p in (gone, less) if p)]
        steps = [
            Step(Note("net revenue retention", "净收入留存率"), " - ".join(parts), net, "percent")
        ]
        english = (
            f"**{plain(net, 2)} %** net revenue retention; gross retention is {plain(gross, 2)} %."
        )
        chinese = f"**净收入留存率{plain(net, 2)}%**，总留存率{plain(gross, 2)}%。"
        total, currency = Decimal(0), "USD"
        if base is not None:
            given = read_money(base, "base")
            currency, number = given.currency or "USD", int(read_count(years, "years").value)
            start = given.amount * PER_YEAR[base_per]
            total = start * (net / 100) ** number
            if base_per != "year":
                formula = f"{plain(given.amount)} × {PER_YEAR[base_per]}"
                steps.append(
                    Step(Note("ARR today", "当前年度经常性收入"), formula, start, currency)
                )
            power = f"^{number}" if number > 1 else ""
            formula = f"{plain(start)} × ({plain(net)} ÷ 100){power}"
            steps.append(Step(Note("revenue of the same customers", "同一批客户的收入"), formula, total, currency))  # fmt: skip
            a_year, a_year_zh = (" a year", "每年") if base_per != "year" else ("", "")
            span, span_zh = (f" in {number} years", f"{number}年后") if number > 1 else ("", "")
            english += (
                f" {say_money(start, currency)}{a_year} becomes {say_money(total, currency)}{span}."
            )
            chinese += f"{a_year_zh}{say_money(start, currency, 'zh')}{span_zh}变为{say_money(total, currency, 'zh')}。"
        return plain_report(
            total, currency, steps, (english, chinese), nrr_percent=net, grr_percent=gross
        )
