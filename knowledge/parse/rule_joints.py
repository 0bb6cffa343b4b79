"""Where the rules of a table in a PDF are put together of one piece a column, as browsers draw them:
such columns may stand closer to each other than words do."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

_APART = 1.5
"""Points by which pieces of the same column may begin elsewhere."""
_GAP = 0.06
"""Times the letters' size that at least parts two cells; letters of a word touch."""

Word = dict[str, Any]


def of(pieces: Sequence[Any], rules: Sequence[Any]) -> list[float]:
    """Where each of these rules is joined, from left to right."""
    places = [_within(pieces, rule) for rule in rules]
    return [
        at
        for at in places[0]
        if all(any(abs(at - other) <= _APART for other in own) for own in places[1:])
    ]


def split(words: Sequence[Word], joints: Sequence[float]) -> list[Word]:
    """The words, those of two cells apart."""
    return [part for word in words for part in _parts(word, joints)]


def part(words: Sequence[Word], joints: Sequence[float]) -> bool:
    """Whether the columns between them hold words, and none runs over one."""
    columns = {sum(at < (word["x0"] + word["x1"]) / 2 for at in joints) for word in words}
    return len(columns) > 1 and not any(
        word["x0"] + _APART < at < word["x1"] - _APART for word in words for at in joints
    )


def _within(pieces: Sequence[Any], rule: Any) -> list[float]:
    """Where one piece of this rule ends and the next begins."""
    own = [piece for piece in pieces if abs(piece["top"] - rule["top"]) <= _APART]
    ends = [piece["x1"] for piece in own]
    starts = {round(piece["x0"], 1) for piece in own if piece["x0"] > rule["x0"] + _APART}
    found: list[float] = []
    for at in sorted(starts):
        is_new = not found or at - found[-1] > _APART
        if is_new and any(abs(at - end) <= _APART for end in ends):
            found.append(at)
    return found


def _parts(word: Word, joints: Sequence[float]) -> Iterator[Word]:
    chars: list[Any] = word["chars"]
    least = _GAP * (word["bottom"] - word["top"])
    start = 0
    for n, (one, after) in enumerate(pairwise(chars), 1):
        is_gap = after["x0"] - one["x1"] > least
        if is_gap and any(one["x1"] <= at <= after["x0"] for at in joints):
            yield _of_chars(word, chars[start:n])
            start = n
    yield _of_chars(word, chars[start:]) if start else word


def _of_chars(word: Word, chars: list[Any]) -> Word:
    text = "".join(char["text"] for char in chars)
    sides = {"x0": chars[0]["x0"], "x1": chars[-1]["x1"]}
    return word | sides | {"text": text, "chars": chars}
