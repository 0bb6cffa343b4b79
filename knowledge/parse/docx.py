"""Word documents: headings, paragraphs and tables in their order, as Markdown."""

import re
from io import BytesIO
from typing import Any, cast

from knowledge.document import Parsed
from knowledge.parse import office
from knowledge.parse.grids import as_markdown

_HEADING = re.compile(r"heading (\d)", re.I)

_WRAPPERS = (
    *("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple"),
)


def parse(content: bytes) -> Parsed:
    """The body; a merged cell's text stands in each place it covers, so that rows read alone."""
    import docx

    document: Any = docx.Document(BytesIO(content))
    _unwrap(document.element.body)
    # Below a title the headings begin one level deeper, so that their path names it.
    above = int(any(_style(one) == "Title" and one.text.strip() for one in document.paragraphs))
    blocks = (_block(block, above) for block in document.iter_inner_content())
    text = "\n\n".join(filter(None, blocks))
    return Parsed(text, office.about(content, document.core_properties))


def _unwrap(body: Any) -> None:
    """What forms, tracked insertions and fields hold in their place: python-docx passes it over."""
    from docx.oxml.ns import qn
    from lxml import etree as untyped  # type: ignore

    for text in body.xpath(".//w:sdt[w:sdtPr/w:showingPlcHdr]/w:sdtContent//w:t"):
        text.text = ""  # "Click here to enter text"
    etree = cast(Any, untyped)
    etree.strip_tags(body, *map(qn, _WRAPPERS))


def _style(block: Any) -> str:
    return (block.style.name if block.style is not None else None) or ""


def _block(block: Any, above: int) -> str:
    from docx.table import Table

    if isinstance(block, Table):
        return as_markdown([[_cell(cell) for cell in row.cells] for row in block.rows])
    text = block.text.strip()
    style = _style(block)
    if text and (found := _HEADING.match(style)):
        return f"{'#' * min(int(found[1]) + above, 6)} {' '.join(text.split())}"
    if text and style == "Title":
        return f"# {' '.join(text.split())}"
    return f"- {text}" if text and style.startswith("List") else text


def _cell(cell: Any) -> str:
    """Its text, that of tables inside it too."""
    from docx.table import Table

    parts: list[str] = []
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            parts += [_cell(inner) for row in block.rows for inner in row.cells]
        else:
            parts.append(block.text)
    return " ".join(filter(None, parts))
