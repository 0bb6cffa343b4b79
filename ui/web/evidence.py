"""What stands under an answer, as HTML: sources, passages that open, the origins of its figures.

Titles and passages are untrusted: all of it is escaped, and only http and https become links.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from agent.answer import Answer, Citation, Figure, Language
from ui.credit import credit, spent, traced
from ui.render import one_line, origin_in_words, web_address

_SNIPPET = 120

_LABELS = {
    "en": {
        "sources": "Sources",
        "source": "Source {n}: {title}",
        "as_of": "as of {date}",
        "undated": "undated",
        "score": "match {score}",
        "open": "Open the source",
        "place": "characters {start}–{end}",
        "translation": "In Chinese: ",
        "close": "Close",
        "figures": "Where the figures come from",
        "unsupported": "{n} without a source",
        "copy": "Copy",
        "from": "From: {origin}",
        "by": "answered by {model}",
    },
    "zh": {
        "sources": "来源",
        "source": "来源 {n}：{title}",
        "as_of": "截至 {date}",
        "undated": "无日期",
        "score": "匹配度 {score}",
        "open": "打开来源",
        "place": "第 {start}–{end} 字符",
        "translation": "译文：",
        "close": "关闭",
        "figures": "数字的出处",
        "unsupported": "{n} 个没有依据",
        "copy": "复制",
        "from": "出处：{origin}",
        "by": "由 {model} 回答",
    },
}


def evidence_html(answer: Answer, key: str) -> str:
    """What stands under an answer: its sources, the figures' origins, and a copy button."""
    parts = [_sources(answer, key), _figures(answer, key), _foot(answer)]
    parts += [_passage(citation, answer.language, key) for citation in answer.citations]
    return f'<div class="vs-evidence">{"".join(parts)}</div>'


def cite_button(citation: Citation, language: Language, key: str) -> str:
    """The mark `[n]` as a button that opens its passage.

    `key` tells the ids of one answer from those of the others on the page.
    """
    label = _label(language, "source", n=citation.n, title=one_line(citation.title))
    return (
        f'<button type="button" class="vs-cite" popovertarget="{_id(key, citation.n)}"'
        f' aria-haspopup="dialog" aria-label="{escape(label)}" title="{escape(label)}">'
        f"[{citation.n}]</button>"
    )


def figure_open(figure: Figure, language: Language) -> str:
    """The tag before a figure in the text; its origin shows on hover, a lack of one at once."""
    lacking = " vs-unsupported" if figure.origin == "unsupported" else ""
    title = _label(language, "from", origin=origin_in_words(figure.origin, language))
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


def _source_item(citation: Citation, language: Language, key: str) -> str:
    return (
        f'<li><button type="button" class="vs-source" popovertarget="{_id(key, citation.n)}"'
        f' aria-haspopup="dialog"><span class="vs-n">{citation.n}</span>'
        f'<span class="vs-title">{escape(one_line(citation.title))}'
        f'<span class="vs-dim">{escape(one_line(citation.quote)[:_SNIPPET])}</span></span>'
        f'<span class="vs-facts">{_facts(citation, language)}</span></button></li>'
    )


def _passage(citation: Citation, language: Language, key: str) -> str:
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
        f"{_translation(citation, language)}"
        f'<div class="vs-passage-foot">{_origin(citation, language)}</div></div>'
    )


def _translation(citation: Citation, language: Language) -> str:
    """Our Chinese of the quote under it, for a Chinese answer; the quote itself stays as stored."""
    if language != "zh" or not citation.translation:
        return ""
    label = _label(language, "translation")
    return f'<p class="vs-translation"><b>{label}</b>{escape(citation.translation.strip())}</p>'


def _origin(citation: Citation, language: Language) -> str:
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


def _facts(citation: Citation, language: Language, *, score: bool = False) -> str:
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
        f'<details class="vs-figures"><summary>{_figures_title(answer)}'
        + (f' <span class="vs-flag">{flag}</span>' if lacking else "")
        + f"</summary><table><tbody>{rows}</tbody></table></details>"
    )


def _figures_title(answer: Answer) -> str:
    """What the check of a model's answer found; the offline analyst only says what is listed."""
    if answer.model != "offline" and (line := traced(answer)):
        return f'<span class="vs-checked">{escape(line)}</span>'
    title = _label(answer.language, "figures")
    return f'{title} <span class="vs-count">{len(answer.figures)}</span>'


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    return list({(figure.text, figure.origin): figure for figure in figures}.values())


def _figure_row(figure: Figure, answer: Answer, key: str) -> str:
    origin = escape(origin_in_words(figure.origin, answer.language))
    number = figure.origin.removeprefix("citation:")
    citation = next((c for c in answer.citations if str(c.n) == number), None)
    if citation is not None:
        origin += " " + cite_button(citation, answer.language, key)
    lacking = ' class="vs-unsupported-row"' if figure.origin == "unsupported" else ""
    return f"<tr{lacking}><td>{escape(one_line(figure.text))}</td><td>{origin}</td></tr>"


def _foot(answer: Answer) -> str:
    took = f"{answer.seconds:.2f} s" if answer.seconds < 10 else f"{answer.seconds:.0f} s"
    paid = f" · {spent(answer)}" if credit(answer) else ""
    return (
        '<div class="vs-foot"><button type="button" class="vs-copy">'
        f"{_label(answer.language, 'copy')}</button>"
        f"<span>{escape(_label(answer.language, 'by', model=answer.model))} · {took}{escape(paid)}</span>"
        f'<textarea hidden readonly class="vs-copied">{escape(answer.text)}</textarea></div>'
    )


def _id(key: str, n: int) -> str:
    return f"vs-{escape(key)}-{n}"


def _label(language: Language, name: str, **values: object) -> str:
    return _LABELS[language][name].format(**values)
