"""Workbooks recalculated by an independent engine, their cached values, and harmless CSV."""

import csv
from pathlib import Path
from typing import Any

import formulas
import openpyxl
import pytest

from agent.tools.revenue import (
    CannotCalculate,
    Plan,
    plan_mix,
    subscriptions,
    write_csv,
    write_xlsx,
)
from agent.tools.revenue.spreadsheet import harmless

CASES: list[dict[str, Any]] = [
    {"subscribers": "100M", "price": "500/yr"},
    {
        "subscribers": "50M",
        "price": "$240/yr",
        "growth": "20%/yr",
        "price_change": "-10%/yr",
        "years": 3,
    },
    {"subscribers": "100M", "price": "$20/mo", "growth": "1%/mo", "churn": "3%/mo", "years": 2},
    {"subscribers": "20M", "price": "30 CNY/mo", "currency": "USD", "rate": "CNY=7.1, EUR=0.9"},
    {
        "subscribers": "5M",
        "price": "$20/mo",
        "growth": "100%/yr",
        "target": "10bn USD/year",
        "solve": "years",
    },
    {"price": "$20/mo", "target": "50B", "solve": "subscribers", "years": 2, "churn": "2%/mo"},
    {"subscribers": "150M", "target": "$25bn", "solve": "price"},
    {
        "subscribers": "10M",
        "price": "$100/yr",
        "growth": "10%/yr",
        "target": "10B",
        "solve": "years",
    },
]


def recalculated(path: Path) -> dict[str, Any]:
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    return {
        key.upper(): item.value[0, 0]
        for key, item in solution.items()
        if getattr(item, "value", None) is not None and item.value.shape == (1, 1)
    }


@pytest.mark.parametrize("options", CASES)
def test_recalculating_the_workbook_gives_our_result(
    options: dict[str, Any], tmp_path: Path
) -> None:
    report, path = subscriptions(**options), tmp_path / "sum.xlsx"
    write_xlsx(report, path)
    cells = recalculated(path)
    results = [report.total, *report.converted.values()] + (
        [report.solved.value] if report.solved else []
    )
    for row, expected in enumerate(results, 2):
        assert cells[f"'[SUM.XLSX]RESULT'!B{row}"] == pytest.approx(float(expected), rel=1e-12)
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for cell in (
            cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, (int, float))
        ):
            key = f"'[SUM.XLSX]{sheet.title.upper()}'!{cell.coordinate}"
            assert key not in cells or cells[key] == pytest.approx(cell.value, rel=1e-9)


def test_every_result_is_a_formula_and_every_input_a_number(tmp_path: Path) -> None:
    write_xlsx(
        subscriptions("50M", "$240/yr", growth="20%/yr", years=3), path := tmp_path / "sum.xlsx"
    )
    book = openpyxl.load_workbook(path)
    inputs = {row[0].value: row[1].value for row in book["Inputs"].iter_rows(min_row=2)}
    assert (inputs["Subscribers at the start"], inputs["Price"], inputs["Growth, from year 2"]) == (
        50_000_000,
        240,
        20,
    )
    assert all(
        str(row[1].value).startswith("=")
        for row in book["Result"].iter_rows(min_row=2)
        if row[1].value
    )


CHANGED: dict[str, tuple[str, str, str]] = {
    "Subscribers at the start": ("subscribers", "61000000", "{}"),
    "Price": ("price", "333", "{} {unit}"),
    "Years": ("years", "12", "{}"),
    "Growth, from year 2": ("growth", "4", "{}%/{unit}"),
    "Churn a month": ("churn", "5", "{}%/month"),
    "Churn at the year's end": ("churn", "7", "{}%/year"),
    "Price change, from year 2": ("price_change", "-3", "{}%/{unit}"),
    "Target of a year": ("target", "21000000000", "{} USD/year"),
    "Target over all years": ("target", "21000000000", "{} USD"),
    "Exchange rate CNY": ("rate", "7.5", "CNY={}, EUR=0.9"),
    "Exchange rate EUR": ("rate", "0.8", "CNY=7.1, EUR={}"),
}
"""What a reader types into each input cell, and the same as our own engine takes it."""


