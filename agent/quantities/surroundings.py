"""What a number counts when the unit is not simply the next word: cards, models, context, memory."""

import re

from agent.quantities import names, units
from agent.quantities.digits import Number
from agent.quantities.words import LARGEST_SMALL_WORD, WORD

NOTHING = ""
"""The unit of what is no amount: a year, a version, a small number word."""

_CARDS = re.compile(
    rf"\s?(?P<cross>[x×*])?\s*(?:(?:of|NVIDIA|AMD|Huawei|GeForce|Tesla)\s+)*{names.CARD}"
    rf"|\s?[张块片个]\s?(?:[A-Z]+\s)?{names.CARD}",
    re.IGNORECASE,
)
_TIMES_CARDS = re.compile(rf"{names.CARD}\s?[xX×*]\s?$")
_AFTER_CROSS = set("x×* X")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MODEL_AFTER = re.compile(
    r"[\s-]*(?:(?:dense|MoE|base|chat|instruct|active|activated|total)\s+)*"
    r"(?:models?|LLMs?|variant|version|checkpoint|weights?|active|activated|total|in\s+all|激活|模型|总参)"
    r"|-A\d|[\s-]*\x01",
    re.IGNORECASE,
)
_MODEL_BEFORE = re.compile(
    rf"(?:{names.NAME}|[A-Z][A-Za-z]*[a-z]|\b[A-Z]{{3,}})(?:\s\d{{1,2}}(?:\.\d)?)?[\s(（-]{{1,2}}$"
)
_SIGNED = re.compile(r"\s[-−–]$")
_SIDE_AFTER = re.compile(
    r"\s(?:input|output|cached|prompt)\b(?!\s+(?:price|cost|limit))", re.IGNORECASE
)
_CONTEXT_BEFORE = re.compile(
    r"(?:context|prompt|上下文|窗口)(?:\s+(?:length|window|size|of|is|up|to|at)|长度|窗口|[:：为达是])*\s*$",
    re.IGNORECASE,
)
_CONTEXT_AFTER = re.compile(r"[\s-]*(?:context|prompt(?!s)|ctx|window|上下文)", re.IGNORECASE)
_MEMORY_BEFORE = re.compile(r"(?:显存|VRAM)\s*[:：]?\s*$", re.IGNORECASE)
_RANGE_AHEAD = re.compile(rf"\s+(?:to|or|(and))\s+(?:\d|{WORD.pattern})|[到至]", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_NOT_ONE = {"people", "seats", "requests", "chats", "images", "steps", "times"}
"""After "one" these say which, not how many: "one client of theirs"."""


def unit_by_context(
    hidden: str, number: Number, before: str, direct: tuple[str, int] | None
) -> tuple[str | None, int]:
    """The unit of a number and where it ends; `direct` is the unit found right behind it."""
    if not number.scaled and (cards := _count_of_cards(hidden, number, before)):
        return "GPUs", cards
    nearby = units.unit_nearby(hidden, number.end)
    sided = _SIDE_AFTER.match(hidden, number.end) or (nearby or direct or ("",))[0] == "tokens"
    counted = number.scaled and number.letter != "b" and sided
    signed = _SIGNED.search(hidden[max(0, number.start - 2) : number.start])  # "Elasticity -1.2"
    named = number.plain and not (signed or _in_words(number)) and _is_name(number, before, direct)
    if named and not counted:  # "RAG 40M input tokens": no version is counted in millions
        return NOTHING, number.end
    if direct and not (number.word and number.value == 1 and direct[0] in _NOT_ONE):
        return direct
    if number.word and not number.scaled and number.value <= LARGEST_SMALL_WORD:
        if nearby and number.value > 1:
            return nearby
        return (None if _begins_range(hidden, number, before) else NOTHING), number.end
    if unit := _unit_of_scale(hidden, number, before):
        return unit, number.end
    return nearby or (None, number.end)


def _begins_range(hidden: str, number: Number, before: str) -> bool:
    """Whether "ten" stands before "to fifteen": `lists.share` lends to it or drops it."""
    ahead = _RANGE_AHEAD.match(hidden, number.end)
    return bool(ahead and (not ahead[1] or _BETWEEN.search(before)))


def _count_of_cards(hidden: str, number: Number, before: str) -> int:
    """Where a count of named cards ends ("2x A100", "H100x8"), or 0."""
    if number.value % 1:
        return 0
    if cards := _CARDS.match(hidden, number.end):
        return cards.end("cross") if cards["cross"] else number.end
    return number.end if before[-1:] in _AFTER_CROSS and _TIMES_CARDS.search(before[-5:]) else 0


def _in_words(number: Number) -> bool:
    """Whether the scale is a word: "2000 万" is no year, "豆包 3.45 亿" no version."""
    return number.scaled and not number.letter


def _is_name(number: Number, before: str, direct: tuple[str, int] | None) -> bool:
    if direct is None:
        bare_year = _YEAR.fullmatch(number.digits)
        return bool(bare_year) or names.ends_in_name(before, number.digits)
    return direct[0] in {"people", "tokens"} and names.ends_in_product(before, number.digits)


def _unit_of_scale(hidden: str, number: Number, before: str) -> str | None:
    if number.letter == "b":
        named = _MODEL_AFTER.match(hidden, number.end) or (
            number.capital and _MODEL_BEFORE.search(before[-30:])
        )
        return "parameters" if named else None
    if number.scaled and number.letter != "t":
        near = _CONTEXT_BEFORE.search(before[-30:]) or _CONTEXT_AFTER.match(hidden, number.end)
        return "tokens" if near else None
    return "GB" if not number.scaled and _MEMORY_BEFORE.search(before[-8:]) else None
