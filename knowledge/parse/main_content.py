"""The main content of a web page as Markdown, and no heading or figure of the page's own lost."""

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from knowledge.parse import framing
from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

_MENUS = "//nav|//footer|//aside|//button|//noscript|//label|//a"
"""What is not counted as a page's own words."""
_NO_MENU = "[not(ancestor-or-self::*[self::nav or self::footer or self::aside or self::noscript])]"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = " | ".join(f".//{tag}{_NO_MENU}[not(ancestor::table)]" for tag in (*_HEADINGS, "p", "li"))
_ROWS = f".//tr{_NO_MENU}[not(.//table or .//ul or .//ol or .//dl or .//pre or .//h1 or .//h2 or .//h3)]"
"""Of tables that are no frame of the page."""
_CELL = ".//text()[not(ancestor::button or ancestor::script or ancestor::style)]"
_TAGS = re.compile(r"</?[a-z]+>")
_SIGNS = re.compile(r"[^\w$€£¥₹%]|_")
_FIGURE = re.compile(r"\d")


class _Piece(NamedTuple):
    block: Any
    words: str
    is_heading: bool
    is_weighty: bool
    """Whether it is a heading or has a figure."""


def main_content(tree: Any) -> str:
    """As trafilatura finds it, or finds it where all words are in paragraphs, if else headings and
    figures of the page's own are lost, or other words of what the page says is its content; all
    words of the page where that misses most of them."""
    import trafilatura

    library: Any = trafilatura  # its types are partly unknown
    framed = framing.framed(tree)
    text = _extracted(tree, 250)
    if text.split() != library.baseline(tree)[1].split():
        return _with_least_lost(text, framed)
    # It found so little that it gave all words of the page instead, menu and all.
    brief = _with_least_lost(_extracted(framed, 1), framed)
    enough = _length(tree) / 2
    every: str = library.html2txt(tree).strip()
    return next((one for one in (brief, text) if one and len(one) >= enough), every)


def _with_least_lost(text: str, framed: Any) -> str:
    """This text, or one of the framed page that holds more of what may not be lost."""
    pieces = _pieces(framed)
    if not _lost(pieces, text):
        return text
    weighty = [one for one in pieces if one.is_weighty or not framing.is_of_pictures(one.block)]
    texts = [text, _extracted(framed, 1)]
    if lost := _lost(weighty, texts[1]):
        framing.make_plain(piece.block for piece in lost)
        texts.append(_extracted(framed, 1))
    return min(texts, key=lambda one: len(_lost(weighty, one)))


def _length(part: Any) -> int:
    """Characters of its words, menus aside."""
    import trafilatura

    library: Any = trafilatura
    own = copy.deepcopy(part)
    for menu in own.xpath(_MENUS):
        if menu.getparent() is not None:
            menu.drop_tree()
    return len(library.html2txt(own))


def _pieces(framed: Any) -> list[_Piece]:
    """The page's own headings, the rows of its tables and the blocks that say something: a figure,
    or in what the page says is its content anything."""
    pieces: list[_Piece] = []
    for block in framed.xpath(_BLOCKS):
        words = flat(block)
        is_heading = block.tag in _HEADINGS
        is_weighty = is_heading or _FIGURE.search(words) is not None
        if is_heading or ((is_weighty or tells(words)) and not _is_link(block, words)):
            pieces.append(_Piece(block, _squeezed(words), is_heading, is_weighty))
    return [one for one in (*pieces, *_rows(framed)) if one.words]


def _rows(framed: Any) -> Iterator[_Piece]:
    for row in framed.xpath(_ROWS):
        cells = ["".join(cell.xpath(_CELL)) for cell in row.iterchildren("td", "th")]
        if len(cells) > 1 and not _is_link(row, flat(row)):
            yield _Piece(row, _squeezed("".join(cells)), False, True)


def _is_link(block: Any, words: str) -> bool:
    """Whether most of it leads elsewhere, as what a menu lists."""
    linked = " ".join(map(flat, block.iter("a")))
    return 2 * len(linked) > len(words)


def _lost(pieces: Sequence[_Piece], text: str) -> list[_Piece]:
    """Those that are not in it; headings are lines of their own."""
    every = _squeezed(text)
    lines = {_squeezed(line) for line in text.split("\n")}
    return [
        one
        for one in pieces
        if one.words not in lines and (one.is_heading or one.words not in every)
    ]


def _squeezed(text: str) -> str:
    return _SIGNS.sub("", _TAGS.sub("", text)).casefold()


def _extracted(tree: Any, least: int) -> str:
    """Main content of so many characters at least."""
    from trafilatura import extract
    from trafilatura.settings import use_config

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(least)
    found = extract(
        tree,
        output_format="markdown",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        config=config,
    )
    return (found or "").strip()
