"""The models we know, by the names people give them; cards are found in `cards`."""

import re
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, NamedTuple

from agent.tools.vram.cards import find_gpu, gpu_aliases, list_gpus
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import rows
from agent.tools.vram.formats import format_in_name
from agent.tools.vram.names import Tokens, closest_names, closest_spelling, tokens

__all__ = [
    "Found",
    "Model",
    "find_gpu",
    "find_model",
    "gpu_aliases",
    "list_gpus",
    "list_models",
    "model_aliases",
    "models",
    "read_model",
]

Kind = Literal["llm", "image", "video", "3d", "audio", "closed"]
_VARIANT = re.compile(
    r"[-_ ](instruct|chat|it|base|hf|thinking|diffusers|preview|gguf|mlx|unsloth|\d{4}|v\d)$", re.I
)
_POLITE = re.compile(r"^(?:the|my|a|an|model|模型)\s+|\s+(?:model|models|模型)$", re.I)
_BARE_SIZE = re.compile(r"^(\d+(?:\.\d+)?)\s*([bt])(?:illion)?(?:\s*parameters?)?$", re.I)


@dataclass(frozen=True)
class Model:
    """One row of `data/models.jsonl`; None means the fact is not published or does not apply."""

    name: str
    kind: Kind
    params_b: float | None = None
    family: str = ""
    vendor: str | None = None
    aliases: list[str] = field(default_factory=list[str])
    nominal: bool = False
    """The size is the maker's round figure, not a count of the tensors."""
    dtype: str = "bf16"
    storage: str | None = None
    """Precision in which the maker's own code keeps the DiT, where it differs from `dtype`."""
    # language models
    active_b: float | None = None
    layers: int | None = None
    hidden: int | None = None
    ffn: int | None = None
    heads: int | None = None
    kv_heads: int | None = None
    head_dim: int | None = None
    full_layers: int | None = None
    sliding_layers: int = 0
    window: int | None = None
    linear_layers: int = 0
    linear: dict[str, int] | None = None
    kv_lora: int | None = None
    rope_dim: int | None = None
    indexer_dim: int | None = None
    compressed: list[list[int]] | None = None
    """[layers, tokens a cache entry stands for], for caches compressed along the sequence."""
    experts: int | None = None
    experts_per_token: int | None = None
    shared_experts: int = 0
    moe_ffn: int | None = None
    first_dense: int = 0
    vocab: int | None = None
    tied: bool = False
    max_context: int | None = None
    attention: str | None = None
    # pipelines
    parts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    stages: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    dual_layers: int | None = None
    dit_class: str = "generic"
    vae_class: str = "generic"
    defaults: dict[str, int] = field(default_factory=dict[str, int])
    text_tokens: int = 0
    cfg_batch: int = 1
    reference_images: int = 0
    spatial: int | None = None
    temporal: int | None = None
    patch: list[int] = field(default_factory=lambda: [1, 2, 2])
    latent_channels: int | None = None
    detached: str | None = None
    maker: dict[str, str] | None = None
    # where the row comes from
    released: str | None = None
    licence: str | None = None
    note: str | None = None
    confidence: str | None = None
    source: str | None = None
    date: str | None = None


class Found(NamedTuple):
    """A model, and the weight format its name carried ("Qwen3-32B-AWQ")."""

    model: Model
    precision: str | None = None


def find_model(text: str) -> Model | None:
    """The model a person means, or None; closed models are found too (`kind` "closed")."""
    try:
        return read_model(text).model
    except CannotEstimate:
        return None


def read_model(text: str) -> Found:
    """The model a person means, with the format in its name; an error names the closest ones."""
    name = text.strip()
    if not name:
        raise CannotEstimate("No model was named.", "Name one, for example Qwen3-8B.")
    for candidate, precision in _readings(name):
        if model := _exact(candidate):
            return Found(model, precision)
    if size := _BARE_SIZE.match(_POLITE.sub("", name)):
        return Found(_dense_of_size(float(size[1]) * (1000 if size[2] in "tT" else 1)))
    if closed := _closed(tokens(name)):
        return Found(closed)
    for candidate, precision in _readings(name):
        if (spelt := closest_spelling(tokens(candidate), _index())) is not None:
            return Found(_index()[spelt], precision)
    raise _unknown(name)


