"""Break-even: how many customers or tokens carry a fixed cost, how long an investment takes to return."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    Price,
    read_money,
    read_price,
    read_token_price,
    read_volume,
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

_MILLION = Decimal(1_000_000)


def break_even(
    fixed: Amount,
    *,
    price: Amount | None = None,
    unit_cost: Amount | None = None,
    token_price: Amount | None = None,
    volume: Amount | None = None,
    customers: Amount | None = None,
) -> Report:
    """Customers at which income covers a fixed cost, `fixed ÷ (price - unit_cost)`; or, against a
    `token_price`, the tokens at which both cost the same, and which is cheaper at a `volume` of them.

    With `customers` it is said whether these are enough. Amounts of different periods are brought to that of the fixed cost,
    which must say its own where the price does.

    >>> break_even("2.4M USD/month", price="20 USD/month", unit_cost="8 USD/month").to_dict()["customers"]
    '200000'
    >>> break_even("18000 USD/month", token_price="3 USD").to_dict()["tokens"]
    '6000000000'
    """
    with localcontext(EXACT):
        cost = read_price(fixed)
        if token_price is not None:
            return _tokens(cost, token_price, volume)
        if price is None:
            raise CannotCalculate(
                Note(
                    "Break-even needs what one customer pays; give the price, such as $20 a month.",
                    "计算盈亏平衡需要每位客户支付的价格，例如每月20元。",
                )
            )
        paid = read_price(price)
        serving = read_price(unit_cost) if unit_cost is not None else None
        _ask_period(cost, paid)
        report = _customers(cost, paid, serving)
        return (
            report
            if customers is None
            else _with_those(report, read_volume(customers, "customers"), cost)
        )


def _ask_period(cost: Price, paid: Price) -> None:
    """One question for a fixed cost without a period beside a price that has one."""
    if cost.per is not None or paid.per is None:
        return
    currency = cost.currency or paid.currency or "USD"
    raise CannotCalculate(
        Note(
            f"Is the fixed cost of {say_money(cost.amount, currency)} per month or per year?",
            f"固定成本{say_money(cost.amount, currency, 'zh')}是按月还是按年？",
        )
    )


def _with_those(report: Report, there: Decimal, cost: Price) -> Report:
    """Whether those who are there are enough, and what is left or lacking of the period."""
    left = Decimal(report.details["margin_each"]) * there - cost.amount
    a, zh = (f" a {cost.per}", f"每{PERIOD_ZH[cost.per]}") if cost.per else ("", "")
    by, by_zh = (say_money(abs(left), report.currency, language) for language in ("en", "zh"))
    word, word_zh = ("Yes", "能") if left >= 0 else ("No", "不能")
    is_left, is_left_zh = ("left", "盈余") if left >= 0 else ("lacking", "亏损")
    formula = f"{plain(there)} × {plain(report.details['margin_each'])} - {plain(cost.amount)}"
    english, chinese = report.sentences
    return replace(
        report,
        trace=[*report.trace, Step(Note("left", "盈余"), formula, left, report.currency)],
        sentences=(
            f"**{word}, with {say_count(there)} customers {by}{a} is {is_left}.** {english}",
            f"**{word_zh}，{say_count(there, 'zh')}客户{zh}{is_left_zh}{by_zh}。** {chinese}",
        ),
        details={**report.details, "left": left},
    )


def _customers(cost: Price, paid: Price, serving: Price | None) -> Report:
    currency = same_currency(cost.currency, paid.currency, serving.currency if serving else None)
    per = cost.per or paid.per
    income = _for_period(paid, per)
    each = income - (_for_period(serving, per) if serving else 0)
    if each <= 0:
        raise CannotCalculate(
            Note(
                f"One customer pays {format_price(paid.amount, currency)} and costs as much or more, so no number breaks even.",
                "每位客户的成本不低于其付费，无论多少客户都无法盈亏平衡。",
            )
        )
    exact = cost.amount / each
    customers = exact.to_integral_value(ROUND_CEILING)
    steps: list[Step] = []
    if serving is not None:
        formula = f"{plain(income)} - {plain(_for_period(serving, per))}"
        steps.append(Step(Note("left of one customer", "每位客户贡献"), formula, each, currency))
    name = Note("customers to break even", "盈亏平衡客户数")
    steps.append(Step(name, f"{plain(cost.amount)} ÷ {plain(each)}", exact, "customers"))
    if customers != exact:
        name = Note("rounded up to a whole customer", "向上取整")
        steps.append(Step(name, f"{plain(exact, 6)} → {plain(customers)}", customers, "customers"))
    a, zh = (f" a {per}", f"每{PERIOD_ZH[per]}") if per else ("", "")
    return plain_report(
        cost.amount,
        currency,
        steps,
        (
            f"**{say_count(customers)} customers** break even: each leaves {format_price(each, currency)}{a} towards"
            f" {say_money(cost.amount, currency)} of fixed cost{a}.",
            f"**{say_count(customers, 'zh')}客户**即可盈亏平衡：每位{zh}贡献{format_price(each, currency, 'zh')}，"
            f"固定成本{zh}{say_money(cost.amount, currency, 'zh')}。",
        ),
        assumptions=[] if cost.per or paid.per else [Note("all amounts are for the same period", "各金额周期相同")],
        customers=customers,
        margin_each=each,
    )  # fmt: skip


def _for_period(price: Price, per: str | None) -> Decimal:
    """The amount for another period; one without a period is for that one."""
    if per is None or price.per is None:
        return price.amount
    return price.amount * PER_YEAR[price.per] / PER_YEAR[per]


def _tokens(cost: Price, token_price: Amount, used: Amount | None) -> Report:
    rate = read_token_price(token_price)
    if not rate.amount:
        raise CannotCalculate(
            Note("A price of zero never costs the same.", "价格为零，永远不会相等。")
        )
    currency = same_currency(cost.currency, rate.currency)
    volume = cost.amount / rate.amount * _MILLION
    step = Step(
        Note("tokens at equal cost", "成本相等的token数"),
        f"{plain(cost.amount)} ÷ {plain(rate.amount)} × 1000000",
        volume,
        "tokens",
    )
    a, zh = (f" a {cost.per}", f"每{PERIOD_ZH[cost.per]}") if cost.per else ("", "")
    fixed, fixed_zh = say_money(cost.amount, currency), say_money(cost.amount, currency, "zh")
    english = (
        f"**{say_count(volume)} tokens**{a}: there {fixed}{a} buys as much as"
        f" {format_price(rate.amount, currency)} per million tokens; above it the fixed cost is cheaper."
    )
    chinese = (
        f"**{zh}{say_count(volume, 'zh')} token**：此时{zh}{fixed_zh}与每百万token"
        f"{format_price(rate.amount, currency, 'zh')}的费用相等；用量更大则固定成本更划算。"
    )
    details, steps = {"tokens": volume}, [step]
    if used is not None:
        many = read_volume(used, "used")
        bill = details["bill"] = many / _MILLION * rate.amount
        formula = f"{plain(many)} ÷ 1000000 × {plain(rate.amount)}"
        steps.append(Step(Note("the bill by tokens", "按token计费"), formula, bill, currency))
        word, word_zh = ("less", "低于") if bill < cost.amount else ("not less", "不低于")
        english = f"**{say_money(bill, currency)}**{a} for {say_count(many)} tokens, {word} than the {fixed}{a}. {english}"
        chinese = f"**{zh}{say_money(bill, currency, 'zh')}**：{say_count(many, 'zh')} token，{word_zh}{fixed_zh}。{chinese}"
    report = plain_report(cost.amount, currency, steps, (english, chinese))
    return replace(report, details=details)


def payback(investment: Amount, income: Amount, *, cost: Amount | None = None, customers: Amount | None = None) -> Report:  # fmt: skip
    """How long an investment takes to return: `investment ÷ (income - cost)`, in months and years.

    With `customers` the income (and the cost) is that of each.

    >>> payback("36M USD", "1.5M USD/month").to_dict()["months"]
    '24'
    """
    with localcontext(EXACT):
        spent, earned = read_money(investment, "investment"), read_price(income)
        running = read_price(cost) if cost is not None else None
        currency = same_currency(spent.currency, earned.currency, running.currency if running else None)  # fmt: skip
        per = earned.per or (running.per if running else None) or "month"
        many = read_volume(customers, "customers") if customers is not None else Decimal(1)
        flow = (earned.amount - (_for_period(running, per) if running else 0)) * many
        if flow <= 0:
            raise CannotCalculate(
                Note("Nothing is left after the running cost, so it never pays back.", "扣除运行成本后没有剩余，无法回本。")
            )  # fmt: skip
        months = spent.amount / flow * 12 / PER_YEAR[per]
        steps: list[Step] = []
        if running is not None or customers is not None:
            inner = plain(earned.amount)
            inner = f"({inner} - {plain(_for_period(running, per))})" if running else inner
            formula = f"{inner} × {plain(many)}" if customers is not None else inner.strip("()")
            steps.append(Step(Note(f"left a {per}", f"每{PERIOD_ZH[per]}净收入"), formula, flow, currency))  # fmt: skip
        formula = f"{plain(spent.amount)} ÷ {plain(flow)}"
        formula += "" if per == "month" else f" × 12 ÷ {PER_YEAR[per]}"
        steps.append(Step(Note("months to pay back", "回本月数"), formula, months, "months"))
        years = format_number(months / 12, 2)
        return plain_report(
            spent.amount,
            currency,
            steps,
            (
                f"**{format_number(months, 2)} months** ({years} years): {say_money(spent.amount, currency)} at"
                f" {say_money(flow, currency)} a {per}.",
                f"**{format_number(months, 2)}个月**（{years}年）回本：投资{say_money(spent.amount, currency, 'zh')}，"
                f"每{PERIOD_ZH[per]}{say_money(flow, currency, 'zh')}。",
            ),
            assumptions=[Note("the income stays the same, without interest", "收入不变，不计利息")],
            months=months,
            years=months / 12,
        )


def depreciation(investment: Amount, years: Amount, *, residual: Amount | None = None) -> Report:
    """The yearly charge in a straight line: `(investment - residual) ÷ years`.

    >>> depreciation("50bn USD", "5").to_dict()["total"]
    '10000000000'
    """
    with localcontext(EXACT):
        spent, length = read_money(investment, "investment"), read_volume(years, "years")
        rest = read_money(residual, "residual value").amount if residual is not None else Decimal(0)
        if not length or rest > spent.amount:
            raise CannotCalculate(
                Note("Depreciation needs a life in years and a residual value below the cost.", "折旧需要年限，且残值须低于成本。")
            )  # fmt: skip
        currency = spent.currency or "USD"
        charge = (spent.amount - rest) / length
        inner = f"({plain(spent.amount)} - {plain(rest)})" if rest else plain(spent.amount)
        step = Step(Note("depreciation a year", "每年折旧"), f"{inner} ÷ {plain(length)}", charge, currency)  # fmt: skip
        return plain_report(
            charge,
            currency,
            [step],
            (
                f"**{say_money(charge, currency)}** a year over {plain(length)} years"
                f" ({say_money(charge / 12, currency)} a month).",
                f"**每年{say_money(charge, currency, 'zh')}**，共{plain(length)}年（每月{say_money(charge / 12, currency, 'zh')}）。",
            ),
            assumptions=[Note("straight line", "直线法")],
        )
