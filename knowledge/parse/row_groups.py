"""Rows of a page's table that name those below them, as "Storage" does above "Space" and "Backups"
where plans are compared: in the cells beside such a name nothing lacks."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from knowledge.parse import outlines
from knowledge.parse.page_tables import flat

_SHOWS = ".//*[not(self::br or self::p or self::b or self::strong or self::span or self::a)]"
"""What is more than words: a tick, a picture."""
_IS_STRONG = "self::th or count(.//b | .//strong) > 0"
_LONGEST = 60
"""Letters of a name; what is longer is a sentence."""


def tell(tree: Any) -> None:
    """Set such a name before the first cell of each row it is of, so that they read alone, and take
    out its own row. Those of a table without a header, or with tables inside, stay."""
    for table in tree.iter("table"):
        rows = [[cell for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
        if _has_header(rows) and table.find(".//table") is None:
            _tell_groups(rows)


def _has_header(rows: Sequence[Sequence[Any]]) -> bool:
    return bool(rows) and len(rows[0]) > 1 and all(cell.tag == "th" for cell in rows[0])


def _tell_groups(rows: Sequence[Sequence[Any]]) -> None:
    words = [[*map(flat, row)] for row in rows]
    starts = _starts(rows, words)
    figures = outlines.figures_in(words[1:])
    for start, end in pairwise([*starts, len(rows)]):
        below = [n for n in range(start + 1, end) if len(rows[n]) == len(rows[0])]
        if not any(any(words[n][1:]) for n in below) or not all(words[n][0] for n in below):
            continue
        for n in below:
            # below the last one a sum may be of all
            if end < len(rows) or outlines.sum_in(words[n], figures) is None:
                rows[n][0].text = f"{words[start][0]}: {(rows[n][0].text or '').lstrip()}"
        row = rows[start][0].getparent()
        row.getparent().remove(row)


def _starts(rows: Sequence[Sequence[Any]], words: Sequence[Sequence[str]]) -> list[int]:
    """The rows of groups: what spans all columns, or repeats their names, from the first row on or
    in bold; also what is in bold, or looks otherwise, beside blank cells, where the names of other
    rows are not."""
    bare = [n for n, row in enumerate(rows) if n and _has_name_alone(row, words[n])]
    again = [n for n, row in enumerate(words) if n and _is_header_again(row, words[0])]
    others = {_look(row) for n, row in enumerate(rows) if n and row and n not in bare}
    strong = {n for n in range(1, len(rows)) if rows[n] and rows[n][0].xpath(_IS_STRONG)}
    strong |= {n for n in bare if any(_look(rows[n])) and _look(rows[n]) not in others}
    wide = {n for n in bare if len(rows[n]) == 1}
    if not strong.issubset([*bare, *again]):
        strong &= wide
    if not wide.isdisjoint([1]):
        strong |= wide
    return sorted(strong.intersection(bare).union(again))


def _look(row: Sequence[Any]) -> tuple[str, str]:
    """What its looks are called."""
    return row[0].getparent().get("class", ""), row[0].get("class", "")


def _has_name_alone(row: Sequence[Any], words: Sequence[str]) -> bool:
    if not words or not 0 < len(words[0]) <= _LONGEST or outlines.is_note(words):
        return False
    if len(row) == 1:
        return "colspan" in row[0].attrib
    return not any(words[1:]) and not any(cell.xpath(_SHOWS) for cell in row[1:])


def _is_header_again(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether it has the columns' names, and another one before them."""
    return bool(words and words[0]) and words[0] != names[0] and words[1:] == names[1:]
