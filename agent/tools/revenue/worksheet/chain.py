"""Amounts with units worked through step by step, each step traced; the way to every sum without a kind of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.measures_of_use import ZH, times_in
from agent.tools.revenue.money import EXACT, plain
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step
from agent.tools.revenue.worksheet.amounts import Measure, read_amount
from agent.tools.revenue.worksheet.expressions import (
    Expression,
    Number,
    Operation,
    read_expression,
    worked_out,
    written,
)
from agent.tools.revenue.worksheet.told import beyond_all_people, measured, sentences
from agent.tools.revenue.worksheet.units import (
    check_currencies,
    converting,
    currency_of,
    name_of,
    read_unit,
)

_STEP = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*=\s*(?P<sum>[^=]+?)(?:\s+in\s+(?P<unit>[^()]+))?\s*")
_MOST_STEPS = 60


@dataclass(frozen=True)
class Line:
    """One step: its name, its expression with conversions of periods, and what comes out."""

    name: str
    expression: Expression
    result: Measure


@dataclass(frozen=True)
class Worksheet:
    """Inputs and steps as understood, for the spreadsheet."""

    givens: dict[str, Measure]
    lines: list[Line]


def chain(
    givens: Mapping[str, str],
    steps: Sequence[str],
    *,
    answers: Sequence[str] = (),
    moves: Sequence[str] = (),
    notes: Sequence[str] = (),
    bars: Mapping[str, str] | None = None,
) -> Report:
    """`givens` by name, with units, and `steps` that name each result: "name = expression", perhaps
    "in USD/year", which checks the unit and converts periods. Told are the `answers`, else the last step; those
    among `moves` as what went up or down, those with one of the `bars` as met or missed: {"score": "40%"}.

    >>> report = chain({"users": "30M people", "paying": "4%", "price": "18 CNY/person/month"},
    ...                ["payers = users * paying", "income = payers * price in CNY/year"])
    >>> report.to_dict()["total"], report.trace[-1].formula
    ('259200000', '1200000 × 18 × 12')
    """
    with localcontext(EXACT):
        known = {_checked_name(name): read_amount(given, name) for name, given in givens.items()}
        sheet = Worksheet(dict(known), [])
        assumed = [_note(note) for note in notes]
        if not steps or len(steps) > _MOST_STEPS:
            raise CannotCalculate("A worksheet needs a step, such as 'revenue = payers * price', and at most 60.")  # fmt: skip
        for text in steps:
            line, lengths = _line(text, known)
            if line.name in known:
                raise CannotCalculate(f"There are two amounts called '{line.name}'; give each a name of its own.")  # fmt: skip
            known[line.name] = line.result
            sheet.lines.append(line)
            assumed += [note for note in lengths if note not in assumed]
        told = _told(answers, known, sheet)
        report = _report(sheet, known, told, assumed, moves)
        for name, bar in (bars or {}).items():
            report = measured(report, known[name], read_amount(bar, name))
        return report


def _checked_name(name: str) -> str:
    if not re.fullmatch(r"[^\W\d]\w*", str(name)):
        raise CannotCalculate(f"An amount cannot be called '{name}'; use letters, digits and _.")
    return name


def _note(text: str) -> Note:
    """A note of the caller's; "English | 中文" where it has both."""
    english, _, chinese = text.partition(" | ")
    return Note(english, chinese or english)


def _line(text: str, known: Mapping[str, Measure]) -> tuple[Line, list[Note]]:
    said = _STEP.fullmatch(text)
    if said is None:
        raise CannotCalculate(f"The step '{text[:80]}' must name its result: write it like 'revenue = payers * price'.")  # fmt: skip
    expression = read_expression(said["sum"])
    result = worked_out(expression, known)
    if said["unit"] is None:
        return Line(said["name"], expression, result), []
    return _brought_to(said["unit"].strip(), said["name"], expression, result)


def _brought_to(
    wanted: str, name: str, expression: Expression, result: Measure
) -> tuple[Line, list[Note]]:
    """The line in the unit that is wanted, its periods converted by a factor of their own."""
    unit = () if wanted in ("%", "number") else read_unit(wanted)[0]
    if wanted == "%" and converting(result.unit, ()) is None:
        raise CannotCalculate(f"'{name}' comes out in {name_of(result.unit)}, which is no share; leave out 'in %'.")  # fmt: skip
    check_currencies(unit, name)
    pairs = converting(result.unit, unit)
    if pairs is None:
        raise CannotCalculate(f"'{name}' comes out in {name_of(result.unit)}, not in {name_of(unit)}; an amount is missing or stands on the wrong side.")  # fmt: skip
    value, notes = result.value, list[Note]()
    for small, large, often in pairs:
        value *= often
        back = times_in(large, small)
        if often != 1:
            whole = often > 1
            factor = Number(often if whole else back, plain(often if whole else back))
            expression = Operation("*" if whole else "/", expression, factor)
        notes += _length(small, large) + _length(large, small)
    return Line(name, expression, Measure(value, unit, wanted == "%")), notes


def _length(small: str, large: str) -> list[Note]:
    """What a month or a year is taken for, where days or less are counted in it."""
    if small not in ("second", "minute", "hour", "day") or large not in ("month", "quarter", "year"):  # fmt: skip
        return []
    days = plain(times_in("day", large))
    return [Note(f"a {large} of {days} days", f"一{ZH[large]}按{days}天计")]


def _told(answers: Sequence[str], known: Mapping[str, Measure], sheet: Worksheet) -> list[str]:
    names = list(answers) or [sheet.lines[-1].name]
    for name in names:
        if name not in known:
            raise CannotCalculate(f"'{name}' is neither an amount nor a step, so it cannot be told; there are {', '.join(known)}.")  # fmt: skip
    return names


def _report(
    sheet: Worksheet,
    known: Mapping[str, Measure],
    told: list[str],
    assumed: list[Note],
    moves: Sequence[str],
) -> Report:
    main = known[told[0]]
    currency = currency_of(main.unit) or ""
    formulas = {line.name: _formula(line.expression, known) for line in sheet.lines}
    steps = [
        Step(_label(line.name), formulas[line.name], _shown(line.result), _step_unit(line.result))
        for line in sheet.lines
    ]
    results = [(name, known[name]) for name in told]
    report = plain_report(
        main.value,
        currency,
        steps,
        sentences(results, [formulas.get(name, "") for name in told], moves),
        assumptions=assumed,
        cautions=beyond_all_people(list(known.values())),
        results={name: measure.value for name, measure in results},
        units={name: name_of(measure.unit) for name, measure in known.items()},
    )
    return replace(report, terms=sheet)


def _label(name: str) -> Note:
    return Note(name.replace("_", " "), name.replace("_", " "))


def _formula(expression: Expression, known: Mapping[str, Measure]) -> str:
    return written(expression, lambda name: known[name].written or plain(known[name].value, 12))


def _shown(result: Measure) -> Decimal:
    return result.value * 100 if result.is_share else result.value


def _step_unit(result: Measure) -> str:
    if result.is_share:
        return "percent"
    if currency := currency_of(result.unit):
        return currency
    return "people" if result.unit == (("person", 1),) else name_of(result.unit)
