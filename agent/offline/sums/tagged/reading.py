"""The kind of sum and the parts of its amounts that are likeliest together."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from math import prod
from typing import Any

from agent.offline.sums.spoken_shares import as_fraction
from agent.offline.sums.tagged.items import Item, is_small
from knowledge.embedding.amount_parts import Parts, default_amount_parts

_LEAST_KIND, _LEAST_PART, _LEAST_WHOLE = 0.03, 0.005, 0.04
"""Chances below which a kind or a part is not tried, and a whole reading is not believed for want of others."""
_NONE_OF_FEW = 0.9
_COUNTED = frozenset({"none", "payers", "base", "start", "requests"})
_SURELY, _SURELY_NONE, _LIKELY_REVENUE = 0.95, 0.95, 0.9
_LENGTHS = frozenset({"length", "days"})
"""Parts that a period may play which only says what is asked: "over a year", "for a month"."""
_PAST = re.compile(
    r"\b(?:was|were|used|no longer|old|older|earlier|previous(?:ly)?|former(?:ly)?|stale|last (?:year|quarter|month|spring|summer|autumn)|before|ago|up from|down from|instead|rather than|restated|outdated|draft|stopped)\b",
    re.IGNORECASE,
)
_OF_A_MOMENT = re.compile(r"\b(?:month|year|quarter|week) \d", re.IGNORECASE)
_MOST_ITEMS, _MOST_KEPT = 14, 40
"""Amounts of a question that is read; of its readings, how many are gone on with."""


@dataclass(frozen=True)
class Reading:
    """A kind of sum with its amounts by part."""

    kind: str
    parts: Mapping[str, tuple[Item, ...]]
    sure: float
    """The least of the chances of its kind and parts, each by itself."""
    likely: float
    """Its chance among all readings that are whole."""
    idle: frozenset[Item] = frozenset()
    """Amounts that surely play no part."""

    def one(self, part: str) -> Item | None:
        """The only amount of a part, which may be said again."""
        some = self.parts.get(part, ())
        return some[0] if len({item.amount for item in some}) == 1 else None


@dataclass(frozen=True)
class _Frame:
    needs: tuple[frozenset[str], ...]
    parts: frozenset[str]
    many: frozenset[str]
    is_paired: bool
    """Whether the parts of which there are many are as many each."""

    def is_made(self, parts: Mapping[str, tuple[Item, ...]]) -> bool:
        """Whether the parts are all that the sum needs."""
        counts = {len(parts[name]) for name in self.many if name in parts}
        return any(need <= set(parts) for need in self.needs) and not (
            self.is_paired and len(counts) > 1
        )


def reading_of(text: str, items: Sequence[Item]) -> Reading | None:
    """The likeliest reading that is whole; None where there is none, or the likeliest is of another kind of question."""
    if not 0 < len(items) <= _MOST_ITEMS:
        return None
    told = _told(text, tuple((item.start, item.end) for item in items))
    if told is None:
        return None
    few = _few(items, told)
    found = [
        (chance * weight, min(chance, least), kind, parts)
        for kind, chance in told.kinds.items()
        if chance >= _LEAST_KIND and kind in frames()
        for weight, least, parts in _ways(frames()[kind], items, told, few)
    ]
    if not found:
        return None
    weight, least, kind, parts = max(found, key=lambda one: one[0])
    none = told.kinds["other"] * prod(max(one.values()) for one in told.amounts)
    likely = weight / (sum(one[0] for one in found) + none)
    chances = zip(items, told.amounts, strict=True)
    idle = few | frozenset(i for i, one in chances if one.get("none", 0.0) >= _SURELY_NONE and _may_idle(i, text))  # fmt: skip
    return Reading(kind, parts, least, likely if weight >= _LEAST_WHOLE else weight, idle)


def unsaid_in(text: str, items: Sequence[Item]) -> str | None:
    """The amount that a question for a revenue leaves out, "price" or "subscribers"; None where it is no such one."""
    if _OF_A_MOMENT.search(text):
        return None  # of a sum that was told before
    amounts = [i for i in items if i.sorts != ("length",)]
    told = _told(text, tuple((i.start, i.end) for i in items)) if amounts else None
    if told is None or told.kinds["revenue"] < _LIKELY_REVENUE:
        return None
    parts = {
        max(chances, key=lambda part: chances[part]) if max(chances.values()) >= _SURELY else ""
        for item, chances in zip(items, told.amounts, strict=True)
        if item.sorts != ("length",)
    }
    if parts == {"payers"}:
        return "price"
    return "subscribers" if parts == {"price"} else None


def _few(items: Sequence[Item], told: Parts) -> frozenset[Item]:
    """Of a few sites, where thousands pay, the tagger may think that they do."""
    counts = [Decimal(i.written) for i in items if i.sorts[0] in ("count", "number")]
    most = max(counts, default=Decimal(0))
    likeliest = (max(chances, key=lambda part: chances[part]) for chances in told.amounts)
    return frozenset(
        item
        for item, part in zip(items, likeliest, strict=True)
        if part in _COUNTED and is_small(item, most)
    )


def _may_idle(item: Item, text: str) -> bool:
    """Whether nobody misses an amount: no money, or money of a clause that says it no longer holds."""
    if item.sorts[0] != "money":
        return True
    start = max(text.rfind(mark, 0, item.start) for mark in (". ", "; ", "? ", "! ", "\n")) + 1
    return _PAST.search(re.split(r"[.;?!](?:\s|$)", text[start:], maxsplit=1)[0]) is not None


@lru_cache(maxsize=64)
def _told(text: str, spans: tuple[tuple[int, int], ...]) -> Parts | None:
    return default_amount_parts().of(text, spans)


def _ways(
    frame: _Frame, items: Sequence[Item], told: Parts, few: frozenset[Item]
) -> Iterator[tuple[float, float, Mapping[str, tuple[Item, ...]]]]:
    """Readings as a kind of sum, with the product and the least of the chances of their parts."""
    kept: list[tuple[float, float, dict[str, tuple[Item, ...]]]] = [(1.0, 1.0, {})]
    mix = _of_a_whole(items) if "plan_share" in frame.parts else ()
    for item, chances in zip(items, told.amounts, strict=True):
        chances = {"plan_share": 1.0} if item in mix else chances
        if item in few:
            chances = {**chances, "none": max(chances.get("none", 0.0), _NONE_OF_FEW)}
        longer = list[tuple[float, float, dict[str, tuple[Item, ...]]]]()
        for weight, least, parts in kept:
            for part, chance in chances.items():
                if chance < _LEAST_PART or not _may_play(frame, part, item, parts):
                    continue
                idle = part == "none" or part not in frame.parts
                added = {} if idle else {part: (*parts.get(part, ()), item)}
                own = 1.0 if part in parts and part not in frame.many else chance  # said again
                longer.append((weight * own, min(least, own), {**parts, **added}))
        kept = sorted(longer, key=lambda one: -one[0])[:_MOST_KEPT]
    yield from (one for one in kept if frame.is_made(one[2]))


def _of_a_whole(items: Sequence[Item]) -> Sequence[Item]:
    """The shares, where they make a hundred per cent together: those of a mix."""
    shares = [item for item in items if item.sorts == ("share",)]
    return shares if len(shares) > 1 and sum(as_fraction(i.written) for i in shares) == 1 else ()


def _may_play(frame: _Frame, part: str, item: Item, parts: Mapping[str, tuple[Item, ...]]) -> bool:
    if part == "none" or (part in _LENGTHS - frame.parts and item.is_period):
        return True
    fits = part in frame.parts and bool(set(item.sorts) & set(_sorts()[part]))
    return fits and (part not in parts or part in frame.many or _is_said_again(item, parts[part]))


def _is_said_again(item: Item, before: Sequence[Item]) -> bool:
    return all(item.amount == other.amount for other in before)


@cache
def frames() -> Mapping[str, _Frame]:
    """What each kind of sum is made of, by its name."""
    known: dict[str, dict[str, Any]] = _table()["frames"]
    return {
        name: _Frame(
            tuple(frozenset(need) for need in one["needs"]),
            frozenset(one.get("may", ())).union(*one["needs"]),
            frozenset(one.get("many", ())),
            bool(one.get("paired")),
        )
        for name, one in known.items()
    }


def _sorts() -> Mapping[str, Sequence[str]]:
    return _table()["parts"]


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("agent.offline.sums.tagged").joinpath("frames.toml").read_text("utf-8")
    return tomllib.loads(text)
