"""Growth that is not one steady rate: a rate for each year, two businesses side by side, payers
who join while others leave."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import CODES, PERIODS_ZH, Amount, read_change, read_money
from agent.tools.revenue.joining import Added
from agent.tools.revenue.money import EXACT, plain, say_amount, say_count
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step

_MOST_YEARS = 200


def growth_path(start: Amount, rates: Sequence[Amount]) -> Report:
    """`start × (1 + r1) × (1 + r2) × …`, a rate for each year in turn.

    >>> growth_path("120M USD", ["50%", "30%", "20%"]).to_dict()["total"]
    '280800000'
    """
    with localcontext(EXACT):
        money = read_money(start, "start")
        currency = money.currency if money.currency in CODES else None
        values, steps = [money.amount], []
        for number, rate in enumerate(rates, 1):
            share = read_change(rate, "growth").share
            values.append(values[-1] * (1 + share))
            formula = f"{plain(values[-2])} × (1 {'-' if share < 0 else '+'} {plain(abs(share))})"
            name = Note(f"after {number} years", f"{number}年后")
            steps.append(Step(name, formula, values[-1], currency or "people"))
        end = values[-1]
        path = " → ".join(say_amount(value, currency) for value in values)
        path_zh = " → ".join(say_amount(value, currency, "zh") for value in values)
        sentences = (
            f"**{say_amount(end, currency)}** after {len(rates)} years: {path}.",
            f"**{len(rates)}年后为{say_amount(end, currency, 'zh')}**：{path_zh}。",
        )
        first = Note("each rate is that of one year, in this order", "每个增长率依次为一年")
        return plain_report(end, currency or "", steps, sentences, assumptions=[first])


def race(starts: Sequence[Amount], rates: Sequence[Amount], *, per: str = "year") -> Report:
    """The first whole period at whose end the second is ahead of the first, each at its own rate.

    >>> race(["10bn USD", "4bn USD"], ["20%", "60%"]).to_dict()["periods_to_overtake"]
    '4'
    """
    with localcontext(EXACT):
        amounts = [read_money(start, "start") for start in starts]
        shares = [read_change(rate, "growth").share for rate in rates]
        if len(amounts) != 2 or len(shares) != 2:
            raise CannotCalculate("Two starts and two rates are compared.")
        currency = amounts[0].currency if amounts[0].currency in CODES else None
        values, periods = [amount.amount for amount in amounts], 0
        ahead = 0 if values[0] >= values[1] else 1
        while values[1 - ahead] <= values[ahead]:
            values = [value * (1 + share) for value, share in zip(values, shares, strict=True)]
            periods += 1
            if periods > _MOST_YEARS:
                raise CannotCalculate(
                    Note("The smaller one never gets ahead at these rates.", "按这些增长率，较小者永远无法超过。")
                )  # fmt: skip
        steps = [
            Step(
                Note(f"after {periods} {per}s", f"{periods}{PERIODS_ZH[per]}后"),
                f"{plain(amount.amount)} × (1 + {plain(share)})^{periods}",
                value,
                currency or "people",
            )
            for amount, share, value in zip(amounts, shares, values, strict=True)
        ]
        said = [say_amount(value, currency) for value in values]
        zh = [say_amount(value, currency, "zh") for value in values]
        return plain_report(
            values[1 - ahead],
            currency or "",
            steps,
            (
                f"**After {periods} full {per}s** the smaller one is ahead:"
                f" {said[1 - ahead]} against {said[ahead]}.",
                f"**{periods}{PERIODS_ZH[per]}后**较小者超过：{zh[1 - ahead]}对{zh[ahead]}。",
            ),
            periods_to_overtake=Decimal(periods),
        )


def stock(start: Decimal, churn: Decimal, added: Added, periods: int) -> Report:
    """Payers after some periods: each period a share of those there leaves and others join.

    `payers = payers × (1 - churn) + added`; those who join stay their first period.
    """
    people = start
    for _ in range(periods):
        people = people * (1 - churn) + added.number
    kept = (1 - churn) ** periods
    per, zh = added.per, PERIODS_ZH[added.per]
    formula = f"{plain(start)} × {plain(1 - churn)}^{periods} + {plain(added.number)} × (1 - {plain(1 - churn)}^{periods}) ÷ {plain(churn)}"
    steps = [
        Step(Note("of those at first, left", "最初用户剩余"), f"{plain(start)} × {plain(1 - churn)}^{periods}", start * kept, "people"),
        Step(Note(f"after {periods} {per}s", f"{periods}{zh}后"), formula, people, "people"),
    ]  # fmt: skip
    return plain_report(
        people,
        "",
        steps,
        (
            f"**{say_count(_whole(people))}** after {periods} {per}s: {say_count(start)} at first,"
            f" {plain(churn * 100)} % leave and {say_count(added.number)} join each {per}.",
            f"**{periods}{zh}后为{say_count(_whole(people), 'zh')}**：起初{say_count(start, 'zh')}，"
            f"每{zh.removeprefix('个')}流失{plain(churn * 100)}%，新增{say_count(added.number, 'zh')}。",
        ),
        assumptions=[
            Note(f"those who join stay their first {per}", f"新增用户当{zh.removeprefix('个')}不流失")
        ],
    )  # fmt: skip


def _whole(people: Decimal) -> Decimal:
    return people.to_integral_value()
