"""All mankind, all adults, or all who are online, or a share of them, named as those who pay."""

import re

from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.vocabulary import compiled, phrase, words

_GROUPS = (
    ("Internet users", "online"),
    ("People aged 15 and over", "adults"),
    ("World population", "world"),
)
"""Benchmarks as the engine knows them, the narrowest first, and by what words they are named."""
_PERCENT = re.compile(r"\d\s?%|(?:\d|\b[a-z]+)[ -]per ?cent\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all|every(?: single)?|each|(?:whole|entirety|totality|sum) of)\b", re.IGNORECASE
)
_OF_ALL = (
    r"(?:,? of| among| in)?(?:,? (?:all|the|those|these|our|this|living|single|last|one|of))*,? ?"
)


def names_world(text: str) -> bool:
    """Whether one of them is named."""
    return world_named(text) is not None


def world_named(text: str) -> str | None:
    """The benchmark of those people, as the engine knows it."""
    return next((name for name, cue in _GROUPS if _is_named(text, cue)), None)


def share_of_people(text: str) -> str | None:
    """The share in words of such people that pays: of "every second person on Earth" 1/2."""
    name = world_named(text)
    cue = next((cue for benchmark, cue in _GROUPS if benchmark == name), "unmeasured")
    spoken = spoken_shares(text)
    beside = (part for _, end, part in spoken if _is_of(text, end, cue))
    return next(beside, spoken[0][2] if name and len(spoken) == 1 else None)


def names_unmeasured(text: str) -> bool:
    """Whether a share of people, or all of them, is named whose number no benchmark holds: "every second household"."""
    parts = [*_shares(text), *((m.start(), m.end(), m[0]) for m in _ALL.finditer(text))]
    named = any(_is_of(text, end, "unmeasured") for _, end, _ in parts)
    return named or phrase("revenue", "unmeasured").search(text) is not None


def doubts_result(text: str) -> bool:
    """Whether a text ends by asking if such a sum can be, which its caution answers: "is that plausible?"."""
    return phrase("revenue", "doubts_result").search(text) is not None


def _is_named(text: str, cue: str) -> bool:
    """Whether such people are named, a share of them, or all of mankind: "all | the people on Earth"."""
    if phrase("revenue", cue).search(text):
        return True
    ends = [end for _, end, _ in _shares(text)]
    if cue == "world":  # "each adult pays 10" may well be an adult of ours
        ends += [m.end() for m in _ALL.finditer(text)]
    return any(_is_of(text, end, cue) for end in ends)


def _shares(text: str) -> list[tuple[int, int, str]]:
    """Shares in words and in per cent."""
    return [*spoken_shares(text), *((m.start(), m.end(), m[0]) for m in _PERCENT.finditer(text))]


def _is_of(text: str, end: int, cue: str) -> bool:
    """Whether a share that ends there is one of those people: "a third | of mankind"."""
    of = compiled(rf"{_OF_ALL}(?<![A-Za-z]){words('revenue', f'shared_{cue}')}")
    return of.match(text, end) is not None
