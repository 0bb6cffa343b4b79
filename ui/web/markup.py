"""An answer as HTML: prose with citations that open and figures that say where they come from.

Titles, passages and the model's own words are untrusted. Prose passes nh3 with a short list of
tags; everything else is escaped; only our own buttons carry behaviour, and they are put in after
the cleaning, at marks that no document can write.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

from agent.answer import Answer, Citation, Figure
from ui.render import one_line, origin_in_words, web_address

# Private-use characters stand for our markup while Markdown and the cleaner do their work.
_CITE = "\ue000{}\ue001"
_FIGURE_OPEN, _FIGURE_CLOSE = "\ue002{}\ue003", "\ue004"
_PRIVATE = re.compile("[\ue000-\ue00f]")
_MARKS = re.compile("\ue000(\\d+)\ue001|\ue002(\\d+)\ue003|\ue004")

_NUMBER = re.compile(r"\[(\d{1,4})\](?!\()")
_NO_FIGURE_HERE = re.compile(r"\]\([^)\n]*\)|<[^>\n]*>|https?://\S+|\[\d{1,4}\]")
_MARKDOWN_SIGNS = re.compile(r"[*_~`|<>\[\]\n\\]")

_TAGS = set(
    "a b blockquote br code del details div em h1 h2 h3 h4 h5 h6 hr i ins li mark ol p pre s"
    " strong sub summary sup table tbody td th thead tr ul".split()
)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "details": {"open"}}

_LABELS = {
    "en": {
        "sources": "Sources",
        "source": "Source {n}: {title}",
        "as_of": "as of {date}",
        "undated": "undated",
        "score": "match {score}",
        "open": "Open the source",
        "place": "characters {start}–{end}",
        "close": "Close",
        "figures": "Where the figures come from",
        "unsupported": "{n} without a source",
        "copy": "Copy",
        "from": "From: {origin}",
    },
    "zh": {
        "sources": "来源",
        "source": "来源 {n}：{title}",
        "as_of": "截至 {date}",
        "undated": "无日期",
        "score": "匹配度 {score}",
        "open": "打开来源",
        "place": "第 {start}–{end} 字符",
        "close": "关闭",
        "figures": "数字的出处",
        "unsupported": "{n} 个没有依据",
        "copy": "复制",
        "from": "出处：{origin}",
    },
}


def prose_html(text: str, answer: Answer | None = None, key: str = "") -> str:
    """Markdown as safe HTML; with `answer`, its citations and figures are marked.

    `key` tells this answer's ids from those of the others on the page.
    """
    text = _PRIVATE.sub("", text)
    if answer is not None:
        text = _mark_citations(_mark_figures(text, answer.figures), answer.citations)
    return f'<div class="vs-prose">{_put_in(_clean(_markdown().render(text)), answer, key)}</div>'


def evidence_html(answer: Answer, key: str) -> str:
    """What stands under an answer: its sources, the figures' origins, and a copy button."""
    parts = [_sources(answer, key), _figures(answer, key), _foot(answer)]
    parts += [_passage(citation, answer.language, key) for citation in answer.citations]
    return f'<div class="vs-evidence">{"".join(parts)}</div>'


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
        attribute_filter=lambda _tag, _name, value: _PRIVATE.sub("", value),
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
        start = text.find(figure.text, cursor)
        while start >= 0 and any(low < start + len(figure.text) and start < high
                                 for low, high in closed):  # fmt: skip
            start = text.find(figure.text, start + 1)
        if start < 0:
            continue
        end = start + len(figure.text)
        # A backslash before it belongs to its first sign: \$500.
        yield number, (start - (start > cursor and text[start - 1] == "\\"), end)
        cursor = end


def _put_in(html: str, answer: Answer | None, key: str) -> str:
    if answer is None:
        return html
    citations = {citation.n: citation for citation in answer.citations}

    def markup(mark: re.Match[str]) -> str:
        if mark[1]:
            return _cite_button(citations[int(mark[1])], answer.language, key)
        if mark[2]:
            return _figure_open(answer.figures[int(mark[2])], answer.language)
        return "</span>"

    return _MARKS.sub(markup, html)


def _cite_button(citation: Citation, language: str, key: str) -> str:
    label = _label(language, "source", n=citation.n, title=one_line(citation.title))
    return (
        f'<button type="button" class="vs-cite" popovertarget="{_id(key, citation.n)}"'
        f' aria-haspopup="dialog" aria-label="{escape(label)}" title="{escape(label)}">'
        f"[{citation.n}]</button>"
    )


def _figure_open(figure: Figure, language: str) -> str:
    lacking = " vs-unsupported" if figure.origin == "unsupported" else ""
    title = _label(language, "from", origin=origin_in_words(figure.origin, _known(language)))
    return f'<span class="vs-figure{lacking}" title="{escape(title)}">'


