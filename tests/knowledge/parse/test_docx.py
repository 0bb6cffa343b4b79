from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

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


def test_what_stands_in_forms_tracked_insertions_and_fields_is_kept():
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Plan"
    document.add_paragraph("End.")
    for where, wrapped in (
        (document.element.body[0], f"<w:sdt><w:sdtContent>{_paragraph('A block.')}</w:sdtContent></w:sdt>"),
        (document.element.body[0], _paragraph("Costs ", f"<w:sdt><w:sdtContent>{_run('20 dollars')}</w:sdtContent></w:sdt>")),
        (document.element.body[0], _paragraph("", f"<w:ins w:id='1' w:author='A'>{_run('Inserted.')}</w:ins>")),
        (document.element.body[0], _paragraph("From ", f"<w:fldSimple w:instr='DATE'>{_run('May')}</w:fldSimple>")),
        (document.element.body[0], _paragraph("Name", f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{_run('Click here.')}</w:sdtContent></w:sdt>")),
        (table.cell(0, 1)._tc[-1], f"<w:sdt><w:sdtContent>{_paragraph('Price')}</w:sdtContent></w:sdt>"),
    ):  # fmt: skip
        where.addprevious(parse_xml(wrapped.replace(">", f" {nsdecls('w')}>", 1)))
    target = BytesIO()
    document.save(target)
    text = parse(target.getvalue()).text
    assert text.startswith("A block.\n\nCosts 20 dollars\n\nInserted.\n\nFrom May\n\nName\n\n")
    assert "| Plan | Price |" in text


def _paragraph(text: str, more: str = "") -> str:
    return f"<w:p>{_run(text)}{more}</w:p>"


def _run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"
