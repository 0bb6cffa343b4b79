"""An `Answer` as the one message that Slack shows, within the limits of its blocks."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.models.blocks import ContextBlock, MarkdownBlock, MarkdownTextObject

from agent.answer import Answer, Citation, Language
from ui.credit import credit, traced
from ui.render import one_line, web_address
from ui.slack.markdown import cut, escape, for_markdown_block, plain, shorten
from ui.slack.words import FAILED, MORE_SOURCES, SHORTENED, UNDATED, UNSUPPORTED

MARKDOWN_CHARACTERS = 12_000
"""Slack's limit of a markdown block."""
ALL_BLOCKS_CHARACTERS = 12_800
"""A message is refused from about 13,200 on, in all its blocks together: measured, undocumented."""
SOURCES_CHARACTERS = 4_000
"""So much is kept for sources where the answer is long."""
SOURCES = 20
ADDRESS_CHARACTERS = 1_000
NOTIFICATION_CHARACTERS = 3_000


def answer_message(answer: Answer) -> dict[str, Any]:
    """`text` and `blocks` for `chat.postMessage`."""
    text = for_markdown_block(answer.text)
    if not text:
        return sentence_message(FAILED[answer.language])
    notes = [*_unsupported(answer), *_sources(answer), *_checked(answer), *_credit(answer)]
    room = min(MARKDOWN_CHARACTERS, ALL_BLOCKS_CHARACTERS - _size(notes))
    blocks = [MarkdownBlock(text=_fitting(text, room, answer.language)).to_dict(), *notes]
    return {"text": escape(shorten(plain(answer.text), NOTIFICATION_CHARACTERS)), "blocks": blocks}


def sentence_message(sentence: str) -> dict[str, Any]:
    """A sentence without blocks, for help and failures."""
    return {"text": escape(sentence)}


def _fitting(text: str, room: int, language: Language) -> str:
    if _size([text]) <= room and len(text) <= MARKDOWN_CHARACTERS:
        return text
    notice = f"\n\n_{SHORTENED[language]}_"
    limit = room
    while True:
        fitting = cut(text, limit - len(notice)) + notice
        # Line ends and quotes count double in JSON, so the first cut may not be enough.
        excess = _size([fitting]) - room
        if excess <= 0:
            return fitting
        limit -= max(excess, 100)


def _sources(answer: Answer) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    citations = _cited(answer)
    for shown, citation in enumerate(citations):
        block = _context(_source(citation, answer.language))
        if shown == SOURCES or _size([*blocks, block]) > SOURCES_CHARACTERS:
            more = MORE_SOURCES[answer.language].format(count=len(citations) - shown)
            return [*blocks, _context(more)]
        blocks.append(block)
    return blocks


def _cited(answer: Answer) -> list[Citation]:
    marked = {int(n) for n in re.findall(r"\[(\d{1,4})\]", answer.text)}
    return [citation for citation in answer.citations if citation.n in marked] or answer.citations


def _source(citation: Citation, language: Language) -> str:
    """`[n] title — source, date`, linked where there is an address, with the quote otherwise."""
    title = escape(shorten(one_line(citation.title or citation.source), 150))
    date = escape(citation.date or UNDATED[language])
    address = web_address(citation)
    if address and len(address) <= ADDRESS_CHARACTERS:
        # "|" would end the address.
        target, host = escape(address.replace("|", "%7C")), escape(_host(address))
        return f"[{citation.n}] <{target}|{title}> — {host}, {date}"
    source = escape(shorten(one_line(citation.source), 120))
    words = escape(shorten(one_line(citation.quote), 300))
    return f"[{citation.n}] {title} — {source}, {date}: “{words}”"


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _unsupported(answer: Answer) -> list[dict[str, Any]]:
    figures = [figure.text for figure in answer.figures if figure.origin == "unsupported"]
    if not figures:
        return []
    named = shorten(", ".join(dict.fromkeys(one_line(figure) for figure in figures)), 300)
    return [_context(escape(UNSUPPORTED[answer.language].format(figures=named)))]


def _checked(answer: Answer) -> list[dict[str, Any]]:
    """How many figures were traced, where a model answered; the others are named already."""
    line = traced(answer) if answer.model != "offline" else ""
    return [_context(escape(line))] if line else []


def _credit(answer: Answer) -> list[dict[str, Any]]:
    line = credit(answer)
    return [_context(escape(shorten(line, 300)))] if line else []


def _context(text: str) -> dict[str, Any]:
    # Verbatim, so that Slack looks for no further names or addresses in the words of a source.
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)]).to_dict()


def _size(blocks: Iterable[Any]) -> int:
    return len(json.dumps(list(blocks), ensure_ascii=False))
