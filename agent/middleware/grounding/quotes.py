"""Words in quotation marks: they must stand so in a source."""

import re
from collections.abc import Iterator

from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout
from agent.middleware.grounding.sources import Sources

_QUOTED = re.compile(
    r"“([^“”\n]{8,400})”|\"([^\"\n]{8,400})\"|「([^「」\n]{6,400})」|‘([^‘’\n]{12,400})’"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEWEST_WORDS, _FEWEST_HAN = 3, 8
"""Fewer are a term or a title, not a quote."""


def check_quotes(layout: Layout, sources: Sources) -> Iterator[Finding]:
    """A finding for each quote that no source holds word for word."""
    text = _plain(sources.everything())
    for match in _QUOTED.finditer(layout.plain):
        quote = next(group for group in match.groups() if group)
        if not _is_quote(quote) or not _same_script(quote, text):
            continue
        parts = re.split(r"\s*(?:\[?(?:…|\.\.\.)\]?|……)\s*", quote)
        if not all(_plain(part) in text for part in parts if part):
            span = layout.back(match.start() + 1, match.end() - 1)
            yield Finding("quote", *span, "no source says this in these words")


def _is_quote(quote: str) -> bool:
    han = len(_HAN.findall(quote))
    return han >= _FEWEST_HAN if han else len(quote.split()) >= _FEWEST_WORDS


def _same_script(quote: str, text: str) -> bool:
    """A quote in a language that no source is written in is a translation."""
    return not _HAN.search(quote) or _HAN.search(text) is not None


def _plain(text: str) -> str:
    """Letters, digits and signs without spacing, quotation style or closing stops."""
    text = re.sub(r"[‘’]", "'", text.lower())
    text = re.sub(r"[-‐‑–—]", "-", text)
    return re.sub(r"[\s“”\"*_]+", "", text).strip(".,;:!?。，；：！？")
