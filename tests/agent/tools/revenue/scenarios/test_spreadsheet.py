"""A scenario's workbook recalculated by an independent engine, its cached values, and harmless CSV."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import formulas
import openpyxl
import pytest

from agent.tools.revenue.scenarios import (
    build,
    bundled,
    calculate_scenario,
    put,
    write_csv,
    write_xlsx,
)

EVERYTHING: dict[str, Any] = {
    "years": 2, "currency": "USD", "rates": {"EUR": "0.9"},
    "free": {"users": "50 million", "conversion": "0.4%/month", "growth": "10%/year", "cost": "0.2 USD/month"},
    "plans": {
        "plus": {"subscribers": "10 million", "price": "20 USD/month", "churn": ["8%/month", "5%/month", "3%/month"],
                 "growth": "2%/month", "ceiling": "90 million", "price_change": "5%/year", "cost": "6 USD/month",
                 "yearly_share": "40%", "yearly_discount": "16%", "converts": "60%"},
        "teams": {"subscribers": "2 million", "price": "199 EUR/year", "growth": "30%/year", "churn": "12%/year"},
    },
    "tokens": {"api": {"input": "9 trillion tokens/month", "output": "1 trillion tokens/month", "input_price": "1.25 USD",
                       "output_price": "10 USD", "growth": "40%/year", "price_change": "-20%/year", "cost": "0.5 USD",
                       "tiers": {"a": {"above": "1 trillion tokens/month", "discount": "10%"},
                                 "b": {"above": "20 trillion tokens/month", "discount": "25%"}}}},
    "bundles": {"office": {"customers": "400 million", "growth": "5%/year", "attach": "4%", "attach_growth": "50%/year",
                           "attach_ceiling": "40%", "price": "30 USD/month", "discount": "20%", "cannibalised": "10%",
                           "lost_price": "20 USD/month", "base_price": "36 USD/month", "churn_saved": "1%/year", "cost": "9 USD/month"}},
    "costs": {"fixed": "1bn USD/year", "fixed_growth": "5%/year", "share": "3%", "capex": ["5bn USD", "2bn USD"], "life": "4 years"},
    "hosting": {"model": "Qwen3-8B", "card": "RTX 4090", "tokens": "90 billion tokens/month", "speed": "1,500 tokens/second",
                "use": "60%", "card_rent": "0.4 USD/hour", "api_price": "0.5 USD", "seats": "400", "seat_price": "30 USD/month"},
}  # fmt: skip

TABLES = {"everything": EVERYTHING, "article": put(bundled("article"), ["years=6"])}


def recalculated(path: Path) -> dict[str, Any]:
    """Every cell as the engine computes it: 'RESULT'!B1 and so on."""
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    return {
        key.upper().partition("]")[2].replace("'", ""): item.value[0, 0]
        for key, item in solution.items()
        if getattr(item, "value", None) is not None and item.value.shape == (1, 1)
    }


@pytest.fixture(scope="module", params=list(TABLES))
def written(request: Any, tmp_path_factory: Any) -> tuple[Any, Path, dict[str, Any]]:
    """A report, its workbook, and the workbook's cells recalculated."""
    report = calculate_scenario(build(TABLES[request.param]))
    write_xlsx(report, path := tmp_path_factory.mktemp("book") / "s.xlsx")
    return report, path, recalculated(path)


def test_recalculating_gives_every_step_and_the_result(written: Any) -> None:
    report, _, cells = written
    assert cells["RESULT!B1"] == pytest.approx(float(report.total), rel=1e-12)
    for row, step in enumerate(report.trace, 2):
        assert cells[f"STEPS!B{row}"] == pytest.approx(float(step.value), rel=1e-9), step.step


def test_each_formula_carries_its_value(written: Any) -> None:
    """For viewers that do not recalculate."""
    _, path, cells = written
    live, count = openpyxl.load_workbook(path), 0
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if str(live[sheet.title][cell.coordinate].value).startswith("="):
                count += 1
                expected = cells[f"{sheet.title.upper()}!{cell.coordinate}"]
                if isinstance(expected, float):
                    expected = pytest.approx(expected, rel=1e-9, abs=1e-6)
                assert cell.value == expected, f"{sheet.title}!{cell.coordinate}"
    assert count > 50


