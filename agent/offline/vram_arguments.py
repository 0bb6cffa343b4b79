"""The arguments of a memory check, read from a question."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from agent.offline.entities import Entity
from agent.offline.vocabulary import phrase, table
from agent.offline.vram_workload import (
    plain_value,
    read_offload_and_engine,
    read_picture,
    read_precision,
    read_workload,
)
from agent.offline.written_names import unlisted_card, whole_name
from agent.quantities import Quantity
from agent.tools.vram import cards, catalog

_ASKED_KINDS = ("dense", "moe", "image", "video", "3d", "audio", "llm")
_KINDS = ("T2V", "I2V", "TI2V", "S2V", "Animate")
NOT_RUN = frozenset(
    {"Office", "Windows AI", "World population", "Azure", "LMArena", "GitHub Copilot"}
)
"""Products that nobody puts on a card."""
_COUNT_ALONE = re.compile(
    r"\b(two|three|four|six|eight|\d{1,3}) (?:of (?:them|those|these)|cards|gpus)\b"
    r"|([两二双三四八]|\d{1,3})(?:张|块|片|卡)",
    re.IGNORECASE,
)
_MEMORY = re.compile(r"\s*\d+ ?G[iB]*B?\b")


def vram_arguments(
    text: str, entities: Sequence[Entity], quantities: Sequence[Quantity]
) -> tuple[dict[str, Any], list[str]]:
    """Arguments that the text gives, and notes on what it takes for granted."""
    found: dict[str, Any] = {}
    notes: list[str] = []
    _model(text, entities, found)
    _card(text, entities, quantities, found, notes)
    read_precision(text, found)
    read_workload(text, quantities, found)
    read_picture(text, quantities, found)
    read_offload_and_engine(text, found)
    _asked(text, entities, found)
    if phrase("vram", "short_prompt").search(text):
        found.setdefault("context", 2048)
        notes.append("short prompt")
    return found, notes


def _model(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    models = [e for e in entities if e.kind == "model"]
    systems = [e for e in entities if e.kind == "system" and e.canonical not in NOT_RUN]
    longest = max(models, key=_length, default=None)
    within = max(systems, key=_length, default=None)
    is_open = longest is not None and longest.canonical in _catalogue_models()
    if (
        longest
        and (within is None or _length(longest) >= _length(within))
        and (is_open or within is None)
    ):
        unknown = _in_full(text, longest, within)
        found["model"] = unknown or _sized(longest.canonical, longest, text)
        others = tuple(dict.fromkeys(e.canonical for e in models))
        if len(others) > 1 and not unknown:
            found["models"] = list(others)
    elif within:
        found["model"] = whole_name(text, within) or _sized(within.canonical, within, text)
    elif size := _bare_size(text):
        found["model"] = size


def _in_full(text: str, model: Entity, system: Entity | None) -> str | None:
    """The name as written where neither the model's nor the product's is all of it."""
    written = whole_name(text, model)
    if written and system and system.start <= model.start and model.end < system.end:
        return whole_name(text, system)
    return written


def _length(entity: Entity) -> int:
    return entity.end - entity.start


def _sized(name: str, entity: Entity, text: str) -> str:
    """The catalogue's model of that family and of the size said beside it: "Wan2.2的14B"."""
    written = text[entity.start : entity.end]
    beside = text.replace(written, " ")
    sizes = re.findall(r"(?<![\w.])(A?\d+(?:\.\d+)?)\s?[bB](?![A-Za-z])", beside)
    kinds = [
        k for k in _KINDS if re.search(rf"(?<![A-Za-z]){k}(?![A-Za-z])", beside, re.IGNORECASE)
    ]
    if not sizes and not kinds:
        return name
    stem = _squashed(written if written.isascii() and entity.score == 1 else name)
    fitting = [
        m
        for m in _catalogue_models()
        if _squashed(m).startswith(stem)
        and all(
            re.search(rf"(?<![\d.])A?{re.escape(s.lstrip('Aa'))}B", m, re.IGNORECASE)
            for s in sizes[:1]
        )
        and all(k.lower() in re.split(r"[-_ ]", m.lower()) for k in kinds)
    ]
    return min(
        fitting, key=lambda m: ("I2V" in m or "S2V" in m or "Animate" in m, len(m), m), default=name
    )


def _squashed(name: str) -> str:
    return re.sub(r"[^\w.]|_", "", name).lower()


def _bare_size(text: str) -> str | None:
    size = re.search(
        r"(?<![A-Za-z0-9_.$€£¥-])(\d{1,4}(?:\.\d+)?)\s?[bB](?:illion[- ]param\w*)?(?=[\s,.?？，。的-]"
        r"|$|[\u4e00-\u9fff])",
        text,
    )
    return f"{size[1]}B" if size else None


def _card(
    text: str,
    entities: Sequence[Entity],
    quantities: Sequence[Quantity],
    found: dict[str, Any],
    notes: list[str],
) -> None:
    cards = [e for e in entities if e.kind == "gpu"]
    memory = [q for q in quantities if q.unit in ("GB", "GiB") and not _is_model_size(text, q)]
    if cards:
        card = cards[0]
        found["gpu"] = card.canonical
        outside = [q for q in memory if q.end <= card.start or q.start >= card.end]
        beside = next(
            (q for q in outside if q.end > card.start - 30 and q.start < card.end + 30), None
        )
        if beside and not any(q not in outside for q in memory):
            found["gpu"] = _with_memory(card.canonical, beside, notes)
        if len({c.canonical for c in cards}) > 1:
            found["gpus_compared"] = list(dict.fromkeys(c.canonical for c in cards))
        _count(text, card.start, found)
    elif memory:
        found["gpu"] = f"{plain_value(memory[0])}GB class"
        _count(text, memory[0].start, found)
    elif unlisted := unlisted_card(text, entities):
        found["gpu"] = unlisted
    elif said := _COUNT_ALONE.search(text):
        number = next(g for g in said.groups() if g).lower()
        found["gpus"] = int(number) if number.isdigit() else table("card_counts")[number]


