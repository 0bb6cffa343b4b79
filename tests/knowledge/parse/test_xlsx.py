from io import BytesIO

import openpyxl

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


def test_a_formula_that_was_never_computed_stands_as_it_is_written():
    book = openpyxl.Workbook()
    book.active.append(["Plan", "Month", "Year"])
    book.active.append(["Plus", 20, "=B2*12"])
    target = BytesIO()
    book.save(target)
    assert parse(target.getvalue()).text.endswith("Plan: Plus; Month: 20; Year: =B2*12")
