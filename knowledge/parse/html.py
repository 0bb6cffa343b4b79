"""Web pages: the main content as Markdown, without menus and advertisements."""

import copy
import re
from itertools import accumulate
from typing import Any

from knowledge.document import About, CannotRead, Parsed
from knowledge.language.tongue import code_of
from knowledge.parse import (
    accordions,
    checkboxes,
    chips,
    discussions,
    icons,
    links,
    lone_words,
    loose,
    ordered,
    page_dates,
    page_tables,
    placeholders,
    row_groups,
    tabs,
    visible,
    wrappers,
)
from knowledge.parse.main_content import main_content
from knowledge.parse.text import decode

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_LANGUAGE = '/html/@lang|/html/@*[name()="xml:lang"]'
_LICENCE = '//link[@rel="license"]/@href'
_SET_AS_TITLE = (
    "//body//p[contains(concat(' ', @class, ' '), ' title ')][1]"
    "[not(preceding::h1 or preceding::h2 or preceding::h3 or ancestor::aside)]//text()"
)
"""Words in a style of that name above all headings, as Google Docs writes them."""
_PARTS = re.compile(r"\s+[-–—|·•:»/]+\s+")
_SAYS_NOTHING = re.compile(
    r"(home( ?page)?|index|welcome|untitled( document)?|document|首页|主页)", re.I
)
_NUMBERED = re.compile(r"^(\s*- \w+)\\\.(?= )")
_TAG = re.compile(
    r"<(/?)(?:div|span|p|section|article|ul|ol|li|table|tr|td|b|i|em|font|blockquote)\b"
)
_DEEPEST = 250
"""The parser of pages stops there."""


def parse(content: bytes) -> Parsed:
    """The main content, or all words of a page that has none; title, date, licence from its tags."""
    from trafilatura import load_html
    from trafilatura.metadata import extract_metadata

    page = _decoded(content)
    tree: Any = load_html(page)
    if tree is None and _TAG.search(page):  # a fragment of a page
        tree = load_html(f"<html><body>{page}</body></html>")
    if tree is None:
        raise CannotRead("it is no web page")
    said = extract_metadata(tree)
    shown = copy.deepcopy(tree)
    tabs.show(shown)
    accordions.unfold(shown)
    visible.drop_hidden(shown)
    visible.drop_marks(shown)
    visible.strike(shown)
    wrappers.unwrap(shown)
    accordions.unbutton(shown)
    discussions.settle(shown)
    checkboxes.tell(shown)
    chips.part(shown)
    icons.tell(shown)
    ordered.number(shown)
    page_tables.complete(shown)
    row_groups.tell(shown)
    visible.unframe(shown)
    visible.keep_spaces(shown)
    for details in shown.iter("details"):
        loose.wrap(details)
    links.unwrap(shown)
    lone_words.guard(shown)
    text = lone_words.bare(main_content(shown))
    if not text and _depth(page) > _DEEPEST:
        raise CannotRead("it is nested too deep")
    day, unread = page_dates.day(tree)
    linked: list[str] = tree.xpath(_LICENCE)
    about = About(
        title=_title(tree, _plain(said.title), _plain(said.sitename)),
        date=day,
        licence=_plain(said.license or "".join(linked[:1])),
        language=code_of("".join(tree.xpath(_LANGUAGE)[:1])),
    )
    if instead := placeholders.said_instead(tree, about.title, text):
        raise CannotRead(instead)
    return Parsed(_tidy(text), about.dated_by("page meta tags"), skipped=unread)


def _depth(page: str) -> int:
    """How many elements are open at most; those that are never closed count too."""
    steps = (-1 if found[1] else 1 for found in _TAG.finditer(page))
    return max(accumulate(steps), default=0)


def _tidy(text: str) -> str:
    """Without the page's own indentation; code and lists keep theirs."""
    lines: list[str] = []
    is_code = False
    for line in text.split("\n"):
        is_code ^= line.startswith("```")
        keeps = is_code or line.lstrip().startswith(("- ", "* ", "```"))
        line = line.rstrip() if keeps else " ".join(line.split())
        lines.append(line if is_code else _NUMBERED.sub(r"\1.", line))
    return "\n".join(lines)


def _title(tree: Any, shown: str | None, site: str | None) -> str | None:
    """The page's own `<title>`, which says more than the heading that stands in the text anyway;
    the heading, `shown`, where the title names no more than the site."""
    named: list[str] = tree.xpath("//head/title/text()")
    title = _plain(" ".join(named[:1]))
    if title is None or shown is None:
        return title or _plain("".join(tree.xpath(_SET_AS_TITLE))) or shown
    parts = [one for one in _PARTS.split(title) if not _SAYS_NOTHING.fullmatch(one)]
    is_of_the_site = [one.casefold() for one in parts] in ([], [(site or "").casefold()])
    return shown if is_of_the_site or title.casefold() in shown.casefold() else title


def _decoded(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    if named and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = named[1].decode("ascii", "replace")
        try:
            # A page says GB2312 and uses its superset.
            return content.decode("gb18030" if name.lower() in {"gb2312", "gbk"} else name)
        except (UnicodeDecodeError, LookupError):
            pass  # it says one thing and is another
    return decode(content)


def _plain(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None
