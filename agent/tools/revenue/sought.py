"""The rate at which payers and a price reach a target: the share who pay, a change of price, growth or churn."""

from collections.abc import Callable
from decimal import Decimal, localcontext

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.benchmarks import people_of
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    Price,
    read_count,
    read_money,
    read_price,
    read_volume,
)
from agent.tools.revenue.money import EXACT, format_price, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step
from agent.tools.revenue.unsaid import ask_for_periods
from agent.tools.revenue.years import months_paid

_HALVINGS = 200
_MONTHS = 12


def sought(
    rate_sought: str,
    subscribers: Amount | None = None,
    price: Amount | None = None,
    target: Amount | None = None,
    *,
    subscribers_of: str | None = None,
    steps: Amount | None = None,
    sum_of_years: Amount | None = None,
    ask_period: bool = False,
) -> Report:
    """`rate_sought` is paying_share, price_change, growth or churn; the target is what a year earns.

    Growth is found for a target `steps` years after the first, or for the sum of `sum_of_years`; churn is a
    month's, over twelve months.

    >>> sought("paying_share", "8.2bn", "240 USD/year", "1 trillion USD").to_dict()["rate_percent"]
    '50.8130081301'
    >>> sought("price_change", "50M", "20 USD/month", "10bn USD").to_dict()["rate_percent"]
    '-16.6666666667'
    """
    finders: dict[str, Callable[[_Asked], Report]] = {
        "paying_share": _paying_share,
        "price_change": _price_change,
        "growth": lambda asked: _growth(asked, steps, sum_of_years),
        "churn": _churn,
    }
    if rate_sought not in finders:
        raise CannotCalculate(
            f"A rate called {rate_sought!r} cannot be found; choose {', '.join(finders)}."
        )
    if subscribers is None and subscribers_of:
        subscribers = plain(people_of(subscribers_of).people)
    if subscribers is None or price is None or target is None:
        raise CannotCalculate("A rate needs the number of subscribers, the price and the target.")
    if ask_period:
        ask_for_periods([price])
    with localcontext(EXACT):
        return finders[rate_sought](_Asked(subscribers, price, target))


class _Asked:
    """The sum as understood: `full` is what everyone brings in the first year at the full price."""

    def __init__(self, subscribers: Amount, price: Amount, target: Amount) -> None:
        self.count, self.paid = read_count(subscribers).value, read_price(price)
        aim = read_money(target, "target")
        self.currency = same_currency(self.paid.currency, aim.currency)
        self.aim = aim.amount * PER_YEAR[aim.per or "year"]
        charges = PER_YEAR[self.paid.per or "year"]
        self.full = self.count * self.paid.amount * charges
        factors = [
            plain(self.count),
            plain(self.paid.amount),
            *([str(charges)] if charges > 1 else []),
        ]
        name = Note("revenue a year in full", "全部按原价的年收入")
        self.step = Step(name, " × ".join(factors), self.full, self.currency)
        if not self.aim or not self.full:
            raise CannotCalculate(
                Note(
                    "A rate needs a target and a price above zero.",
                    "求比率需要大于零的目标和价格。",
                )
            )

    def money(self, value: Decimal, language: Language = "en") -> str:
        return say_money(value, self.currency, language)

    def priced(self, paid: Price, language: Language = "en") -> str:
        per, said = paid.per or "year", format_price(paid.amount, self.currency, language)
        return f"每{PERIOD_ZH[per]}{said}" if language == "zh" else f"{said} a {per}"

    def report(
        self, percent: Decimal, steps: list[Step], english: str, chinese: str, *notes: Note
    ) -> Report:
        return plain_report(
            self.aim,
            self.currency,
            [self.step, *steps],
            (english, chinese),
            assumptions=list(notes),
            rate_percent=percent,
        )  # fmt: skip


