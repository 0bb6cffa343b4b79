"""Whether a sentence or cell holds what an answer must: the names asked, and the kind of thing."""

import re
from collections.abc import Iterable
from functools import cache

from agent.offline.documents import cues
from agent.offline.documents.asked import Asked
from agent.offline.documents.periods import periods_in
from agent.offline.documents.units import Unit, is_number
from agent.offline.documents.worded import Words, held_in
from agent.offline.documents.words import stems

_NAMED = 0.55
"""Share of a name's words, by their rarity, from which on it counts as met."""
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen half third quarter twice"
    " none no free nobody".split()
)
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d\d|(?:19|20)\d\d|\b(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter|day|week|month)s?\b"
    r"|[年月日点周]|\d\s?(?:am|pm)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"(?<![.!?:]\s)(?<=[\s(“\"])[A-ZÀ-ÞØ-Ž][\w’'-]+|\A[A-ZÀ-ÞØ-Ž][\w’'-]+\s+[A-ZÀ-ÞØ-Ž]|[\u3400-\u9fff]{2,}"
)
"""A word that is written large without beginning a sentence."""


def names_held(asked: Asked, words: Words, *held: dict[str, float]) -> bool:
    """Whether every proper name and every naming number of the question is met, names in part."""
    everywhere = {word for found in held for word in found}
    if any(figure in words.weights and figure not in everywhere for figure in asked.figures):
        return False
    missing = [
        name
        for name in asked.names
        if name & words.weights.keys()
        and _weight(name & everywhere, words) < _NAMED * _weight(name, words)
    ]
    if not missing:
        return True
    own = set(held[0])
    return any(name <= own for name in asked.names if name not in missing) and len(missing) < 2


def _weight(name: Iterable[str], words: Words) -> float:
    return sum(words.weights.get(word, 0.0) for word in name)


def is_of_kind(asked: Asked, unit: Unit) -> bool:
    """Whether a unit holds the kind of thing asked: a figure, a name, a time."""
    text = unit.value if unit.kind == "cell" else unit.text
    measure = measures().get(asked.measure)
    if measure and not asked.operation and unit.kind == "sentence" and not measure.search(text):
        return False
    if asked.measure == "money" and unit.kind == "cell" and not asked.operation:
        said = f"{unit.value} {unit.column} {unit.heading} {unit.before} {unit.label}"
        if not (measures()["money"].search(said) or cues.OF_MONEY.search(said)):
            return False
    if asked.operation in ("change", "difference", "ratio") or asked.kind == "number":
        if unit.kind == "cell":
            return (
                is_number(text) or bool(re.search(r"\d", text)) or text.casefold() in NUMBER_WORDS
            )
        bare = re.sub(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)", " ", text)
        return bool(re.search(r"\d|[一二两三四五六七八九十百千万半]", bare)) or bool(
            NUMBER_WORDS & set(re.findall(r"[a-z]+", text.casefold()))
        )
    if asked.kind == "year":
        return bool(periods_in(text))
    if asked.kind == "time":
        return _CLOCK.search(text) is not None
    if asked.kind in ("person", "maker"):
        return _names_another(asked, text)
    if asked.kind == "address":
        return re.search(r"@|www\.|https?:|\d[\d\s/-]{4,}\d", text) is not None
    return unit.kind != "cell" or asked.kind != "yes_no" or not is_number(text)


def _names_another(asked: Asked, text: str) -> bool:
    """Whether a text names someone or something that the question does not."""
    known = {word for word, _ in asked.weights}
    return any(
        set(stems(match[0])) - known and not cues.MONTH.match(match[0])
        for match in _CAPITAL.finditer(text)
    )


def is_only_named(unit: Unit, words: Words) -> bool:
    """Whether a cell says no more than what the question names: of a row its name."""
    held = held_in(unit.value)
    return unit.kind == "cell" and unit.column in unit.keys and all(map(words.holds, held))


@cache
def measures() -> dict[str, re.Pattern[str]]:
    """What a sentence must hold that tells a length, a time, a weight or a price."""
    number = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|[一二两三四五六七八九十百])"
    lengths = r"(?:km|cm|mm|m|kilomet\w+|met(?:re|er)s?|feet|foot|miles?|inch\w*)\b"
    times = r"(?:seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?|seasons?|nights?)\b"
    chinese_time = r"[秒分天日周月年]|小时|个月|星期"
    money = (
        r"[$€£¥]\s?\d|\d[\d.,]*\s?(?:thousand|million|billion|bn|m|k)?\s?(?:euros?|dollars?|pounds?|cents?|yuan|crowns?|kroner"
        r"|eur|usd|gbp|dkk|nok|sek|chf)\b|\d\s?[万亿]?元|\bfree\b|\bno charge\b|\bwithout charge\b|\bnothing\b|免费"
        r"|\b(?:euros?|half the (?:fee|price|fare))\b"
    )
    patterns = {
        "long": rf"{number}[\s-]*(?:{times}|{lengths}|nautical)|{number}\s?(?:{chinese_time}|[米]|公里)|\buntil\b",
        "high": rf"{number}[\s-]*(?:{lengths}|nautical)|{number}\s?(?:[米]|公里|公分|厘米)",
        "fast": r"\d\s?(?:km/h|m/s|mph|knots?|kn)\b|\bper (?:second|hour|minute)\b|每(?:秒|小时)",
        "hot": r"\d\s?°|\bdegrees?\b|\d\s?[CFK]\b|度",
        "heavy": rf"{number}[\s-]*(?:kg|g|t|tonn?e?s?|kilos?|grams?)\b|{number}\s?(?:公斤|吨|克)",
        "money": money,
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
