"""What a bare number counts, by the noun behind it or said before."""

import re
from collections.abc import Iterable, Sequence

from agent.offline.sums.amounts import LEAST_PAYERS, is_money
from agent.offline.sums.planner import units
from agent.quantities import Quantity

_NOUN = re.compile(r"\s*(?P<before>(?:[a-z][a-z-]+\s+){0,2})(?P<noun>[a-z][a-z-]{2,})(?![a-z])", re.IGNORECASE)  # fmt: skip
_NOT_NOUNS = frozenset(
    "and are at but each every for from has have in is of on or per than that the then they was were which while who with will years times million billion percent more less".split()
)


def counted_units(text: str, quantities: Sequence[Quantity]) -> Iterable[str]:
    for q in quantities:
        if is_money(q):
            continue
        yield units.counted(q.unit) or noun_behind(q, text)[0] or noun_before(q, text) or ""
    asked = rf"\bhow many (?:more )?(?:\w+ ){{0,2}}?({units.words_for_units(periods=False)})\b|多少(?:个|名|位)?({units.words_for_units(periods=False)})"
    for m in re.finditer(asked, text, re.IGNORECASE):
        yield units.named(m[1] or m[2]) or ""


def noun_behind(q: Quantity, text: str) -> tuple[str | None, int]:
    """What a bare number counts, from the noun behind it, and where that ends."""
    m = re.compile(rf"\s*(?:个|名|位|家|份|条|台|次)?({units.words_for_units()})", re.I).match(
        text, q.end
    )
    if m and (not m[1][0].isascii() or not text[m.end() : m.end() + 1].isalpha()):
        return units.named(m[1]), m.end()
    m = _NOUN.match(text, q.end)
    if m is None:
        return None, q.end
    said = [w.lower() for w in (m["before"] + m["noun"]).split()]
    for place, word in enumerate(said):
        if word in _NOT_NOUNS:
            return None, q.end
        known = units.named(word)
        if known or (word.endswith("s") and not word.endswith("ss")):
            end = re.compile(rf"(?:\s*[a-z-]+){{{place + 1}}}", re.I).match(text, q.end)
            return known or word[:-1], end.end() if end else q.end
    return None, q.end


def noun_before(q: Quantity, text: str) -> str | None:
    """What a large bare number counts, from the last noun said: "more subscribers than today's 300,000"."""
    if q.value < LEAST_PAYERS:
        return None
    said = re.finditer(rf"(?<![a-z])({units.words_for_units(periods=False)})(?![a-z])", text[: q.start], re.I)  # fmt: skip
    named = [name for m in said if (name := units.named(m[1])) not in (None, "company", "token")]
    return named[-1] if named else None


def past_its_name(text: str, end: int) -> int:
    """Where the period of an amount stands behind its name: "a $3,000 platform fee a year"."""
    stop = "|".join(_NOT_NOUNS - {"year"})
    named = re.compile(rf"(?:\s+(?!(?:{stop})\b)[a-z-]+){{1,3}}(?=\s+(?:an?|per|each|every)\s+(?:year|month|week|day|quarter)\b)", re.I)  # fmt: skip
    m = named.match(text, end)
    return m.end() if m else end
