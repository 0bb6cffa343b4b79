"""The sheets of a subscription sum: inputs, one row a year, results; every result is a live formula."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.report import Period, Report
from agent.tools.revenue.terms import Terms
from agent.tools.revenue.years import charges, kept, year

if TYPE_CHECKING:
    import xlsxwriter

_LEAST_ROWS = 50
"""Years prepared beyond those asked, so that a larger number in the sheet still counts."""
_NUMBER = "#,##0.00##"


@dataclass(frozen=True)
class Cell:
    """A labelled line of the input sheet: a number, or a formula with its computed value."""

    name: str
    label: str
    value: Decimal | int
    unit: str
    formula: str | None = None


def fill(book: "xlsxwriter.Workbook", report: Report) -> None:
    """Write all sheets of a subscription report."""
    if not isinstance(report.terms, Terms):
        raise CannotCalculate(
            "Only a subscription sum or a worksheet (kind chain) can be written as a workbook; use CSV for this one."
        )
    terms = report.terms
    units = _units(terms)
    rows = len(units)
    styles = {
        "head": book.add_format({"bold": True}),
        "number": book.add_format({"num_format": _NUMBER}),
    }
    sheets = {name: book.add_worksheet(name) for name in ("Inputs", "Years", "Result", "Notes")}
    cells = _inputs(terms, rows)
    where = {cell.name: f"Inputs!$B${row}" for row, cell in enumerate(cells, 2)}
    _write_inputs(sheets["Inputs"], cells, where, styles)
    if terms.solve != "years":
        _check_years(sheets["Inputs"], where["years"], rows)
    _write_years(sheets["Years"], report, terms, units, where, styles)
    _write_result(sheets["Result"], report, terms, rows, where, styles)
    _write_notes(sheets["Notes"], report, styles)
    if terms.years > 1:
        _chart(book, sheets["Result"], terms)


def _units(terms: Terms) -> list[Period]:
    """What one subscriber at price 1 brings, by year; fewer years where growth would pass all money."""
    one = replace(terms, subscribers=Decimal(1), price=replace(terms.price, amount=Decimal(1)))
    units: list[Period] = []
    for number in range(1, max(terms.years + 1, _LEAST_ROWS) + 1):
        try:
            units.append(year(one, number))
        except CannotCalculate:
            break
    return units


def _check_years(sheet: Any, cell: str, rows: int) -> None:
    """Years are typed as a whole number of those prepared; another is refused where it is typed."""
    sheet.data_validation(
        cell.partition("!")[2].replace("$", ""),
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": rows,
            "error_title": "Years",
            "error_message": f"Whole years from 1 to {rows}: the sheet Years has that many rows.",
        },
    )


def _inputs(terms: Terms, rows: int) -> list[Cell]:
    """What was given, in the unit given, then what follows from it; a sought input is a formula."""
    price, per = terms.price, terms.price.per or "year"
    growth_per, change_per = (
        c.per if c and c.per else "year" for c in (terms.growth, terms.price_change)
    )
    percent = Decimal(100)
    one = f"SUMPRODUCT((Years!$A$2:$A${rows + 1}<={{years}})*Years!$F$2:$F${rows + 1})"
    solved = {
        "subscribers": f"={{target}}/({{price}}*{one})",
        "price": f"={{target}}/({{subscribers}}*{one})",
        "years": f"=SUMPRODUCT((Years!$G$2:$G${rows + 1}<{{target}}*(1-1E-12))*1)+1",
    }
    if terms.target_of_a_year:
        earned = f"{{subscribers}}*{{price}}*Years!$F$2:$F${rows + 1}"
        solved["years"] = f"=SUMPRODUCT(({earned}<{{target}}*(1-1E-12))*1)+1"

    def given(name: str) -> str | None:
        return solved[name] if terms.solve == name else None

    cells = [
        Cell(
            "subscribers",
            "Subscribers at the start",
            terms.subscribers or 0,
            "people",
            given("subscribers"),
        ),
        Cell("price", "Price", price.amount, f"{terms.price_currency} per {per}", given("price")),
        Cell("charges_a_year", "Charges a year", terms.charges_a_year, "times"),
        Cell("years", "Years", terms.years, "years", given("years")),
        Cell(
            "growth",
            "Growth, from year 2",
            _share(terms.growth) * percent,
            f"percent per {growth_per}",
        ),
        Cell("monthly_churn", "Churn a month", terms.monthly_churn * percent, "percent per month"),
        Cell(
            "yearly_churn",
            "Churn at the year's end",
            terms.yearly_churn * percent,
            "percent per year",
        ),
        Cell(
            "price_change",
            "Price change, from year 2",
            _share(terms.price_change) * percent,
            f"percent per {change_per}",
        ),
    ]
    for code, rate in terms.rates.items():
        cells.append(
            Cell(f"rate_{code}", f"Exchange rate {code}", rate, f"{code} for one {terms.currency}")
        )
    if terms.target is not None:
        cells.append(
            Cell(
                "target",
                "Target of a year" if terms.target_of_a_year else "Target over all years",
                terms.target,
                terms.currency,
            )
        )
    stays = "(1-{monthly_churn}/100)^12"
    return [
        *cells,
        Cell("growth_step", "Growth in a year", terms.yearly_growth, "share", _step("growth", growth_per)),
        Cell("price_step", "Price change in a year", terms.yearly_price_change, "share", _step("price_change", change_per)),
        Cell("kept", "Left at a year's end", kept(terms), "share", f"={stays}*(1-{{yearly_churn}}/100)"),
        Cell("charges", "Charges for one subscriber of a year's start", charges(terms), "times",
             f"=IF({{monthly_churn}}=0,{{charges_a_year}},{{charges_a_year}}/12*(1-{stays})/({{monthly_churn}}/100))"),
    ]  # fmt: skip


def _share(change: Any) -> Decimal:  # Any: Change or None
    return change.share if change else Decimal(0)


def _step(name: str, per: str) -> str:
    return f"=(1+{{{name}}}/100)^12-1" if per == "month" else f"={{{name}}}/100"


def _write_inputs(
    sheet: Any, cells: list[Cell], where: dict[str, str], styles: dict[str, Any]
) -> None:
    sheet.write_row(0, 0, ["input", "value", "unit"], styles["head"])
    for row, cell in enumerate(cells, 1):
        sheet.write_string(row, 0, cell.label)
        if cell.formula:
            sheet.write_formula(
                row, 1, cell.formula.format(**where), styles["number"], float(cell.value)
            )
        else:
            sheet.write_number(row, 1, float(cell.value), styles["number"])
        sheet.write_string(row, 2, cell.unit)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 2, 24)


def _write_years(
    sheet: Any,
    report: Report,
    terms: Terms,
    units: list[Period],
    where: dict[str, str],
    styles: dict[str, Any],
) -> None:
    heads = ["year", "subscribers", f"price ({terms.price_currency})", f"revenue ({terms.currency})",
             "cumulative", "revenue of one at price 1", "cumulative without end"]  # fmt: skip
    sheet.write_row(0, 0, heads, styles["head"])
    rate = (
        where.get(f"rate_{terms.price_currency}", "1")
        if terms.price_currency != terms.currency
        else "1"
    )
    at = where | {"rate": rate}
    put: Callable[..., None] = sheet.write_formula
    scale = (terms.subscribers or Decimal(0)) * terms.price.amount
    total = unit_total = Decimal(0)
    for index, unit in enumerate(units):
        row = index + 2
        sheet.write_number(row - 1, 0, index + 1)
        shown = report.periods[index] if index < terms.years else None
        total, unit_total = total + (shown.revenue if shown else 0), unit_total + unit.revenue
        values = (
            (shown.subscribers, shown.price, shown.revenue, total) if shown else ("", "", "", "")
        )
        formulas = (
            f"{{subscribers}}*({{kept}}*(1+{{growth_step}}))^(A{row}-1)",
            f"{{price}}*(1+{{price_step}})^(A{row}-1)",
            f"B{row}*C{row}*{{charges}}/{{rate}}",
            f"SUM(D$2:D{row})",
        )
        for column, (formula, value) in enumerate(zip(formulas, values, strict=True), 1):
            cached = float(value) if isinstance(value, Decimal) else value
            put(
                row - 1,
                column,
                f'=IF(A{row}>{{years}},"",{formula})'.format(**at),
                styles["number"],
                cached,
            )
        one = f"=({{kept}}*(1+{{growth_step}})*(1+{{price_step}}))^(A{row}-1)*{{charges}}/{{rate}}"
        put(row - 1, 5, one.format(**at), styles["number"], float(unit.revenue))
        running = f"={{subscribers}}*{{price}}*SUM(F$2:F{row})".format(**at)
        put(row - 1, 6, running, styles["number"], float(scale * unit_total))
    sheet.set_column(1, 6, 24)


def _write_result(
    sheet: Any,
    report: Report,
    terms: Terms,
    rows: int,
    where: dict[str, str],
    styles: dict[str, Any],
) -> None:
    sheet.write_row(0, 0, ["result", "value", "unit"], styles["head"])
    total = f"SUM(Years!D2:D{rows + 1})"
    lines = [("Total over all years", total, report.total, terms.currency)]
    for code, value in report.converted.items():
        lines.append((f"Total in {code}", f"{total}*{where[f'rate_{code}']}", value, code))
    if report.solved:
        name = report.solved.name
        lines.append((f"Solved: {name}", where[name], report.solved.value, report.solved.unit))
    # a number of years that the rows do not hold gives words instead of a wrong sum
    years, refusal = where["years"], f'"years must be whole, 1 to {rows}"'
    held = f"AND({years}>=1,{years}<={rows},{years}=INT({years}))"
    for row, (label, formula, value, unit) in enumerate(lines, 1):
        sheet.write_string(row, 0, label)
        live = f"=IF({held},{formula},{refusal})"
        sheet.write_formula(row, 1, live, styles["number"], float(value))
        sheet.write_string(row, 2, unit)
    sheet.set_column(0, 2, 26)


def _write_notes(sheet: Any, report: Report, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, "Cautions and assumptions", styles["head"])
    for row, text in enumerate([*report.cautions, *report.assumptions, *report.sentences], 1):
        sheet.write_string(row, 0, str(text))
    sheet.set_column(0, 0, 120)


def _chart(book: "xlsxwriter.Workbook", sheet: Any, terms: Terms) -> None:
    chart: Any = book.add_chart({"type": "column"})
    last = terms.years + 1
    chart.add_series(
        {
            "categories": f"=Years!$A$2:$A${last}",
            "values": f"=Years!$D$2:$D${last}",
            "name": "revenue",
        }
    )
    chart.set_title({"name": "Revenue by year"})
    chart.set_y_axis({"name": terms.currency})
    sheet.insert_chart("E2", chart)