def _with_memory(card: str, quantity: Quantity, notes: list[str]) -> str:
    """The card of that name with the memory said; a memory it is not made with becomes a note."""
    given = float(quantity.value)
    usual = cards.gpu_aliases().get(card, card)
    made = {n: m for n, m in _catalogue_cards().items() if _is_variant(n, usual)}
    if not made:
        return f"{card} {plain_value(quantity)}GB"
    if named := next((n for n, m in made.items() if abs(m - given) < 0.6), None):
        return named
    sizes = " or ".join(f"{m:g} GB" for m in sorted(set(made.values())))
    notes.append(f"claimed memory: {card} with {plain_value(quantity)} GB; it is made with {sizes}")
    return card


def _count(text: str, at: int, found: dict[str, Any]) -> None:
    before, after = text[max(0, at - 18) : at], text[at : at + 40]
    number = re.search(
        r"(\d{1,4})\s?(?:[x×*]|张|块|片)\s?(?:\w+ )?$", before, re.IGNORECASE
    ) or re.search(r"(?<![\w.,])(\d{1,3}) (?:\w+ )?$", before)
    times = re.match(
        r"[\w -]{1,24}?(?:\s[x×*]\s?|(?<=\d)[x×*]\s?)(\d{1,3})(?![\dpxG])", after, re.IGNORECASE
    )
    plural = re.match(r"[\w -]*?\d\w*s\b|\d+\s?GB cards|[\w ]+ cards", after, re.IGNORECASE)
    if number and (plural or re.search(r"[x×*张块片]", number[0], re.IGNORECASE)):
        found["gpus"] = int(number[1])
    elif times:
        found["gpus"] = int(times[1])
    else:
        words = "|".join(sorted(map(re.escape, table("card_counts")), key=len, reverse=True))
        said = re.search(rf"({words})(?:\s|张|块|片|卡)(?:\w+ )?\s*$", before, re.IGNORECASE)
        if said and (
            said[1].lower() in ("a single", "single", "one")
            or table("card_counts")[said[1].lower()] >= 1
        ):
            found["gpus"] = table("card_counts")[said[1].lower()]


def _asked(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    """What is to be solved or listed, or which part of the memory is asked."""
    for name in ("gpus", "context", "frames", "batch", "resolution", "precision"):
        if phrase("vram", f"solve_{name}").search(text):
            found["solve"] = name
            break
    own = phrase("vram", "own_card").search(text) is not None
    if phrase("vram", "which_gpus").search(text) and "gpu" not in found and not own:
        found["which"] = "gpus"
    elif (
        phrase("vram", "which_models").search(text)
        and ("gpu" in found or own)
        and not _names_one(text, entities)
    ):
        found["which"] = "models"
        found.pop("model", None)
        found.pop("solve", None)
        if family := _family(text, entities):
            found["family"] = family
        if kind := next(
            (k for k in _ASKED_KINDS if phrase("vram", f"kind_{k}").search(text)), None
        ):
            found["kind"] = kind
    if "gpu" in found and "which" not in found and (family := _unresolved_family(found)):
        found |= {"which": "models", "family": family}
        del found["model"]
    _part_asked(text, found)


def _part_asked(text: str, found: dict[str, Any]) -> None:
    """Whether training is meant, or one part of the memory alone."""
    if phrase("vram", "training").search(text) and "model" in found:
        found["task"] = "training"
    if re.search(r"kv[- ]?cache|kv缓存", text, re.IGNORECASE):
        found["part"] = "kv_cache"
    elif re.search(
        r"\bweights? (?:in|at|only|size|alone)\b|model weights|only the weights|权重",
        text,
        re.IGNORECASE,
    ):
        found["part"] = "weights"


def _unresolved_family(found: dict[str, Any]) -> str | None:
    """A family's name where the catalogue knows only its members: "Qwen3 on 12 GB"."""
    name = found.get("model")
    if name is None or catalog.find_model(name) is not None:
        return None
    stem = _squashed(name)
    members = [m for m in _catalogue_models() if _squashed(m).startswith(stem)]
    return name if len(members) > 1 else None


def _family(text: str, entities: Sequence[Entity]) -> str | None:
    """The family to choose from: the longest name of a product or model."""
    systems = [e for e in entities if e.kind == "system" and e.canonical not in NOT_RUN]
    named = systems or [e for e in entities if e.kind == "model"]
    return max(named, key=_length).canonical if named else None


def _names_one(text: str, entities: Sequence[Entity]) -> bool:
    """Whether a model of one size is named ("Qwen3-8B"), not a family to choose from."""
    models = [e for e in entities if e.kind == "model"]
    return any(re.search(r"\d\s?[bB](?![A-Za-z])", text[e.start : e.end]) for e in models)


def _is_model_size(text: str, quantity: Quantity) -> bool:
    return (
        re.match(
            r"\s?(?:model|weights|checkpoint|download)", text[quantity.end : quantity.end + 12]
        )
        is not None
    )


def _is_variant(name: str, card: str) -> bool:
    """Whether both are the same card but for the memory in their names."""
    return _MEMORY.sub("", name).strip().lower() == _MEMORY.sub("", card).strip().lower()


@cache
def _catalogue_models() -> frozenset[str]:
    """Models whose weights are open: those that can be put on a card."""
    return frozenset(model.name for model in catalog.models())


@cache
def _catalogue_cards() -> dict[str, float]:
    return {row["name"]: float(row["memory_gib"]) for row in cards.list_gpus()}