def _paying_share(asked: _Asked) -> Report:
    """The part of everyone who must pay: `target ÷ revenue in full`."""
    share = asked.aim / asked.full
    if share > 1:
        raise CannotCalculate(
            Note(
                f"Even if all {say_count(asked.count)} pay, they bring {asked.money(asked.full)} a year, less than {asked.money(asked.aim)}.",
                f"即使{say_count(asked.count, 'zh')}人全部付费，每年也只有{asked.money(asked.full, 'zh')}，不到{asked.money(asked.aim, 'zh')}。",
            )
        )
    percent, payers = share * 100, asked.count * share
    steps = [
        Step(Note("share who must pay", "需付费比例"), f"{plain(asked.aim)} ÷ {plain(asked.full)} × 100", percent, "percent"),
        Step(Note("payers", "付费人数"), f"{plain(asked.count)} × {plain(share, 12)}", payers, "people"),
    ]  # fmt: skip
    return asked.report(
        percent,
        steps,
        f"**{plain(percent, 2)} %** of {say_count(asked.count)} must pay {asked.priced(asked.paid)} for {asked.money(asked.aim)} a year:"
        f" {say_count(payers)} payers.",
        f"**{plain(percent, 2)}%**：{say_count(asked.count, 'zh')}人中需有{say_count(payers, 'zh')}人{asked.priced(asked.paid, 'zh')}，"
        f"年收入才达到{asked.money(asked.aim, 'zh')}。",
    )


def _price_change(asked: _Asked) -> Report:
    """The discount, or the rise, that brings the target: `target ÷ revenue in full - 1`."""
    factor = asked.aim / asked.full
    percent = (factor - 1) * 100
    new = Price(asked.paid.amount * factor, asked.paid.currency, asked.paid.per)
    steps = [
        Step(Note("change of the price", "价格变动"), f"({plain(asked.aim)} ÷ {plain(asked.full)} - 1) × 100", percent, "percent"),
        Step(Note("new price", "新价格"), f"{plain(asked.paid.amount)} × {plain(factor, 12)}", new.amount, asked.currency),
    ]  # fmt: skip
    word, word_zh = ("discount", "降价") if percent < 0 else ("rise in price", "涨价")
    tenths = (
        f"（打{plain(factor * 10, 2)}折）" if percent < 0 else ""
    )  # a discount as shops write it
    return asked.report(
        percent,
        steps,
        f"**A {plain(abs(percent), 2)} % {word}**, from {asked.priced(asked.paid)} to {asked.priced(new)}: {say_count(asked.count)}"
        f" subscribers then bring {asked.money(asked.aim)} a year.",
        f"**{word_zh}{plain(abs(percent), 2)}%**{tenths}：由{asked.priced(asked.paid, 'zh')}变为{asked.priced(new, 'zh')}，"
        f"{say_count(asked.count, 'zh')}订阅用户每年即带来{asked.money(asked.aim, 'zh')}。",
        Note("the number of subscribers stays the same", "订阅人数不变"),
    )


def _growth(asked: _Asked, steps: Amount | None, years: Amount | None) -> Report:
    """The yearly growth: `(target ÷ first year)^(1 ÷ steps) - 1`, or by halving for the sum of years."""
    if years is not None:
        return _growth_of_sum(asked, int(read_volume(years, "years")))
    length = read_volume(steps, "years") if steps is not None else Decimal(0)
    if length < 1:
        raise CannotCalculate(
            Note("Growth needs the time to the target, such as 'in 5 years'.", "求增长率需要时间，例如“5年后”。")
        )  # fmt: skip
    times = asked.aim / asked.full
    percent = ((times.ln() / length).exp() - 1) * 100
    formula = f"(({plain(asked.aim)} ÷ {plain(asked.full)})^(1 ÷ {plain(length)}) - 1) × 100"
    return asked.report(
        percent,
        [Step(Note("growth a year", "每年增长"), formula, percent, "percent")],
        f"**{plain(percent, 2)} % a year** takes {asked.money(asked.full)} ({say_count(asked.count)} subscribers at {asked.priced(asked.paid)})"
        f" to {asked.money(asked.aim)} a year, {plain(length)} years on.",
        f"**每年增长{plain(percent, 2)}%**：由{asked.money(asked.full, 'zh')}（{say_count(asked.count, 'zh')}订阅用户，"
        f"{asked.priced(asked.paid, 'zh')}）到{plain(length)}年后的{asked.money(asked.aim, 'zh')}。",
        Note("the price stays the same; growth compounds once a year", "价格不变；每年复利一次"),
    )


