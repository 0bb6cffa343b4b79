"""What one wants to run: a request read, checked and filled in, with what was assumed."""

import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

from agent.tools.vram.cards import Card, read_gpu
from agent.tools.vram.catalog import Found, Model, read_model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.formats import Format, find_format, formats
from agent.tools.vram.runtime import (
    Engine,
    Offload,
    Parallel,
    engines,
    find_engine,
    find_offload,
    find_parallel,
)

DEFAULT_CONTEXT = 8192
#: No model has these: beyond them a number is a slip, not a size.
LIMITS = {
    "context": 10**8,
    "prompt": 10**8,
    "width": 10**5,
    "height": 10**5,
    "frames": 10**5,
    "batch": 10**5,
    "gpus": 10**5,
}
KNOWN = frozenset(
    [
        "id",
        "model",
        "task",
        "gpu",
        "gpus",
        "precision",
        "kv_precision",
        "component_precision",
        "context",
        "prompt",
        "batch",
        "width",
        "height",
        "frames",
        "offload",
        "engine",
        "engine_note",
        "parallel",
        "solve",
    ]
)


@dataclass(frozen=True)
class Workload:
    """A request as understood; every value is set."""

    model: Model
    card: Card | None
    gpus: int
    precision: Format | None
    """None is native: what the files hold."""
    kv: Format
    parts: dict[str, Format]
    """Formats of single components, by role (`dit`, `text_encoder`, `vae`) or name."""
    context: int
    prompt: int
    batch: int
    width: int
    height: int
    frames: int
    offload: Offload
    engine: Engine
    parallel: Parallel | None
    task: str = ""
    note: str = ""
    """The engine's note, read where it names a switch."""
    as_maker: bool = False
    """Engine and offload were chosen by us, as the maker runs it on one card."""
    assumptions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    given: frozenset[str] = field(default_factory=frozenset[str])

    def changed(self, **values: Any) -> "Workload":
        """The same workload with some values changed."""
        return replace(self, **values)


def read_workload(model: str | Model, gpu: str | Card | None, request: dict[str, Any]) -> Workload:
    """A request in the names of the contract -> a workload; a `CannotEstimate` says what is off."""
    asked = {key: value for key, value in request.items() if value is not None and value != ""}
    said: list[str] = []
    cautions = [
        f"{key!r} is not a setting of this check and was ignored."
        for key in sorted(asked.keys() - KNOWN)
    ]
    found = Found(model) if isinstance(model, Model) else read_model(_text("model", model))
    card = gpu if isinstance(gpu, Card) or gpu is None else read_gpu(_text("gpu", gpu))
    sizes = {name: _size(name, asked[name]) for name in LIMITS if name in asked}
    gpus = sizes.get("gpus") or (card.count if card and card.count else 1)
    engine, offload, as_maker, why = _way_of_running(found.model, asked, gpus)
    said += why
    engine_read, caution = find_engine(asked.get("engine"))
    engine = engine_read if asked.get("engine") else engine
    if caution:
        cautions.append(caution)
    precision = _precision(asked.get("precision"), found.precision)
    if precision is None:
        said.append(f"Weights as the files hold them ({found.model.dtype}).")
    kv = find_format(str(asked.get("kv_precision") or "bf16"))
    shape = _shape(found.model, sizes, said, cautions)
    _say_card(card, said)
    note = f"{asked.get('engine_note') or ''}"
    parallel = find_parallel(_or_none(asked.get("parallel")), note, gpus)
    return Workload(
        model=found.model,
        card=card,
        gpus=gpus,
        precision=precision,
        kv=kv,
        parts=_parts(asked.get("component_precision")),
        offload=offload,
        engine=engine,
        parallel=parallel,
        task=str(asked.get("task") or ""),
        note=note,
        as_maker=as_maker,
        assumptions=tuple(said),
        cautions=tuple(cautions),
        given=frozenset(asked),
        **shape,
    )


def _way_of_running(
    model: Model, asked: dict[str, Any], gpus: int
) -> tuple[Engine, Offload, bool, list[str]]:
    """Engine and offload: as asked, or as the maker runs a pipeline on one card."""
    is_pipeline = bool(model.parts or model.stages)
    named = bool(asked.get("engine") or asked.get("offload"))
    offload = find_offload(_or_none(asked.get("offload")))
    if named or not is_pipeline:
        said = [] if named else ["Engine: any (all weights on the card, no runtime's savings)."]
        if asked.get("engine") == "official" and not asked.get("offload") and model.maker:
            offload = find_offload(model.maker.get("offload")) if gpus == 1 else offload
        return engines()["any"], offload, False, said
    if model.maker is None or gpus > 1:
        return engines()["any"], offload, False, ["Engine: any, all parts on the card."]
    way = model.maker["offload"]
    return (
        engines()["official"],
        find_offload(way),
        True,
        [f"Run as its maker does on one card (offload {way}): {model.maker['note']}."],
    )


