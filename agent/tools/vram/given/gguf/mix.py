"""The mix of ggml types in a GGUF file: its name among the formats, and its bytes by type."""

from collections import Counter
from pathlib import Path

from agent.tools.bilingual import Note
from agent.tools.vram.formats import formats
from agent.tools.vram.given.file_names import precision_of_file
from agent.tools.vram.given.gguf.header import Tensor
from agent.tools.vram.given.gguf.shape import Keys
from agent.tools.vram.weights import GIB

#: ggml types of single tensors -> the mix that is named after them.
_MIXES = {"F32": "fp32", "F16": "fp16", "Q4_K": "q4_k_m", "Q5_K": "q5_k_m", "Q3_K": "q3_k_m"}


def precision_of(path: Path, keys: Keys, tensors: list[Tensor]) -> tuple[str, str | None]:
    """The name of the mix of types, and what was assumed about it."""
    from gguf import LlamaFileType

    number = keys.number("general.file_type")
    names = {int(kind): kind.name.removeprefix("MOSTLY_").lower() for kind in LlamaFileType}
    name = names.get(-1 if number is None else number, "").removesuffix("_moe")
    name = {"all_f32": "fp32", "f16": "fp16"}.get(name, name)
    if name in formats():
        return name, None
    largest = _by_type(tensors).most_common(1)[0][0]
    name = precision_of_file(path.name) or _MIXES.get(largest, largest.lower())
    if name in formats():
        return name, Note(
            f"The file does not name its mix; most of it is {largest}: read as {name}.",
            f"文件没有注明量化方案；其中以 {largest} 为主：视为 {name}。",
        )
    bits = sum(tensor.size for tensor in tensors) * 8 / count(tensors)
    near = min((f for f in formats().values() if f.whole), key=lambda f: abs(f.bits - bits))
    return near.name, Note(
        f"{largest}, {bits:.2f} bits a weight, is shown as its neighbour {near.name}.",
        f"{largest} 每个权重 {bits:.2f} 位，显示为相近的 {near.name}。",
    )


def count(tensors: list[Tensor]) -> int:
    """Parameters in all tensors."""
    return sum(tensor.elements for tensor in tensors)


def _by_type(tensors: list[Tensor]) -> Counter[str]:
    """Bytes by ggml type."""
    found: Counter[str] = Counter()
    for tensor in tensors:
        found[tensor.type] += tensor.size
    return found


def sizes_in_words(path: Path, tensors: list[Tensor]) -> str:
    """The weights in words: 'Q4_K 3.52, Q6_K 1.14 GiB'."""
    found = _by_type(tensors)
    listed = ", ".join(f"{kind} {size / GIB:.2f}" for kind, size in found.most_common(4))
    size = f"{found.total() / GIB:.2f} GiB"
    return Note(
        f"Weights as {path.name} holds them: {size} ({listed}).",
        f"权重按 {path.name} 原样：{size}（{listed}）。",
    )
