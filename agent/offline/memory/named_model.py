"""The model of a memory question: its catalogue name, out of family, size, task and stage as said."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from agent.offline.entities import Entity
from agent.offline.memory.mixtures import without_active
from agent.offline.memory.written_names import model_called, unlisted_model, whole_name
from agent.offline.vocabulary import phrase, table
from agent.tools.vram import catalog

_SIZE = re.compile(r"(?<![A-Za-z0-9_.])A?(\d+(?:\.\d+)?)\s?B(?![A-Za-z])", re.IGNORECASE)
_KINDS = ("T2V", "I2V", "TI2V", "S2V", "Animate")
NOT_RUN = frozenset(
    {"Office", "Windows AI", "World population", "Azure", "LMArena", "GitHub Copilot", "WeKnora"}
)
"""Products that nobody puts on a card."""


def is_run(product: str) -> bool:
    """Whether a product may be put on a card: no service, and no runtime that others run in."""
    runtimes = table("engines")
    is_runtime = any(re.fullmatch(written, product, re.IGNORECASE) for written in runtimes)
    return product not in NOT_RUN and not is_runtime


def read_model(text: str, entities: Sequence[Entity], found: dict[str, Any]) -> None:
    """`model`, and `models` where several are named."""
    models = [e for e in entities if e.kind == "model"]
    systems = [e for e in entities if e.kind == "system" and is_run(e.canonical)]
    longest = max(models, key=_length, default=None)
    within = max(systems, key=_length, default=None)
    is_open = longest is not None and longest.canonical in catalogue_models()
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
    elif unlisted := unlisted_model(text, entities):
        found["model"] = unlisted
    if "model" in found:
        _read_stage(found, text)


def _read_stage(found: dict[str, Any], text: str) -> None:
    """The stage asked, or one stage and the whole model where either is: "shape or with texture"."""
    whole, shape = str(found["model"]), f"{found['model']}-Shape"
    if phrase("vram", "part_either").search(text) and shape in catalogue_models():
        found |= {"model": shape, "models": [shape, whole]}
    else:
        found["model"] = _stage(whole, text)


def _stage(model: str, text: str) -> str:
    """The one stage asked of a model that the catalogue also holds in stages: only the shape."""
    if phrase("vram", "part_both").search(text):
        return re.sub(r"-(?:Shape|Paint)$", "", model)
    staged = {n for s in ("Shape", "Paint") if (n := f"{model}-{s}") in catalogue_models()}
    asked = {
        f"{model}-{stage}"
        for stage in ("Shape", "Paint")
        if phrase("vram", f"part_{stage.lower()}").search(text)
    }
    one = staged & asked
    return one.pop() if len(one) == 1 else model


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
    return min(fitting, key=_plainest, default=name)


def model_of_size(family: str, size: str) -> str | None:
    """The catalogue's model of a family and size.

    >>> model_of_size("Wan2.2", "5B"), model_of_size("Qwen3", "30B-A3B"), model_of_size("Qwen3", "5B")
    ('Wan2.2-TI2V-5B', 'Qwen3-30B-A3B', None)
    """
    return min(_of_stem(family, size), key=_plainest, default=None)


def _plainest(model: str) -> tuple[bool, int, str]:
    return "-I2V" in model or "S2V" in model or "Animate" in model, len(model), model


def _of_stem(stem: str, beside: str) -> list[str]:
    """Catalogue models whose names begin so, of the first size and every task said beside."""
    size, kinds = _SIZE.search(beside), _kinds_in(beside)
    sized = re.compile(rf"(?<![\d.])A?{re.escape(size[1])}B" if size else "", re.IGNORECASE)
    return [
        name
        for name in catalogue_models()
        if squashed(name).startswith(squashed(stem))
        and sized.search(name)
        and all(kind.lower() in re.split(r"[-_ ]", name.lower()) for kind in kinds)
    ]


def _kinds_in(text: str) -> list[str]:
    """The tasks said, as codes or in words: I2V, "image to video", 图生视频."""
    return [
        k
        for k in _KINDS
        if re.search(rf"(?<![A-Za-z]){k}(?![A-Za-z])", text, re.IGNORECASE)
        or phrase("vram", f"task_{k.lower()}").search(text)
    ]


def squashed(name: str) -> str:
    return re.sub(r"[^\w.]|_", "", name).lower()


def _bare_size(text: str) -> str | None:
    """The first size said of a model without a name, not that of its active part."""
    size = re.search(
        r"(?<![A-Za-z0-9_.$€£¥-])(\d{1,4}(?:\.\d+)?)\s?[bB](?:illion[- ]param\w*)?(?=[\s,.?？，。的-]"
        r"|$|[\u4e00-\u9fff])",
        without_active(text),
    )
    return f"{size[1]}B" if size else None


@cache
def catalogue_models() -> frozenset[str]:
    """Models whose weights are open: those that can be put on a card."""
    versions = catalog.model_aliases().values()
    return frozenset(model.name for model in catalog.models()) | frozenset(versions)
