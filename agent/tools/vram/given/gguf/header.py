"""The header of a GGUF file: its key-value pairs and the size of each tensor; no weight is read.

The layout is that of the GGUF specification, versions 2 and 3. `gguf.GGUFReader` maps each
tensor's data and so cannot read a download that has not ended; the sizes of a type's blocks
are taken from that package.
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate

_AGAIN = Note("Download it again.", "请重新下载。")
_MAGIC = b"GGUF"
_STRING, _ARRAY = 8, 9
#: Type of a value -> its `struct` letter.
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
#: Arrays up to this length are kept (one value a layer); of longer ones (a vocabulary), the length.
_KEPT = 4096
#: No model has more keys, tensors or dimensions: beyond them the bytes are no header.
_MOST_KEYS, _MOST_TENSORS, _MOST_DIMENSIONS = 10**5, 10**6, 8


@dataclass(frozen=True)
class Tensor:
    """One tensor as its header describes it."""

    name: str
    shape: tuple[int, ...]
    """Fastest dimension first, as GGUF writes it."""
    type: str
    """Name of its ggml type: `Q4_K`, `F32`, …"""
    elements: int
    size: int
    """Bytes."""


@dataclass(frozen=True)
class Header:
    """What one file says of itself."""

    values: dict[str, Any]
    lengths: dict[str, int]
    """Length of each array, also of those whose values were not kept."""
    tensors: tuple[Tensor, ...]
    missing: int
    """Bytes of tensors that the header announces and the file does not hold."""


def read_header(path: Path) -> Header:
    """The header of one `.gguf` file; a `CannotEstimate` says why it is none."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if not size:
                raise CannotEstimate(
                    Note(f"{path.name} is empty.", f"{path.name} 是空文件。"), _AGAIN
                )
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _read(_Cursor(data, path.name))
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise CannotEstimate(
            Note(f"{path.name} cannot be read: {reason}.", f"无法读取 {path.name}：{reason}。")
        ) from None


class _Cursor:
    """A place in the bytes; reading past their end is the user's broken file, not a bug."""

    def __init__(self, data: mmap.mmap, name: str) -> None:
        self.data = data
        self.name = name
        self.at = 0
        self.order = "<"

    def skip(self, count: int) -> int:
        """Where `count` bytes begin, which are then behind the cursor."""
        start, end = self.at, self.at + count
        if end > len(self.data):
            raise CannotEstimate(
                Note(
                    f"{self.name} ends inside its header, after {len(self.data):,} bytes.",
                    f"{self.name} 在文件头中间就结束了（{len(self.data):,} 字节）。",
                ),
                _AGAIN,
            )
        self.at = end
        return start

    def numbers(self, letters: str) -> tuple[Any, ...]:
        """Numbers of the given `struct` letters."""
        letters = self.order + letters
        return struct.unpack_from(letters, self.data, self.skip(struct.calcsize(letters)))

    def text(self) -> str:
        """A string: its length, then UTF-8."""
        (length,) = self.numbers("Q")
        start = self.skip(length)
        return self.data[start : start + length].decode("utf-8", "replace")


