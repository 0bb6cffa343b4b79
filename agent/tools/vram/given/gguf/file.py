"""A `.gguf` file as a model: its shape and the exact bytes of its tensors, from the header alone."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model, find_model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given import Given
from agent.tools.vram.given.gguf.header import Tensor, read_header
from agent.tools.vram.given.gguf.mix import count, precision_of, sizes_in_words
from agent.tools.vram.given.gguf.pipeline import read_pipeline
from agent.tools.vram.given.gguf.shape import Keys, shape
from agent.tools.vram.weights import GIB

_SPLIT = re.compile(r"^(.*)-(\d{5})-of-(\d{5})\.gguf$", re.I)
_BLOCK = re.compile(r"^blk\.(\d+)\.")
#: A model of the catalogue whose parameters differ by more is another one.
_SAME_SIZE = 0.06
_EXPERT = re.compile(r"ffn_(?:gate|up|down|gate_up)_exps")
#: Other things that GGUF holds.
_NO_MODEL = {
    "mmproj": Note("a vision projector, a part beside a language model", "语言模型的视觉投影部件"),
    "adapter": Note("a LoRA adapter", "LoRA 适配器"),
    "imatrix": Note("an importance matrix", "重要性矩阵"),
    "vocabulary": Note("a header without weights", "没有权重的文件头"),
}


def read_gguf(path: str | Path) -> Given:
    """The model of a `.gguf` file, of all its parts where it is split."""
    files = _parts(Path(path))
    headers = [read_header(file) for file in files]
    first = headers[0]
    tensors = [tensor for header in headers for tensor in header.tensors]
    keys = Keys(first.values, first.lengths)
    _refuse_other_kinds(files, keys, tensors)
    given = read_pipeline(files[0], keys, tensors) or _language(files[0], keys, tensors)
    missing = sum(header.missing for header in headers)
    if missing:
        whole = sum(tensor.size for tensor in tensors)
        caution = Note(
            f"{files[0].name} is cut short: {missing / GIB:.2f} of {whole / GIB:.2f} GiB of its "
            "tensors are not there. The figures are those of its header.",
            f"{files[0].name} 不完整：{whole / GIB:.2f} GiB 的张量缺少 {missing / GIB:.2f} GiB。"
            "数字以文件头为准。",
        )
        given = replace(given, cautions=(*given.cautions, caution))
    return given


def _parts(path: Path) -> list[Path]:
    """The file, or all parts of a split one; a part that is not there is named."""
    split = _SPLIT.match(path.name)
    if not split:
        return [path]
    count = int(split[3])
    parts = [path.with_name(f"{split[1]}-{n:05d}-of-{count:05d}.gguf") for n in range(1, count + 1)]
    missing = [part.name for part in parts if not part.exists()]
    if missing:
        names, more = ", ".join(missing[:3]), len(missing) - 3
        names += f" (+{more})" if more > 0 else ""
        raise CannotEstimate(
            Note(
                f"{path.name} is one of {count} parts; not in its folder: {names}.",
                f"{path.name} 是 {count} 个分卷之一；文件夹中缺少：{names}。",
            ),
            Note("Put all parts in one folder.", "请把所有分卷放在同一文件夹。"),
        )
    return parts


def _refuse_other_kinds(files: list[Path], keys: Keys, tensors: list[Tensor]) -> None:
    """GGUF also holds adapters, vision projectors, vocabularies: none is a model by itself."""
    name = files[0].name
    announced = keys.number("split.count") or 1
    if announced > 1 and len(files) == 1:
        raise CannotEstimate(
            Note(
                f"{name} is one of {announced} parts, and its name does not say which.",
                f"{name} 是 {announced} 个分卷之一，但名称没有说明是哪一个。",
            ),
            Note(
                "Give the parts their names back, such as model-00001-of-00003.gguf.",
                "请恢复分卷的原名，例如 model-00001-of-00003.gguf。",
            ),
        )
    kind = keys.text("general.type")
    if keys.text("general.architecture") == "clip":
        kind = "mmproj"
    what = _NO_MODEL.get(kind) or (None if tensors else _NO_MODEL["vocabulary"])
    if what:
        raise CannotEstimate(
            Note(f"{name} is {what}, no model by itself.", f"{name} 是{what.zh}，本身不是模型。"),
            Note("Name the model's own file.", "请给出模型本身的文件。"),
        )


def _language(path: Path, keys: Keys, tensors: list[Tensor]) -> Given:
    """A language model: its shape from the keys, its bytes from the tensors."""
    facts = shape(keys, tensors)
    if not facts.get("layers"):
        arch = keys.text("general.architecture") or "none"
        raise CannotEstimate(
            Note(
                f"{path.name} names the architecture {arch!r}, of which no shape can be read.",
                f"{path.name} 的架构是“{arch}”，无法读出其结构。",
            ),
            Note(
                "Language models of llama.cpp and image or video models of ComfyUI are read.",
                "可读取 llama.cpp 的语言模型，以及 ComfyUI 的图像或视频模型。",
            ),
        )
    loaded = [tensor for tensor in tensors if _is_loaded(tensor, facts["layers"])]
    precision, guessed = precision_of(path, keys, loaded)
    base = _known(keys, facts, loaded) or Model(
        name=keys.text("general.name") or path.stem, kind="llm", family=path.stem
    )
    model = replace(
        base,
        **facts,
        params_b=count(loaded) / 1e9,
        active_b=_active(loaded, facts),
        nominal=False,
        dtype=precision,
        tied=not any(tensor.name == "output.weight" for tensor in loaded),
        file_bytes=sum(tensor.size for tensor in loaded),
        source=f"header of {path.name}",
        date=None,
    )
    said = [sizes_in_words(path, loaded)]
    if guessed:
        said.append(guessed)
    if len(loaded) < len(tensors):
        said.append(
            Note(
                "Layers for multi-token prediction are in the file and not loaded.",
                "多词元预测层在文件中，但不加载。",
            )
        )
    said.append(Note("Engine: llama.cpp, whose file it is.", "引擎：llama.cpp，该文件即为其所用。"))
    return Given(
        model,
        request={"engine": "llama.cpp"},
        assumptions=tuple(said),
        cautions=_mla_caution(keys, model),
        source=str(model.source),
    )


def _known(keys: Keys, facts: dict[str, Any], tensors: list[Tensor]) -> Model | None:
    """The catalogue's row of this model, if its name and its shape say so: for its evidence."""
    names = [keys.text("general.name")]
    names.append(f"{keys.text('general.basename')}-{keys.text('general.size_label')}")
    for name in filter(None, names):
        model = find_model(name.replace("_", " "))
        if (
            model
            and model.kind == "llm"
            and (model.layers, model.hidden) == (facts["layers"], facts.get("hidden"))
            and abs((model.params_b or 0) * 1e9 / count(tensors) - 1) < _SAME_SIZE
        ):
            return model
    return None


def _is_loaded(tensor: Tensor, layers: int) -> bool:
    """Layers past the last one predict further tokens; llama.cpp leaves them in the file."""
    block = _BLOCK.match(tensor.name)
    return not block or int(block[1]) < layers


def _mla_caution(keys: Keys, model: Model) -> tuple[str, ...]:
    if not model.kv_lora or keys.of("attention.key_length_mla"):
        return ()
    return (
        Note(
            "The file was converted before llama.cpp compressed this model's cache; such a file "
            "may need far more for its cache than is counted.",
            "该文件在 llama.cpp 支持压缩这种缓存之前转换；其缓存可能远大于这里的数字。",
        ),
    )


def _active(tensors: list[Tensor], facts: dict[str, Any]) -> float | None:
    """Billions of parameters a token passes through."""
    experts, used = facts.get("experts"), facts.get("experts_per_token")
    if not (experts and used):
        return None
    routed = sum(tensor.elements for tensor in tensors if _EXPERT.search(tensor.name))
    return (count(tensors) - routed * (1 - used / experts)) / 1e9
