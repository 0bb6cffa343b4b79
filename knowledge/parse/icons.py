"""Ticks, crosses and other small pictures of web pages, told in the words they stand for."""

import re
from typing import Any

YES, NO = "✓", "✗"
_CELLS = "//table[.//th]//*[self::td or self::th] | //*[@role='cell' or @role='gridcell']"
_WORDS = ".//text()[not(ancestor::svg or ancestor::button or ancestor::style or ancestor::script)]"
_PICTURES = (
    "descendant-or-self::*[not(ancestor-or-self::button or ancestor-or-self::a)]"
    "[self::img or self::svg or self::i or self::span or @aria-label or @title]"
)
_WRITTEN = "//*[self::i or self::span][contains(@class, 'material-')][not(*)]"
"""Words that a font shows as a picture."""
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[^\W\d_a-zA-Z]+")
_YES = set("check checked checkmark tick yes included available true 有 是 支持 包含".split())
_NO = set(
    "cross times xmark crossmark x close no not false excluded unavailable unchecked"
    " 无 否 不支持 不包含".split()
)
_LOOKS = set("icon mark symbol image img svg green red grey gray circle small large".split())
_DRAWN = _LOOKS | set("check checkmark tick cross times xmark crossmark x close".split())
"""Words that only say what is to be seen."""


def tell(tree: Any) -> None:
    """Write what a picture says into cells without other words, and before the items of lists that
    show by a cross what is not in them: both would read as if nothing were said."""
    for written in tree.xpath(_WRITTEN):
        written.set("aria-label", written.text_content())
        written.text = None
    for cell in tree.xpath(_CELLS):
        if not _words(cell) and (said := _said(cell)):
            tail = cell.tail
            for child in [*cell]:
                cell.remove(child)
            cell.text, cell.tail = said, tail
    for items in tree.iter("ul", "ol"):
        marks = [(item, _mark_of(item)) for item in items.iterchildren("li")]
        if any(mark == NO for _, mark in marks):
            for item, mark in marks:
                item.text = f"{mark} {item.text or ''}" if mark else item.text


def _words(part: Any) -> str:
    return "".join(part.xpath(_WORDS)).strip()


def _said(part: Any) -> str:
    """What its pictures say, each once."""
    told = filter(None, map(_label, part.xpath(_PICTURES)))
    return ", ".join(dict.fromkeys(told))


def _mark_of(item: Any) -> str:
    """The first tick or cross in it."""
    pictures = (one for one in item.xpath(_PICTURES) if one is not item and not _words(one))
    marks = (_mark(_PART.findall(_label(one))) or _label(one) for one in pictures)
    return next((mark for mark in marks if mark in (YES, NO)), "")


def _label(picture: Any) -> str:
    """Its name, or the tick or cross that it is by the names for its looks."""
    named = [picture.get(name, "") for name in ("aria-label", "alt", "title")]
    named += picture.xpath("self::svg/*[local-name()='title']/text()")
    label = next((" ".join(one.split()) for one in named if one.strip()), "")
    parts = _PART.findall(label)
    if label and not {one.casefold() for one in parts} <= _DRAWN:
        return label
    looks = [*parts, *_PART.findall(picture.get("class", ""))]
    looks += _PART.findall(picture.get("src", "").rpartition("/")[2])
    for used in picture.xpath("self::svg//*[local-name()='use']/@*"):
        looks += _PART.findall(used.rpartition("#")[2])
    return _mark(looks) or label


def _mark(parts: list[str]) -> str:
    names = {one.casefold() for one in parts}
    return NO if names & _NO else YES if names & _YES else ""