def _shape(
    model: Model, sizes: dict[str, int], said: list[str], cautions: list[str]
) -> dict[str, int]:
    """Tokens, pixels and frames, with the defaults of the model."""
    batch = sizes.get("batch") or 1
    if "batch" not in sizes:
        said.append("Batch 1.")
    if model.parts or model.stages:
        return {"context": 0, "prompt": 0, "batch": batch} | _picture(model, sizes, said, cautions)
    context = sizes.get("context")
    if context is None:
        context = max(sizes.get("prompt", 0), min(DEFAULT_CONTEXT, model.max_context or 10**9))
        said.append(f"Context {context:,} tokens.")
    prompt = sizes.get("prompt", context)
    if prompt > context:
        context = prompt
        cautions.append("The prompt is longer than the context; the prompt was taken for both.")
    if "prompt" not in sizes:
        said.append("The whole context may be prompt.")
    if model.max_context and context > model.max_context:
        cautions.append(
            f"{context:,} tokens are past the model's own limit of {model.max_context:,}."
        )
    return {
        "context": context,
        "prompt": prompt,
        "batch": batch,
        "width": 0,
        "height": 0,
        "frames": 0,
    }


def _picture(
    model: Model, sizes: dict[str, int], said: list[str], cautions: list[str]
) -> dict[str, int]:
    default = model.defaults or {"width": 1024, "height": 1024}
    width, height = sizes.get("width"), sizes.get("height")
    if (width is None) != (height is None) and model.defaults:
        # one side given ("720p"): keep the model's shape, the given side being the short one
        short = width or height or 0
        ratio = max(default["width"], default["height"]) / min(default["width"], default["height"])
        width, height = math.ceil(short * ratio / 16) * 16, short
        said.append(f"Size {width} x {height}: the shape of the model's default.")
    elif width is None or height is None:
        width, height = default["width"], default["height"]
        if model.parts:
            said.append(f"Size {width} x {height}, the model's default.")
    frames = sizes.get("frames")
    if frames is None:
        frames = default.get("frames", 1)
        if frames > 1:
            said.append(f"{frames} frames, the model's default.")
    if model.kind == "image" and frames > 1:
        cautions.append(f"{model.name} makes single images; frames were read as 1.")
        frames = 1
    largest = default["width"] * default["height"] * default.get("frames", 1)
    if model.parts and width * height * frames > 4 * largest:
        cautions.append("This is far past the size the model was made for.")
    return {"width": width, "height": height, "frames": frames}


def _precision(asked: Any, in_name: str | None) -> Format | None:
    text = str(asked).strip() if asked else in_name
    if asked and str(asked).strip().lower() == "native":
        text = in_name
    return find_format(text) if text and text.lower() != "native" else None


def _parts(asked: Any) -> dict[str, Format]:
    """Formats of components: `{"dit": "fp8", "text_encoder": {"T5": "nf4"}}` flattened."""
    if asked is None:
        return {}
    if not isinstance(asked, dict):
        raise CannotEstimate(
            "The precision of components must name each component.",
            'For example {"dit": "fp8", "text_encoder": "nf4"}.',
        )
    flat: dict[str, Format] = {}
    for name, value in asked.items():  # pyright: ignore[reportUnknownVariableType] - JSON from outside
        inner: dict[Any, Any] = value if isinstance(value, dict) else {name: value}  # pyright: ignore[reportUnknownVariableType]
        for key, text in inner.items():
            if text is not None:
                native = str(text).lower() == "native"
                flat[_role(str(key))] = formats()["bf16"] if native else find_format(str(text))
    return flat


def _role(name: str) -> str:
    key = re.sub(r"[^a-z0-9]", "", name.lower())
    if key in ("dit", "transformer", "unet", "transformer2", "denoiser"):
        return "dit"
    if key.startswith(("textencoder", "te")) and not key[-1:].isdigit():
        return "text_encoder"
    return key


def _size(name: str, value: Any) -> int:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise CannotEstimate(
            f"{name.capitalize()} {value!r} is not a number.", "Give a whole number."
        ) from None
    if not math.isfinite(number) or number != int(number):
        raise CannotEstimate(f"{name.capitalize()} {value!r} is not a whole number.")
    if number <= 0:
        raise CannotEstimate(f"{name.capitalize()} must be at least 1, not {int(number)}.")
    if number > LIMITS[name]:
        raise CannotEstimate(
            f"{name.capitalize()} {int(number):,} is beyond any model.",
            f"The most that is read is {LIMITS[name]:,}.",
        )
    return int(number)


def _say_card(card: Card | None, said: list[str]) -> None:
    if card is None:
        return
    said.append(
        f"{card.name}: {card.memory_gib:g} GiB, about {card.usable_gib:g} usable"
        + (f" ({card.note})." if card.note else ".")
    )


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise CannotEstimate(f"The {name} must be a name, not {value!r}.")
    return value


def _or_none(value: Any) -> str | None:
    return str(value) if value else None
