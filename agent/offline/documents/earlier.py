"""A question as it is read, and those before it from which it takes what it leaves out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.offline.documents.cues import asks
from agent.offline.documents.words import first_stem, lists
from knowledge.language import when

_SLIP = 0.85
"""Share of letters from which on a word is a slip of one that asks for a sum."""
_LONGEST_FOLLOW_UP = 9
_IS = re.compile(r"\b(what|who|where|when|how)(?:['’]s|s)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n['’]t\b", re.IGNORECASE)  # fmt: skip
_AVERAGE = re.compile(r"\bavg\b\.?", re.IGNORECASE)
_WHOLE = {"ca": "can", "wo": "will"}


def with_earlier(text: str, earlier: Sequence[str]) -> list[str]:
    """The question and those that it goes on from, the first one last."""
    whole = [text]
    for question in reversed(earlier):
        if not follows(plain(whole[-1])):
            break
        whole.append(question)
    return whole


def written_out(text: str) -> str:
    """A question with "is" and "not" as words of their own, and an average in full.

    >>> written_out("whats his name"), written_out("Who's in charge, and why don’t they say?")
    ('what is his name', 'Who is in charge, and why do not they say?')
    """
    text = _AVERAGE.sub("average", _IS.sub(r"\1 is", text))
    return _NOT.sub(lambda said: f"{_WHOLE.get(said[1].lower(), said[1])} not", text)


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The question without its courtesies and the bounds of open times, which are no periods of what
    it asks; words that ask for a sum spelt right."""
    from rapidfuzz.distance import OSA

    stretches = when.stretches(text)
    text = " ".join(when.blanked(text, stretches).split()) if stretches else text
    text = asks("courtesy").sub("", text)
    for word in set(re.findall(r"[a-z]{6,}", text)) - lists()["asking"]:
        near = [cue for cue in lists()["asking"] if OSA.normalized_similarity(word, cue) >= _SLIP]
        if near and first_stem(word) not in map(first_stem, near):
            text = re.sub(rf"\b{word}\b", near[0], text)
    return text


def follows(text: str) -> bool:
    """Whether a question leaves something out that the one before it says."""
    short = len(text.split()) <= _LONGEST_FOLLOW_UP and len(text) <= 80
    return short and bool(
        asks("follows").search(text)
        or (asks("points").search(text) and not asks("name").search(text[1:]))
    )
