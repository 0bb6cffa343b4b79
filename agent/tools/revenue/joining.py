"""People who join by number each period, and what a count becomes by them alone."""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from agent.quantities import find_quantities
from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PER_YEAR, PERIOD_ZH, PERIODS_ZH, Amount
from agent.tools.revenue.money import plain, say_count
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Solved, Step


@dataclass(frozen=True)
class Added:
    """People who join (or leave, below 0) a period, beside those who are there."""

    number: Decimal
    per: str

    @property
    def a_month(self) -> Decimal:
        return self.number * PER_YEAR[self.per] / 12


def read_added(given: Amount | None) -> Added:
    """Joiners a period: "300000/month", "-5000/month"; none is nought a month."""
    if given is None:
        return Added(Decimal(0), "month")
    found = find_quantities(str(given).lstrip("-"))
    if len(found) != 1 or found[0].per not in PER_YEAR or found[0].unit not in (None, "people"):
        raise CannotCalculate(
            Note(
                f"'{given}' is no number of people a period; write it like 300,000 a month.",
                f"“{given}”不是每期人数；例如每月30万。",
            )
        )
    sign = -1 if str(given).startswith("-") else 1
    return Added(sign * found[0].value, str(found[0].per))


def by_number(start: Decimal, added: Added, periods: int | None, target: Decimal | None) -> Report:
    """`start + added × periods`; with a target, the first whole period in which it is reached."""
    per, number = added.per, added.number
    if target is not None and periods is None:
        periods = _until(start, added, target)
    if periods is None or start + number * periods < 0:
        raise CannotCalculate(
            Note("Nobody is left before that time; give a shorter one.", "在此之前人数已减为零；请给出较短的时间。")
            if periods is not None
            else Note("Give the time, such as 12 months, or a number to reach.", "请给出时间（例如12个月）或目标人数。")
        )  # fmt: skip
    end = start + number * periods
    sign = "-" if number < 0 else "+"
    formula = f"{plain(start)} {sign} {plain(abs(number))} × {periods}"
    span = f"{periods} {per}{'' if periods == 1 else 's'}"
    step = Step(Note(f"after {span}", f"{periods}{PERIODS_ZH[per]}后"), formula, end, "people")
    first, first_zh = (
        f"**{say_count(end)}** after {span}",
        f"**{periods}{PERIODS_ZH[per]}后为{say_count(end, 'zh')}**",
    )
    if target is not None:
        first, first_zh = (
            f"**{span}** to {say_count(target)}",
            f"**{periods}{PERIODS_ZH[per]}**后达到{say_count(target, 'zh')}",
        )
    report = plain_report(
        end,
        "",
        [step],
        (
            f"{first}: {say_count(start)} at first, {sign}{say_count(abs(number))} a {per}.",
            f"{first_zh}：起初{say_count(start, 'zh')}，每{PERIOD_ZH[per]}{'减少' if number < 0 else '新增'}{say_count(abs(number), 'zh')}。",
        ),
        assumptions=[Note(f"the same number every {per}", f"每{PERIOD_ZH[per]}人数相同")],
    )  # fmt: skip
    if target is None:
        return report
    return replace(report, solved=Solved("periods", Decimal(periods), f"{per}s"))


def _until(start: Decimal, added: Added, target: Decimal) -> int:
    way = (target - start) / added.number if added.number else Decimal(-1)
    if way < 0:
        raise CannotCalculate(
            Note(f"{say_count(start)} never becomes {say_count(target)} that way.", f"{say_count(start, 'zh')}无法变为{say_count(target, 'zh')}。")
        )  # fmt: skip
    return max(1, int(way.to_integral_value(ROUND_CEILING)))
