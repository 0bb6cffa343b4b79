"""Mails with the older ones that they quote: which part of a text was written when."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agent.offline.documents.entries import day_in

QUOTED = ">"
"""What the entry of a quoted mail begins with; its day follows, where it is said."""

_FROM = re.compile(r"(?:from|von|de|发件人|寄件人)\s*[:：]", re.IGNORECASE)
_SENT = re.compile(
    r"(?:date|sent(?: on)?|gesendet|datum|envoyé|enviado|日期|发送时间|时间)\s*[:：](.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|re|betreff|objet|asunto|oggetto|主题)\s*[:：]", re.IGNORECASE)
_MOST_FIELDS = 6
"""Lines of a mail's head below its first."""
_WROTE = re.compile(
    r"(?=.{0,120}\d).{0,160}\b(?:wrote|schrieb\b[^:：]{0,60}|a écrit|escribió)\s*[:：]$"
    r"|(?=.{0,80}\d).{0,80}写道?\s*[:：]$",
    re.IGNORECASE,
)
"""The line above a quoted mail, with its day."""
_QUOTE = re.compile(r"\s*>[>\s]*")


class Letter(NamedTuple):
    """Where a part begins, and the entry that it is."""

    start: int
    entry: str


class _Line(NamedTuple):
    start: int
    text: str
    is_quoted: bool


def letters_in(text: str) -> list[Letter]:
    r"""The parts of a text that is a mail, each from its first line on; none where it is none.

    Quoted lines of another text are no older mail: they may be a remark.

    >>> mail = "From: Ann\nDate: 4 Mar 2025\nSubject: It\n\nIt is 3.\n\n> On 1 March 2025 Bob wrote:\n> It is 4."
    >>> [one.entry for one in letters_in(mail)]
    ['2025-03-04', '> 2025-03-01']
    >>> letters_in("It is 3.\n\n> **Note:** It was 4.")
    []
    """
    lines = [line for line in _lines(text) if line.text]
    found: list[Letter] = []
    own = quoted = ""
    is_mail = False
    for n, line in enumerate(lines):
        head, wrote = _head(lines, n), _WROTE.match(line.text)
        is_mail = is_mail or head is not None or wrote is not None
        if head is not None and not line.is_quoted:
            own = entry = head
        elif head is not None or wrote:
            quoted = f"{QUOTED} {head or day_in(line.text)}".strip()
            entry = quoted
            if not any(one.is_quoted for one in lines[n : n + 2]):
                own = quoted  # nothing marks where it ends
        else:
            entry = (quoted or QUOTED) if line.is_quoted else own
        if not found or found[-1].entry != entry:
            found.append(Letter(line.start, entry))
    return found if is_mail and len(found) > 1 else []


def entry_at(letters: Sequence[Letter], start: int) -> str:
    """The entry of what begins at a place; empty where the text is no mail or says no day."""
    place = bisect_right([one.start for one in letters], start) - 1
    return letters[place].entry if place >= 0 else ""


def _head(lines: Sequence[_Line], n: int) -> str | None:
    """The day in the head of a mail that begins with a line, empty where it cannot be read; None
    where none begins."""
    if not _FROM.match(lines[n].text):
        return None
    below = [line.text for line in lines[n + 1 : n + 1 + _MOST_FIELDS]]
    sent = [found for found in map(_SENT.match, below) if found]
    return day_in(sent[0][1]) if sent and any(map(_SUBJECT.match, below)) else None


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        mark = _QUOTE.match(line)
        yield _Line(start, line[mark.end() if mark else 0 :].strip(), mark is not None)
        start += len(line)
