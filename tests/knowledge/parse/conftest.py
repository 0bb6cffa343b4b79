"""A small whole file of every kind, made by the formats' own writers where they have one."""

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest

TABLE = [["Plan", "USD a month"], ["Plus", "20"], ["Pro", "200"]]

MakePdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """Writes a PDF: a list of lines a page, and on the last page a table with its lines drawn."""

    def make(pages: list[list[str]], table: list[list[str]] | None = None, info: str = "") -> bytes:
        streams = [_words(lines) for lines in pages]
        if table:
            streams[-1] += _drawn(table)
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for n, stream in enumerate(streams):
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
                f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        return _assembled([*objects, f"<< {info} >>"])

    return make


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


def _words(lines: list[str]) -> str:
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    return f"BT /F 12 Tf 50 740 Td {shown} ET\n"


def _drawn(table: list[list[str]]) -> str:
    parts: list[str] = []
    for y, row in enumerate(table):
        for x, cell in enumerate(row):
            left, bottom = 50 + 150 * x, 600 - 25 * y
            parts.append(f"{left} {bottom} 150 25 re S")
            parts.append(f"BT /F 12 Tf {left + 5} {bottom + 8} Td ({cell}) Tj ET")
    return "\n".join(parts)


def _assembled(objects: list[str]) -> bytes:
    content, places = b"%PDF-1.4\n", list[int]()
    for n, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        content
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
            f"startxref\n{len(content)}\n%%EOF\n"
        ).encode()
    )


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
