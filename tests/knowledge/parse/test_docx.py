from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.ingestion.chunk import split
from knowledge.parse.docx import parse

_NS = "http://schemas.openxmlformats.org"


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


def test_text_boxes_stand_below_their_paragraph_once():
    document = docx.Document()
    box = f"<w:txbxContent>{_paragraph('In a box.')}</w:txbxContent>"
    shape = (
        f"<w:r xmlns:mc='{_NS}/markup-compatibility/2006'><mc:AlternateContent><mc:Choice>{box}"
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    anchor = _paragraph("Above.", shape)
    for wrapped in (anchor, _paragraph("Below.")):
        end = document.element.body[-1]
        end.addprevious(parse_xml(wrapped.replace(">", f" {nsdecls('w')}>", 1)))
    target = BytesIO()
    document.save(target)
    assert parse(target.getvalue()).text == "Above.\n\nIn a box.\n\nBelow."


def test_notes_stand_below_what_refers_to_them():
    document = docx.Document()
    for kind, text in (("footnote", "Without tax."), ("endnote", "As of May.")):
        note = f"<w:{kind}s {nsdecls('w')}><w:{kind} w:id='2'>{_paragraph(text)}</w:{kind}></w:{kind}s>"
        name = PackURI(f"/word/{kind}s.xml")
        kind_of_part = f"{CT.WML_FOOTNOTES if kind == 'footnote' else CT.WML_ENDNOTES}"
        part = Part(name, kind_of_part, note.encode(), document.part.package)
        document.part.relate_to(part, RT.FOOTNOTES if kind == "footnote" else RT.ENDNOTES)
    marks = "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r>"
    wrapped = _paragraph("Costs 5 USD", marks).replace(">", f" {nsdecls('w')}>", 1)
    document.element.body[-1].addprevious(parse_xml(wrapped))
    target = BytesIO()
    document.save(target)
    assert parse(target.getvalue()).text == (
        "Costs 5 USD(1)(2)\n\n(1) Without tax.\n\n(2) As of May."
    )


def test_what_runs_along_the_pages_is_told_once_and_page_numbers_are_not():
    document = docx.Document()
    document.add_paragraph("Words.")
    document.add_section()
    for section, number in zip(document.sections, (1, 2), strict=True):
        for part, text in ((section.header, "Contract no. A-77"), (section.footer, "Version 3.2")):
            part.is_linked_to_previous = False
            part.paragraphs[0].text = text
            part.add_paragraph(f"Page {number}")
    document.sections[0].first_page_header.add_paragraph("Never shown")
    target = BytesIO()
    document.save(target)
    assert parse(target.getvalue()).text == "Contract no. A-77\n\nWords.\n\nVersion 3.2"


def test_formulas_stand_in_their_sentence():
    document = docx.Document()
    formula = f"<m:oMath {nsdecls('m')}><m:r><m:t>E=m</m:t></m:r></m:oMath>"
    for wrapped in (formula, f"<m:oMathPara {nsdecls('m')}>{formula}</m:oMathPara>"):
        paragraph = document.add_paragraph("Energy is ")
        paragraph._p.append(parse_xml(wrapped))
        paragraph.add_run(" here.")
    target = BytesIO()
    document.save(target)
    assert parse(target.getvalue()).text == "Energy is E=m here.\n\nEnergy is E=m here."


def _paragraph(text: str, more: str = "") -> str:
    return f"<w:p>{_run(text)}{more}</w:p>"


def _run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_words_that_are_struck_out_are_left_out():
    document = docx.Document()
    paragraph = document.add_paragraph("The fee is ")
    paragraph.add_run("400 ").font.strike = True
    paragraph.add_run("350 ").font.strike = False
    paragraph.add_run("euros")
    content = BytesIO()
    document.save(content)
    assert parse(content.getvalue()).text == "The fee is 350 euros"


def _saved(document: object) -> str:
    content = BytesIO()
    document.save(content)
    return parse(content.getvalue()).text


def test_superscripts_are_written_on_their_line():
    document = docx.Document()
    above = document.styles.add_style("Above", WD_STYLE_TYPE.CHARACTER)
    above.font.superscript = True
    document.styles.add_style("Higher", WD_STYLE_TYPE.CHARACTER).base_style = above
    paragraph = document.add_paragraph("Takes 10")
    paragraph.add_run("1", "Above")
    paragraph.add_run("2", "Higher")
    paragraph.add_run(" calls at $9")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" and emits CO")
    paragraph.add_run("2").font.subscript = True
    header = document.sections[0].header.paragraphs[0]
    header.add_run("Area in m")
    header.add_run("2", "Above")
    assert _saved(document) == "Area in m²\n\nTakes 10¹² calls at $9(1) and emits CO₂"


def test_ticks_of_a_table_are_told_however_they_were_set():
    document = docx.Document()
    table = document.add_table(5, 2)
    for y, name in enumerate(("Feature", "SSO", "Log", "Export", "Import")):
        table.cell(y, 0).text = name
    cells = [table.cell(y, 1).paragraphs[0] for y in range(5)]
    cells[0].add_run("Pro")
    for y, font, code in ((1, "Wingdings", "F0FC"), (2, "Wingdings 2", "F04F")):
        sign = f"<w:r {nsdecls('w')}><w:sym w:font='{font}' w:char='{code}'/></w:r>"
        cells[y]._p.append(parse_xml(sign))
    cells[3].add_run("ü").font.name = "Wingdings"
    picture = "<wp:inline><wp:docPr id='1' name='Graphic 1' descr='Checkmark'/></wp:inline>"
    cells[4]._p.append(
        parse_xml(f"<w:r {nsdecls('w', 'wp')}><w:drawing>{picture}</w:drawing></w:r>")
    )
    assert _saved(document) == (
        "| Feature | Pro |\n| --- | --- |\n| SSO | ✓ |\n| Log | ✗ |\n| Export | ✓ |\n"
        "| Import | Checkmark |"
    )


def test_letters_of_the_symbol_font_are_what_they_look_like():
    document = docx.Document()
    paragraph = document.add_paragraph("Holds ")
    signs = (
        "<w:sym w:font='Symbol' w:char='F0B3'/><w:t> 5 </w:t><w:sym w:font='Symbol' w:char='F06D'/>"
    )
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{signs}</w:r>"))
    paragraph.add_run("g.")
    assert _saved(document) == "Holds ≥ 5 μg."


def test_a_form_is_told_by_its_labels_and_a_table_by_its_header():
    def told(rows: list[tuple[str, str]], bold: list[tuple[int, int]]) -> str:
        document = docx.Document()
        table = document.add_table(len(rows), 2)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).paragraphs[0].add_run(text).bold = (y, x) in bold
        return _saved(document)

    contract = [("Customer", "Bolt Ltd"), ("Start", "1 May 2025"), ("Fee", "120 euros")]
    form = "Customer: Bolt Ltd\n\nStart: 1 May 2025\n\nFee: 120 euros"
    assert told(contract, []) == form
    assert told(contract, [(0, 0), (0, 1)]).startswith("| Customer | Bolt Ltd |\n| --- |")
    people = [("Landlord", "Ann"), ("Tenant", "Bo"), ("Witness", "Cy")]
    assert told(people, [(y, 0) for y in range(3)]) == "Landlord: Ann\n\nTenant: Bo\n\nWitness: Cy"
    assert told(people, []).startswith("| Landlord | Ann |")
