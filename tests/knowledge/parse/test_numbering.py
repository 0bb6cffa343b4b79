from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.parse.docx import parse

_LEVELS = (("decimal", "%1."), ("lowerLetter", "%1%2)"), ("bullet", "o"))


def _list(document: docx.document.Document, *, starts_at: int | None = None) -> str:
    """A list of three levels; with `starts_at` the same again, begun anew."""
    root = document.part.numbering_part.element
    if starts_at is None:
        levels = "".join(
            f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
            f"<w:lvlText w:val='{text}'/></w:lvl>"
            for at, (form, text) in enumerate(_LEVELS)
        )
        kind = f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{levels}</w:abstractNum>"
        root.insert(0, parse_xml(kind))
    one = root.add_num(77)
    if starts_at is not None:
        one.add_lvlOverride(0).add_startOverride(starts_at)
    return one.numId


def _told(document: docx.document.Document) -> list[str]:
    target = BytesIO()
    document.save(target)
    return parse(target.getvalue()).text.split("\n\n")


def _add(document: docx.document.Document, text: str, number: str, level: int, **given: str):
    properties = document.add_paragraph(text, **given)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level


def test_paragraphs_of_a_list_have_the_numbers_that_word_shows():
    document = docx.Document()
    first = _list(document)
    for text, level in (("Scope", 0), ("Goods", 1), ("Blue", 2), ("Work", 1), ("Fees", 0)):
        _add(document, text, first, level)
    document.add_paragraph("Between.")
    for text, level in (("", 0), ("Term", 0), ("Months", 1)):
        _add(document, text, first, level)
    _add(document, "Anew", _list(document, starts_at=5), 0)
    _add(document, "None", 0, 0, style="List Number")
    assert _told(document) == [
        *("1. Scope", "1a) Goods", "- Blue", "1b) Work", "2. Fees", "Between."),
        *("4. Term", "4a) Months", "5. Anew", "- None"),
    ]


def test_numbers_come_from_styles_and_stand_in_headings():
    document = docx.Document()
    for text in ("Unpack", "Plug"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Screw", style="List Bullet")
    number = _list(document)
    _add(document, "Terms", number, 0, style="Heading 1")
    assert _told(document) == ["1. Unpack", "2. Plug", "- Screw", "# 1. Terms"]


@pytest.mark.parametrize("setting", ["<w:ilvl w:val='x'/>", "<w:ilvl w:val='70'/>", ""])
def test_a_list_that_is_not_defined_costs_no_paragraph(setting: str):
    document = docx.Document()
    properties = f"<w:pPr><w:numPr>{setting}<w:numId w:val='999'/></w:numPr></w:pPr>"
    paragraph = f"<w:p {nsdecls('w')}>{properties}<w:r><w:t>Kept.</w:t></w:r></w:p>"
    document.element.body.insert(0, parse_xml(paragraph))
    assert _told(document) == ["Kept."]
