"""Numbers of the paragraphs of Word documents: counted as Word does, for the file has none of them."""

import re
from collections.abc import Iterator
from typing import Any

_LEVELS = 9
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_ENDS = 4000
_LATIN = {"lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}
_CHINESE = {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting"}
_DIGITS = ("", *"一二三四五六七八九")
BULLET = "-"
"""What stands for every kind of sign."""


class Numbering:
    """The lists of a document, and how far each is counted."""

    def __init__(self, document: Any) -> None:
        """Reads the document's definitions; of a document without any no paragraph has a number."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        self._name = qn
        related = (one for one in document.part.rels.values() if not one.is_external)
        parts = [one.target_part for one in related if one.reltype.endswith("/numbering")]
        root: Any = parse_xml(parts[0].blob) if parts else ()
        self._lists = {self._value(one, "numId"): one for one in root if one.tag == qn("w:num")}
        kinds = (one for one in root if one.tag == qn("w:abstractNum"))
        self._kinds = {self._value(one, "abstractNumId"): one for one in kinds}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def number_of(self, paragraph: Any) -> str:
        """Such as "2." or "1.2", a dash for a sign, empty for a paragraph of no list; the next of
        its list is one further."""
        number, at = self._place(paragraph)
        kind, levels = self._levels(number)
        if at not in levels:
            return ""
        if self._setting(levels[at], "numFmt") == "bullet":
            return BULLET
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        anew = self._overridden(number)
        if number not in self._begun:
            self._begun.add(number)
            counts[:] = [None if level in anew else count for level, count in enumerate(counts)]
        starts = {
            level: _figure(self._setting(one, "start") or "1") for level, one in levels.items()
        }
        starts |= anew
        before = counts[at]
        counts[at] = starts[at] if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        shown = {
            level: written(
                starts[level] if (count := counts[level]) is None else count,
                self._setting(one, "numFmt"),
            )
            for level, one in levels.items()
        }
        text = self._setting(levels[at], "lvlText")
        return re.sub("%([1-9])", lambda found: shown.get(int(found[1]) - 1, ""), text).strip()

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list a paragraph is in, by itself or by its style, and its level there."""
        number = level = ""
        for properties, style in self._properties(paragraph):
            found = properties.find(self._name("w:numPr")) if properties is not None else None
            if found is None:
                continue
            number = number or self._setting(found, "numId")
            level = level or self._setting(found, "ilvl") or self._level_of(number, style)
        return number, _figure(level)

    def _properties(self, paragraph: Any) -> Iterator[tuple[Any, str]]:
        yield paragraph._p.pPr, ""
        style = paragraph.style
        while style is not None:
            yield style.element.find(self._name("w:pPr")), style.style_id
            style = style.base_style

    def _level_of(self, number: str, style: str) -> str:
        """The level that a list sets for a style."""
        levels = self._levels(number)[1].items()
        found = (at for at, one in levels if style and self._setting(one, "pStyle") == style)
        return str(next(found, ""))

    def _levels(self, number: str) -> tuple[str, dict[int, Any]]:
        one = self._lists.get(number)
        kind = self._setting(one, "abstractNumId") if one is not None else ""
        found = self._kinds.get(kind, ())
        levels = [level for level in found if level.tag == self._name("w:lvl")]
        places = ((_figure(self._value(level, "ilvl")), level) for level in levels)
        return kind, {at: level for at, level in places if at < _LEVELS}

    def _overridden(self, number: str) -> dict[int, int]:
        """The levels at which a list begins anew, and with what."""
        changed = self._lists[number].findall(self._name("w:lvlOverride"))
        starts = (
            (self._value(one, "ilvl"), self._setting(one, "startOverride")) for one in changed
        )
        return {_figure(level): _figure(start) for level, start in starts if start}

    def _setting(self, element: Any, name: str) -> str:
        found = element.find(self._name(f"w:{name}"))
        return self._value(found, "val") if found is not None else ""

    def _value(self, element: Any, name: str) -> str:
        return element.get(self._name(f"w:{name}")) or ""


def written(count: int, form: str) -> str:
    """A count in the form of its list; in figures where that is one that few use.

    >>> written(4, "lowerRoman"), written(28, "upperLetter"), written(12, "chineseCounting")
    ('iv', 'BB', '十二')
    """
    if form == "none":
        return ""
    if form in _CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones]}"
    if form not in _LATIN or not 0 < count < _ROMAN_ENDS:
        return f"{count:02}" if form == "decimalZero" else str(count)
    shown = _letters(count) if form.endswith("Letter") else _roman(count)
    return shown.upper() if form.startswith("upper") else shown


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown += letters * (count // value)
        count %= value
    return shown


def _figure(text: str) -> int:
    return int(text) if text.isdecimal() else 0
