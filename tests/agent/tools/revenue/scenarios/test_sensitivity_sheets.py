"""The sheets that show what moves a scenario's figure: numbers of the report, with live swings and a stale mark."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from agent.tools.revenue.scenarios import build, bundled, calculate_scenario, put, write_xlsx


@pytest.fixture(scope="module")
def written(tmp_path_factory: Any) -> tuple[Any, Path]:
    table = put(bundled("article"), ["years=11", "simulation.draws=200"])
    report = calculate_scenario(build(table))
    write_xlsx(report, path := tmp_path_factory.mktemp("book") / "s.xlsx")
    return report, path


def test_the_tornado_holds_every_swing_of_the_report(written: tuple[Any, Path]) -> None:
    report, path = written
    rows = list(openpyxl.load_workbook(path, data_only=True)["Tornado"].iter_rows(min_row=5, values_only=True))  # fmt: skip

    for swing, row in zip(report.details["tornado"], rows, strict=False):
        assert row[1] == swing.key
        assert row[5:8] == pytest.approx([float(v) for v in (swing.at_low, swing.at_high, swing.size)])  # fmt: skip


def test_swings_and_the_figure_are_formulas(written: tuple[Any, Path]) -> None:
    sheet = openpyxl.load_workbook(written[1])["Tornado"]

    assert str(sheet["B1"].value).startswith("=Steps!")
    assert sheet["H5"].value == "=ABS(G5-F5)"
    assert "inputs were changed" in str(sheet["C2"].value)


def test_the_simulation_holds_the_percentiles_of_the_report(written: tuple[Any, Path]) -> None:
    report, path = written
    sheet = openpyxl.load_workbook(path, data_only=True)["Simulation"]
    drawn = report.details["simulation"]

    held = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(6, 13)}
    assert held == {int(p): pytest.approx(float(v)) for p, v in drawn["percentiles"].items()}
    assert sheet["A3"].value == "200 draws, triangular, seed 1"


def test_the_notes_say_which_numbers_do_not_follow(written: tuple[Any, Path]) -> None:
    notes = [row[0] for row in openpyxl.load_workbook(written[1])["Notes"].iter_rows(values_only=True)]  # fmt: skip

    assert any("do not follow a changed input" in str(note) for note in notes)


def test_a_scenario_without_them_has_no_such_sheets(tmp_path: Path) -> None:
    table = {"plans": {"a": {"subscribers": "1M", "price": "10 USD/month"}}}
    write_xlsx(calculate_scenario(build(table)), path := tmp_path / "s.xlsx")

    assert openpyxl.load_workbook(path).sheetnames == ["Inputs", "Steps", "Result", "Notes"]
