"""What the question tagger adds to what cue words say: two times, the largest, a sum, a list."""

from typing import Literal

from agent.offline.documents import periods as times
from agent.offline.documents.cues import asks
from agent.offline.documents.spoken import Spoken

Operation = Literal["change", "difference", "share", "mean", "sum", "ratio"]

_OPERATIONS: tuple[Operation, ...] = ("change", "difference", "share", "mean", "sum", "ratio")
_UNLIKELY, _LIKELY, _SURELY = 0.1, 0.6, 0.85
"""Chances below which what cue words say is not believed, and from which on what they do not say is."""


def is_likely(told: Spoken | None, kind: str) -> bool:
    """Whether the tagger takes a question for one of a kind."""
    return told is not None and told.kinds[kind] >= _LIKELY


def is_of_two_times(text: str, told: Spoken | None) -> bool:
    """Whether the tagger takes it for a question on then and now, and it names two times."""
    if told is None or told.kinds["then_now"] < _LIKELY:
        return False
    named = {text[start:end] for part, start, end in told.spans if part == "period"}
    named |= set(times.periods_in(text))
    named |= {m[0].casefold() for cue in ("now", "once") for m in asks(cue).finditer(text)}
    return len(named) > 1


def extreme_told(extreme: int, told: Spoken | None) -> int:
    """The same; found by the tagger where its words are others, and none where it is sure of that."""
    if told is None:
        return extreme
    highest, lowest = told.kinds["highest"], told.kinds["lowest"]
    if extreme:
        return extreme if highest + lowest > _UNLIKELY else 0
    return 1 if highest >= _SURELY else -1 if lowest >= _SURELY else 0


def operation_told(operation: Operation | None, told: Spoken | None) -> Operation | None:
    """The same; as the tagger is sure of where no word of a sum says so."""
    if told is None:
        return operation
    likeliest, chance = told.likeliest()
    if operation == "ratio" and told.kinds["ratio"] < _UNLIKELY:
        operation = None  # "how many times did it ring?"
    if operation is None or told.kinds[operation] < _UNLIKELY:
        named: list[Operation] = [one for one in _OPERATIONS if one == likeliest]
        return named[0] if named and chance >= _SURELY else operation
    return operation


def is_list_told(text: str, by_words: bool, told: Spoken | None) -> bool:
    """Whether several things are asked: by cue words, unless the tagger is sure of the contrary; or by the tagger."""
    if told is None:
        return by_words
    if by_words and "each" in text.split():
        return True
    return told.kinds["list"] >= (_UNLIKELY if by_words else _LIKELY)
