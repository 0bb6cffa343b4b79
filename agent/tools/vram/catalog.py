"""The models we know, by the names people give them; cards are found in `cards`."""

import re
from dataclasses import fields, replace
from functools import cache
from typing import Any, NamedTuple

from agent.tools.bilingual import Note, join
from agent.tools.vram.cards import find_gpu, gpu_aliases, list_gpus
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import rows, table
from agent.tools.vram.formats import format_in_name
from agent.tools.vram.model import Model
from agent.tools.vram.names import Tokens, begins, closest_names, closest_spelling, tokens, words
from agent.tools.vram.ollama import tagged_model

__all__ = [
    "Found",
    "Model",
    "find_gpu",
    "find_model",
    "frame_rate",
    "gpu_aliases",
    "is_known",
    "is_of_family",
    "list_gpus",
    "list_models",
    "model_aliases",
    "models",
    "read_model",
]

_VARIANT = re.compile(
    r"[-_ ](instruct|chat|it|base|hf|thinking|diffusers|preview|gguf|mlx|unsloth"
    r"|2[3-6](?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[0-3]\d|v0\.\d)$",  # dated releases: 2507, 0528
    re.I,
)
_GGUF_ENDING = re.compile(r"(?:-\d{5}-of-\d{5})?\.gguf$", re.I)
_POLITE = re.compile(r"^(?:the|my|a|an|model|模型)\s+|\s+(?:model|models|模型)$", re.I)
_BARE_SIZE = re.compile(r"^(\d+(?:\.\d+)?)\s*([bt])(?:illion)?(?:\s*parameters?)?$", re.I)


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


def frame_rate(name: str) -> float | None:
    """Frames a second of the clips that a model makes, where its maker's card states them."""
    rates: dict[str, float] = table("frame_rates")["rates"]
    return next((float(rates[start]) for start in rates if name.startswith(start)), None)


def read_model(text: str) -> Found:
    """The model a person means, with the format in its name; an error names the closest ones."""
    name = _GGUF_ENDING.sub("", text.strip())
    if not name:
        raise CannotEstimate(
            Note("No model was named.", "没有给出模型。"),
            Note("Name one, for example Qwen3-8B.", "请给出一个，例如 Qwen3-8B。"),
        )
    for candidate, precision in _readings(name):
        if model := _exact(candidate):
            return Found(model, precision)
    if size := _BARE_SIZE.match(_POLITE.sub("", name)):
        return Found(_dense_of_size(float(size[1]) * (1000 if size[2] in "tT" else 1)))
    if closed := _closed(name):
        return Found(closed)
    if tagged := tagged_model(name, models()):
        return Found(tagged, format_in_name(name)[1])
    for candidate, precision in _readings(name):
        if (spelt := closest_spelling(candidate, _names())) is not None:
            return Found(_names()[spelt], precision)
    raise _unknown(name)


def is_known(text: str) -> bool:
    """Whether an exact name of the catalogue is meant; spelling is not forgiven."""
    return any(_exact(candidate) for candidate, _ in _readings(_GGUF_ENDING.sub("", text.strip())))


def list_models(family: str | None = None) -> list[dict[str, Any]]:
    """Every model of the catalogue, or of one family, as rows."""
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
        if not family or is_of_family(model, family)
    ]


def is_of_family(model: Model, family: str) -> bool:
    """Whether a model belongs to a family by its name: Qwen3-8B to Qwen3, Qwen3.5-9B does not.

    A family with a number is that generation alone: Qwen3-VL is another.
    """
    wanted = tokens(family)
    if wanted and wanted[-1][0].isdigit() and wanted in _families():
        return tokens(model.family) == wanted
    return any(
        name == wanted or begins(name, wanted) for name in map(tokens, (model.family, model.name))
    )


@cache
def _families() -> frozenset[Tokens]:
    return frozenset(tokens(model.family) for model in models())


