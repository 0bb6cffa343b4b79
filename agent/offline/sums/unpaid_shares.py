"""Shares in words of those who pay nothing: "two thirds are free, the rest pay"."""

import re
from collections.abc import Iterator

from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.vocabulary import phrase


def is_unpaid(text: str, share: str) -> bool:
    """Whether the clause of the share says that those do not pay."""
    return any(
        phrase("revenue", "free").search(THE_REST.split(said)[0]) is not None
        for said, part in _said_of_shares(text)
        if part == share
    )


def _said_of_shares(text: str) -> Iterator[tuple[str, str]]:
    """What the clause says of each share in words, without the base it is of: of "one in six of our free users pays" "pays"."""
    for start, end, part in spoken_shares(text):
        behind = _FREE_BASE.sub(" ", _CLAUSE.split(text[end:])[0])
        ahead = _IS_PART.search(_CLAUSE.split(text[:start])[-1])
        yield f"{ahead[0] if ahead else ''} {behind}", part


_CLAUSE = re.compile(r",(?!\d{3})|[，;；。?？]|\.(?:\s|$)")
_FREE_BASE = re.compile(
    r"\bof (?:(?:our|the|these|those|all|its) )*(?:[\d.,]+\s?\w* )?free \w+|免费用户(?:的|里|中)",
    re.I,
)
_IS_PART = re.compile(r"[^，,]*(?:占|\b(?:for|is|are))\s*$", re.IGNORECASE)
THE_REST = re.compile(
    r"\b(?:and |but |while )?(?:the (?:rest|others?|remain\w+)|(?:all )?others|every(?:one|body) else|all the rest)\b"
    r"|其余|剩下|其他|其它|余下|另外",
    re.IGNORECASE,
)
