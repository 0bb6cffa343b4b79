"""Slides: the texts, tables, charts and notes of each, its title as a heading."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from knowledge.document import Parsed
from knowledge.parse import charts, office, scripts, symbols
from knowledge.parse.drawn_forms import as_form
from knowledge.parse.grids import as_markdown
from knowledge.parse.pages import join
from knowledge.parse.placed import Box, in_order
from knowledge.parse.scripts import Part, Place


def parse(content: bytes) -> Parsed:
    """The slides in order, each where a page begins."""
    import pptx

    presentation = pptx.Presentation(BytesIO(content))
    text, pages = join([_slide(slide) for slide in presentation.slides])
    return Parsed(text, office.about(content, presentation.core_properties), pages=pages)


def _slide(slide: Any) -> str:
    _write_out_looks(slide.element)
    title = slide.shapes.title
    named = " ".join(title.text_frame.text.split()) if title is not None else ""
    parts = [f"## {named}"] if named else []
    others = (shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id)
    parts += _texts(others)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        _write_out_looks(frame._txBody)
        parts.append(frame.text.strip())
    return "\n\n".join(filter(None, parts))


def _texts(shapes: Iterable[Any]) -> list[str]:
    """What is told by shapes, as they are read by where they stand: they lie in the file as they were
    made, a row of figures before the row of their labels."""
    said = [(shape, text) for shape in shapes if (text := "\n\n".join(filter(None, _said(shape))))]
    boxes = [
        Box(n, one.left, one.top, one.left + one.width, one.top + one.height)
        for n, (one, _) in enumerate(said)
        if None not in (one.left, one.top, one.width, one.height)
    ]
    order = in_order(boxes) if len(boxes) == len(said) else range(len(said))
    return [said[n][1] for n in order]


def _said(shape: Any) -> Iterator[str]:
    if hasattr(shape, "shapes"):  # a group
        yield from _texts(shape.shapes)
    elif getattr(shape, "has_table", False):
        rows = _cells(shape.table)
        yield as_form(rows) or as_markdown(rows)
    elif getattr(shape, "has_chart", False):
        yield from charts.as_tables(shape.chart)
    elif shape.has_text_frame:
        yield shape.text_frame.text.replace("\v", "\n").strip()


def _cells(table: Any) -> list[list[str]]:
    """Its rows, with a merged cell's text in each place that it covers, so that they read alone."""
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row.cells):
            if cell.is_merge_origin:
                for covered in rows[y : y + cell.span_height]:
                    covered[x : x + cell.span_width] = [cell.text] * cell.span_width
    return rows


def _write_out_looks(element: Any) -> None:
    """Write in its text what only the look of a run says: superscripts, and fonts of signs."""
    for paragraph in element.iter("{*}p"):
        texts = [*paragraph.iterfind("{*}r/{*}t")]
        for text in texts:
            fonts = text.getparent().findall("{*}rPr/{*}latin")
            text.text = symbols.meant(text.text or "", fonts[0].get("typeface") if fonts else None)
        parts: list[Part] = [(text.text, _place(text.getparent())) for text in texts]
        if scripts.has_any(parts):
            for text, said in zip(texts, scripts.in_line(parts), strict=True):
                text.text = said


def _place(run: Any) -> Place:
    look = run.find("{*}rPr")
    shift = "0" if look is None else look.get("baseline", "0").rstrip("%")
    return 0 if not float(shift) else -1 if shift.startswith("-") else 1
