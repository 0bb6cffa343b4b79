"""Whether words that spell a name are it where they stand: "a 2" is no A2, "Pro" no plan of ChatGPT
after another product."""

import re
from collections.abc import Sequence

from agent.offline.spelling import CJK, Entity, Name, Token, capital_only, curated

_OF_ANOTHER = re.compile(
    r"\b(?:[A-Z]{2,}|\w*[a-z][A-Z]\w*|\w*[A-Z]\w* \d+\w*) $|(?<![$€£¥\d.])\d\.\d $"
)
"""Before a plan's name: "Gemini AI Pro", "MacBook Pro", "iPhone 17 Pro" and "3.1 Pro" are no ChatGPT Pro."""

_PRICED = re.compile(
    r"(?<![\w-])(go|plus|pro|max)(?: plan)?,? ?(?:\(|[:=@] ?|at |for |costs? )?(?=[$€£¥]\d)"
)
"""A plan's name in small letters, where two stand beside prices: "80% on go ($8), 20% on plus ($20)"."""

_IS_A_PLACE = re.compile(
    r"Office(?:s|'s|’s)? (?:is|are|sits?|stands?|lies?|would be) (?:\w+ )?(?:in|at|near|located|based|outside)\b"
)
"""Rooms, and no program: "Office is in Birmingham"."""


def may_stand(text: str, part: Sequence[Token], name: Name, before: Entity | None = None) -> bool:
    """Whether these words are the name here, and not ordinary words or a plain number."""
    start, end = part[0].start, part[-1].end
    written = text[start:end]
    if CJK.match(written) and _in_phrase(text, start, end):
        return False
    if text[end : end + 1] == "+" and written.casefold().endswith("copilot"):
        return False  # a Copilot+ PC is a machine
    if written.casefold() in capital_only():
        ahead = text[max(0, start - 8) : start].casefold()
        if before and before.vendor != name.vendor and not text[before.end : start].strip(" -"):
            return False  # the Pro of another's product that is named before it
        if _OF_ANOTHER.search(text[max(0, start - 24) : start]) or _IS_A_PLACE.match(text, start):
            return False
        if _is_priced_plan(text, start, end):
            return True
        return written[0].isupper() or re.search(r"\b(?:in|into|inside)\s$", ahead) is not None
    if (
        len(part) > 1
        and len(part[0].text) == 1
        and part[0].text.isascii()
        and part[1].start > part[0].end
        and not part[1].text.isalpha()
    ):
        return False  # "a 2" is no A2, but "Z-Image" is a name
    if name.kind == "gpu" and written.isdigit():
        return not (
            re.search(
                r"\b(?:in|by|until|year|since|fiscal)\s$",
                text[max(0, start - 8) : start].casefold(),
            )
            or re.search(r"[$€£¥]\s?$|\d[.,]$", text[max(0, start - 3) : start])
            or re.match(
                r"[.,]\d|\s?(?:%|users|subs|people|dollars|yuan|tokens|px|[pi](?![a-z])|x\s?\d|万|亿|元|人|位|名|个)",
                text[end : end + 10].casefold(),
            )
        )
    return True


def _is_priced_plan(text: str, start: int, end: int) -> bool:
    priced = list(_PRICED.finditer(text))
    here = any(m.span(1) == (start, end) for m in priced)
    return here and len({m[1] for m in priced}) > 1


def whole_names(text: str, found: list[Entity]) -> list[Entity]:
    """Without a family's name that is part of the longer one behind it: "claude sonet 4"."""
    return [
        one
        for one in found
        if not any(
            one.kind == other.kind
            and other.canonical.startswith(f"{one.canonical} ")
            and one.end < other.start
            and not text[one.end : other.start].strip()
            for other in found
        )
    ]


def _in_phrase(text: str, start: int, end: int) -> bool:
    """Whether the name stands inside a phrase that means something else: 包罗万象."""
    return any(
        text.find(phrase, max(0, end - len(phrase)), start + len(phrase)) >= 0
        for phrase in curated()["phrases"]
    )
