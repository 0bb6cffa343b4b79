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
_JOINED = re.compile(
    r"^\W*(?:[^:;?]{3,40}: |(?:please |kindly )?(?:give|tell|show|state|i (?:need|want)|what (?:is|are)|compare)\b[^,.;:]{0,30}?\b(?:of|for) |how (?:big|large|much) (?:is|are) )?"
    r"(?P<part>[^;:?]{4,60}?)(?:;|,? and(?: of| how (?:big|large|much) (?:is|are))?|,) (?P<whole>[^;:?]{4,60}?)"
    rf"(?:[:,;?]|,? (?:together with|along with|plus|and)\b)(?=[^?]*\b{_SHARE}\b|[^?]*%).*$",
    re.IGNORECASE,
)
"""Both amounts and then the share: "Oracle's backlog and OpenAI's contract with it: amounts, share?"."""
_CHINESE = re.compile(r"^\W*(?P<part>[^，,。？?]{3,30}?)占(?P<whole>[^，,。？?]{3,30}?)的?(?:多少|几成|百分之几|百分比|比例|比重|份额)")  # fmt: skip

_OF_IT = re.compile(
    r"\b(?:the )?(?:slice|portion|piece|bit)s? (?:of (?:it|that) )?(?:that(?:'s|’s| is| goes to| comes from)|which is|for|from|going to|owed by)\b"
    r"|\b(?:inside|within|out of) (?:it|that|them)\b|其中的?",
    re.IGNORECASE,
)
"""Says that one amount is a part of the other, and nothing of what it is."""
_ASIDE = re.compile(r"\s*[(（][^)）]{3,40}[)）]")

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
    part, whole = (_ASIDE.sub("", said[name]).strip() for name in ("part", "whole"))
    if re.match(r"(?:its|their|his) ", part, re.IGNORECASE):
        owner = re.match(r"[\w. ]+?(?='s )", whole)
        part = re.sub(r"^\w+", f"{owner[0]}'s", part) if owner else part
    inside = [_OF_IT.search(text) is not None for text in (part, whole)]
    part, whole = (_OF_IT.sub(" ", text).strip() for text in (part, whole))
    sides = [read(Reading.of(text, text, request.language, lexicon)) for text in (part, whole)]
    named = next((one for one in sides if one.vendors or one.systems), None)
    if named is not None and any(inside):
        sides = [_of_the_same(side, named) for side in sides]  # "its plan against the slice for AI"
    if not all(side.vendors or side.systems for side in sides):
        return request
    told = [
        replace(
            side,
            topic="fact",
            arguments={"within": True} if is_inside or _names_a_part(side) else {},
            missing=None,
        ).to_dict()
        for side, is_inside in zip(sides, inside, strict=True)
    ]
    arguments = {"kind": "share", "told": told, "unordered": said.re in (_BESIDE, _JOINED)}
    return replace(request, topic="revenue", arguments=arguments, missing=None)


def _of_the_same(side: Request, named: Request) -> Request:
    """A side that names nobody is of whom the other names."""
    if side.vendors or side.systems:
        return side
    return replace(side, vendors=named.vendors, systems=named.systems)


def _names_a_part(side: Request) -> bool:
    """Whether no more is said of an amount than whose it is: "the part that's OpenAI", "OpenAI's"."""
    named = set(words(" ".join([*side.vendors, *side.systems])))
    return set(words(side.question)) - named <= _A_PART


def _said(text: str) -> re.Match[str] | None:
    return next((m for p in (_OF, _BESIDE, _JOINED, _CHINESE) if (m := p.search(text))), None)
