"""Headers of safetensors files: names, formats and shapes of tensors, without a byte of weights.

The layout is safetensors' own: 8 bytes little-endian length, then that much JSON.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from agent.tools.vram.errors import CannotEstimate

#: Longest header that is read; huggingface_hub refuses longer ones too.
HEADER_LIMIT_BYTES = 25_000_000
#: Most files of one model; the largest published checkpoints have a few hundred.
FILES_LIMIT = 2000
#: Bits of a value, by safetensors' name of its type.
BITS = {
    "F64": 64, "I64": 64, "U64": 64, "C64": 64,
    "F32": 32, "I32": 32, "U32": 32,
    "F16": 16, "BF16": 16, "I16": 16, "U16": 16,
    "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
    "I8": 8, "U8": 8, "BOOL": 8,
    "F6_E2M3": 6, "F6_E3M2": 6, "F4": 4,
}  # fmt: skip
FORMATS = {"F32": "fp32", "BF16": "bf16", "F16": "fp16", "I8": "int8", "F4": "fp4", "F64": "fp32"}
#: Ends of names of what a quantised checkpoint stores beside its weights: scales, zero points,
#: tables. They take bytes and are no parameters.
_BESIDE = (
    "scales", "_scales", "scale_inv", "_scale", "_scale_2", "qzeros", "zero_point", "g_idx",
    "absmax", "quant_map", "bitsandbytes__nf4", "bitsandbytes__fp4", "SCB", "weight_format",
    "weight_shape", "k_scale", "v_scale", "biases",
)  # fmt: skip


class Files(Protocol):
    """A folder of files, wherever it is."""

    @property
    def where(self) -> str:
        """The folder or address, for messages."""
        ...

    def names(self) -> list[str]:
        """Every file, with `/` between folders."""
        ...

    def text(self, name: str) -> str:
        """A whole small file."""
        ...

    def span(self, name: str, start: int, length: int) -> bytes:
        """That many bytes, fewer where the file ends before."""
        ...

    def size(self, name: str) -> int | None:
        """Bytes of a file, None where that is not known."""
        ...


@dataclass(frozen=True)
class Tensor:
    """One entry of a header."""

    name: str
    kind: str
    """Its type as safetensors writes it: BF16, F8_E4M3, U8, …"""
    shape: tuple[int, ...]
    size: int
    """Bytes in the file."""

    @property
    def values(self) -> int:
        """How many values of its type it holds."""
        return math.prod(self.shape)


def read_json(files: Files, name: str) -> dict[str, Any]:
    """A JSON file that is one object."""
    text = files.text(name)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        what = "a web page" if text.lstrip()[:1] == "<" else "no valid JSON"
        raise CannotEstimate(
            f"{name} in {files.where} is {what}.", "Its maker's file is needed, as published."
        ) from None
    if not isinstance(content, dict):
        raise CannotEstimate(f"{name} in {files.where} is no JSON object.")
    return content  # pyright: ignore[reportUnknownVariableType] - JSON from outside


def read_headers(files: Files, names: list[str]) -> list[Tensor]:
    """The tensors of several safetensors files; eight headers are read at a time."""
    if len(names) > FILES_LIMIT:
        raise CannotEstimate(f"{files.where} has {len(names):,} weight files; no model has.")
    with ThreadPoolExecutor(8) as pool:
        headers = pool.map(partial(read_header, files), names)
        return [tensor for header in headers for tensor in header]


def read_header(files: Files, name: str) -> list[Tensor]:
    """The tensors of one safetensors file."""
    start = files.span(name, 0, 8)
    length = int.from_bytes(start[:8], "little")
    if start[:1] == b"<" or start.startswith(b"version "):
        raise _broken(files, name, "it is a web page or a pointer, not the file itself")
    if len(start) < 8:
        raise _broken(files, name, "it ends before its header")
    if not 2 <= length <= HEADER_LIMIT_BYTES:
        raise _broken(files, name, f"its header would be {length:,} bytes long")
    raw = files.span(name, 8, length)
    if len(raw) < length:
        raise _broken(files, name, "it ends inside its header")
    try:
        header = json.loads(raw)
        entries = {key: value for key, value in header.items() if key != "__metadata__"}
        return [_tensor(key, entry) for key, entry in entries.items()]
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        raise _broken(files, name, "its header is not in that format") from None


def is_complete(files: Files, name: str, tensors: Iterable[Tensor]) -> bool:
    """Whether a file is as long as its header says, as far as its length is known."""
    size = files.size(name)
    return size is None or size >= sum(tensor.size for tensor in tensors)


def parameters(tensors: list[Tensor], bits: int | None = None) -> int:
    """Parameters that tensors stand for: packed ones unpacked, scales and tables left out.

    `bits` is what the config says a packed weight takes.

    >>> parameters([Tensor("a.qweight", "I32", (512, 4096), 8388608)], bits=4)
    16777216
    """
    names = {tensor.name for tensor in tensors}
    return sum(_parameters(tensor, names, bits) for tensor in tensors)


def main_kind(tensors: list[Tensor]) -> str:
    """The type that takes most bytes."""
    taken: Counter[str] = Counter()
    for tensor in tensors:
        taken[tensor.kind] += tensor.size
    return max(taken, key=lambda kind: taken[kind]) if taken else "BF16"


def format_of_kind(kind: str) -> str:
    """Our name of a format for safetensors' name of a type."""
    return "fp8" if kind.startswith("F8") else FORMATS.get(kind, "bf16")


def _parameters(tensor: Tensor, names: set[str], bits: int | None) -> int:
    name = tensor.name
    if name.endswith(_BESIDE):
        return 0
    packed = BITS[tensor.kind]
    if tensor.kind in ("I32", "U32") and (
        name.endswith(("qweight", "weight_packed")) or _has(name, names, "scales")
    ):
        return tensor.values * packed // (bits or 4)
    if tensor.kind == "U8" and (
        name.endswith(("_blocks", "weight_packed"))
        or f"{name}.absmax" in names
        or _has(name, names, "weight_scale")
    ):
        return tensor.values * packed // 4
    return tensor.values


def _has(name: str, names: set[str], beside: str) -> bool:
    """Whether a weight has a neighbour of that name: MLX's `x.weight` and `x.scales`."""
    return name.endswith(".weight") and f"{name.removesuffix('weight')}{beside}" in names


def _tensor(name: str, entry: dict[str, Any]) -> Tensor:
    shape = tuple(int(side) for side in entry["shape"])
    first, last = entry["data_offsets"]
    size = last - first
    if min((*shape, first, size), default=0) < 0 or entry["dtype"] not in BITS:
        raise ValueError(name)
    if size != -(-math.prod(shape) * BITS[entry["dtype"]] // 8):
        raise ValueError(name)
    return Tensor(name, entry["dtype"], shape, size)


def _broken(files: Files, name: str, why: str) -> CannotEstimate:
    return CannotEstimate(
        f"{name} in {files.where} is no readable safetensors file: {why}.",
        "Download it again, whole.",
    )
