"""A share of one published amount in another: "Oracle's backlog vs OpenAI's contract, and the share?"."""

import re
from collections.abc import Callable
from dataclasses import replace

from agent.offline.entities import Lexicon
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.vocabulary import phrase
from agent.offline.words import words

_ENGLISH = {
    "估值": "value",
    "市值": "value",
    "营收": "revenue",
    "收入": "revenue",
    "利润": "profit",
    "融资": "raised",
    "融资额": "raised",
    "筹资": "raised",
    "筹资额": "raised",
    "资本开支": "capital",
    "支出": "spending",
    "成本": "cost",
}
_A_PART = {"s", *words("part share portion slice piece bit sum amount alone only")}
_SHARE = r"(?:share|part|percentage|fraction|proportion|slice|per ?cent)"
_OF = re.compile(
    rf"^\W*(?:and |so )?(?:what|which|how (?:big|large|much)(?: an?)?|what is the)(?: of an?)? {_SHARE} of (?P<whole>.{{4,60}}?)"
    r" (?:is|are|was|were|comes? from|came from|would be|does|did|do) (?P<part>.{4,60}?)(?: (?:make up|account for|represent))?\W*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^\W*(?:compare |how (?:big|large) (?:is|are) )?(?P<part>.{4,60}?),? (?:vs\.?|versus|against|compared (?:with|to)|beside|next to)"
    r" (?P<whole>.{4,60}?)(?:[:,;?？].*)?$",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"^\W*(?P<part>[^，,。？?]{3,30}?)占(?P<whole>[^，,。？?]{3,30}?)的?(?:多少|几成|百分之几|百分比|比例|比重|份额)")  # fmt: skip

_NOUN = re.compile(
    r"\b(?:what|which)(?:'s|’s)?(?: (?:is|was|were|are))?(?: (?:the|its|their|total|annual|quarterly))*"
    r" (?!did\b|does\b|do\b|has\b|have\b|had\b|will\b|would\b|of\b)(?P<noun>[a-z]{4,})\b",
    re.IGNORECASE,
)
_NOUN_ZH = re.compile(r"(?P<noun>估值|营收|收入|利润|市值|融资额?|筹资额?|金额|资本开支|支出|成本)")


def noun_asked(question: str) -> str | None:
    """The noun whose figure a question wants, as an English statement has it.

    >>> noun_asked("At what value did Anthropic raise its Series F?")
    'value'
    """
    if said := _NOUN.search(question):
        return said["noun"].lower()
    said = _NOUN_ZH.search(question)
    return _ENGLISH.get(said["noun"]) if said else None


def share_of_two(
    request: Request, reading: Reading, lexicon: Lexicon, read: Callable[[Reading], Request]
) -> Request:
    """The request as a sum over two figures to be looked up; as it is where that is not asked.

    `read` understands each of the two as a question of its own.
    """
    if request.topic not in ("fact", "comparison", "change") or reading.quantities:
        return request
    said = _said(reading.asked)
    if said is None or not phrase("revenue", "share_of_two").search(reading.asked):
        return request
    part, whole = said["part"].strip(), said["whole"].strip()
    if re.match(r"(?:its|their|his) ", part, re.IGNORECASE):
        owner = re.match(r"[\w. ]+?(?='s )", whole)
        part = re.sub(r"^\w+", f"{owner[0]}'s", part) if owner else part
    sides = [read(Reading.of(text, text, request.language, lexicon)) for text in (part, whole)]
    if not all(side.vendors or side.systems for side in sides):
        return request
    told = [
        replace(
            side,
            topic="fact",
            arguments={"within": True} if _names_a_part(side) else {},
            missing=None,
        ).to_dict()
        for side in sides
    ]
    arguments = {"kind": "share", "told": told, "unordered": said.re is _BESIDE}
    return replace(request, topic="revenue", arguments=arguments, missing=None)


def _names_a_part(side: Request) -> bool:
    """Whether no more is said of an amount than whose it is: "the part that's OpenAI", "OpenAI's"."""
    named = set(words(" ".join([*side.vendors, *side.systems])))
    return set(words(side.question)) - named <= _A_PART


def _said(text: str) -> re.Match[str] | None:
    return next((m for p in (_OF, _BESIDE, _CHINESE) if (m := p.search(text))), None)