def list_models(family: str | None = None) -> list[dict[str, Any]]:
    """Every model of the catalogue, or of one family, as rows."""
    wanted = "".join(tokens(family)) if family else ""
    return [
        {
            "name": model.name,
            "family": model.family,
            "vendor": model.vendor,
            "kind": model.kind,
            "params_b": model.params_b,
            "active_b": model.active_b,
            "nominal": model.nominal,
            "max_context": model.max_context,
            "released": model.released,
            "licence": model.licence,
            "source": model.source,
            "date": model.date,
        }
        for model in models()
        if "".join(tokens(model.family)).startswith(wanted)
        or "".join(tokens(model.name)).startswith(wanted)
    ]


@cache
def models() -> tuple[Model, ...]:
    """Every open model of the catalogue."""
    known = {spec.name for spec in fields(Model)}
    return tuple(Model(**{k: v for k, v in row.items() if k in known}) for row in rows("models"))


@cache
def model_aliases() -> dict[str, str]:
    """Every name by which a model is known, closed ones included -> its canonical name."""
    table = {alias: model.name for model in models() for alias in (model.name, *model.aliases)}
    for row in rows("closed"):
        table |= {alias: row["name"] for alias in (row["name"], *row["aliases"])}
    return table


def _readings(name: str) -> list[tuple[str, str | None]]:
    """The name as given, then without organisation, format and variant words."""
    plain = _POLITE.sub("", name)
    plain = plain.rsplit("/", 1)[-1] if re.fullmatch(r"[\w.-]+/[\w.-]+", plain) else plain
    plain, precision = format_in_name(plain)
    readings = [(name, None), (plain, precision)]
    while (shorter := _VARIANT.sub("", plain)) != plain:
        plain = shorter
        readings.append((plain, precision))
    return readings


def _exact(text: str) -> Model | None:
    key = tokens(text)
    return _index().get(key) if key else None


@cache
def _index() -> dict[Tokens, Model]:
    index: dict[Tokens, Model] = {}
    for model in models():
        index[tokens(model.name)] = model
    for model in models():
        for alias in model.aliases:
            index.setdefault(tokens(alias), model)
    return index


def _dense_of_size(billions: float) -> Model:
    if not 0.01 <= billions <= 20_000:
        raise CannotEstimate(
            f"A model of {billions:g} billion parameters is outside what exists.",
            "Sizes from 0.01B to 20T are read as dense language models.",
        )
    return Model(
        name=f"{billions:g}B language model",
        kind="llm",
        params_b=billions,
        nominal=True,
        note="a bare size: read as a dense language model of that size",
    )


def _closed(name: Tokens) -> Model | None:
    """The closed model whose name a text begins with; of two, the longer name."""
    matches = [
        (len("".join(start)), row)
        for row in rows("closed")
        for start in map(tokens, (row["name"], *row["aliases"]))
        if name[: len(start)] == start or (len(start) == 1 and _goes_on(name, start[0]))
    ]
    if not matches:
        return None
    row = max(matches, key=lambda match: match[0])[1]
    return Model(
        name=row["name"],
        kind="closed",
        vendor=row["vendor"],
        source=row["source"],
        date=row["date"],
    )


def _goes_on(name: Tokens, word: str) -> bool:
    """Whether a name continues a closed one; short words ("kimi") begin open names too."""
    return bool(name) and len(word) > 4 and name[0].startswith(word)


def _unknown(name: str) -> CannotEstimate:
    family = [m.name for m in models() if _begins(tokens(m.name), tokens(name))]
    if family:
        return CannotEstimate(
            f"{name!r} is a family of models; which one?",
            "Name a size: " + ", ".join(family[:8]) + ".",
            family,
        )
    near = closest_names(name, model_aliases())
    hint = f"Did you mean {', '.join(near[:3])}?" if near else "List the models to see all names."
    return CannotEstimate(f"Unknown model {name!r}.", hint, near)


def _begins(name: Tokens, start: Tokens) -> bool:
    """Whether a name goes on where `start` ends: "Qwen3" -> "Qwen3-8B", never "Qwen38B"."""
    last = len(start) - 1
    if last < 0 or len(name) <= last or name[:last] != start[:last]:
        return False
    word = start[last]
    return name[last] == word or (len(word) > 2 and word.isalpha() and name[last].startswith(word))