def _read(cursor: _Cursor) -> Header:
    tensor_count, key_count = _counts(cursor)
    values: dict[str, Any] = {}
    lengths: dict[str, int] = {}
    for _ in range(key_count):
        key = cursor.text()
        (kind,) = cursor.numbers("I")
        if kind == _ARRAY:
            values[key], lengths[key] = _array(cursor)
        else:
            values[key] = _scalar(cursor, kind)
    placed = [_tensor(cursor) for _ in range(tensor_count)]
    alignment = values.get("general.alignment") or 32
    begin = -(-cursor.at // alignment) * alignment
    end = max((begin + offset + tensor.size for tensor, offset in placed), default=0)
    return Header(
        values, lengths, tuple(tensor for tensor, _ in placed), max(0, end - len(cursor.data))
    )


def _counts(cursor: _Cursor) -> tuple[int, int]:
    """How many tensors and keys follow; the byte order is told by the version."""
    name = cursor.name
    magic = cursor.data[:4]
    if magic != _MAGIC:
        raise CannotEstimate(
            Note(
                f"{name} is no GGUF file: it begins with {magic!r}, not {_MAGIC!r}.",
                f"{name} 不是 GGUF 文件：开头是 {magic!r}，不是 {_MAGIC!r}。",
            ),
            Note(
                "An error page saved under that name, or a file of another format?",
                "是否是以此名保存的错误页面，或其他格式的文件？",
            ),
        )
    cursor.skip(4)
    (version,) = cursor.numbers("I")
    if version & 0xFFFF == 0:
        cursor.order = ">"
        version = int.from_bytes(struct.pack("<I", version), "big")
    if version not in (2, 3):
        raise CannotEstimate(
            Note(
                f"{name} is GGUF version {version}; versions 2 and 3 are read.",
                f"{name} 是 GGUF 第 {version} 版；可读取第 2、3 版。",
            ),
            Note("Convert it again.", "请重新转换。"),
        )
    tensors, keys = cursor.numbers("QQ")
    if tensors > _MOST_TENSORS or keys > _MOST_KEYS:
        raise _damaged(name)
    return tensors, keys


def _damaged(name: str) -> CannotEstimate:
    return CannotEstimate(
        Note(
            f"{name} is damaged: its header holds what no GGUF header can.",
            f"{name} 已损坏：文件头的内容不合 GGUF 格式。",
        ),
        _AGAIN,
    )


def _scalar(cursor: _Cursor, kind: int) -> Any:
    if kind == _STRING:
        return cursor.text()
    return cursor.numbers(_letter(cursor, kind))[0]


def _letter(cursor: _Cursor, kind: int) -> str:
    if kind not in _SCALARS:
        raise _damaged(cursor.name)
    return _SCALARS[kind]


def _array(cursor: _Cursor) -> tuple[Any, int]:
    """The values of a short array of numbers, else None; and its length."""
    kind, length = cursor.numbers("IQ")
    if kind == _STRING:
        for _ in range(length):
            (size,) = cursor.numbers("Q")
            cursor.skip(size)
        return None, length
    if kind == _ARRAY:
        for _ in range(length):
            _array(cursor)
        return None, length
    letter = _letter(cursor, kind)
    if length <= _KEPT:
        return list(cursor.numbers(letter * length)), length
    cursor.skip(length * struct.calcsize(letter))
    return None, length


def _tensor(cursor: _Cursor) -> tuple[Tensor, int]:
    """One tensor, and where its data begin, counted from the end of the header."""
    name = cursor.text()
    (dimensions,) = cursor.numbers("I")
    if dimensions > _MOST_DIMENSIONS:
        raise _damaged(cursor.name)
    shape = cursor.numbers("Q" * dimensions)
    kind, offset = cursor.numbers("IQ")
    elements = 1
    for length in shape:
        elements *= length
    type_name, block, block_bytes = _block(cursor.name, kind)
    return Tensor(name, shape, type_name, elements, elements * block_bytes // block), offset


def _block(file: str, kind: int) -> tuple[str, int, int]:
    """Name of a ggml type, values of one block of it, and the block's bytes."""
    from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

    try:
        found = GGMLQuantizationType(kind)
    except ValueError:
        raise CannotEstimate(
            Note(
                f"{file} holds tensors of ggml type {kind}, which is not known here.",
                f"{file} 含有 ggml 类型 {kind} 的张量，这里不认识。",
            ),
            Note(
                "A fork's own type, or a newer one: name the model and its precision instead.",
                "可能是分支自有或更新的类型：请改写模型名称和精度。",
            ),
        ) from None
    return found.name, *GGML_QUANT_SIZES[found]
