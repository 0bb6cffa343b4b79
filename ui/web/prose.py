"""What is said in a chat, as HTML.

Markdown with citations that open and figures that say where they come from, a user's words as
written, and the chat's own notes.

A model's words are untrusted. They pass nh3 with a short list of tags; only our own buttons carry
behaviour, and they are put in after the cleaning, at marks that no document can write.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt

from agent.answer import Answer, Citation, Figure
from ui.web.evidence import cite_button, figure_open

# Private-use characters stand for our markup while Markdown and the cleaner do their work.
_CITE = "\ue000{}\ue001"
_FIGURE_OPEN, _FIGURE_CLOSE = "\ue002{}\ue003", "\ue004"
_PRIVATE = re.compile("[\ue000-\ue00f]")
_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]+;?")
_MARKS = re.compile("\ue000(\\d+)\ue001|\ue002(\\d+)\ue003|\ue004")

_TAG_OR_DATE = re.compile(r"<[^>]*>|(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])")
_NUMBER = re.compile(r"\[(\d{1,4})\](?!\()")
_NO_FIGURE_HERE = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)|<[^>\n]*>|https?://\S+|\[\d{1,4}\]")
_BARE_ADDRESS = re.compile(
    r"""(?<![\w<\["'`=/])(?<!\]\()https?://[^\s<>"'`|\\\[\]，。；）]*[^\s<>"'`|\\\[\]，。；）.,;:!?)]"""
)
_LONGEST_ADDRESS = 44
_MARKDOWN_SIGNS = re.compile(r"[*_~`|<>\[\]\n\\]")

_TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "details", "div", "em", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "ins", "li", "mark", "ol", "p", "pre", "s", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "details": {"open"}}


def prose_html(text: str, answer: Answer | None = None, key: str = "") -> str:
    """Markdown as safe HTML; with `answer`, its citations and figures are marked.

    `key` tells this answer's ids from those of the others on the page.
    """
    text = _link_addresses(_without_marks(text))
    if answer is not None:
        text = _mark_citations(_mark_figures(text, answer.figures), answer.citations)
    html = _keep_dates_whole(_clean(_markdown().render(text)))
    return f'<div class="vs-prose">{_put_in(html, answer, key)}</div>'


def question_html(text: str) -> str:
    """A user's words, exactly as written."""
    return f'<div class="vs-question">{escape(text)}</div>'


def note_html(text: str, kind: str = "note") -> str:
    """A sentence from the chat itself: something failed, was stopped, is being worked on."""
    return f'<div class="vs-note vs-{kind}" role="status">{escape(text)}</div>'


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        # Nothing inside a tag may look like its end or like a mark of ours.
        attribute_filter=lambda _tag, _name, value: _PRIVATE.sub("", value).replace(">", "%3E"),
    )


def _without_marks(text: str) -> str:
    """`text` without the characters of our marks, also where they are spelled `&#xE000;`."""
    text = _REFERENCE.sub(lambda m: "" if _PRIVATE.search(unescape(m[0])) else m[0], text)
    return _PRIVATE.sub("", text)


def _keep_dates_whole(html: str) -> str:
    """No line break inside 2025-09-15."""
    return _TAG_OR_DATE.sub(
        lambda m: m[0] if m[0][0] == "<" else f'<span class="vs-date">{m[0]}</span>', html
    )


def _mark_citations(text: str, citations: Sequence[Citation]) -> str:
    known = {citation.n for citation in citations}
    return _NUMBER.sub(
        lambda mark: _CITE.format(mark[1]) if int(mark[1]) in known else mark[0], text
    )


def _mark_figures(text: str, figures: Sequence[Figure]) -> str:
    """`text` with every figure enclosed; figures come in the order of the text."""
    marked, done = "", 0
    for number, (start, end) in _spans(text, figures):
        marked += text[done:start] + _FIGURE_OPEN.format(number) + text[start:end] + _FIGURE_CLOSE
        done = end
    return marked + text[done:]


def _spans(text: str, figures: Sequence[Figure]) -> Iterator[tuple[int, tuple[int, int]]]:
    closed = [match.span() for match in _NO_FIGURE_HERE.finditer(text)]
    cursor = 0
    for number, figure in enumerate(figures):
        if not figure.text or _MARKDOWN_SIGNS.search(figure.text):
            continue
        found = _whole(figure.text).finditer(text, cursor)
        free = (
            m.span() for m in found if not any(a < m.end() and m.start() < b for a, b in closed)
        )
        if (span := next(free, None)) is None:
            continue
        start, cursor = span
        # A backslash before it belongs to its first sign: \$500.
        yield number, (start - (start > 0 and text[start - 1] == "\\"), cursor)


def _whole(figure: str) -> re.Pattern[str]:
    """`figure` where it is no part of a longer number or name: 1, but not in 100, 1.5 or H1."""
    before = r"(?<![A-Za-z0-9])(?<!\d[.,])" if figure[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])(?![.,]\d)" if figure[-1].isalnum() else ""
    return re.compile(before + re.escape(figure) + after)


def _link_addresses(text: str) -> str:
    """`text` with bare web addresses as links, shown short."""
    return _BARE_ADDRESS.sub(lambda address: _short_link(address[0]), text)


def _short_link(address: str) -> str:
    shown = address.split("://", 1)[1].rstrip("/")
    if len(shown) > _LONGEST_ADDRESS:
        host, _, path = shown.partition("/")
        shown = f"{host}/…/{path.rsplit('/', 1)[-1][-24:]}"
    shown = re.sub(r"([^0-9A-Za-z/.…-])", r"\\\1", shown)  # for itself, not as Markdown
    return f"[{shown}](<{address}>)"


def _put_in(html: str, answer: Answer | None, key: str) -> str:
    if answer is None:
        return html
    citations = {citation.n: citation for citation in answer.citations}

    def markup(mark: re.Match[str]) -> str:
        if mark[1]:
            return cite_button(citations[int(mark[1])], answer.language, key)
        if mark[2]:
            return figure_open(answer.figures[int(mark[2])], answer.language)
        return "</span>"

    return _MARKS.sub(markup, html)
