"""A document's passage as sentences that can be said: Markdown's marks, headings, front matter and
orders to the reader left out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from agent.neutral import LEFT_OUT, neutral, without_code
from agent.offline.orders import is_order, without_orders
from agent.offline.spelling import openers
from knowledge.language import stops

_SENTENCE = re.compile(
    r"(?<=[.!?])\s+(?=[*_]{0,2}[\"'“„(]?(?:«[ \xa0]?)?[*_]{0,2}[A-ZÀ-ÖØ-Þ0-9])|(?<=[。！？])"
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t]+.*\n|\s*\n)*(?:---|\.\.\.)[ \t]*\n")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|^```[^\n]*$|^~~~[^\n]*$", re.S | re.M)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_RULE = re.compile(r"^(?:[-*_=]\s*){3,}$|^\|?[\s:|-]+\|[\s:|-]*$")
_BULLET = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])\s+|^>+\s*")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"</?[A-Za-z][^>]*>|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|~~")
_STRUCK = re.compile(
    r"(?<!~)~~(?![~\s])(?:[^\n]|\n(?!\s*\n))+?(?<!\s)~~(?!~)|<(del|s|strike)\b[^>]*>.*?</\1\s*>",
    re.S | re.I,
)
_NAME = re.compile(r"(?<=\W)[A-Z]")
_SAYS = re.compile(r"\S\s+\S+\s+\S|\d|[\u3400-\u9fff]{2}")
_FIELD = re.compile(r"\w[:：]\s+\w")
_WRAPPED_FROM = 50
"""A line of so many characters that ends in no full stop goes on in the next one."""


@lru_cache(maxsize=4096)  # a passage is split for every question that finds it
def statements_in(text: str, *, with_fields: bool = False) -> tuple[str, ...]:
    r"""Sentences and table rows, in their order; of two words only fields of a form, if these count.

    >>> statements_in("# Prices\n\n**Zorblatt Pro** costs 42 dollars. It has\n- 3 seats\n")
    ('Zorblatt Pro costs 42 dollars.', 'Prices: 3 seats')
    """
    shown = without_struck(without_code(_HIDDEN.sub("", _FRONT_MATTER.sub("", text))))
    text, orders = neutral(shown, is_order)
    blocks = _blocks(text.replace(LEFT_OUT, "") if orders else text)
    under = [
        (heading, plain)
        for heading, block in blocks
        for part in _sentences(block)
        if (plain := _plain(part))
    ]
    kept = without_orders([sentence for _, sentence in under])
    said = [
        _under(heading, s)
        for heading, s in under
        if s in kept and (_SAYS.search(s) or (with_fields and _FIELD.search(s)))
    ]
    return tuple(dict.fromkeys(said))


def without_struck(text: str) -> str:
    """Without what is crossed out, such as a price before a rebate: it holds no more.

    >>> without_struck("~~$30~~ $24 a month")
    ' $24 a month'
    """
    return _STRUCK.sub("", text)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The heading above and the text of every paragraph, list item and table row."""
    heading, block = "", ""
    columns: list[str] = []
    for raw in [*text.split("\n"), ""]:
        line = raw.strip()
        if block and _goes_on(block, line):
            block = f"{block} {line}"
            continue
        if block:
            yield heading, block
            block = ""
        if not line.startswith("|"):
            columns = []
        if found := _HEADING.match(line):
            heading = _plain(found[1])
        elif line.startswith("|") and not _RULE.match(line):
            cells = [_plain(cell) for cell in line.strip("|").split("|")]
            if columns:
                yield heading, _table_row(columns, cells)
            columns = columns or cells
        elif not _RULE.match(line):
            block = _BULLET.sub("", line)


def _sentences(block: str) -> list[str]:
    cuts = [(found.start(), found.end()) for found in stops.ends(_SENTENCE, block)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(block)]
    return [block[start:end] for start, end in zip(starts, ends, strict=True)]


def _goes_on(block: str, line: str) -> bool:
    """Whether a line is the rest of a paragraph that was wrapped."""
    if not line or _HEADING.match(line) or _BULLET.match(line) or line.startswith("|"):
        return False
    if line[0].islower():
        return True
    return (
        len(block.rpartition("\n")[2]) >= _WRAPPED_FROM
        and block.rstrip("*_")[-1:] not in ".!?:;。！？：；"
    )


def _table_row(columns: list[str], cells: list[str]) -> str:
    """`Plan: Pro; Price: $42`."""
    pairs = zip(columns, cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _plain(text: str) -> str:
    return " ".join(_MARK.sub("", _LINK.sub(r"\1", text)).split())


def _under(heading: str, sentence: str) -> str:
    """A sentence that names nothing of its own is said with the heading above it."""
    if not heading or _NAME.search(sentence) or heading.casefold() in sentence.casefold():
        return sentence
    first = sentence.split()[0]
    starts_with_name = first[0].isalpha() and not first[0].islower() and not _opens(first)
    return sentence if starts_with_name else f"{heading}: {sentence}"


def _opens(word: str) -> bool:
    return word.casefold() in openers()
