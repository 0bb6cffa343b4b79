"""Words of web pages that trafilatura passes over where they stand alone, since they mostly lead to
other sites or to a printer: in a table of vendors or formats "Google" and "PDF" are what it tells."""

from itertools import chain
from typing import Any

from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

_MARK = "\N{VARIATION SELECTOR-256}"
"""Behind such a word it is another one; not seen, no letter, and of no use elsewhere."""
_LEADS_ELSEWHERE = (
    "ancestor::a and not(ancestor::*[self::td or self::th or self::li or self::dt or self::dd"
    " or self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6])"
)
"""A link to a network's page or to a printer; in a cell, list or heading it is one of its kind."""
_WORDS = f"//text()[not({_LEADS_ELSEWHERE})]"


def guard(tree: Any) -> None:
    """Mark them, so that they are kept."""
    from trafilatura.utils import RE_FILTER

    shares = {*chain.from_iterable(one for one in tree.iter("ul", "ol") if _is_of_networks(one))}
    for words in tree.xpath(_WORDS):
        lines: list[str] = words.splitlines(keepends=True)
        marked = "".join(_marked(one) if RE_FILTER.match(one) else one for one in lines)
        parent = words.getparent()
        if marked == words or not shares.isdisjoint(parent.iterancestors("li")):
            continue
        if words.is_tail:
            parent.tail = marked
        else:
            parent.text = marked


def _is_of_networks(items: Any) -> bool:
    """Whether it lists links to such places and nothing else."""
    from trafilatura.utils import RE_FILTER

    return all(one.find(".//a") is not None and RE_FILTER.match(flat(one)) for one in items)


def _marked(line: str) -> str:
    """With the mark behind a name; several words are a title over links, such as "More on this"."""
    name = line.rstrip()
    return line if tells(line) else f"{name}{_MARK}{line[len(name) :]}"


def bare(text: str) -> str:
    """The text without the marks."""
    return text.replace(_MARK, "")
