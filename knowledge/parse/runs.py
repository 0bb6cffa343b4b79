"""Runs of Word documents whose look says something: superscripts, and fonts of signs."""

from typing import Any

from knowledge.parse import scripts, symbols
from knowledge.parse.scripts import Part, Place

_PLACES: dict[str | None, Place] = {"superscript": 1, "subscript": -1}
_BLANKS = ("tab", "br", "cr", "ptab")


class Looks:
    """How the runs of a document look, by themselves or by their style."""

    def __init__(self, document: Any) -> None:
        self._styles = {one.get(_name("styleId")): one for one in document.styles.element.style_lst}

    def write_out(self, body: Any) -> None:
        """Write in its text what only the look of a run says."""
        for run in body.iter(_name("r")):
            _set_symbols(run)
        for paragraph in body.iter(_name("p")):
            texts = [*paragraph.iter(*map(_name, ("t", *_BLANKS)))]
            parts: list[Part] = [(_text(one), self._place(one.getparent())) for one in texts]
            if scripts.has_any(parts):
                for one, said in zip(texts, scripts.in_line(parts), strict=True):
                    one.text = said if one.tag == _name("t") else None

    def _place(self, run: Any) -> Place:
        place = _align(run)
        style = _value(run.find(f"{_name('rPr')}/{_name('rStyle')}"))
        seen: set[str | None] = set()
        while place is None and style in self._styles and style not in seen:
            seen.add(style)
            place = _align(self._styles[style])
            style = _value(self._styles[style].find(_name("basedOn")))
        return _PLACES.get(place, 0)


def has_header(table: Any) -> bool | None:
    """Whether a table's first row is set as names of its columns, or its first column as names of its
    rows; None where its look says neither."""
    if table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader"):
        return True
    bold = [[_is_bold(cell) for cell in row.cells] for row in table.rows]
    if len(bold) > 1 and all(bold[0]) and not any(row[-1] for row in bold[1:]):
        return True
    is_by_row = all(row[0] and not any(row[1:]) for row in bold)
    return False if is_by_row else None


def _is_bold(cell: Any) -> bool:
    runs = [run for one in cell.paragraphs for run in one.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _set_symbols(run: Any) -> None:
    fonts = run.find(f"{_name('rPr')}/{_name('rFonts')}")
    font = None if fonts is None else fonts.get(_name("ascii")) or fonts.get(_name("hAnsi"))
    for text in run.findall(_name("t")):
        text.text = symbols.meant(text.text or "", font)
    for symbol in run.findall(_name("sym")):
        code = int(symbol.get(_name("char"), "20"), 16)
        said = run.makeelement(_name("t"))
        said.text = symbols.sign(code, symbol.get(_name("font")))
        symbol.addnext(said)


def _text(element: Any) -> str:
    return (element.text or "") if element.tag == _name("t") else " "


def _align(element: Any) -> str | None:
    return _value(element.find(f"{_name('rPr')}/{_name('vertAlign')}"))


def _value(element: Any) -> str | None:
    return None if element is None else element.get(_name("val"))


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{tag}")
