"""A number that grows or shrinks by a steady rate: what it becomes, or how long it takes."""

from dataclasses import replace
from decimal import Decimal, localcontext

from agent.quantities import find_quantities
from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import CODES, PERIODS_ZH, Amount, read_change, read_money
from agent.tools.revenue.joining import by_number, read_added
from agent.tools.revenue.money import EXACT, plain, say_amount
from agent.tools.revenue.paths import stock
from agent.tools.revenue.report import Report, Solved, Step

_MOST_PERIODS = 2400


def growth(
    start: Amount,
    rate: Amount | None = None,
    *,
    added: Amount | None = None,
    per: str = "year",
    periods: Amount | None = None,
    target: Amount | None = None,
    solve: str | None = None,
    summed: Amount | None = None,
) -> Report:
    """`end = start × (1 + rate)^periods`; with a target, the first whole period that reaches it.

    Where a number is `added` each period ("20000/month") instead of a rate, `end = start + added × periods`.

    `start` is an amount of money or a count; a negative rate is churn or decline. With `summed` that
    many periods, the first with the start's own amount, are added up beside it.

    >>> growth("8bn USD", "25%", periods=4).to_dict()["total"]
    '19531250000'
    >>> growth("50M", "2%", per="month", target="100M").to_dict()["solved"]["value"]
    '36'
    >>> growth("100k", added="20000/month", per="month", periods=12).to_dict()["total"]
    '340000'
    """
    with localcontext(EXACT):
        money = read_money(start, "start")
        if added is not None and rate is not None:
            return _joined_and_left(money.amount, read_change(rate, "rate").share, added, per, periods)  # fmt: skip
        if added is not None:
            aim = read_money(target, "target").amount if target is not None else None
            return by_number(
                money.amount, read_added(added), None if periods is None else _whole(periods), aim
            )
        if rate is None:
            raise CannotCalculate("Growth needs a rate, such as 20% a year, or a number added.")
        share = read_change(rate, "rate").share
        if share <= -1 or per not in PERIODS_ZH:
            raise CannotCalculate(
                f"A rate of {rate} per {per} cannot be compounded; give it per year, quarter, month,"
                " week or day, above -100 %."
            )
        currency = money.currency if money.currency in CODES else None
        if solve == "periods" or (target is not None and periods is None):
            return _until(
                money.amount, share, per, read_money(target or "", "target").amount, currency
            )
        report = _after(money.amount, share, per, _whole(periods), currency)
        return report if summed is None else _summed(report, money.amount, share, per, _whole(summed))  # fmt: skip


def _joined_and_left(
    start: Decimal, share: Decimal, added: Amount, per: str, periods: Amount | None
) -> Report:
    """A share of those there leaves while others join by number, both for one period."""
    joined = read_added(added)
    if share >= 0 or share <= -1:
        raise CannotCalculate(
            Note("Beside a number who join, the rate is that of those who leave, below 100 %.", "同时给出新增人数时，比率应为流失率，且小于100%。")
        )  # fmt: skip
    if joined.per != per or periods is None:
        raise CannotCalculate(
            Note("Give churn and those who join for one period, and how many periods.", "请用同一周期给出流失率与新增人数，并说明期数。")
        )  # fmt: skip
    return stock(start, -share, joined, _whole(periods))


def _whole(given: Amount | None) -> int:
    found = find_quantities(str(given)) if given is not None else []
    value = found[0].value if len(found) == 1 else Decimal(-1)
    if value != value.to_integral_value() or not 0 < value <= _MOST_PERIODS:
        raise CannotCalculate(
            f"The number of periods must be a whole number from 1 to {_MOST_PERIODS}, not {given}."
        )
    return int(value)


def _after(start: Decimal, share: Decimal, per: str, periods: int, currency: str | None) -> Report:
    end = start * (1 + share) ** periods
    step = Step(
        Note(f"after {periods} {per}s", f"{periods}{PERIODS_ZH[per]}后"),
        _formula(start, share, periods),
        end,
        currency or "people",
    )
    span = f"{periods} {per}{'' if periods == 1 else 's'}"
    sentences = (
        f"**{say_amount(end, currency)}** after {span}: {say_amount(start, currency)} at {_percent(share)} a {per}.",
        f"**{periods}{PERIODS_ZH[per]}后为{say_amount(end, currency, 'zh')}**：起初{say_amount(start, currency, 'zh')}，"
        f"每{PERIODS_ZH[per].removeprefix('个')}{_percent(share)}。",
    )
    return _report(end, currency, [step], None, sentences, per)