def _sources(answer: Answer, key: str) -> str:
    if not answer.citations:
        return ""
    items = "".join(_source_item(citation, answer.language, key) for citation in answer.citations)
    heading = _label(answer.language, "sources")
    return (
        f'<section class="vs-sources" aria-label="{heading}">'
        f"<h3>{heading}</h3><ol>{items}</ol></section>"
    )


def _source_item(citation: Citation, language: str, key: str) -> str:
    return (
        f'<li><button type="button" class="vs-source" popovertarget="{_id(key, citation.n)}"'
        f' aria-haspopup="dialog"><span class="vs-n">{citation.n}</span>'
        f'<span class="vs-title">{escape(one_line(citation.title))}</span>'
        f'<span class="vs-facts">{_facts(citation, language)}</span></button></li>'
    )


def _passage(citation: Citation, language: str, key: str) -> str:
    own = _id(key, citation.n)
    return (
        f'<div popover="auto" id="{own}" class="vs-passage" role="dialog"'
        f' aria-labelledby="{own}-title"><div class="vs-passage-head">'
        f'<span class="vs-n">{citation.n}</span><div>'
        f'<h4 id="{own}-title">{escape(one_line(citation.title))}</h4>'
        f'<p class="vs-facts">{_facts(citation, language, score=True)}</p></div>'
        f'<button type="button" class="vs-close" popovertarget="{own}" popovertargetaction="hide"'
        f' autofocus aria-label="{_label(language, "close")}">✕</button></div>'
        f"<blockquote>{escape(citation.quote.strip())}</blockquote>"
        f'<div class="vs-passage-foot">{_origin(citation, language)}</div></div>'
    )


def _origin(citation: Citation, language: str) -> str:
    place = _label(language, "place", start=citation.char_start, end=citation.char_end)
    address = web_address(citation)
    source = f"<span>{escape(one_line(citation.source))}</span>"
    if address:
        shown = urlsplit(address).hostname if citation.source == address else citation.source
        source = (
            f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow"'
            f' title="{escape(address)}">{_label(language, "open")} ↗</a>'
            f"<span>{escape(one_line(shown or ''))}</span>"
        )
    return f"{source}<span>{place}</span>"


def _facts(citation: Citation, language: str, *, score: bool = False) -> str:
    date = citation.date
    facts = [
        one_line(citation.vendor or ""),
        _label(language, "as_of", date=one_line(date)) if date else _label(language, "undated"),
        _label(language, "score", score=f"{citation.score:.2f}") if score else "",
    ]
    return escape(" · ".join(fact for fact in facts if fact))


def _figures(answer: Answer, key: str) -> str:
    if not answer.figures:
        return ""
    lacking = sum(figure.origin == "unsupported" for figure in answer.figures)
    flag = _label(answer.language, "unsupported", n=lacking)
    rows = "".join(_figure_row(figure, answer, key) for figure in _distinct(answer.figures))
    return (
        f'<details class="vs-figures"><summary>{_label(answer.language, "figures")}'
        f' <span class="vs-count">{len(answer.figures)}</span>'
        + (f' <span class="vs-flag">{flag}</span>' if lacking else "")
        + f"</summary><table><tbody>{rows}</tbody></table></details>"
    )


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    return list({(figure.text, figure.origin): figure for figure in figures}.values())


def _figure_row(figure: Figure, answer: Answer, key: str) -> str:
    origin = escape(origin_in_words(figure.origin, answer.language))
    number = figure.origin.removeprefix("citation:")
    citation = next((c for c in answer.citations if str(c.n) == number), None)
    if citation is not None:
        origin += " " + _cite_button(citation, answer.language, key)
    lacking = ' class="vs-unsupported-row"' if figure.origin == "unsupported" else ""
    return f"<tr{lacking}><td>{escape(one_line(figure.text))}</td><td>{origin}</td></tr>"


def _foot(answer: Answer) -> str:
    took = f"{answer.seconds:.2f} s" if answer.seconds < 10 else f"{answer.seconds:.0f} s"
    return (
        '<div class="vs-foot"><button type="button" class="vs-copy">'
        f"{_label(answer.language, 'copy')}</button>"
        f"<span>{escape(answer.model)} · {took}</span>"
        f'<textarea hidden readonly class="vs-copied">{escape(answer.text)}</textarea></div>'
    )


def _id(key: str, n: int) -> str:
    return f"vs-{escape(key)}-{n}"


def _known(language: str):
    return "zh" if language == "zh" else "en"


def _label(language: str, name: str, **values: object) -> str:
    return _LABELS[_known(language)][name].format(**values)
