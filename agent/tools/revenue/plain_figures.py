"""Plain figures without a currency, as tables hold them: change, difference, share, mean, sum and the like."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from math import prod

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import read_count
from agent.tools.revenue.money import EXACT, format_number, plain
from agent.tools.revenue.plain_report import plain_report
from agent.tools.revenue.report import Report, Step

_MOST_SHOWN = 8
_MOST_COUNTED = 30
_PLACES = 2


def figures(operation: str, values: Sequence[str], unit: str = "") -> Report:
    """`operation` on `values`: count of them, which may be names, change (from, to) and share (part, whole) in per cent, difference
    and ratio of (from, to), mean, sum and product of all, rest of the first without the others;
    `unit` is said behind a result that has one.

    >>> figures("change", ["200", "225"]).to_dict()["result"]
    '12.5'
    >>> figures("mean", ["96.8", "58.9", "50.0", "94.3"], "GWh").sentence()
    '**75 GWh**: (96.8 + 58.9 + 50 + 94.3) ÷ 4 = 75.'
    """
    if operation == "count":
        return _counted([str(value) for value in values])
    with localcontext(EXACT):
        numbers = [_number(value) for value in values]
        _check(operation, numbers)
        result, formula = reckon(operation, numbers)
        percent = operation in ("change", "share")
        shown = plain(result, _PLACES)
        said = (
            f"{'+' if operation == 'change' and result > 0 else ''}{format_number(result, _PLACES)}"
        )
        behind = " %" if percent else f" {unit}" if unit and operation != "ratio" else ""
        equals = f"{formula} = {shown}{' %' if percent else ''}"
        step = Step(_NAMES[operation], formula, result, "percent" if percent else unit)
        return plain_report(
            result,
            "",
            [step],
            (f"**{said}{behind}**: {equals}.", f"**{said}{behind}**：{equals}。"),
            result=result,
            formula=equals,
            unit="percent" if percent else unit,
            values=numbers,
        )


def _counted(values: Sequence[str]) -> Report:
    if not values:
        raise CannotCalculate("A count takes what is counted.")
    result = Decimal(len(values))
    shown = values if len(values) <= _MOST_COUNTED else [*values[:_MOST_COUNTED], "…"]
    step = Step(Note("count", "个数"), ", ".join(shown), result, "")
    return plain_report(
        result,
        "",
        [step],
        (f"**{result}**: {', '.join(shown)}.", f"**{result}**：{'、'.join(shown)}。"),
        result=result,
        formula=f"{', '.join(shown)}: {result}",
        unit="",
        values=list(values),
    )


_NAMES = {
    "change": Note("change", "变化"),
    "difference": Note("difference", "差额"),
    "share": Note("share", "占比"),
    "ratio": Note("ratio", "倍数"),
    "mean": Note("mean", "平均"),
    "sum": Note("sum", "合计"),
    "rest": Note("rest", "其余"),
    "product": Note("product", "乘积"),
}
_OF_TWO = ("change", "difference", "share", "ratio")


def reckon(operation: str, numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    """What comes out, in per cent of a change or share, and how."""
    first, last = numbers[0], numbers[-1]
    if operation == "change":
        return (last / first - 1) * 100, f"{plain(last)} ÷ {plain(first)} − 1"
    if operation == "share":
        return first / last * 100, f"{plain(first)} ÷ {plain(last)}"
    if operation == "ratio":
        return last / first, f"{plain(last)} ÷ {plain(first)}"
    if operation == "difference":
        return last - first, f"{plain(last)} − {plain(first)}"
    terms = [plain(number) for number in numbers]
    if operation == "product":
        return prod(numbers, start=Decimal(1)), " × ".join(terms)
    if operation == "rest":
        return first - sum(numbers[1:], Decimal(0)), " − ".join(terms)
    if len(terms) > _MOST_SHOWN:
        terms = [*terms[:3], "…", terms[-1]]
    added = " + ".join(terms)
    total = sum(numbers, Decimal(0))
    if operation == "sum":
        return total, added
    return total / len(numbers), f"({added}) ÷ {len(numbers)}"


def _check(operation: str, numbers: Sequence[Decimal]) -> None:
    if operation not in _NAMES:
        raise CannotCalculate(f"There is no operation {operation!r}; choose count, {', '.join(_NAMES)}.")
    pair = operation in _OF_TWO
    if len(numbers) != 2 if pair else not numbers:
        raise CannotCalculate(f"A {operation} takes {'two figures' if pair else 'figures'}.")
    divisor = {"change": 0, "ratio": 0, "share": -1}.get(operation)
    if divisor is not None and numbers[divisor] == 0:
        raise CannotCalculate(
            Note(f"A {operation} from or of nothing cannot be given.", "分母为零，无法计算。")
        )


def _number(value: str) -> Decimal:
    """A figure as a table holds it; below zero as well."""
    text = str(value).strip()
    below = text[:1] in "-−–"
    number = read_count(text.lstrip("-−– ")).value if text.strip("-−–0., ") else Decimal(0)
    return -number if below else number
