"""What the groups of a mix are called by the words between and before their amounts: "400k basic at $60"."""

import re
from collections.abc import Sequence
from typing import Protocol

from agent.offline.vocabulary import phrase, table


class Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Pair = tuple[Placed, Placed]
_FILLING = re.compile(
    r"\b(?:on|at|pays?|paying|of|them|those|are|is|in|the|our|for|takes?|choose|chose|buy|use|using|an?|tiers?|plans?|levels?|groups?|options?|mix|two|three|four|five|each|only|just|about|from|with|who|have|has|we|we've|and|more|other|another|last|final|while|where|whom|sits?|lives?|living|except|that|remaining|cost(?:s|ing)?|charged|x)\b"
    r"|[用选付走买的档在有每人户名个位家年月]|\W",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()，；：（）。、]|\.(?=\s)|\b(?:and|plus)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s?[(（]([^()（）\d]{2,24})[)）]")
_LONGEST, _MOST_WORDS = 24, 3


def group_names(text: str, pairs: Sequence[Pair]) -> list[str]:
    """A name for each pair of payers and price; empty where the words give none of its own."""
    names: list[str] = []
    last = 0
    for pair in pairs:
        first, second = sorted(pair, key=lambda q: q.start)
        since = last if last <= first.start else 0  # prices first, then who takes which
        ahead = _BREAK.split(text[since : first.start].rstrip(" :：-–（("))[-1]
        aside = _ASIDE.match(text, second.end)
        names.append(
            _name(text[first.end : second.start])
            or _name(ahead)
            or (_name(aside[1]) if aside else "")
        )
        last = second.end
    return [name if names.count(name) == 1 else "" for name in names]


def _name(between: str) -> str:
    nouns = rf"(?<![A-Za-z])(?:{table('worksheet_units')['person']})(?![A-Za-z])"
    words = _FILLING.sub(" ", re.sub(nouns, " ", between, flags=re.IGNORECASE)).split()
    name = " ".join(words)
    short = len(words) <= _MOST_WORDS and len(name) <= _LONGEST
    return name if short and not re.search(r"\d", name) else ""


def share_asked_of(text: str, names: Sequence[str], pairs_end: int) -> str | None:
    """The group whose share of the whole is asked; "" for that of each, None where no share is asked."""
    aside = _ASIDE.match(text, pairs_end)  # the last group's own name
    asked = text[aside.end() if aside else pairs_end :]
    if not asks_share(asked):
        return None
    named = (n for n in names if n and re.search(rf"(?<![A-Za-z]){re.escape(n)}(?![A-Za-z])", asked, re.I))  # fmt: skip
    return next(named, "")


def asks_share(text: str) -> bool:
    """Whether a part of the whole is asked."""
    return phrase("revenue", "share_asks").search(text) is not None