@pytest.mark.parametrize("options", [CASES[n] for n in (1, 2, 3, 4, 6)])
def test_each_input_changed_in_the_sheet_gives_what_our_engine_gives(
    options: dict[str, Any], tmp_path: Path
) -> None:
    write_xlsx(subscriptions(**options), path := tmp_path / "sum.xlsx")
    rows = list(openpyxl.load_workbook(path)["Inputs"].iter_rows(min_row=2))
    model: Any = formulas.ExcelModel().loads(str(path)).finish()
    tried = 0
    for row in rows:
        label, held, unit = (cell.value for cell in row)
        if label not in CHANGED or str(held).startswith("=") or _is_other_churn(label, rows):
            continue
        name, new, text = CHANGED[label]
        said = text.format(new, unit=str(unit).removeprefix("percent per "))
        expected = _ours({**options, name: said})
        cells = model.calculate(inputs={f"'[sum.xlsx]INPUTS'!{row[1].coordinate}": float(new)})
        results = [expected.total, *expected.converted.values()] if expected else []
        results += [expected.solved.value] if expected and expected.solved else []
        if not results:
            assert cells["'[sum.xlsx]RESULT'!B2"].value[0, 0] == "years must be whole, 1 to 50"
        for place, value in enumerate(results, 2):
            got = cells[f"'[sum.xlsx]RESULT'!B{place}"].value[0, 0]
            assert got == pytest.approx(float(value), rel=1e-11), (label, said)
        tried += 1
    assert tried >= 5


def _ours(options: dict[str, Any]) -> Any:
    """Our report; None where the target lies beyond the years that a sheet holds."""
    try:
        report = subscriptions(**options)
    except CannotCalculate:
        return None
    return report if len(report.periods) <= 50 else None


def _is_other_churn(label: str, rows: list[Any]) -> bool:
    """Whether the sum has churn of the other kind, which our engine takes instead, not as well."""
    churns = {
        "Churn a month": "Churn at the year's end",
        "Churn at the year's end": "Churn a month",
    }
    return any(row[0].value == churns.get(label) and row[1].value for row in rows)


@pytest.mark.parametrize("years", [51, 0, 2.5])
def test_years_that_the_rows_do_not_hold_give_words_and_no_sum(
    years: float, tmp_path: Path
) -> None:
    write_xlsx(
        subscriptions("50M", "$240/yr", growth="20%/yr", years=3), path := tmp_path / "s.xlsx"
    )
    book = openpyxl.load_workbook(path)
    rule = book["Inputs"].data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1, rule.formula2) == ("B5", "1", "50")
    cells: Any = formulas.ExcelModel().loads(str(path)).finish()
    result = cells.calculate(inputs={"'[s.xlsx]INPUTS'!B5": years})["'[s.xlsx]RESULT'!B2"]
    assert result.value[0, 0] == "years must be whole, 1 to 50"


def test_growth_beyond_all_money_in_later_years_still_gives_a_workbook(tmp_path: Path) -> None:
    report = subscriptions("1M", "$1/yr", growth="1000%/mo")
    write_xlsx(report, path := tmp_path / "s.xlsx")
    assert recalculated(path)["'[S.XLSX]RESULT'!B2"] == float(report.total)


def test_the_same_sum_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(subscriptions("50M", "$240/yr", years=3), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\t=1", " =1"])
def test_text_never_becomes_a_formula(text: str) -> None:
    assert harmless(text).startswith("'")


def test_csv_holds_exact_amounts_and_quotes_user_text(tmp_path: Path) -> None:
    mix = plan_mix(
        [Plan("$8/mo", "=HYPERLINK(1)", subscribers="3"), Plan("$7.01/mo", "Go", subscribers="1M")]
    )
    write_csv(mix, path := tmp_path / "sum.csv")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert ["total", "", "", "84120288", "USD"] in rows
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


def test_a_workbook_of_another_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotCalculate, match="workbook"):
        write_xlsx(plan_mix([Plan("$8/mo", "Go", subscribers="3M")]), tmp_path / "sum.xlsx")
