"""What use costs or brings: a price per unit × counts × sizes whose units match."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from agent.quantities import find_quantities
from agent.tools.bilingual import Language, Note
from agent.tools.revenue.currencies import choose_currency, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    Amount,
    Price,
    read_currency,
    read_money,
    read_rates,
    read_volume,
)
from agent.tools.revenue.measures_of_use import GIGABYTES, SECONDS, ZH, in_unit, times_in
from agent.tools.revenue.money import (
    EXACT,
    format_number,
    format_price,
    plain,
    say_count,
    say_money,
)
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step


def usage(
    price: Amount,
    unit: str,
    counts: Sequence[Amount] = (),
    *,
    size: Amount | None = None,
    span: Amount | None = None,
    hours_a_day: Amount | None = None,
    per: str | None = None,
    price_per: str | None = None,
    bill: str | None = None,
    currency: str | None = None,
    rate: str | dict[str, Amount] | list[str] | None = None,
) -> Report:
    """`price × units`, where `units = Π counts × size × how long`, converted to the price's `unit`.

    `size` is that of each ("8 seconds", "250 TB"), `span` how long it lasts ("30 days"). A price per
    unit of time runs `hours_a_day` (24 where unsaid). Counts come every `per`, a price per unit and
    period ("GB" and "month") every `price_per`; both are summed over `span` or a `bill` period.

    >>> usage("0.40 USD", "second", ["250000"], size="8 seconds").to_dict()["total"]
    '800000'
    >>> usage("2.35 USD", "hour", ["64"], span="30 days").to_dict()["total"]
    '108288'
    """
    with localcontext(EXACT):
        paid = read_money(price, "price")
        used = _Used(unit)
        if size is not None:
            _size(used, size)
        _time(used, span, hours_a_day, per or price_per, bill)
        counted = [read_volume(count, "units") for count in counts]
        if (unit in SECONDS and not used.factors) or (unit in GIGABYTES and size is None):
            raise CannotCalculate(_no_amount(unit))
        rates = read_rates(rate)
        result_in = choose_currency(read_currency(currency), paid.currency, rates)
        return _report(used, counted, paid, result_in, rates)


@dataclass
class _Used:
    """How many units one of what is counted uses, factor by factor, with what was reckoned."""

    unit: str
    factors: list[Decimal] = field(default_factory=list[Decimal])
    steps: list[Step] = field(default_factory=list[Step])
    assumed: list[Note] = field(default_factory=list[Note])
    span: Note = field(default_factory=lambda: Note("", ""))


def _no_amount(unit: str) -> Note:
    return Note(
        f"The price is for each {unit}, and how many {unit}s are used was not said; give it, such as 30 {unit}s.",
        f"价格按{ZH.get(unit, unit)}计，但没有说用了多少{ZH.get(unit, unit)}；请补充用量。",
    )


def _size(used: _Used, size: Amount) -> None:
    """The size of each in the price's unit; sizes of another kind do not multiply."""
    text, in_petabytes = re.subn(r"\s?PB$", "", str(size))  # no unit of the shared parser
    found = find_quantities(text)
    if len(found) != 1:
        raise CannotCalculate(f"The size '{size}' must be one amount, such as 8 seconds or 250 GB.")
    value = found[0].value
    unit = "PB" if in_petabytes else (found[0].unit or "").removesuffix("s")
    if not unit:
        used.factors.append(value)
        return
    converted = in_unit(value, unit, used.unit)
    if converted is None:
        raise CannotCalculate(
            Note(
                f"The price is per {used.unit} and the size in {unit}s; these do not convert into each other.",
                f"价格按{ZH.get(used.unit, used.unit)}计，而大小以{ZH.get(unit, unit)}计，二者无法换算。",
            )
        )
    if unit != used.unit:
        formula = f"{plain(value)} × {_factor(unit, used.unit)}"
        name = Note(
            f"{unit}s as {used.unit}s", f"{ZH.get(unit, unit)}折合{ZH.get(used.unit, used.unit)}"
        )
        used.steps.append(Step(name, formula, converted, used.unit))
    if unit != used.unit and unit in GIGABYTES:
        used.assumed.append(
            Note("1 PB is 1,000 TB, 1 TB is 1,000 GB", "1 PB按1,000 TB、1 TB按1,000 GB计")
        )
    used.factors.append(converted)


def _time(
    used: _Used,
    span: Amount | None,
    hours_a_day: Amount | None,
    comes: str | None,
    bill: str | None,
) -> None:
    """How long it runs, or how often what comes each period comes."""
    value, unit = _span(span, bill)
    if unit is None:
        used.span = _said_span(value, comes) if comes else used.span
        if hours_a_day is not None and used.unit in SECONDS:  # hours alone, of one day
            hours = read_volume(hours_a_day, "hours")
            used.factors.append(in_unit(hours, "hour", used.unit) or hours)
        return
    used.span = _said_span(value, unit)
    if comes is not None:
        used.factors.append(value * times_in(comes, unit))
        _reckoned(used, comes, unit)
    elif used.unit in SECONDS and not used.factors:
        _runs(used, value, unit, hours_a_day)