@cache
def models() -> tuple[Model, ...]:
    """Every open model of the catalogue."""
    known = {spec.name for spec in fields(Model)}
    return tuple(Model(**{k: v for k, v in row.items() if k in known}) for row in rows("models"))


@cache
def model_aliases() -> dict[str, str]:
    """Every name by which a model is known, closed ones included -> its canonical name."""
    table = {alias: model.name for model in models() for alias in (model.name, *model.aliases)}
    table |= {alias: model.called for alias, model in _versions().items()}
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
    for alias, model in _versions().items():
        index.setdefault(tokens(alias), model)
    return index


@cache
def _versions() -> dict[str, Model]:
    """Names of versions that share another row's architecture -> that row, called so."""
    by_name = {model.name: model for model in models()}
    found: dict[str, Model] = {}
    for row in rows("versions"):
        base = by_name[row["of"]]
        version = replace(
            base,
            called=row["name"],
            called_source=row["source"],
            is_called_unread=bool(row.get("nominal")),
            beside=Note(row["with"], row["with_zh"]) if "with" in row else "",
            max_context=row.get("max_context", base.max_context),
        )
        found |= dict.fromkeys((row["name"], *row.get("aliases", ())), version)
    return found


@cache
def _names() -> dict[str, Model]:
    """Every name as it is written -> its model."""
    names = {model.name: model for model in models()}
    for model in models():
        for alias in model.aliases:
            names.setdefault(alias, model)
    for alias, model in _versions().items():
        names.setdefault(alias, model)
    return names


def _dense_of_size(billions: float) -> Model:
    if not 0.01 <= billions <= 20_000:
        raise CannotEstimate(
            Note(
                f"A model of {billions:g} billion parameters is outside what exists.",
                f"{billions:g}B 参数的模型并不存在。",
            ),
            Note(
                "Sizes from 0.01B to 20T are read as dense language models.",
                "0.01B 到 20T 之间的大小按稠密语言模型理解。",
            ),
        )
    return Model(
        name=Note(f"{billions:g}B language model", f"{billions:g}B 语言模型"),
        kind="llm",
        params_b=billions,
        nominal=True,
        note="a bare size: read as a dense language model of that size",
    )


def _closed(name: str) -> Model | None:
    """The closed model whose name a text begins with; of two, the longer name."""
    matches = [
        (len(start), row)
        for row in rows("closed")
        for start in (row["name"], *row["aliases"])
        if _goes_on(name, start)
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


def _goes_on(name: str, start: str) -> bool:
    """Whether a name is a closed one or a version of it: "Claude Opus 4.5", never "Claudette".

    Where open models share the beginning ("Kimi-K2") only the name itself is the closed one.
    """
    said, wanted = words(name), tokens(start)
    if tokens(name) == wanted:
        return True
    if not start.isascii():
        return name.startswith(start)
    if not any(tokens(" ".join(said[:n])) == wanted for n in range(1, len(said))):
        return False
    first = words(start)
    return not any(words(model.name)[: len(first)] == first for model in models())


def _unknown(name: str) -> CannotEstimate:
    family = [m.name for m in models() if begins(tokens(m.name), tokens(name))]
    if family:
        sizes = join(family[:8], ", ", "、")
        return CannotEstimate(
            Note(
                f"{name!r} is a family of models; which one?", f"“{name}”是一个模型系列，哪一个？"
            ),
            Note(f"Name a size: {sizes}.", f"请指明大小：{sizes.zh}。"),
            family,
        )
    near = closest_names(name, model_aliases())
    names = join(near[:3], ", ", "、")
    hint = (
        Note(f"Did you mean {names}?", f"您是否要找 {names.zh}？")
        if near
        else Note(
            "`vendorscope vram --list models` shows all names.",
            "用 `vendorscope vram --list models` 查看全部名称。",
        )
    )
    return CannotEstimate(Note(f"Unknown model {name!r}.", f"未知的模型“{name}”。"), hint, near)
