"""What stands above or below its line, written on it: exponents as 10⁶, indices as CO₂, the marks of
notes as (1), since [1] is a citation here. Side by side with the rest, as files hold it, 10⁶ would be
106."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal

Place = Literal[-1, 0, 1]
"""Below the line, on it, above it."""
Part = tuple[str, Place]

_ABOVE = str.maketrans("0123456789+-–−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾")
_BELOW = str.maketrans("0123456789+-–−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_SIGNS = re.compile(r"[-+–−=()\d]*[-+–−\d)]")
_LETTERED = re.compile(r"[^\W_]|(?=.*[-+–−*/\d])[-+–−*/.,()\w]+")
"""A letter, or some in a term."""
_ORDINAL = re.compile(r"e|è|o")
_NOTES = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[a-h]")
_OPERATORS = "=+-−<>≈×·/*^~±"
_MONEY = r"(?:[$€£¥₹元]|\b(?:USD|EUR|GBP|CNY|RMB|CHF|JPY))"
_TERM = re.compile(
    r"(?:^|[^\w.,]|_)(?:[^\W\d_]|\d+|[kcdmnµμ]m|ft|in|yd|mi|sec|min|hr|inch|feet|metres?|meters?)\Z"
    r"|(?<=[\d\W_])[a-z]{2}\Z|[\])}∞米里]\Z|(?<![^\W_])[^\W\d_]?[₀-₉]+\Z"
)
"""What has an exponent: a whole number, one or two letters, a unit, a bracket."""
_CENTS = re.compile(rf"{_MONEY}\s?\d+\Z")
_NO_TERM = re.compile(rf"{_MONEY}\s?\d+\Z|\b(?:19|20)\d\d\Z|[^\W\d_]{{3}}\)\Z")
"""A price, a year, a remark in brackets."""


def in_line(parts: Iterable[Part]) -> list[str]:
    """What each part of a paragraph says on its line; of several in the same place the first says
    all.

    >>> in_line([("takes 10", 0), ("6", 1), (" calls at $9", 0), ("1", 1), (" and CO", 0), ("2", -1)])
    ['takes 10', '⁶', ' calls at $9', '(1)', ' and CO', '₂']
    """
    groups = [[*group] for _, group in groupby(parts, itemgetter(1))]
    texts = ["".join(text for text, _ in group) for group in groups]
    told: list[str] = []
    before = ""
    for n, group in enumerate(groups):
        said = _told(texts[n], group[0][1], before, "".join(texts[n + 1 : n + 2]))
        before += said
        told += [said, *[""] * (len(group) - 1)] if group[0][1] else [text for text, _ in group]
    return told


def has_any(parts: Sequence[Part]) -> bool:
    """Whether some of it stands above or below the line, and not all."""
    return len({place for text, place in parts if text.strip()}) > 1


def raised(text: str) -> str:
    """An exponent.

    >>> raised("-6"), raised("n"), raised("n+1")
    ('⁻⁶', '^n', '^(n+1)')
    """
    return text.translate(_ABOVE) if _SIGNS.fullmatch(text) else f"^{_whole(text)}"


def noted(mark: str) -> str:
    """The mark of a note.

    >>> noted("1"), noted("[1]")
    ('(1)', '(1)')
    """
    return f"({mark.strip('()[]')})"


def lowered(text: str) -> str:
    """An index.

    >>> lowered("2"), lowered("max")
    ('₂', '_max')
    """
    return text.translate(_BELOW) if _SIGNS.fullmatch(text) else f"_{_whole(text)}"


def _told(text: str, place: Place, before: str, after: str) -> str:
    own = text.strip()
    after = text[len(text.rstrip()) :] + after
    if not place or not own or not (before + after).strip():
        return text
    if place < 0:
        is_index = own.isalnum() and before[-1:].isalnum()
        told = lowered(own) if is_index or _SIGNS.fullmatch(own) else own
    elif before[-1:].strip() and text[0] == own[0]:
        told = _above(own, before, after)
    else:
        told = _alone(own, before, after)
    return text.replace(own, told)


def _above(own: str, before: str, after: str) -> str:
    if _is_degree(own, after):
        return "°"
    is_inside = before[-1].isalpha() and after[:1].isalpha()
    if own.isalpha() and (is_inside or (before[-1].isdigit() and _ORDINAL.fullmatch(own))):
        return own
    is_term = _TERM.search(before) is not None and not _NO_TERM.search(before)
    is_figure = before[-1] in _OPERATORS or (len(own) == 2 and _CENTS.search(before) is not None)
    if _is_note(own) and not is_figure and (not is_term or own == "1"):
        return noted(own)
    return raised(own) if _SIGNS.fullmatch(own) or (is_term and _LETTERED.fullmatch(own)) else own


def _alone(own: str, before: str, after: str) -> str:
    """What no word stands right before: a degree, the mark of a note, or of a thing as in ¹⁴C and ¹⁄₂."""
    if _is_degree(own, after):
        return "°"
    is_of_next = after[:1] in ("/", "⁄") or (before.strip() and after[:1].isalpha())
    if _is_note(own) and not is_of_next:
        return noted(own) + " " * after[:1].isalnum()
    return raised(own) if _SIGNS.fullmatch(own) else own


def _is_note(own: str) -> bool:
    bare = own[1:-1] if own[0] + own[-1] in ("()", "[]") else own
    return _NOTES.fullmatch(bare) is not None


def _is_degree(own: str, after: str) -> bool:
    return own in ("o", "0", "º") and re.match(r"\s?[CF]\b", after) is not None


def _whole(text: str) -> str:
    return text if text.isalpha() or text.replace(".", "").isdecimal() else f"({text})"