def test_every_step_and_result_is_a_formula_and_every_input_a_number(tmp_path: Path) -> None:
    report = calculate_scenario(build(EVERYTHING))
    write_xlsx(report, path := tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(path)
    inputs = {row[1].value: row[2].value for row in book["Inputs"].iter_rows(min_row=2)}
    assert inputs["plans.plus.price"] == 20
    assert inputs["plans.plus.churn.2"] == 5
    assert inputs["plans.plus.subscribers"] == 10_000_000
    assert len(inputs) == len(report.details["inputs"])
    assert all(str(row[1].value).startswith("=") for row in book["Steps"].iter_rows(min_row=2))
    years = [
        row for row in book["Result"].iter_rows() if str(row[0].value) in report.details["years"]
    ]
    assert len(years) == 2
    assert all(str(cell.value).startswith("=") for row in years for cell in row[1:])


JOINING: dict[str, Any] = {
    "years": 3, "subscribers": "30 million",
    "plans": {"a": {"joins": "1 million/month", "price": "20 USD/month", "churn": ["10%/month", "4%/month"]},
              "b": {"share": "60%", "price": "100 USD/year", "churn": "20%/year", "growth": "0%/month"}},
    "costs": {"fixed": "10m USD/month", "share": "0%"},
}  # fmt: skip


@pytest.mark.parametrize("table", [*TABLES.values(), JOINING], ids=[*TABLES, "joining"])
def test_each_input_changed_in_the_sheet_gives_what_our_engine_gives(
    table: dict[str, Any], tmp_path: Path
) -> None:
    report = calculate_scenario(build(table))
    write_xlsx(report, path := tmp_path / "s.xlsx")
    model: Any = formulas.ExcelModel().loads(str(path)).finish()
    for n, row in enumerate(report.details["inputs"], 2):
        if row.unit == "years":
            continue
        new = Decimal(row.value) * Decimal("1.1") or Decimal(3)
        text = f"{new} {row.unit}".replace(" percent per ", "%/")
        expected = calculate_scenario(build(put(table, [f"{row.key}={text}"])))
        cells = model.calculate(inputs={f"'[s.xlsx]INPUTS'!C{n}": float(new)})
        got = cells["'[s.xlsx]RESULT'!B1"].value[0, 0]
        assert got == pytest.approx(float(expected.total), rel=1e-12), row.key
        if len(expected.trace) != len(report.trace):  # growth from none writes a step of its own
            continue
        for place, step in enumerate(expected.trace, 2):
            value = cells[f"'[s.xlsx]STEPS'!B{place}"].value[0, 0]
            assert value == pytest.approx(float(step.value), rel=1e-9, abs=1e-6), (row.key, step)


def test_an_input_that_no_formula_can_follow_says_so_beside_it(tmp_path: Path) -> None:
    write_xlsx(calculate_scenario(build(EVERYTHING)), path := tmp_path / "s.xlsx")
    units = {r[1].value: r[3].value for r in openpyxl.load_workbook(path)["Inputs"].iter_rows()}
    assert [key for key, unit in units.items() if "fixed" in str(unit)] == ["costs.life"]


def change(path: Path, numbers: dict[str, float]) -> None:
    """Put numbers into the sheet of inputs, by key."""
    book = openpyxl.load_workbook(path)
    rows = {row[1].value: row for row in book["Inputs"].iter_rows(min_row=2)}
    for key, number in numbers.items():
        rows[key][2].value = number
    book.save(path)


def test_the_year_of_crossing_is_live(tmp_path: Path) -> None:
    table = put(bundled("article"), ["years=6", "plans.chatgpt.price=240 USD/year"])
    write_xlsx(calculate_scenario(build(table)), path := tmp_path / "s.xlsx")
    place = next(
        c for c in openpyxl.load_workbook(path)["Result"]["A"] if c.value == "Crossover"
    ).row
    assert openpyxl.load_workbook(path, data_only=True)["Result"].cell(place, 2).value == "2028"
    for price, year in ((240, "2028"), (200, "2027"), (500, "none")):
        change(path, {"plans.chatgpt.price": price})
        ours = calculate_scenario(build(put(table, [f"plans.chatgpt.price={price} USD/year"])))
        assert (ours.details["crossover"] or "none") == year
        assert str(recalculated(path)[f"RESULT!B{place}"]) == year


def test_the_same_scenario_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(calculate_scenario(build(EVERYTHING)), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def hostile() -> dict[str, Any]:
    """Text of a user's own, in every place that takes it, that a spreadsheet would run."""
    price = {"value": "20 USD/month", "source": "@SUM(A1)", "date": "+1"}
    return {"title": "=cmd()", "plans": {"=HYPERLINK(1)": {"subscribers": "5M", "price": price, "side": "-1+1"},
                                         "b": {"subscribers": "5M", "price": "9 USD/year", "side": "=2"}}}  # fmt: skip


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path) -> None:
    write_csv(calculate_scenario(build(hostile())), path := tmp_path / "s.csv")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert not any(cell.lstrip().startswith(("=", "@", "+", "-")) for row in rows for cell in row)
    assert ["total", "1200000000", "USD"] in rows


def test_user_text_stays_text_in_the_workbook(tmp_path: Path) -> None:
    write_xlsx(calculate_scenario(build(hostile())), path := tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(path)
    for row in (
        row for sheet in ("Inputs", "Steps", "Result", "Notes") for row in book[sheet].iter_rows()
    ):
        for cell in row:
            text = str(cell.value)
            if any(bad in text for bad in ("HYPERLINK", "@SUM", "cmd")):
                assert cell.data_type == "s", text


def test_the_csv_holds_exact_amounts(tmp_path: Path) -> None:
    report = calculate_scenario(build(EVERYTHING))
    write_csv(report, path := tmp_path / "s.csv")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    exact = report.to_dict()
    assert ["total", exact["total"], "USD"] in rows
    assert ["total in EUR", exact["converted"]["EUR"], "EUR"] in rows
    year = next(row for row in rows if row and row[0] == "1")
    assert year[-1] == exact["costs"]["profit"][0]
