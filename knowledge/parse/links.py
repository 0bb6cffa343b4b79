"""Links of web pages that stand among other words: they are words, no menu."""

import re
from typing import Any

from knowledge.parse import loose
from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

_BLOCKS = ("div", "p", "dd", "li", "ul", "ol")
_IN_A_MENU = "ancestor-or-self::*[self::nav or self::header or self::footer or self::aside]"
_OWN_WORDS = ".//text()[not(ancestor::a or ancestor::button or ancestor::script)]"
_HEADINGS = "ancestor::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
"""A heading over links alone is one of a menu."""
_WORD = re.compile(r"[\w$€£¥₹]")
_FIGURE = re.compile(r"\d")
_NAMED = re.compile(r"[^\W\d_]|[$€£¥₹]")
"""A figure alone is a page's number in a list of them."""
_SHORT = 300
"""Trafilatura takes a block below it for a menu where links are in it."""


def unwrap(tree: Any) -> None:
    """Make words of the links in short blocks that say something besides, such as a plan with its
    price and a button: the whole block would be lost else. So would links that all name figures.
    """
    for block in [*tree.iter(*_BLOCKS)]:
        links = block.findall(".//a")
        if not links or len(flat(block)) >= _SHORT or block.xpath(_IN_A_MENU):
            continue
        if _says_something(block) or all(_is_figure(flat(link)) for link in links):
            for link in links:
                link.drop_tag()
            if block.tag == "div":
                loose.wrap(block)


def _says_something(block: Any) -> bool:
    own: list[str] = block.xpath(f"{_OWN_WORDS}[not({_HEADINGS})]")
    words = " ".join(one for one in " ".join(own).split() if _WORD.search(one))
    is_content = block.xpath("ancestor::*[self::main or self::article or @role='main']")
    return _is_figure(words) or bool(is_content and tells(words))


def _is_figure(words: str) -> bool:
    return bool(_FIGURE.search(words) and _NAMED.search(words))
