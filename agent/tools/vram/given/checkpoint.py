"""A checkpoint as published -> a model with the exact bytes of its weights, from its headers."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given import Given
from agent.tools.vram.given.headers import Files, Tensor, format_of_kind, parameters, read_json
from agent.tools.vram.given.language_config import (
    UNKNOWN_CLASS,
    contradictions,
    inner_config,
    is_known_class,
    language_facts,
)
from agent.tools.vram.given.pipeline_config import Pipeline, read_part, read_pipeline
from agent.tools.vram.given.quantised import Quantisation, quantisation
from agent.tools.vram.given.weight_files import INDEX, Stored, stored_weights

GIB = 2**30
#: Files a checkpoint begins with; without one of them nothing says what the weights are.
STARTS = ("model_index.json", "config.json")
#: Longest config or index that is read.
TEXT_LIMIT_BYTES = 64 * 2**20
_LAYER = re.compile(r"^(?:model\.|language_model\.)*layers\.(\d+)\.")
_HEAD = re.compile(r"(?:^|\.)(?:lm_head|embed_out|output_layer)\.|^output\.")
_EXPERT = re.compile(r"\.experts\.")
_ASKED = {"float32": "fp32", "float16": "fp16", "bfloat16": "bf16"}


@dataclass(frozen=True)
class LocalFiles:
    """A folder of this machine."""

    folder: Path

    @property
    def where(self) -> str:
        """Its path as given."""
        return str(self.folder)

    def names(self) -> list[str]:
        """Files of the folder and of those right in it."""
        found: list[str] = []
        for pattern in ("*", "*/*"):
            found += [str(p.relative_to(self.folder).as_posix()) for p in self.folder.glob(pattern)]
        return found

    def text(self, name: str) -> str:
        """A config or an index."""
        try:
            with (self.folder / name).open("rb") as file:
                raw = file.read(TEXT_LIMIT_BYTES + 1)
        except OSError as error:
            raise CannotEstimate(
                f"{self.folder / name} cannot be read: {error.strerror}."
            ) from None
        return decoded(raw, name, self.where)

    def span(self, name: str, start: int, length: int) -> bytes:
        """Some bytes of a file."""
        try:
            with (self.folder / name).open("rb") as file:
                file.seek(start)
                return file.read(length)
        except OSError as error:
            raise CannotEstimate(
                f"{self.folder / name} cannot be read: {error.strerror}."
            ) from None

    def size(self, name: str) -> int | None:
        """Bytes of a file."""
        return (self.folder / name).stat().st_size


def decoded(raw: bytes, name: str, where: str) -> str:
    """A config's text, within what a config can be."""
    if len(raw) > TEXT_LIMIT_BYTES:
        raise CannotEstimate(f"{name} in {where} is larger than any config.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotEstimate(f"{name} in {where} is no text.") from None


def read_checkpoint(files: Files, name: str) -> Given:
    """The model of a folder or repository; a `CannotEstimate` says what it lacks."""
    names = set(files.names())
    if "model_index.json" in names:
        return _given_pipeline(read_pipeline(files), files, name)
    if "config.json" not in names:
        raise CannotEstimate(
            f"{files.where} has neither config.json nor model_index.json.",
            "Name the folder or repository of a model in the format of transformers or diffusers.",
        )
    config = read_json(files, "config.json")
    if config.get("_class_name"):
        return _given_pipeline(read_part(files, config), files, name)
    return _given_language(files, config, name)


def _given_pipeline(read: Pipeline, files: Files, name: str) -> Given:
    source = f"headers and configs of {files.where}"
    model = Model(name=name, source=source, **read.facts)
    held = sum(part["bytes"] * part.get("copies", 1) for part in model.parts)
    return Given(model, None, {}, (_held(held), *read.assumptions), read.cautions, source)


def _given_language(files: Files, config: dict[str, Any], name: str) -> Given:
    stored = stored_weights(files)
    if stored is None:
        raise CannotEstimate(
            f"{files.where} has a config.json and no weights.",
            "Weights are read from .safetensors files, or the sizes of pytorch_model.bin files.",
        )
    told = inner_config(config)
    facts = language_facts(config, stored.tensors)
    quant = quantisation(config) or quantisation(told) or _beside(files)
    bits = quant.bits if quant else None
    tied = _is_tied(told, stored.tensors)
    loaded = _loaded(stored.tensors, told, facts, tied)
    count = parameters(loaded, bits) if stored.tensors else stored.parameters(bits)
    if count < 1:
        raise CannotEstimate(f"The weight files of {files.where} hold no parameters.")
    source = f"headers and config of {files.where}"
    size = sum(tensor.size for tensor in loaded) if stored.tensors else stored.size
    model = Model(
        name=name,
        kind="llm",
        params_b=count / 1e9,
        active_b=_active(loaded, facts, count, bits),
        dtype=quant.name if quant else format_of_kind(stored.kind),
        file_bytes=size,
        tied=tied,
        doubt=0.0 if is_known_class(config) else UNKNOWN_CLASS,
        source=source,
        **{key: value for key, value in facts.items() if value is not None},
    )
    cautions = (
        *stored.cautions,
        *_other_type(told, model, quant),
        *contradictions(config, stored.tensors),
        *_unknown_class(config),
    )
    said = (_held(size), *_left_out(stored, loaded))
    return Given(model, None, {}, said, cautions, source)


def _unknown_class(config: dict[str, Any]) -> tuple[str, ...]:
    """A caution where nobody here knows how the class runs."""
    if is_known_class(config):
        return ()
    named: Any = config.get("architectures") or config.get("model_type") or "no class"
    name = ", ".join(map(str, named)) if isinstance(named, list) else named  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - JSON from outside
    name = str(name)[:80]
    return (
        Note(
            f"The class of this model ({name}) is not known here: its layers are read as a usual "
            "decoder's, and the range is wider.",
            f"不认识该模型的类（{name}）：各层按常见解码器理解，范围因此更宽。",
        ),
    )


def _beside(files: Files) -> Quantisation | None:
    """What NVIDIA's ModelOpt writes into a file of its own."""
    if "hf_quant_config.json" not in files.names():
        return None
    told: Any = read_json(files, "hf_quant_config.json").get("quantization")
    if not isinstance(told, dict):
        return None
    return quantisation({"quantization_config": {"quant_method": "modelopt", **told}})


def _is_tied(told: dict[str, Any], tensors: list[Tensor]) -> bool:
    """Whether one table serves as embedding and head."""
    if told.get("tie_word_embeddings") is True:
        return True
    return bool(tensors) and not any(_HEAD.search(tensor.name) for tensor in tensors)


def _loaded(
    tensors: list[Tensor], told: dict[str, Any], facts: dict[str, Any], tied: bool
) -> list[Tensor]:
    """What a runtime loads: no second copy of a tied head, no layers for speculative decoding."""
    layers = facts.get("layers") if told.get("num_nextn_predict_layers") else None

    def is_loaded(tensor: Tensor) -> bool:
        if tied and _HEAD.search(tensor.name):
            return False
        layer = _LAYER.match(tensor.name)
        is_extra = layer is not None and layers is not None and int(layer[1]) >= layers
        return not is_extra and not tensor.name.startswith("mtp.")

    return [tensor for tensor in tensors if is_loaded(tensor)]


def _active(
    tensors: list[Tensor], facts: dict[str, Any], count: int, bits: int | None
) -> float | None:
    """Billions of parameters a token passes through, of a mixture of experts."""
    experts, used = facts.get("experts"), facts.get("experts_per_token")
    if not experts or not used:
        return None
    routed = parameters([t for t in tensors if _EXPERT.search(t.name)], bits)
    return (count - routed * (1 - min(1.0, used / experts))) / 1e9


def _held(size: float) -> str:
    text = f"{size / GIB:.2f} GiB of weights, counted in the headers of the files."
    return Note(text, f"权重 {size / GIB:.2f} GiB，按文件头逐个张量计。")


def _left_out(stored: Stored, loaded: list[Tensor]) -> tuple[str, ...]:
    left = stored.size - sum(tensor.size for tensor in loaded)
    if not stored.tensors or not left:
        return ()
    text = (
        f"{left / GIB:.2f} GiB more of the files are not loaded: a second copy of a tied head, or "
        "layers for speculative decoding."
    )
    return (Note(text, f"另有 {left / GIB:.2f} GiB 不加载：共享输出层的副本或投机解码层。"),)


def _other_type(told: dict[str, Any], model: Model, quant: Quantisation | None) -> tuple[str, ...]:
    """A caution where the config asks for another type than the files hold."""
    asked = _ASKED.get(str(told.get("torch_dtype") or told.get("dtype")))
    if quant or not asked or asked == model.dtype or {asked, model.dtype} == {"bf16", "fp16"}:
        return ()
    text = (
        f"The files hold {model.dtype} and the config asks for {asked}: say which precision runs."
    )
    return (Note(text, f"文件为 {model.dtype}，而配置要求 {asked}：请指明实际精度。"),)


def folder_of(path: Path) -> Path | None:
    """The folder a path means: itself, or that of a config or index named in its place."""
    if path.is_dir():
        return path
    if path.name in STARTS or path.name.endswith(INDEX):
        return path.parent if path.is_file() else None
    return None
