"""The words of a card's name: how many cards a text names, of how many kinds, and what else it may mean."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from agent.tools.bilingual import Note, join
from agent.tools.vram.words import term

if TYPE_CHECKING:
    from agent.tools.vram.cards import Card

_EDGE = r"(?<![a-z0-9]){}(?![a-z0-9])"
BRANDS = re.compile(
    _EDGE.format(
        r"(?:nvidia|geforce|amd|radeon|instinct|apple|huawei|intel|tesla|quadro|graphics|cards?"
        r"|gpus?|my|an?|one|single|the|i?macs?|macbook|studio|mini|pro(?=\s+(?:w\d|m\d))|with|of|ram"
        r"|vram|unified|memory|each)"
    )
    + r"|显卡|显存|内存|单卡|我的|一张|英伟达|华为|苹果",
    re.I,
)
MEMORY = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d)?)\s*-?\s*(?:gib|gb|g)(?![a-z0-9])", re.I)
_GENERATIONS = frozenset(["ada", "pro", "blackwell"])
"""What tells workstation cards of one number apart."""
SERIES = ("rtx", "gtx", "rx", "arc")
_CONVERTED = re.compile(r"\b4090 48GB\b")
"""Memory that its maker never sold: nobody means it by the bare name."""
_COUNT = re.compile(
    r"^\s*(?P<before>\d{1,3})\s*(?:[x×*]|张|块|片|个|卡)\s*(?=\D|\d{4}|\d{2,3}\s*g)"
    r"|^\s*(?P<plain>\d{1,2})\s+(?=[a-z])(?!(?:g|gb|gib)(?![a-z]))"
    r"|(?:\s|(?<=\d))[x×*]\s*(?P<after>\d{1,3})\s*$"
    r"|^\s*(?P<word>two|dual|three|four|eight|双|两张|两块|四张|四块|八张|八块)\s*",
    re.I,
)
_COUNT_WORDS = {
    "two": 2,
    "dual": 2,
    "双": 2,
    "两": 2,
    "three": 3,
    "four": 4,
    "四": 4,
    "eight": 8,
    "八": 8,
}
_BETWEEN = re.compile(r"\s*(?:\+|＋|&|,|，|、|\band\b|\bplus\b|和|加)\s*", re.I)


def mixed(name: str) -> Sequence[str]:
    """The cards named one by one, each with a number in it; nothing where one alone is named.

    >>> mixed("3060+3090"), mixed("RTX 4090"), mixed("RTX 3060 and more")
    (['3060', '3090'], (), ())
    """
    parts = _BETWEEN.split(name.strip())
    return parts if len(parts) > 1 and all(re.search(r"\d", part) for part in parts) else ()


def split_count(name: str) -> tuple[int | None, str]:
    """How many cards, and the name without that.

    >>> split_count("3x80GB"), split_count("2x 4090"), split_count("RTX 4090")
    ((3, '80GB'), (2, '4090'), (None, 'RTX 4090'))
    """
    found = _COUNT.search(name)
    if not found:
        return None, name
    rest = f"{name[: found.start()]} {name[found.end() :]}".strip()
    if word := found["word"]:
        return _COUNT_WORDS.get(word.lower()) or _COUNT_WORDS[word[0]], rest
    return int(found["before"] or found["plain"] or found["after"]), rest


@cache
def bag(name: str) -> frozenset[str]:
    """The words of a card's name in no order, without its memory."""
    return frozenset(
        re.findall(r"\d+|[a-z]+", BRANDS.sub(" ", MEMORY.sub(" ", name.lower())))
    ).difference(SERIES)


def note_where_bare(
    card: "Card", variants: Sequence["Card"], known: Sequence["Card"]
) -> str | None:
    """What else a bare name may mean: other sizes, and cards of another generation."""
    words = bag(card.name)
    others = [
        one
        for one in variants
        if one.memory_gib != card.memory_gib and not _CONVERTED.search(one.name)
    ]
    others += [one for one in known if words < bag(one.name) <= words | _GENERATIONS]
    if not others:
        return card.note
    named = join(dict.fromkeys(_with_memory(one) for one in others), ", ", "、")
    said = Note(f"the bare name may also mean {named}", f"只写名称也可能指 {named.zh}")
    return join([term(card.note or ""), said], "; ", "；")


def _with_memory(card: "Card") -> str:
    return card.name if MEMORY.search(card.name) else f"{card.name} ({card.memory_gib:g} GB)"
