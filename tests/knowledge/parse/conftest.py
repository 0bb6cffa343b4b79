"""A small whole file of every kind, made by the formats' own writers where they have one."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

import pytest

TABLE = [["Plan", "USD a month"], ["Plus", "20"], ["Pro", "200"]]

MakePdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def read_page(make_pdf: MakePdf) -> Callable[..., str]:
    """What is read of a page with words at (left, bottom) and rules at (left, right, bottom)."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    from knowledge.parse.pdf import parse

    def read(words: list[tuple[int, int, str]], rules: Sequence[tuple[int, int, int]] = ()) -> str:
        drawn = [f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in words]
        drawn += [f"{left} {y} m {right} {y} l S" for left, right, y in rules]
        writer = PdfWriter(clone_from=BytesIO(make_pdf([[""]])))
        stream = StreamObject()
        stream.set_data("\n".join(drawn).encode())
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
        target = BytesIO()
        writer.write(target)
        return parse(target.getvalue()).text

    return read


@pytest.fixture(scope="session")
def samples(make_pdf: MakePdf) -> dict[str, bytes]:
    """By suffix."""
    rows = [{"plan": "Plus", "usd": 20}, {"plan": "Pro", "usd": 200}]
    return {
        ".md": b"---\ntitle: Zebra\n---\n# Zebra\n\nStriped.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
        ".txt": "Zebras are striped. 斑马有条纹。\n".encode(),
        ".jsonl": b'{"text": "Zebras are striped."}\n{"text": "Okapis too."}\n',
        ".json": json.dumps({"vendor": "Acme", "plans": rows}).encode(),
        ".csv": "\n".join(",".join(row) for row in TABLE).encode(),
        ".html": _PAGE.encode(),
        ".pdf": make_pdf(
            [["Zebra report", "Zebras are striped."], ["Prices follow."]],
            TABLE,
            "/Title (Zebra report) /ModDate (D:20250915120000+08'00')",
        ),
        ".docx": _docx(),
        ".pptx": _pptx(),
        ".xlsx": _xlsx(),
        ".rst": b"Zebra\n=====\n\nStriped.\n\n=====  ===\nPlan   USD\n=====  ===\nPlus   20\n=====  ===\n",
        ".po": 'msgid ""\nmsgstr "PO-Revision-Date: 2025-09-15 10:00+0800\\n"\n\nmsgid "Zebra"\n'
        'msgstr "斑马"\n'.encode(),
    }


_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Zebra page</title>
<meta property="article:published_time" content="2025-09-15T08:00:00Z">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop menu</a></li></ul></nav>
<article><h1>Zebra page</h1><p>Zebras are striped animals of Africa, and each has a pattern of its own
that no other zebra has. 斑马有条纹。</p><h2>Prices</h2><p>A visit to the zebras costs what the table
says, children pay half of it, and groups of ten or more pay for nine of their members.</p>
<table><tr><th>Plan</th><th>USD a month</th></tr><tr><td>Plus</td><td>20</td></tr></table>
</article><footer>Cookies and imprint</footer></body></html>"""


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = "Zebra paper"
    document.core_properties.modified = datetime(2025, 9, 15)
    document.add_heading("Zebra", 1)
    document.add_paragraph("斑马有条纹。 Zebras are striped.")
    table = document.add_table(rows=3, cols=2)
    for y, row in enumerate(TABLE):
        for x, cell in enumerate(row):
            table.cell(y, x).text = cell
    document.add_paragraph("After the table.")
    return _saved(document)


def _pptx() -> bytes:
    import pptx
    from pptx.util import Inches

    slides = pptx.Presentation()
    slides.core_properties.modified = datetime(2025, 9, 15)
    for title, words in (("Zebra", "Zebras are striped."), ("Prices", "They follow.")):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = words
        slide.notes_slide.notes_text_frame.text = f"Said about {title}."
    shape = slide.shapes.add_table(3, 2, Inches(1), Inches(3), Inches(5), Inches(1))
    for y, row in enumerate(TABLE):
        for x, cell in enumerate(row):
            shape.table.cell(y, x).text = cell
    return _saved(slides)


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Prices"
    sheet.append(["Plan", "Price", "Share", "From"])
    sheet.append(["Plus", 20, 0.25, datetime(2025, 9, 15)])
    sheet["B2"].number_format, sheet["C2"].number_format = '"$"#,##0.00', "0%"
    book.create_sheet("说明").append(["斑马有条纹。"])
    return _saved(book)


def _saved(document: object) -> bytes:
    target = BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()
