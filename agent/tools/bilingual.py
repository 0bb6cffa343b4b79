"""Sentences that the engines say in English and in Chinese."""

from collections.abc import Iterable
from typing import Any, Literal

Language = Literal["en", "zh"]


class Note(str):
    """A sentence in English that knows its Chinese."""

    zh: str
    first: bool
    """Whether it must stand before the figure, not after it."""

    def __new__(cls, english: str, zh: str, *, first: bool = False) -> "Note":
        note = super().__new__(cls, english)
        note.zh, note.first = zh, first
        return note

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What a copy is made from."""
        return str(self), self.zh


def say(note: str, language: Language) -> str:
    """The sentence in the reader's language, where there is one.

    >>> say(Note("no loss", "无损失"), "zh"), say("no loss", "zh")
    ('无损失', 'no loss')
    """
    return getattr(note, "zh", note) if language == "zh" else str(note)


def join(notes: Iterable[str], joint: str = ", ", joint_zh: str = "，") -> Note:
    """Pieces put together in both languages; empty ones are left out.

    >>> say(join([Note("81 frames", "81 帧"), "", "bf16"]), "zh")
    '81 帧，bf16'
    """
    kept = [note for note in notes if note]
    return Note(joint.join(kept), joint_zh.join(say(note, "zh") for note in kept))


def in_english(value: Any) -> Any:  # Any: plain data of every shape
    """Data with every note turned into its plain English text, as it stands in the JSON."""
    if isinstance(value, Note):
        return str(value)
    if isinstance(value, dict):
        return {key: in_english(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, (list, tuple)):
        return [in_english(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return value
