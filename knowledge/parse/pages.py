"""What formats with pages, slides or sheets share: joining them, and titles that say nothing."""

import re
from collections.abc import Sequence

PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?\d{1,4}(?:\s*(?:of|von|/)\s*\d{1,4})?\W*|第\s*\d+\s*页.*", re.I
)
"""A line that says on which page it stands, and nothing else."""
_BETWEEN = "\n\n"
_NO_TITLE = re.compile(
    r"(\(?anonymous\)?|untitled|title|document\d*|slide \d+|(powerpoint )?presentation\d*|microsoft \w+ - .*"
    r"|.*\.(docx?|pdf|pptx?|xlsx?|tex|indd|dvi)|word document)$",
    re.I,
)


def join(texts: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    r"""One text, and where each page begins in it.

    >>> join(["One.", "Two."])
    ('One.\n\nTwo.', (0, 6))
    """
    starts: list[int] = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    return _BETWEEN.join(texts), tuple(starts)


def title_of(value: object) -> str | None:
    """A title out of a document's properties; None for what programs put there by themselves.

    >>> title_of("Microsoft Word - final.doc"), title_of("Price list 2025")
    (None, 'Price list 2025')
    """
    title = " ".join(value.split()) if isinstance(value, str) else ""
    return None if not title or _NO_TITLE.match(title) else title
