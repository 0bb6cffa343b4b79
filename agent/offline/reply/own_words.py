"""Sentences of ours that stand beside an answer whoever wrote it, and those that state nothing."""

import re
from collections.abc import Iterable

from agent.answer import Citation, Language
from agent.evidence import Row
from agent.offline.orders import holds_order
from agent.offline.reply.phrases import phrase

_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_EXAMPLES = ("help", "greeting", "missing_card", "missing_model")
_NEAR = 0.6
"""Share of the question's words from which on a passage counts as one the question is about."""


def warnings(rows: Iterable[Row], cited: Iterable[Citation], language: Language) -> list[str]:
    """That a document holds orders to its reader, once each, without its words or addresses.

    Of the passages found those count that the answer cites or that are near to the question.
    """
    used = {(one.document_id, one.char_start) for one in cited}
    near = [
        row
        for row in rows
        if (row["document_id"], row["char_start"]) in used or row["overlap"] >= _NEAR
    ]
    named = {_name(row, language): None for row in near if holds_order(row["text"])}
    return [phrase("holds_order", language, document=name) for name in named]


def without_examples(text: str, language: Language) -> str:
    """The text without our own phrases whose figures are examples of what one may ask."""
    for key in _EXAMPLES:
        text = text.replace(phrase(key, language), " ")
    return text


def _name(row: Row, language: Language) -> str:
    title = str(row["title"])
    if holds_order(title) or _ADDRESS.search(title):
        return phrase("a_document", language)
    return phrase("the_document", language, title=title)
