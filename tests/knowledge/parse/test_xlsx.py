import zipfile
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from knowledge.parse import apart
from knowledge.parse.xlsx import parse


def test_rows_name_their_columns_and_figures_keep_their_notation(samples):
    parsed = parse(samples[".xlsx"])
    assert parsed.text == (
        "## Prices\n\nPlan: Plus; Price: $20; Share: 25%; From: 2025-09-15\n\n## 说明\n\n斑马有条纹。"
    )
    assert parsed.page_at(parsed.text.index("斑马")) == 2


def test_figures_are_neither_rounded_nor_padded():
    book = openpyxl.Workbook()
    for value in (0.1, 1234567890123, 20.0, True):
        book.active.append(["v", value])
    target = BytesIO()
    book.save(target)
    assert parse(target.getvalue()).text == (
        "## Sheet\n\nv; 0.1\n\nv; 1234567890123\n\nv; 20\n\nv; yes"
    )


def test_yuan_by_its_locale_form_keeps_its_sign():
    book = openpyxl.Workbook()
    book.active.append(["Plan", "Price"])
    book.active.append(["Plus", 199])
    book.active["B2"].number_format = "[$¥-804]#,##0"
    target = BytesIO()
    book.save(target)
    assert parse(target.getvalue()).text.endswith("Plan: Plus; Price: ¥199")


def test_another_dollar_and_hours_beyond_a_day_keep_their_notation():
    book = openpyxl.Workbook()
    book.active.append(["Plan", "Price", "Time"])
    book.active.append(["Plus", 59.97000000000001, timedelta(hours=30)])
    book.active["B2"].number_format = '"CA$"0.00'
    book.active["C2"].number_format = "[h]:mm"
    target = BytesIO()
    book.save(target)
    assert parse(target.getvalue()).text.endswith("Plan: Plus; Price: CA$59.97; Time: 30:00")


def test_a_formula_that_was_never_computed_stands_as_it_is_written():
    book = openpyxl.Workbook()
    book.active.append(["Plan", "Month", "Year"])
    book.active.append(["Plus", 20, "=B2*12"])
    target = BytesIO()
    book.save(target)
    assert parse(target.getvalue()).text.endswith("Plan: Plus; Month: 20; Year: =B2*12")


def _read(rows: list[list[object]], *merged: str) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    target = BytesIO()
    book.save(target)
    return parse(target.getvalue()).text.partition("## Sheet\n\n")[2]


def test_a_merged_cell_stands_in_every_place_it_covers():
    rows = [["Plan", "Region", "Month", "Year"], ["Pro", "EU", 10, ""], ["", "US", 20, 200], []]
    assert _read([*rows, ["Free", "EU", 0, 0]], "A2:A4", "C2:D2") == (
        "Plan: Pro; Region: EU; Month: 10; Year: 10\n\n"
        "Plan: Pro; Region: US; Month: 20; Year: 200\n\n"
        "Plan: Free; Region: EU; Month: 0; Year: 0"
    )


def test_a_title_merged_over_its_row_stands_once_and_merged_years_over_halves_go_with_them():
    rows = [["Sales"], ["", 2024, "", 2025], ["", "H1", "H2", "H1", "H2"], ["Europe", 1, 2, 3, 4]]
    assert _read(rows, "A1:E1", "A2:A3", "B2:C2", "D2:E2") == (
        "Sales\n\nEurope; 2024 H1: 1; 2024 H2: 2; 2025 H1: 3; 2025 H2: 4"
    )


def test_a_table_below_a_blank_row_has_its_own_columns():
    rows = [["Plan", "Price"], ["Plus", 20], [], ["Model", "VRAM"], ["Q", 24]]
    assert _read(rows) == "Plan: Plus; Price: 20\n\nModel: Q; VRAM: 24"


def test_a_chart_sheet_without_a_chart_costs_no_other_sheet():
    book = openpyxl.Workbook()
    book.active.append(["Zebras are striped."])
    book.create_chartsheet("Chart", 0)
    book.create_sheet("Below").append(["Okapis too."])
    target = BytesIO()
    book.save(target)
    whole = zipfile.ZipFile(target)
    with zipfile.ZipFile(cut := BytesIO(), "w") as parts:
        for name in whole.namelist():
            if "drawing" not in name and "charts/" not in name and "chartsheets/_rels" not in name:
                parts.writestr(name, whole.read(name))
    assert (
        parse(cut.getvalue()).text == "## Sheet\n\nZebras are striped.\n\n## Below\n\nOkapis too."
    )


@pytest.mark.parametrize("place", ["XFD1", "XFD200", "Z200000"])
def test_a_stray_cell_far_out_does_not_hold_up_its_book(place: str):
    book = openpyxl.Workbook()
    for row in (["Plan", "Price"], ["Pro", 20], ["Max", 40]):
        book.active.append(row)
    book.active[place] = "stray"
    target = BytesIO()
    book.save(target)
    text = apart.parse(target.getvalue(), ".xlsx", seconds=20).text
    assert "Plan: Pro; Price: 20" in text
    assert "stray" in text


def test_superscripts_and_fonts_of_signs_are_written_out():
    above, below = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
    price = CellRichText("Price", TextBlock(above, "1"))
    limit = CellRichText("10", TextBlock(above, "8"), " calls")
    tick = CellRichText(TextBlock(InlineFont(rFont="Wingdings"), "ü"), " CO", TextBlock(below, "2"))
    assert _read(
        [["Plan", price, "Limit", "Has"], ["Pro", 20, limit, tick], ["Max", 30, 5, ""]]
    ) == (
        "Plan: Pro; Price(1): 20; Limit: 10⁸ calls; Has: ✓ CO₂\n\n"
        "Plan: Max; Price(1): 30; Limit: 5; Has: not given"
    )


def test_a_cell_in_a_font_of_signs_says_what_it_shows():
    book = openpyxl.Workbook()
    for row in (["Plan", "SSO", "Seats"], ["Basic", "û", 1], ["Pro", "ü", 5]):
        book.active.append(row)
    for place in ("B2", "B3"):
        book.active[place].font = Font(name="Wingdings")
    target = BytesIO()
    book.save(target)
    assert "Plan: Basic; SSO: ✗; Seats: 1\n\nPlan: Pro; SSO: ✓" in parse(target.getvalue()).text