def _summed(report: Report, start: Decimal, share: Decimal, per: str, count: int) -> Report:
    """The report with the sum of the first periods: `start × ((1 + rate)^n - 1) ÷ rate`."""
    total = start * (((1 + share) ** count - 1) / share if share else count)
    name = Note(f"sum of {count} {per}s", f"{count}{PERIODS_ZH[per]}合计")
    formula = f"{plain(start)} × ((1 {_signed(share)})^{count} - 1) ÷ {plain(share)}"
    english, chinese = report.sentences
    currency = report.currency or None
    return replace(
        report,
        trace=[*report.trace, Step(name, formula, total, report.currency or "people")],
        sentences=(
            f"**{say_amount(total, currency)}** over {count} {per}s. {english}",
            f"**{count}{PERIODS_ZH[per]}合计{say_amount(total, currency, 'zh')}**。{chinese}",
        ),
        details={**report.details, "summed": total},
    )


def _until(
    start: Decimal, share: Decimal, per: str, target: Decimal, currency: str | None
) -> Report:
    towards = (target > start) == (share > 0)
    if not share or not start or not towards:
        raise CannotCalculate(
            f"At {_percent(share)} a {per}, {say_amount(start, currency)} never becomes {say_amount(target, currency)}."
        )
    reached, periods = start, 0
    while (reached < target) if share > 0 else (reached > target):
        reached, periods = reached * (1 + share), periods + 1
        if periods > _MOST_PERIODS:
            raise CannotCalculate(f"It takes more than {_MOST_PERIODS} {per}s to get there.")
    exact = (target / start).ln() / (1 + share).ln()
    steps = [
        Step(Note(f"{per}s, exactly", f"精确{PERIODS_ZH[per]}数"),
             f"ln({plain(target / start)}) ÷ ln(1 {_signed(share)})", exact, f"{per}s"),
        Step(Note(f"after {periods} {per}s", f"{periods}{PERIODS_ZH[per]}后"),
             _formula(start, share, periods), reached, currency or "people"),
    ]  # fmt: skip
    sentences = (
        f"**{periods} {per}s**: {say_amount(start, currency)} at {_percent(share)} a {per} reaches"
        f" {say_amount(target, currency)} after {plain(exact, 2)} {per}s, first exceeded at the end of {per} {periods}.",
        f"**{periods}{PERIODS_ZH[per]}**：{say_amount(start, currency, 'zh')}按每{PERIODS_ZH[per].removeprefix('个')}{_percent(share)}，"
        f"约{plain(exact, 2)}{PERIODS_ZH[per]}达到{say_amount(target, currency, 'zh')}。",
    )
    solved = Solved("periods", Decimal(periods), f"{per}s")
    return _report(reached, currency, steps, solved, sentences, per)


def _report(
    total: Decimal,
    currency: str | None,
    steps: list[Step],
    solved: Solved | None,
    sentences: tuple[str, str],
    per: str,
) -> Report:
    return Report(
        total=total,
        currency=currency or "",
        converted={},
        periods=[],
        solved=solved,
        trace=steps,
        cautions=[],
        assumptions=[
            Note(
                f"the rate compounds once a {per}",
                f"每{PERIODS_ZH[per].removeprefix('个')}复利一次",
            )
        ],
        sentences=sentences,
    )


def _formula(start: Decimal, share: Decimal, periods: int) -> str:
    return f"{plain(start)} × (1 {_signed(share)})^{periods}"


def _signed(share: Decimal) -> str:
    return f"{'-' if share < 0 else '+'} {plain(abs(share))}"


def _percent(share: Decimal) -> str:
    return f"{'+' if share > 0 else '-'}{plain(abs(share) * 100)} %"
