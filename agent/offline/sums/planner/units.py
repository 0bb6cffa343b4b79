"""Units of the planner: names with powers, as words beside an amount say them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from agent.offline.vocabulary import compiled, table

Unit = Mapping[str, int]
PERIODS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
TIME = "time"
PERSON = "person"
_OTHER = {"seat", "user", "subscriber", "customer", "person", "member", "account", "employee"}
_COUNTED = {"people": PERSON, "seats": PERSON, "tokens": "token", "requests": "call", "chats": "chat", "images": "image", "GPUs": "GPU"}  # fmt: skip
_ARTICLES = r"(?:(?:working|business|calendar|single|new|paying|active|average|standard|support|月活|付费)\s*)?"


def product(*units: Unit) -> dict[str, int]:
    """The unit of a product."""
    powers: dict[str, int] = {}
    for unit in units:
        for name, power in unit.items():
            powers[name] = powers.get(name, 0) + power
    return {name: power for name, power in powers.items() if power}


def inverse(unit: Unit) -> dict[str, int]:
    """The unit of one divided by it."""
    return {name: -power for name, power in unit.items()}


def timeless(unit: Unit) -> dict[str, int]:
    """The unit with all periods as one, which convert into each other."""
    return product(*({TIME if name in PERIODS else name: power} for name, power in unit.items()))


def named(word: str) -> str | None:
    """The unit that a word stands for, or None: "employees" are persons."""
    return next((unit for unit, known in _known() if known.fullmatch(word.strip())), None)


def counted(unit: str | None) -> str | None:
    """The unit of an amount as `find_quantities` names it: "seats" are persons, "days" are days."""
    if unit is None:
        return None
    if unit in _COUNTED:
        return _COUNTED[unit]
    one = unit.removesuffix("s")
    return one if one in PERIODS or unit.isupper() else named(unit) or unit


def denominator(name: str) -> tuple[str, int]:
    """A denominator as `find_quantities` names it, and how many of it: "million tokens"."""
    many, _, thing = name.rpartition(" ")
    scale = {"": 1, "million": 10**6, "thousand": 1000, "billion": 10**9, "10 thousand": 10**4, "100 million": 10**8}.get(many, 1)  # fmt: skip
    thing = thing.removesuffix("s")
    return (PERSON if thing in _OTHER else thing), scale


def written(unit: Unit) -> str:
    """As a worksheet reads it: "USD/person/month"."""
    ups = [name for name, power in unit.items() for _ in range(power)]
    downs = [name for name, power in unit.items() for _ in range(-power)]
    return "/".join(["*".join(ups), *downs]) if ups or downs else ""


@cache
def words_for_units(*, periods: bool = True) -> str:
    """All words for units, longest first, for a pattern."""
    known = [w for u, w in table("worksheet_units").items() if periods or u not in PERIODS]
    return "|".join(known)


def per_after(text: str, at: int, also: Iterable[str] = ()) -> tuple[list[str], int]:
    """The denominators that stand behind an amount: "a working day", "per task", "/seat"."""
    found: list[str] = []
    more = "|".join(re.escape(name) for name in also if name)
    noun = rf"(?P<noun>{words_for_units()}{'|' + more if more else ''})"
    behind = compiled(
        rf"\s*(?:per\b|an?\b|each\b|every\b|/|-per-)\s*{_ARTICLES}{noun}(?![a-z])|\s*(?P<adverb>daily|monthly|yearly|annually|weekly)\b"
    )
    while len(found) < 3 and (m := behind.match(text, at)):
        word = (m["noun"] or m["adverb"]).lower()
        found.append(named(word) or str(table("periods").get(word, word)))
        at = m.end()
    return found, at


@cache
def _known() -> list[tuple[str, re.Pattern[str]]]:
    return [(unit, re.compile(words, re.IGNORECASE)) for unit, words in table("worksheet_units").items()]  # fmt: skip
