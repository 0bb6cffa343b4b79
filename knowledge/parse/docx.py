"""Word documents: headings, paragraphs and tables in their order, as Markdown."""

import re
from io import BytesIO
from typing import Any, cast

from knowledge.document import Parsed
from knowledge.parse import formulas, office, scripts
from knowledge.parse.drawn_forms import as_form
from knowledge.parse.grids import as_markdown
from knowledge.parse.numbering import BULLET, Numbering
from knowledge.parse.pages import PAGE_NUMBER
from knowledge.parse.runs import Looks, has_header

_HEADING = re.compile(r"heading (\d)", re.I)

_WRAPPERS = (
    *("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple"),
    *("m:oMathPara",),
)
_STRUCK_OUT = (
    ".//w:r[w:rPr/*[self::w:strike or self::w:dstrike]"
    "[not(@w:val) or @w:val='1' or @w:val='true' or @w:val='on']]/w:t"
)


def parse(content: bytes) -> Parsed:
    """The body between what its pages have at their head and foot, which is told once; a merged
    cell's text stands in each place it covers, so that rows read alone. Text boxes, footnotes and
    endnotes stand below the paragraph to which they belong."""
    import docx

    document: Any = docx.Document(BytesIO(content))
    _set_boxes(document.element.body)
    _set_notes(document)
    _set_formulas(document.element.body)
    _unwrap(document.element.body)
    looks = Looks(document)
    looks.write_out(document.element.body)
    numbering = Numbering(document)
    # Below a title the headings begin one level deeper, so that their path names it.
    above = int(any(_style(one) == "Title" and one.text.strip() for one in document.paragraphs))
    blocks = [_block(block, above, numbering) for block in document.iter_inner_content()]
    parts = [*_running(document, "header", looks), *blocks, *_running(document, "footer", looks)]
    text = "\n\n".join(filter(None, parts))
    return Parsed(text, office.about(content, document.core_properties))


def _set_boxes(body: Any) -> None:
    from docx.oxml.ns import qn

    # The fallback is for older programs and says the same again.
    for box in body.xpath(
        ".//*[local-name()='txbxContent'][not(ancestor::*[local-name()='Fallback'])]"
    ):
        *_, anchor = box.iterancestors(qn("w:p"))
        for block in reversed([*box]):
            anchor.addnext(block)


def _set_notes(document: Any) -> None:
    """Each where the text refers to it, with a number in both places."""
    from docx.oxml.ns import qn

    notes = _notes(document)
    found: list[Any] = document.element.body.xpath(".//w:footnoteReference | .//w:endnoteReference")
    for number, mark in reversed([*enumerate(found, 1)]):  # so that the first comes to stand first
        blocks = notes.get((mark.tag, mark.get(qn("w:id"))), [])
        if blocks:
            mark.addnext(_words(mark, scripts.noted(str(number))))
            run = mark.makeelement(qn("w:r"))
            run.append(_words(mark, f"{scripts.noted(str(number))} "))
            blocks[0].insert(int(blocks[0].find(qn("w:pPr")) is not None), run)
        paragraph = next(mark.iterancestors(qn("w:p")))
        for block in reversed(blocks):
            paragraph.addnext(block)


def _words(beside: Any, text: str) -> Any:
    from docx.oxml.ns import qn

    words = beside.makeelement(qn("w:t"))
    words.text = text
    return words


def _notes(document: Any) -> dict[tuple[str, str], list[Any]]:
    """The blocks of every note by the tag of what refers to it and its id."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    kinds = {"footnotes": qn("w:footnoteReference"), "endnotes": qn("w:endnoteReference")}
    parts = [one for one in document.part.rels.values() if not one.is_external]
    found: dict[tuple[str, str], list[Any]] = {}
    for part in parts:
        kind = part.reltype.rpartition("/")[2]
        notes: Any = parse_xml(part.target_part.blob) if kind in kinds else ()
        found |= {(kinds[kind], note.get(qn("w:id"))): [*note] for note in notes}
    return found


def _set_formulas(body: Any) -> None:
    from docx.oxml.ns import qn

    for formula in [*body.iter("{*}oMath")]:
        run = formula.makeelement(qn("w:r"))
        run.append(_words(formula, formulas.as_line(formula)))
        formula.addnext(run)


def _running(document: Any, kind: str, looks: Looks) -> list[str]:
    """The paragraphs and tables of all headers or footers, each once, but for mere page numbers."""
    has_even = document.settings.odd_and_even_pages_header_footer
    found: list[str] = []
    for section in document.sections:
        first = [f"first_page_{kind}"] if section.different_first_page_header_footer else []
        for name in (*first, kind, *([f"even_page_{kind}"] if has_even else [])):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                _unwrap(part._element)
                looks.write_out(part._element)
                found += [_block(block, 0) for block in part.iter_inner_content()]
    return [*dict.fromkeys(one for one in found if not PAGE_NUMBER.fullmatch(one))]


def _unwrap(body: Any) -> None:
    """What forms, tracked insertions and fields hold in their place: python-docx passes it over.
    What is struck out does not hold any more, as what is deleted."""
    from docx.oxml.ns import qn
    from lxml import etree as untyped  # type: ignore

    for text in body.xpath(".//w:sdt[w:sdtPr/w:showingPlcHdr]/w:sdtContent//w:t"):
        text.text = ""  # "Click here to enter text"
    for text in body.xpath(_STRUCK_OUT):
        text.text = ""
    etree = cast(Any, untyped)
    etree.strip_tags(body, *map(qn, _WRAPPERS))


def _style(block: Any) -> str:
    return (block.style.name if block.style is not None else None) or ""


def _block(block: Any, above: int, numbering: Numbering | None = None) -> str:
    from docx.table import Table

    if isinstance(block, Table):
        rows = [[_cell(cell) for cell in row.cells] for row in block.rows]
        return as_form(rows, has_header(block)) or as_markdown(rows)
    number = numbering.number_of(block) if numbering else ""  # blank ones are counted, too
    text = block.text.strip()
    if not text:
        return ""
    style = _style(block)
    if found := _HEADING.match(style):
        named = text if number == BULLET else f"{number} {text}"
        return f"{'#' * min(int(found[1]) + above, 6)} {' '.join(named.split())}"
    if style == "Title":
        return f"# {' '.join(text.split())}"
    mark = number or (BULLET if style.startswith("List") else "")
    return f"{mark} {text}".lstrip()


def _cell(cell: Any) -> str:
    """Its text, that of tables inside it too; else what its pictures show, as ticks do."""
    from docx.table import Table

    parts: list[str] = []
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            parts += [_cell(inner) for row in block.rows for inner in row.cells]
        else:
            parts.append(block.text)
    shown: list[str] = [] if any(map(str.strip, parts)) else cell._tc.xpath(".//wp:docPr/@descr")
    return " ".join(filter(None, [*parts, *shown]))
