"""Ordered lists of web pages that count otherwise than from 1, or within another: told as they do."""

from typing import Any

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_INTO = ("p", "div", "span", "b", "strong")


def number(tree: Any) -> None:
    """Write the numbers of such lists before their items: trafilatura counts all from 1, the items
    of an inner list among those around it."""
    for items in [*tree.iter("ol")]:
        own = [*items.iterchildren("li")]
        kind, numbers = items.get("type", "1"), _numbers(items, own)
        is_within = next(items.iterancestors("li"), None) is not None
        if kind == "1" and not is_within and numbers == [*range(1, len(own) + 1)]:
            continue
        items.tag = "ul"
        for item, place in zip(own, numbers, strict=True):
            _write(item, f"{_shown(place, kind)}. ")


def _numbers(items: Any, own: list[Any]) -> list[int]:
    step = -1 if "reversed" in items.attrib else 1
    place = _whole(items.get("start"), len(own) if step < 0 else 1)
    numbers: list[int] = []
    for item in own:
        numbers.append(_whole(item.get("value"), place))
        place = numbers[-1] + step
    return numbers


def _whole(given: str | None, otherwise: int) -> int:
    given = (given or "").strip()
    return int(given) if given.isascii() and given.lstrip("-").isdecimal() else otherwise


def _shown(place: int, kind: str) -> str:
    """In figures, letters or Roman numerals.

    >>> _shown(3, "1"), _shown(3, "a"), _shown(14, "I"), _shown(30, "a")
    ('3', 'c', 'XIV', '30')
    """
    shown = str(place)
    if kind in ("a", "A") and 0 < place <= len(_LETTERS):
        shown = _LETTERS[place - 1]
    elif kind in ("i", "I") and 0 < place < 40:
        shown = _roman(place)
    return shown.upper() if kind.isupper() else shown


def _roman(place: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown += letters * (place // value)
        place %= value
    return shown


def _write(item: Any, words: str) -> None:
    """Before the first words of an item, in whatever they stand."""
    while not (item.text or "").strip() and len(item) and item[0].tag in _INTO:
        item = item[0]
    item.text = f"{words}{(item.text or '').lstrip()}"