def _growth_of_sum(asked: _Asked, years: int) -> Report:
    """The growth at which the first years together earn the target."""
    wanted = asked.aim / asked.full
    if years < 2 or wanted <= 1:
        raise CannotCalculate(
            Note(
                f"{asked.money(asked.aim)} is earned in the first year, without growth.",
                f"第一年即可达到{asked.money(asked.aim, 'zh')}，无需增长。",
            )
        )
    growth = _halved(
        lambda g: sum(((1 + g) ** year for year in range(years)), Decimal(0)) >= wanted,
        Decimal("-0.999999"),
        wanted,
    )
    percent = growth * 100
    formula = f"Σ {plain(asked.full)} × (1 + r)^n, n = 0 … {years - 1}, = {plain(asked.aim)}"
    return asked.report(
        percent,
        [
            Step(
                Note("growth a year, by halving", "每年增长（二分法）"), formula, percent, "percent"
            )
        ],
        f"**{plain(percent, 2)} % a year**: the {years} years together then earn {asked.money(asked.aim)},"
        f" from {asked.money(asked.full)} in the first.",
        f"**每年增长{plain(percent, 2)}%**：首年{asked.money(asked.full, 'zh')}，{years}年合计{asked.money(asked.aim, 'zh')}。",
        Note("the price stays the same; growth compounds once a year", "价格不变；每年复利一次"),
    )


def _churn(asked: _Asked) -> Report:
    """The monthly churn at which twelve months earn the target: Σ (1 - c)^m = target ÷ a month's revenue."""
    months = asked.aim / asked.full * _MONTHS
    if months > _MONTHS or months < 1:
        raise CannotCalculate(
            Note(
                f"No churn leads there: without any the year brings {asked.money(asked.full)}, and its first month alone {asked.money(asked.full / _MONTHS)}.",
                f"没有流失率能达到：零流失时全年{asked.money(asked.full, 'zh')}，仅首月就有{asked.money(asked.full / _MONTHS, 'zh')}。",
            )
        )
    churn = _halved(lambda c: months_paid(c) <= months, Decimal(0), Decimal(1))
    percent, left = churn * 100, (1 - churn) ** _MONTHS * 100 if churn < 1 else Decimal(0)
    formula = f"Σ (1 - c)^m, m = 0 … 11, = {plain(asked.aim)} ÷ {plain(asked.full)} × 12"
    return asked.report(
        percent,
        [Step(Note("churn a month, by halving", "月流失率（二分法）"), formula, percent, "percent")],
        f"**{plain(percent, 2)} % churn a month**: {say_count(asked.count)} subscribers at {asked.priced(asked.paid)} then bring"
        f" {asked.money(asked.aim)} over 12 months; {plain(left, 1)} % are left at the end.",
        f"**每月流失{plain(percent, 2)}%**：{say_count(asked.count, 'zh')}订阅用户，{asked.priced(asked.paid, 'zh')}，12个月合计"
        f"{asked.money(asked.aim, 'zh')}；期末剩{plain(left, 1)}%。",
        Note("churn takes its share of each month's base after that month is charged", "每月扣费后按月初人数流失"),
    )  # fmt: skip


def _halved(is_enough: Callable[[Decimal], bool], low: Decimal, high: Decimal) -> Decimal:
    """The least rate that is enough, to twenty digits."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
        if high - low < Decimal("1e-20"):
            break
    return high
