"""Subscriptions over a number of months: what comes in, who is left, and what one month brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.cautions import beyond_people
from agent.tools.revenue.currencies import choose_currency, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    Price,
    read_change,
    read_count,
    read_currency,
    read_price,
    read_rates,
    read_volume,
)
from agent.tools.revenue.money import EXACT, LARGEST, format_price, plain, say_count, say_money
from agent.tools.revenue.report import Period, Report, Step

_MOST_MONTHS = 1200
_MOST_LISTED = 24
"""Months that the trace lists one by one."""


@dataclass(frozen=True)
class Months:
    """A sum over months as understood; money is in `currency`, of which `rate` units were paid for one."""

    count: Decimal
    price: Price
    currency: str
    rate: Decimal
    lost: Decimal
    gained: Decimal
    span: int
    shown: int
    earlier: tuple[int, ...] = ()  # months told beside the one shown

    @property
    def charge(self) -> Decimal:
        """What one subscriber brings in a month; a yearly price is earned in twelfths."""
        return self.price.amount * PER_YEAR[self.price.per or "month"] / 12 / self.rate

    @property
    def factor(self) -> Decimal:
        """What one subscriber at a month's start is at the next: what churn leaves, times 1 + growth."""
        return (1 - self.lost) * (1 + self.gained)

    @property
    def paid_months(self) -> Decimal:
        return sum((self.factor**month for month in range(self.span)), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.count * self.charge * self.paid_months

    @property
    def remaining(self) -> Decimal:
        return self.count * self.factor**self.span

    @property
    def then_monthly(self) -> Decimal:
        """What those who are there after the last month pay a month."""
        return self.remaining * self.charge

    def revenue_in(self, month: int) -> Decimal:
        return self.count * self.factor ** (month - 1) * self.charge


def monthly(
    subscribers: Amount,
    price: Amount,
    *,
    months: Amount,
    churn: Amount | None = None,
    growth: Amount | None = None,
    show_month: Amount | None = None,
    shown_months: Sequence[int] = (),
    currency: str | None = None,
    rate: str | None = None,
) -> Report:
    """`subscribers × price × Σ f^m` for m = 0 … months - 1 with `f = (1 - churn) × (1 + growth)`.

    Each month's start is charged; a yearly price is earned in twelfths; a price without a period
    is for a month.

    >>> report = monthly("100M", "20 USD/month", months=12, churn="3%/mo", show_month=12).to_dict()
    >>> report["remaining"], report["month_revenue"]
    ('69384236.0995438', '1430602806.1761608254')
    >>> monthly("1000", "10 USD/month", months=3, growth="10%/mo").to_dict()["total"]
    '33100'
    """
    with localcontext(EXACT):
        paid, rates = read_price(price), read_rates(rate)
        result_in = choose_currency(read_currency(currency), paid.currency, rates)
        paid_in, span = paid.currency or result_in, _whole(months)
        needs_rate(paid_in, result_in, rates)
        shown = _whole(show_month) if show_month is not None else span
        if shown > span:
            raise CannotCalculate(f"Month {shown} lies beyond the {span} months of the sum.")
        terms = Months(
            read_count(subscribers).value,
            Price(paid.amount, paid_in, paid.per),
            result_in,
            rates[paid_in] if paid_in != result_in else Decimal(1),
            _monthly_churn(churn),
            _monthly_growth(growth),
            span,
            shown,
            tuple(m for m in shown_months if m != shown and 0 < m <= span),
        )
        return _report(terms, rates)


def _report(terms: Months, rates: dict[str, Decimal]) -> Report:
    largest = max(terms.remaining, terms.count)
    if max(largest, terms.total) > LARGEST:
        raise CannotCalculate("The figures pass 10^60, which is no money; use fewer months.")
    span = terms.span
    period = Period(
        Note(f"{span} months", f"{span}个月"), terms.count, terms.price.amount, terms.total
    )
    most = Period(Note(f"month {span}", f"第{span}个月"), largest, terms.price.amount, terms.total)
    return Report(
        total=terms.total,
        currency=terms.currency,
        converted={code: terms.total * value for code, value in rates.items()},
        periods=[period],
        solved=None,
        trace=_trace(terms),
        cautions=beyond_people([most]),
        assumptions=_assumptions(terms),
        sentences=_sentences(terms),
        details={
            "months": Decimal(span),
            "remaining": terms.remaining,
            "then_monthly": terms.then_monthly,
            "month": Decimal(terms.shown),
            "month_revenue": terms.revenue_in(terms.shown),
        },
    )


def _whole(given: Amount) -> int:
    value = read_volume(given, "months")
    if value != value.to_integral_value() or not 1 <= value <= _MOST_MONTHS:
        raise CannotCalculate(
            f"The number of months must be a whole number from 1 to {_MOST_MONTHS}, not {given}."
        )
    return int(value)


def _monthly_churn(given: Amount | None) -> Decimal:
    if given is None:
        return Decimal(0)
    change = read_change(given, "churn")
    if change.per != "month" or not 0 <= change.share < 1:
        raise CannotCalculate(
            f"A sum over months needs churn per month between 0 % and 100 %, such as 3%/mo, not {given}."
        )
    return change.share


def _monthly_growth(given: Amount | None) -> Decimal:
    if given is None:
        return Decimal(0)
    change = read_change(given, "growth")
    if change.per != "month" or change.share <= -1:
        raise CannotCalculate(
            f"A sum over months needs growth per month above -100 %, such as 5%/mo, not {given};"
            " for yearly growth give whole years."
        )
    return change.share


def _trace(terms: Months) -> list[Step]:
    factor = _factor(terms)
    span, currency = terms.span, terms.currency
    steps: list[Step] = []
    if terms.price.per not in (None, "month") or terms.rate != 1:
        formula = f"{plain(terms.price.amount)} × {PER_YEAR[terms.price.per or 'month']} ÷ 12"
        formula += f" ÷ {plain(terms.rate)}" if terms.rate != 1 else ""
        name = Note("charge of a month", "每月计费")
        steps.append(Step(name, formula, terms.charge, currency))
    if terms.gained and span <= _MOST_LISTED:
        steps += _month_by_month(terms)
    if not (terms.lost or terms.gained):
        return [*steps, *_level(terms)]
    steps += [
        Step(Note("months paid per subscriber of the start", "每位初始用户付费月数"),
             _paid_months_formula(terms, factor), terms.paid_months, "months"),
        Step(Note(f"revenue of {span} months", f"{span}个月收入"),
             f"{plain(terms.count)} × {plain(terms.charge, 40)} × {plain(terms.paid_months, 40)}", terms.total, currency),
    ]  # fmt: skip
    name = Note(f"left after {span} months", f"{span}个月后留存")
    if terms.gained:
        name = Note(f"subscribers after {span} months", f"{span}个月后订阅人数")
    steps.append(Step(name, f"{plain(terms.count)} × {factor}^{span}", terms.remaining, "people"))
    for month in (*terms.earlier, terms.shown):
        formula = f"{plain(terms.count)} × {factor}^{month - 1} × {plain(terms.charge, 40)}"
        name = Note(f"revenue in month {month}", f"第{month}个月收入")
        steps.append(Step(name, formula, terms.revenue_in(month), currency))
    name = Note(f"a month's revenue after {span} months", f"{span}个月后的月收入")
    formula = f"{plain(terms.count)} × {factor}^{span} × {plain(terms.charge, 40)}"
    steps.append(Step(name, formula, terms.then_monthly, currency))
    return steps


def _level(terms: Months) -> list[Step]:
    """A base that does not move: every month is like the first."""
    one = f"{plain(terms.count)} × {plain(terms.charge, 40)}"
    total = Note(f"revenue of {terms.span} months", f"{terms.span}个月收入")
    return [
        Step(Note("revenue of a month", "每月收入"), one, terms.revenue_in(1), terms.currency),
        Step(total, f"{one} × {terms.span}", terms.total, terms.currency),
    ]


def _month_by_month(terms: Months) -> list[Step]:
    """Each month's revenue out of the one before it."""
    steps: list[Step] = []
    for month in range(1, terms.span + 1):
        formula = f"{plain(terms.count)} × {plain(terms.charge, 40)}"
        if month > 1:
            formula = f"{plain(terms.revenue_in(month - 1), 40)} × {plain(terms.factor, 40)}"
        name = Note(f"month {month}", f"第{month}个月")
        steps.append(Step(name, formula, terms.revenue_in(month), terms.currency))
    return steps


def _factor(terms: Months) -> str:
    stays = f"(1 - {plain(terms.lost)})"
    grows = f"(1 {'-' if terms.gained < 0 else '+'} {plain(abs(terms.gained))})"
    if not terms.gained:
        return stays
    return f"({stays} × {grows})" if terms.lost else grows


def _paid_months_formula(terms: Months, factor: str) -> str:
    """The sum of the geometric series, or the number of months where nothing moves."""
    if terms.factor == 1:
        return str(terms.span)
    if not terms.gained:
        return f"(1 - {factor}^{terms.span}) ÷ {plain(terms.lost)}"
    return f"({factor}^{terms.span} - 1) ÷ ({factor} - 1)"


def _assumptions(terms: Months) -> list[str]:
    notes = [
        None if terms.price.per else Note("the price is for a month", "价格按月计"),
        Note("a price per year is earned in twelfths", "年费按月均摊确认") if terms.price.per == "year" else None,
        Note("churn takes its share of each month's starting base after that month is charged",
             "每月扣费后按月初人数流失") if terms.lost else None,
        Note("growth steps once a month, from month 2", "自第2个月起每月增长一次") if terms.gained else None,
        None if terms.lost or terms.gained else Note("nobody joins or leaves", "无人加入或流失"),
    ]  # fmt: skip
    return [note for note in notes if note is not None]


def _sentences(terms: Months) -> tuple[str, str]:
    span, shown, currency = terms.span, terms.shown, terms.currency
    per, paid_in = terms.price.per or "month", terms.price.currency or currency
    moves, moves_zh = _moves(terms)
    told = [(m, terms.revenue_in(m)) for m in (*terms.earlier, shown)]
    brings = " ".join(f"Month {m} brings {say_money(amount, currency)}." for m, amount in told)
    brings_zh = "，".join(f"第{m}个月收入{say_money(amount, currency, 'zh')}" for m, amount in told)
    return (
        f"**{say_money(terms.total, currency)}** over {span} months: {say_count(terms.count)} subscribers"
        f"{' at first,' if moves else ''} at {format_price(terms.price.amount, paid_in)} a {per}."
        f"{moves} {brings}",
        f"**{span}个月共{say_money(terms.total, currency, 'zh')}**：{'起初' if moves else ''}"
        f"{say_count(terms.count, 'zh')}订阅用户，每{PERIOD_ZH[per]}{format_price(terms.price.amount, paid_in, 'zh')}。"
        f"{moves_zh}{brings_zh}。",
    )


def _moves(terms: Months) -> tuple[str, str]:
    """Who is there at the end, where people join or leave."""
    english, chinese = [], []
    if terms.lost:
        english.append(f"{plain(terms.lost * 100)} % churn")
        chinese.append(f"每月流失{plain(terms.lost * 100)}%")
    if terms.gained:
        english.append(f"{plain(terms.gained * 100)} % growth")
        chinese.append(f"每月增长{plain(terms.gained * 100)}%")
    if not english:
        return "", ""
    span, left, paid = terms.span, terms.remaining, terms.then_monthly
    word, zh = ("are there", "为") if terms.gained else ("remain", "剩")
    return (
        f" {say_count(left)} {word} after {span} months at {' and '.join(english)} a month,"
        f" paying {say_money(paid, terms.currency)} a month then.",
        f"{'、'.join(chinese)}，{span}个月后{zh}{say_count(left, 'zh')}，届时每月付{say_money(paid, terms.currency, 'zh')}；",
    )