def _runs(used: _Used, value: Decimal, unit: str, hours_a_day: Amount | None) -> None:
    """Time on end: days × hours a day, in the price's unit."""
    if hours_a_day is None and SECONDS[unit] < SECONDS["day"]:
        used.factors.append(in_unit(value, unit, used.unit) or value)
        return
    if SECONDS[used.unit] >= SECONDS["day"]:
        used.factors.append(value * times_in(used.unit, unit))
        return
    hours = read_volume(hours_a_day, "hours") if hours_a_day is not None else Decimal(24)
    if hours > 24:
        raise CannotCalculate(
            Note(f"A day has no {plain(hours)} hours.", f"一天没有{plain(hours)}小时。")
        )
    days = value * times_in("day", unit)
    total = days * hours
    name = Note("hours for each", "每个的小时数")
    used.steps.append(Step(name, f"{plain(days)} × {plain(hours)}", total, "hours"))
    used.factors.append(in_unit(total, "hour", used.unit) or total)
    _reckoned(used, "day", unit)
    said = Note(f"{plain(hours)} hours a day", f"每天{plain(hours)}小时")
    used.assumed += [said] if hours_a_day is None else []


def _span(span: Amount | None, bill: str | None) -> tuple[Decimal, str | None]:
    if span is None:
        if bill is not None and bill not in SECONDS:
            raise CannotCalculate(
                f"A bill per {bill} is not known here; name a day, month or year."
            )
        return Decimal(1), bill
    found = find_quantities(str(span))
    unit = (found[0].unit or "").removesuffix("s") if len(found) == 1 else ""
    if unit not in SECONDS:
        raise CannotCalculate(f"'{span}' is no length of time; write it like 30 days.")
    return found[0].value, unit


def _reckoned(used: _Used, period: str, span: str) -> None:
    """The length taken for a month or a year, where days are counted in it."""
    if period in ("day", "week") and span in ("month", "quarter", "year"):
        days = plain(times_in("day", span))
        used.assumed.append(Note(f"a {span} of {days} days", f"一{ZH[span]}按{days}天计"))


def _said_span(value: Decimal, unit: str) -> Note:
    if value == 1:
        return Note(f" {_a(unit)}", f"每{ZH[unit]}")
    word = ZH[unit] if unit not in ("month", "quarter") else f"个{ZH[unit]}"
    return Note(f" for {plain(value)} {unit}s", f"{plain(value)}{word}共")


def _factor(unit: str, wanted: str) -> str:
    return plain(in_unit(Decimal(1), unit, wanted) or Decimal(1), 12)


def _report(
    used: _Used, counts: list[Decimal], paid: Price, currency: str, rates: dict[str, Decimal]
) -> Report:
    price = paid.amount
    paid_in = paid.currency or currency
    needs_rate(paid_in, currency, rates)
    exchange = rates[paid_in] if paid_in != currency else Decimal(1)
    factors = [f for f in (*counts, *used.factors) if f != 1] or [Decimal(1)]
    units = Decimal(1)
    for factor in factors:
        units *= factor
    total = units * price / exchange
    zh_unit = ZH.get(used.unit, used.unit)
    steps = list(used.steps)
    if len(factors) > 1:
        formula = " × ".join(plain(factor) for factor in factors)
        steps.append(Step(Note(f"{used.unit}s", f"总{zh_unit}数"), formula, units, used.unit))
    formula = f"{plain(units)} × {plain(price)}" + (
        f" ÷ {plain(exchange)}" if exchange != 1 else ""
    )
    steps.append(Step(Note("cost", "费用"), formula, total, currency))
    for code, rate in rates.items():
        formula = f"{plain(total)} × {plain(rate)}"
        steps.append(Step(Note(f"total in {code}", f"折合{code}"), formula, total * rate, code))

    def made(language: Language) -> str:
        amounts = [say_count(f, language) if f >= 1000 else format_number(f, 4) for f in factors]
        return " × ".join(amounts)

    english = (
        f"**{say_money(total, currency)}**{used.span}: {made('en')} {_plural(used.unit, units)}"
        f" at {format_price(price, paid_in)} {_a(used.unit)}."
    )
    chinese = (
        f"**{used.span.zh or '共'}{say_money(total, currency, 'zh')}**：{made('zh')}，"
        f"每{zh_unit}{format_price(price, paid_in, 'zh')}。"
    )
    return plain_report(
        total,
        currency,
        steps,
        (english, chinese),
        assumptions=used.assumed,
        converted={code: total * rate for code, rate in rates.items()},
        units=units,
        unit=used.unit,
    )


def _a(unit: str) -> str:
    return f"an {unit}" if unit in ("hour", "image", "item") else f"a {unit}"


def _plural(unit: str, units: Decimal) -> str:
    return unit if unit in GIGABYTES or units == 1 else f"{unit}s"
