"""Prices of tokens by the order in which volumes and prices are written."""

import re
from collections.abc import Mapping
from typing import Any

from agent.offline.sums.amounts import Roles, plain
from agent.offline.sums.token_sides import SIDES, said_at
from agent.quantities import Quantity


def alternating(text: str, roles: Roles, found: Mapping[str, Any]) -> dict[str, Quantity]:
    """Each price right behind its volume: "40M output tokens at $15 and 200M input tokens at $3"."""
    volumes = [q for q in (*roles.tokens, *roles.bare) if plain(q.value) in found.values()]
    ordered = sorted([*volumes, *roles.money], key=lambda q: q.start)
    if len(volumes) < 2 or len(ordered) != 2 * len(roles.money):
        return {}
    named: dict[str, Quantity] = {}
    for volume, price in zip(ordered[::2], ordered[1::2], strict=True):
        side = next((s for s in SIDES if found.get(f"{s}_tokens") == plain(volume.value)), None)
        led = re.search(
            r"(?:\bat|@|\bfor|[×x*]|\bcosting|每百万(?:token)?)\s*$",
            text[volume.end : price.start],
            re.I,
        )
        if price not in roles.money or volume in roles.money or side is None or not led:
            return {}
        named[side] = price
    return named if len(named) == len(volumes) else {}


def in_order(text: str, roles: Roles, found: Mapping[str, Any]) -> dict[str, Quantity]:
    """Prices listed behind the volumes in the same order: "500M input and 100M output at $3 and $15"."""
    volumes = [q for q in (*roles.tokens, *roles.bare) if plain(q.value) in found.values()]
    sides = [s for s in SIDES if f"{s}_tokens" in found]
    sides.sort(
        key=lambda s: min(
            (q.start for q in volumes if plain(q.value) == found[f"{s}_tokens"]), default=0
        )
    )
    prices = sorted(roles.money, key=lambda q: q.start)[: len(sides)]
    if (
        len(sides) != len(prices)
        or len(prices) < 2
        or not roles.tokens
        or prices[0].start < roles.tokens[-1].end
    ):
        return {}
    gaps = [text[a.end : b.start] for a, b in zip(prices, prices[1:], strict=False)]
    alone = all(re.fullmatch(r"\W*(?:/|and|then|resp\w*|和|与)?\W*", gap, re.I) for gap in gaps)
    stop = min((m.start for m in roles.money if m.start > prices[-1].end), default=len(text))
    named_behind = said_at(text[prices[-1].end : stop], (0, 0), [])
    return dict(zip(sides, prices, strict=True)) if alone and not named_behind else {}
