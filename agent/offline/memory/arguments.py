"""The arguments of a memory check, read from a question."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from agent.offline.entities import Entity
from agent.offline.memory.cards import asks_of_card, is_to_train, read_cards
from agent.offline.memory.choice import models_by
from agent.offline.memory.manner import read_manner
from agent.offline.memory.picture import read_picture
from agent.offline.memory.workload import (
    first_precision,
    read_active,
    read_offload_and_engine,
    read_precision,
    read_tag,
    read_workload,
)
from agent.offline.memory.written_names import model_called, whole_name
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity
from agent.tools.vram import catalog

_ASKED_KINDS = ("dense", "moe", "image", "video", "3d", "audio", "llm")
_LICENCES = {"Apache-2.0": "licence_apache", "MIT": "licence_mit"}
_SIZE = re.compile(r"(?<![A-Za-z0-9_.])A?(\d+(?:\.\d+)?)\s?B(?![A-Za-z])", re.IGNORECASE)
_WITH_CACHE = re.compile(
    r"(?:with|using|if|set)\s+(?:[\w.-]+\s+){0,4}?kv[- ]?cache|(?:用|换成|改成|配).{0,12}kv ?(?:cache|缓存)"
    r"|kv ?(?:cache|缓存).{0,4}(?:用|换成|改成)",
    re.IGNORECASE,
)
"""A cache that is a setting of the check, not what is asked about."""
_KINDS = ("T2V", "I2V", "TI2V", "S2V", "Animate")
_ACTIVE = re.compile(
    r"(?:\bactivat\w+|激活)\s?(?:(?:just|only|了|约)\s?)?[\d.]+ ?B|[\d.]+ ?B (?:\w+ )?active", re.I
)
NOT_RUN = frozenset(
    {"Office", "Windows AI", "World population", "Azure", "LMArena", "GitHub Copilot", "WeKnora"}
)
"""Products that nobody puts on a card."""


def is_run(product: str) -> bool:
    """Whether a product may be put on a card: no service, and no runtime that others run in."""
    runtimes = table("engines")
    is_runtime = any(re.fullmatch(written, product, re.IGNORECASE) for written in runtimes)
    return product not in NOT_RUN and not is_runtime


def vram_arguments(
    text: str, entities: Sequence[Entity], quantities: Sequence[Quantity]
) -> tuple[dict[str, Any], list[str]]:
    """Arguments that the text gives, and notes on what it takes for granted."""
    found: dict[str, Any] = {}
    notes: list[str] = []
    _model(text, entities, found)
    read_cards(text, entities, quantities, found, notes)
    read_precision(text, found)
    read_workload(text, quantities, found)
    read_picture(text, quantities, found, notes)
    read_offload_and_engine(text, found)
    read_tag(text, found, notes)
    read_active(text, found, notes)
    _pair(text, entities, found)
    _asked(text, entities, found)
    read_manner(text, found)
    if found.get("which") == "gpus" and phrase("vram", "cheapest").search(text):
        notes.append("no_card_prices|")
    if phrase("vram", "adapters").search(text) and found.get("task") != "training":
        notes.append("adapters|")
    if phrase("vram", "short_prompt").search(text):
        found.setdefault("context", 2048)
        notes.append("short prompt")
    return found, notes


def _model(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    models = [e for e in entities if e.kind == "model"]
    systems = [e for e in entities if e.kind == "system" and is_run(e.canonical)]
    longest = max(models, key=_length, default=None)
    within = max(systems, key=_length, default=None)
    is_open = longest is not None and longest.canonical in _catalogue_models()
    if (
        longest
        and (within is None or _length(longest) >= _length(within))
        and (is_open or within is None)
    ):
        unknown = _in_full(text, longest, within)
        family = within.canonical if within and within.start == longest.start else None
        found["model"] = unknown or _sized(longest.canonical, longest, text, family)
        others = tuple(dict.fromkeys(e.canonical for e in models))
        if len(others) > 1 and not unknown:
            found["models"] = list(others)
    elif within:
        found["model"] = (
            model_called(text, within)
            or whole_name(text, within)
            or _sized(within.canonical, within, text)
        )
    elif size := _bare_size(text):
        found["model"] = size
    if "model" in found:
        found["model"] = _stage(found["model"], text)


def _stage(model: str, text: str) -> str:
    """The one stage asked of a model that the catalogue also holds in stages: only the shape."""
    if phrase("vram", "part_both").search(text):
        return re.sub(r"-(?:Shape|Paint)$", "", model)
    staged = {n for s in ("Shape", "Paint") if (n := f"{model}-{s}") in _catalogue_models()}
    asked = {
        f"{model}-{stage}"
        for stage in ("Shape", "Paint")
        if phrase("vram", f"part_{stage.lower()}").search(text)
    }
    one = staged & asked
    return one.pop() if len(one) == 1 else model


def _pair(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    """`pairs` where each of several models has a format of its own: "Qwen3-14B Q8 or -32B Q4"."""
    models = [e for e in entities if e.kind == "model"]
    ends = [*(e.start for e in models[1:]), len(text)]
    formats = [first_precision(text[e.end : end]) for e, end in zip(models, ends, strict=False)]
    if "models" in found and len(set(formats)) > 1 and all(formats):
        found["pairs"] = [[e.canonical, f] for e, f in zip(models, formats, strict=True)]


def _in_full(text: str, model: Entity, system: Entity | None) -> str | None:
    """The name as written where neither the model's nor the product's is all of it."""
    written = whole_name(text, model)
    if written and system and system.start <= model.start and model.end < system.end:
        return whole_name(text, system)
    return written


def _length(entity: Entity) -> int:
    return entity.end - entity.start


def _sized(name: str, entity: Entity, text: str, family: str | None = None) -> str:
    """The catalogue's model of that family and of the size said beside it: "Wan2.2的14B".

    Where no name begins as it is written, the family's do: "wan 2.2 14b i2v".
    """
    written = text[entity.start : entity.end]
    beside = text.replace(written, " ")
    if not _SIZE.search(beside) and not _kinds_in(beside):
        return name
    stem = written if written.isascii() and entity.score == 1 else family or name
    whole = f"{written[len(family) :]} {beside}" if family else beside
    fitting = _of_stem(stem, beside) or (_of_stem(family, whole) if family else [])
    return min(
        fitting, key=lambda m: ("I2V" in m or "S2V" in m or "Animate" in m, len(m), m), default=name
    )


def _of_stem(stem: str, beside: str) -> list[str]:
    """Catalogue models whose names begin so, of the first size and every task said beside."""
    size, kinds = _SIZE.search(beside), _kinds_in(beside)
    sized = re.compile(rf"(?<![\d.])A?{re.escape(size[1])}B" if size else "", re.IGNORECASE)
    return [
        name
        for name in _catalogue_models()
        if _squashed(name).startswith(_squashed(stem))
        and sized.search(name)
        and all(kind.lower() in re.split(r"[-_ ]", name.lower()) for kind in kinds)
    ]


def _kinds_in(text: str) -> list[str]:
    return [k for k in _KINDS if re.search(rf"(?<![A-Za-z]){k}(?![A-Za-z])", text, re.IGNORECASE)]


def _squashed(name: str) -> str:
    return re.sub(r"[^\w.]|_", "", name).lower()


def _bare_size(text: str) -> str | None:
    """The first size said of a model without a name, not that of its active part."""
    size = re.search(
        r"(?<![A-Za-z0-9_.$€£¥-])(\d{1,4}(?:\.\d+)?)\s?[bB](?:illion[- ]param\w*)?(?=[\s,.?？，。的-]"
        r"|$|[\u4e00-\u9fff])",
        _ACTIVE.sub(" ", text),
    )
    return f"{size[1]}B" if size else None


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
        and not ("cards" in found and "model" in found)
        and not _points_back(text, entities)
    ):
        _choose_models(text, entities, found)
    if "gpu" in found and "which" not in found and (family := _unresolved_family(found)):
        found |= {"which": "models", "family": _family(text, entities) or family}
        del found["model"]
    if "gpu" in found and not {"model", "which"} & set(found) and asks_of_card(text):
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
    if re.search(r"kv[- ]?cache|kv缓存", text, re.IGNORECASE) and not (
        "kv_precision" in found and _WITH_CACHE.search(text)
    ):
        found["part"] = "kv_cache"
    elif re.search(
        r"\bweights? (?:in|at|of|only|size|alone)\b|model weights|only the weights|权重",
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
    systems = [e for e in entities if e.kind == "system" and is_run(e.canonical)]
    named = systems or [e for e in entities if e.kind == "model"]
    if not named:
        return None
    family = max(named, key=_length)
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


@cache
def _catalogue_models() -> frozenset[str]:
    """Models whose weights are open: those that can be put on a card."""
    versions = catalog.model_aliases().values()
    return frozenset(model.name for model in catalog.models()) | frozenset(versions)
