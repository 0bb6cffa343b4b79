"""Whose list price a sum is to take: the words beside the name, the time and the length of prompt."""

import re
from typing import Any

from agent.offline.entities import Entity
from agent.offline.times import find_times
from agent.offline.vocabulary import words

_APART = re.compile(r"[,;:()?，、；：。？]|\.\s|\b(?:and|or|vs|versus|against|than|with|for|at|plus)\b|[和与或]", re.I)  # fmt: skip
_SIZE = r"(?:\d+(?:\.\d+)?\s?[km]\b|\d{3},?000\b|\d+万)"
_WORDS_BESIDE = 24


def price_named(text: str, entity: Entity) -> dict[str, Any]:
    """What tells one price of the product from another, as arguments of a sum."""
    found = {"price_said": _said(text, entity)}
    times = find_times(text)
    of_price = [t for t in times if _speaks_of_price(text, t.start, t.end)] or times
    if len({t.iso for t in of_price}) == 1:
        found["price_at"] = of_price[0].iso
    if tier := tier_named(text):
        found["price_tier"] = tier
    return found


def _speaks_of_price(text: str, start: int, end: int) -> bool:
    """Whether prices are named beside a time: "at 2026 list prices", "prices since April 2026"."""
    around = f"{text[max(0, start - 20) : start]} | {text[end : end + 20]}"
    return re.search(r"\b(?:prices?|rates?|pricing)\b|价", around, re.IGNORECASE) is not None


def tier_named(text: str) -> str | None:
    """`above` or `below` where prompts of more or fewer tokens are spoken of: "prompts under 200k"."""
    prompt = words("revenue", "prompt_length")
    for tier in ("below", "above"):
        bound = rf"(?:{words('revenue', f'tier_{tier}')})\s*{_SIZE}"
        if re.search(rf"{prompt}[^,.;，。；?]{{0,20}}{bound}|{bound}[^,.;，。；?]{{0,16}}{prompt}", text, re.I):  # fmt: skip
            return tier
    return None


def is_prompt_length(text: str, start: int) -> bool:
    """Whether the number that begins there is the length of prompt up to which a price holds."""
    bound = rf"(?:{words('revenue', 'tier_below')}|{words('revenue', 'tier_above')})\s*$"
    return tier_named(text) is not None and re.search(bound, text[:start], re.I) is not None


def _said(text: str, entity: Entity) -> str:
    """The name with the words right beside it, which may tell one variant: "deepseek-chat", "Pro+"."""
    before = _APART.split(text[max(0, entity.start - _WORDS_BESIDE) : entity.start])[-1]
    after = _APART.split(text[entity.end : entity.end + _WORDS_BESIDE])[0]
    return f"{before}{text[entity.start : entity.end]}{after}".strip()
