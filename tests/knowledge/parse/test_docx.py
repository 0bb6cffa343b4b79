from io import BytesIO

import docx

from knowledge.ingestion.chunk import split
from knowledge.parse.docx import parse


def test_headings_paragraphs_and_tables_stay_in_order(samples):
    assert parse(samples[".docx"]).text == (
        "# Zebra\n\n斑马有条纹。 Zebras are striped.\n\n"
        "| Plan | USD a month |\n| --- | --- |\n| Plus | 20 |\n| Pro | 200 |\n\nAfter the table."
    )


def test_a_merged_cell_stands_in_every_row_it_covers():
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for y, name in enumerate(("Plan", "Plus", "Pro")):
        table.cell(y, 0).text = name
    table.cell(0, 1).text = "Note"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "monthly"
    target = BytesIO()
    document.save(target)
    assert parse(target.getvalue()).text.endswith("| Plus | monthly |\n| Pro | monthly |")


def test_a_table_inside_a_cell_is_not_lost():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "inner"
    target = BytesIO()
    document.save(target)
    assert "inner" in parse(target.getvalue()).text


def test_headings_stand_below_the_title():
    document = docx.Document()
    document.add_heading("Zebra guide", 0)
    document.add_heading("Prices", 1)
    document.add_paragraph("Free.")
    target = BytesIO()
    document.save(target)
    text = parse(target.getvalue()).text
    assert [chunk.heading for chunk in split(text)] == ["Zebra guide › Prices"]
