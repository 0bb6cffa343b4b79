"""Which files of a folder are its weights, and what they hold."""

import re
from dataclasses import dataclass
from typing import Any

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given.headers import (
    Files,
    Tensor,
    is_complete,
    main_kind,
    parameters,
    read_headers,
    read_json,
)

INDEX = ".safetensors.index.json"
#: Names that libraries load first; other files of a folder are variants or other formats.
_FIRST = ("model", "diffusion_pytorch_model")
_SHARD = re.compile(r"-\d{5}-of-\d{5}$")
#: Not part of a model as it is loaded: adapters, and Mistral's second copy of all weights.
_NOT_LOADED = re.compile(r"adapter_model|consolidated|optimizer|training|\.lora\b", re.I)


@dataclass(frozen=True)
class Stored:
    """The weights of one folder."""

    tensors: list[Tensor]
    size: int
    """Bytes of the tensors."""
    kind: str = "BF16"
    """The type that takes most of them."""
    cautions: tuple[str, ...] = ()
    counted: int | None = None
    """Parameters, where they are not counted from tensors."""

    def parameters(self, bits: int | None = None) -> int:
        """Parameters the weights stand for; `bits` is what a packed weight takes."""
        return parameters(self.tensors, bits) if self.counted is None else self.counted


def stored_weights(files: Files, folder: str = "") -> Stored | None:
    """What a folder's weight files hold, or None where it has none."""
    here = _here(files, folder)
    index = _index(here)
    if index is not None:
        return _sharded(files, folder, index)
    names = _safetensors(here)
    if names:
        return _read(files, [folder + name for name in names])
    return _pickled(files, folder, here)


def _here(files: Files, folder: str) -> list[str]:
    """Names of the files right in a folder; `folder` ends in `/` or is empty."""
    inside = (name[len(folder) :] for name in files.names() if name.startswith(folder))
    return sorted(name for name in inside if "/" not in name)


def _index(here: list[str]) -> str | None:
    found = [name for name in here if name.endswith(INDEX) and not _NOT_LOADED.search(name)]
    first = [name for name in found if name.removesuffix(INDEX) in _FIRST]
    return (first or found or [None])[0]


def _safetensors(here: list[str]) -> list[str]:
    """The files of one set: shards together, else the first of the variants."""
    stems = [
        name.removesuffix(".safetensors")
        for name in here
        if name.endswith(".safetensors") and not _NOT_LOADED.search(name)
    ]
    chosen = [stem for stem in stems if stem in _FIRST] or stems
    sets: dict[str, list[str]] = {}
    for stem in chosen:
        sets.setdefault(_SHARD.sub("", stem), []).append(f"{stem}.safetensors")
    # a variant (`model.fp16`) is another copy of the same weights: the shortest name is the main
    return sets[min(sets, key=lambda one: (len(one), one))] if sets else []


def _sharded(files: Files, folder: str, index: str) -> Stored:
    content = read_json(files, folder + index)
    parts: Any = content.get("weight_map")
    if not isinstance(parts, dict) or not parts:
        raise CannotEstimate(
            f"{folder}{index} in {files.where} names no weight files.",
            "Download it again, whole.",
        )
    names = sorted({folder + str(name) for name in parts.values()})  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    there = set(files.names())
    missing = [name for name in names if name not in there]
    if not missing:
        return _read(files, names)
    metadata: Any = content.get("metadata")
    total: Any = metadata.get("total_size") if isinstance(metadata, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(total, int | float) or total <= 0:
        raise CannotEstimate(
            f"{missing[0]} is not in {files.where}, and the index gives no total size.",
            "Download the missing weight files.",
        )
    caution = (
        f"{len(missing)} of {len(names)} weight files of {folder or files.where} are not there; "
        "the bytes are those its index states."
    )
    found = [name for name in names if name in there]
    kind = main_kind(read_headers(files, found[:1])) if found else _kind_of(files, folder)
    return Stored([], int(total), kind, (caution,), int(total) // _bytes_of(kind))


def _read(files: Files, names: list[str]) -> Stored:
    by_file = {name: read_headers(files, [name]) for name in names} if len(names) == 1 else {}
    tensors = by_file[names[0]] if by_file else read_headers(files, names)
    if not tensors:
        raise CannotEstimate(f"{names[0]} in {files.where} holds no tensor.")
    cautions: tuple[str, ...] = ()
    if by_file and not is_complete(files, names[0], tensors):
        cautions = (
            f"{names[0]} is shorter than its header says: the download is not complete. "
            "Counted as if it were.",
        )
    return Stored(tensors, sum(t.size for t in tensors), main_kind(tensors), cautions)


def _pickled(files: Files, folder: str, here: list[str]) -> Stored | None:
    """Files of PyTorch's own format: only their sizes are read, which are those of the weights."""
    names = [
        name
        for name in here
        if re.fullmatch(r"(pytorch_model|diffusion_pytorch_model)(-\d{5}-of-\d{5})?\.bin", name)
    ]
    sizes = [files.size(folder + name) for name in names]
    if not names or None in sizes:
        return None
    size = sum(one or 0 for one in sizes)
    kind = _kind_of(files, folder)
    said = (
        f"{folder or files.where}: weights in PyTorch's old format; bytes are those of the files."
    )
    return Stored([], size, kind, (said,), size // _bytes_of(kind))


def _kind_of(files: Files, folder: str) -> str:
    """The type a folder's config names, bf16 where it names none."""
    name = f"{folder}config.json"
    config = read_json(files, name) if name in files.names() else {}
    text = str(config.get("torch_dtype") or config.get("dtype"))
    return {"float32": "F32", "float16": "F16"}.get(text, "BF16")


def _bytes_of(kind: str) -> int:
    return 4 if kind == "F32" else 2
