"""The arguments of a memory check, read from a question."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.entities import Entity
from agent.offline.memory.cards import asks_of_card, is_to_train, read_cards, sizes_of_card
from agent.offline.memory.choice import models_by
from agent.offline.memory.manner import read_manner
from agent.offline.memory.named_model import catalogue_models, is_run, read_model, squashed
from agent.offline.memory.picture import read_picture
from agent.offline.memory.workload import (
    first_precision,
    read_active,
    read_offload_and_engine,
    read_precision,
    read_tag,
    read_workload,
)
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity
from agent.tools.vram import catalog

_ASKED_KINDS = ("dense", "moe", "image", "video", "3d", "audio", "llm")
_LICENCES = {"Apache-2.0": "licence_apache", "MIT": "licence_mit"}
_WITH_CACHE = re.compile(
    r"(?:with|using|if|set)\s+(?:[\w.-]+\s+){0,4}?kv[- ]?cache|(?:用|换成|改成|配).{0,12}kv ?(?:cache|缓存)"
    r"|kv ?(?:cache|缓存).{0,4}(?:用|换成|改成)",
    re.IGNORECASE,
)
"""A cache that is a setting of the check, not what is asked about."""


def vram_arguments(
    text: str, entities: Sequence[Entity], quantities: Sequence[Quantity]
) -> tuple[dict[str, Any], list[str]]:
    """Arguments that the text gives, and notes on what it takes for granted."""
    found: dict[str, Any] = {}
    notes: list[str] = []
    read_model(text, entities, found)
    read_cards(text, entities, quantities, found, notes)
    read_precision(text, found)
    read_workload(text, quantities, found)
    read_picture(text, quantities, found, notes)
    read_offload_and_engine(text, found)
    read_tag(text, found, notes)
    read_active(text, found, notes)
    _pair(text, entities, found)
    _asked(text, entities, found)
    either = sizes_of_card(text, str(found.get("gpu") or ""))
    if either and either == found.get("cards"):
        notes.append(f"both_sizes|{either[0]}|{either[1]}")
    read_manner(text, found)
    if found.get("which") == "gpus" and phrase("vram", "cheapest").search(text):
        notes.append("no_card_prices|")
    if phrase("vram", "adapters").search(text) and found.get("task") != "training":
        notes.append("adapters|")
    if phrase("vram", "short_prompt").search(text):
        found.setdefault("context", 2048)
        notes.append("short_prompts|2,048")
    return found, notes


def _pair(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    """`pairs` where each of several models has a format of its own: "Qwen3-14B Q8 or -32B Q4"."""
    models = [e for e in entities if e.kind == "model"]
    ends = [*(e.start for e in models[1:]), len(text)]
    formats = [first_precision(text[e.end : end]) for e, end in zip(models, ends, strict=False)]
    if "models" in found and len(set(formats)) > 1 and all(formats):
        found["pairs"] = [[e.canonical, f] for e, f in zip(models, formats, strict=True)]


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
        and not ("solve" in found and catalog.find_model(str(found.get("model") or "")))
        and not ("cards" in found and "model" in found)
        and not _points_back(text, entities)
    ):
        _choose_models(text, entities, found)
    if "gpu" in found and "which" not in found and (family := _unresolved_family(found)):
        found |= {"which": "models", "family": _family(text, entities) or family}
        del found["model"]
    if "gpu" in found and not {"model", "which"} & set(found):
        if either := sizes_of_card(text, str(found["gpu"])):
            found |= {"which": "card", "cards": either}
        elif asks_of_card(text):
            found["which"] = "card"
    _part_asked(text, found)


def _choose_models(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    """Which models the card runs, of the family, kind and licence asked."""
    found["which"] = "models"
    for name in ("model", "models", "solve"):
        found.pop(name, None)
    chosen = {
        "family": _family(text, entities),
        "kind": kind_asked(text),
        "licence": licence_asked(text),
    }
    found |= {name: value for name, value in chosen.items() if value}
    vendors = {e.canonical for e in entities if e.kind == "vendor"}
    named = any(e.kind in ("system", "model") and e.score == 1 for e in entities)
    if vendors and not named:
        found.pop("family", None)
        found["models"] = models_by(vendors, found.pop("kind", None))


def kind_asked(text: str) -> str | None:
    """The kind of model a text is about, as the catalogue writes it, such as video or dense."""
    return next((k for k in _ASKED_KINDS if phrase("vram", f"kind_{k}").search(text)), None)


def licence_asked(text: str) -> str | None:
    """The licence that a choice of models is bound to, as the catalogue writes it."""
    return next((name for name, key in _LICENCES.items() if phrase("vram", key).search(text)), None)


def _part_asked(text: str, found: dict[str, Any]) -> None:
    """Whether training is meant, or one part of the memory alone."""
    trains = phrase("vram", "training").search(text) is not None
    if (trains and "model" in found) or (found.get("which") == "card" and is_to_train(text)):
        found["task"] = "training"
    if re.search(
        r"(?:kv|key[- ]?value)[- ]?cache|kv ?缓存|键值缓存", text, re.IGNORECASE
    ) and not _is_set(text, found):
        found["part"] = "kv_cache"
    elif re.search(
        r"\bweights? (?:in|at|of|only|size|alone)\b|model weights|only the weights|权重",
        text,
        re.IGNORECASE,
    ):
        found["part"] = "weights"


def _is_set(text: str, found: dict[str, Any]) -> bool:
    """Whether the cache is a setting of the check ("q8 kv cache"), not what is asked about."""
    if "kv_precision" not in found:
        return False
    if _WITH_CACHE.search(text):
        return True
    return bool({"gpu", "solve"} & set(found)) and not phrase("vram", "of_cache").search(text)


def _unresolved_family(found: dict[str, Any]) -> str | None:
    """A family's name where the catalogue knows only its members: "Qwen3 on 12 GB"."""
    name = found.get("model")
    if name is None or catalog.find_model(name) is not None:
        return None
    stem = squashed(name)
    members = [m for m in catalogue_models() if squashed(m).startswith(stem)]
    return name if len(members) > 1 else None


def _family(text: str, entities: Sequence[Entity]) -> str | None:
    """The family to choose from: the longest name of a product or model."""
    systems = [e for e in entities if e.kind == "system" and is_run(e.canonical)]
    named = systems or [e for e in entities if e.kind == "model"]
    if not named:
        return None
    family = max(named, key=lambda entity: entity.end - entity.start)
    number = re.match(r"[ -]?\d+(?:\.\d+)?n?(?![\w.])", text[family.end :])
    version = f"{family.canonical} {number[0].strip(' -')}" if number else ""
    held = any(catalog.is_of_family(model, version) for model in catalog.models()) if version else 0
    return version if held else family.canonical


def _points_back(text: str, entities: Sequence[Entity]) -> bool:
    """Whether the models are those of a list before ("which of those"), which is not read here."""
    back = phrase("vram", "from_before").search(text) is not None
    return back and _family(text, entities) is None


def _names_one(text: str, entities: Sequence[Entity]) -> bool:
    """Whether a model of one size is named ("Qwen3-8B"), not a family to choose from."""
    models = [e for e in entities if e.kind == "model"]
    return any(re.search(r"\d\s?[bB](?![A-Za-z])", text[e.start : e.end]) for e in models)
