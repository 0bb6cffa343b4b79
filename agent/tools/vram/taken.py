"""Memory of a card that other programs hold: a desktop, a browser, a second model."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.words import term

TAKEN = ("free_gib", "reserved_gib")
"""What a request may say of the memory of each card, in GiB: what is free, what is in use."""


def less_taken(card: Card | None, asked: Mapping[str, Any], said: list[str]) -> Card | None:
    """The card with what is left of it; what is in use comes off what a program may use.

    >>> card = Card("RTX 3060 12GB", memory_gib=12, usable_gib=11.82)
    >>> less_taken(card, {"reserved_gib": 2}, []).usable_gib
    9.82
    >>> less_taken(card, {"free_gib": 6}, []).usable_gib
    6.0
    """
    amounts = {name: _gib(name, asked[name]) for name in TAKEN if name in asked}
    if card is None or not amounts:
        return card
    left = card.usable_gib - amounts.get("reserved_gib", 0.0)
    left = min(left, amounts.get("free_gib", left))
    if left <= 0:
        raise CannotEstimate(
            Note(
                f"Nothing is left of the {card.name}: about {card.usable_gib:g} GiB are usable.",
                f"{term(card.name).zh} 可用约 {card.usable_gib:g} GiB，已没有剩余。",
            )
        )
    if "reserved_gib" in amounts:
        taken = amounts["reserved_gib"]
        said.append(Note(f"{taken:g} GiB are in use already.", f"已被占用 {taken:g} GiB。"))
    said.append(Note(f"{left:.4g} GiB of a card are free.", f"每张卡空闲 {left:.4g} GiB。"))
    return replace(card, usable_gib=round(left, 2))


def _gib(name: str, value: Any) -> float:
    """An amount of memory in GiB, zero or more."""
    said = name.removesuffix("_gib").capitalize()
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or number < 0:
        raise CannotEstimate(
            Note(
                f"{said} memory must be zero or more GiB, not {value!r}.",
                f"{'空闲' if name == 'free_gib' else '已占用'}的显存须为不小于 0 的 GiB 数，"
                f"不能是 {value!r}。",
            )
        )
    return number
