"""Tables that a text writes with bars: their blank cells are told, as those of other formats are."""

import re
from collections.abc import Sequence

from knowledge.parse.grids import NOT_GIVEN, told

_BAR = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_RULE = re.compile(r"\s*:?-+:?\s*")


def with_blanks_told(text: str) -> str:
    r"""The text with `not given` in the blank cells of its tables; all else stays as it is.

    A blank first cell goes on with the row above it, and stays blank.

    >>> print(with_blanks_told("|Plan|USD|Seats|\n|-|-|-|\n|Plus|20||\n||200|3|"))
    |Plan|USD|Seats|
    |-|-|-|
    |Plus|20| not given |
    ||200|3|
    """
    if "|" not in text:
        return text
    lines = text.split("\n")
    names: Sequence[str] = ()
    is_code = False
    for n, line in enumerate(lines):
        is_code ^= bool(_FENCE.match(line))
        if is_code or "|" not in line:
            names = ()
        elif names:
            lines[n] = line if _goes_on(lines, n) else _told(line, names)
        elif n and "|" in lines[n - 1] and _is_rule(line):
            names = [cell.strip() for cell in _cells(lines[n - 1])]
    return "\n".join(lines)


def _goes_on(lines: Sequence[str], n: int) -> bool:
    """Whether the first row below the rule goes on with the header: it has no name of its own."""
    return _is_rule(lines[n - 1]) and not _cells(lines[n])[0].strip()


def _is_rule(line: str) -> bool:
    return all(map(_RULE.fullmatch, _cells(line)))


def _told(line: str, names: Sequence[str]) -> str:
    cells = _cells(line)
    own = [cell.strip() for cell in cells]
    if len(cells) > len(names) or "" not in own[1:]:
        return line
    said = told([*own, *[""] * (len(names) - len(cells))], names)
    is_told = [cell == "" and said[n] == NOT_GIVEN for n, cell in enumerate(own)]
    kept = zip(cells, is_told, strict=True)
    middle = "|".join(f" {NOT_GIVEN} " if blank else cell for cell, blank in kept)
    before, _, rest = line.partition("|".join(cells))
    return before + middle + rest


def _cells(line: str) -> list[str]:
    """What stands between the bars; before the first bar and after the last only what is written."""
    pieces = _BAR.split(line)
    if len(pieces) > 1 and not pieces[0].strip():
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    return pieces
