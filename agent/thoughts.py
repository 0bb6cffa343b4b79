"""What a reasoning model thinks aloud in its answer's text: where it ends, and the text without it."""

import re

_TAG = "(?:seed:)?(?:think|thinking|thought|reasoning)"
_OPEN = rf"(?:<{_TAG}>|\[THINK\]|◁think▷|<\|channel\|>analysis<\|message\|>)"
_CLOSE = (
    rf"(?:</{_TAG}>|\[/THINK\]|◁/think▷|(?:<\|end\|>)?(?:<\|start\|>assistant)?"
    r"<\|channel\|>final<\|message\|>)"
)
# In quotation marks a tag is spoken of; in the middle of a line a lone opening one is too.
_UNQUOTED = "(?<![`\"'“「])"
_PAIR = re.compile(rf"{_UNQUOTED}{_OPEN}.*?{_UNQUOTED}{_CLOSE}\s*", re.DOTALL)
# Templates that open the thought themselves leave only its end in the text.
_LONE_CLOSE = re.compile(rf"{_UNQUOTED}{_CLOSE}\s*")
_LONE_OPEN = re.compile(rf"(?:^|\n)[ \t]*{_OPEN}.*", re.DOTALL)


def without_thought(text: str) -> str:
    r"""What is left to show.

    >>> without_thought("<think>51?</think>It is 50."), without_thought("51?\n</think>\n\nIt is 50.")
    ('It is 50.', 'It is 50.')
    >>> without_thought("<think>It may be 51, or"), without_thought("R1 thinks in <think> tags.")
    ('', 'R1 thinks in <think> tags.')
    """
    text = _PAIR.sub("", text)
    return _LONE_OPEN.sub("", text[_end(text) :])


def thought_end(text: str) -> int:
    """Where the last thought that has ended ends; 0 where none has."""
    return max([_end(text), *(pair.end() for pair in _PAIR.finditer(text))])


def ends_unopened(text: str) -> bool:
    """Whether a thought ends that no tag had begun."""
    return _end(_PAIR.sub("", text)) > 0


def _end(text: str) -> int:
    return max((close.end() for close in _LONE_CLOSE.finditer(text)), default=0)
