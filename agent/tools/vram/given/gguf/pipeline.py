"""A GGUF file of an image or video model: the DiT of a pipeline whose other parts we know."""

from dataclasses import replace
from pathlib import Path

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model, models
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table
from agent.tools.vram.given import Given
from agent.tools.vram.given.file_names import model_of_file
from agent.tools.vram.given.gguf.header import Tensor
from agent.tools.vram.given.gguf.mix import count, precision_of, sizes_in_words
from agent.tools.vram.given.gguf.shape import Keys

#: A DiT of the catalogue is nearest if its parameters differ by less.
_SAME_SIZE = 0.06


def read_pipeline(path: Path, keys: Keys, tensors: list[Tensor]) -> Given | None:
    """An image or video model: the file is its DiT, the catalogue knows the other parts."""
    arch = keys.text("general.architecture")
    classes = table("comfyui_nodes")["gguf_architectures"].get(arch)
    named = model_of_file(keys.text("general.name")) or model_of_file(path.name)
    if classes is None and not (named and named.parts and f"{arch}.block_count" not in keys):
        return None
    if named is None or not named.parts or (classes and named.dit_class not in classes):
        named = _of_size(classes or [], count(tensors) / 1e9)
    if named is None:
        billions = f"{count(tensors) / 1e9:.1f}"
        raise CannotEstimate(
            Note(
                f"{path.name} is an image or video model of the architecture {arch!r} with "
                f"{billions} billion parameters, and the catalogue has none like it.",
                f"{path.name} 是架构为“{arch}”、{billions}B 参数的图像或视频模型，目录中没有。",
            ),
            Note("Name the model, with its precision.", "请直接写模型名称和精度。"),
        )
    precision, guessed = precision_of(path, keys, tensors)
    size = sum(tensor.size for tensor in tensors)
    parts = [
        {**part, "params_b": count(tensors) / 1e9, "bytes": size, "format": precision}
        if part["role"] == "dit"
        else part
        for part in named.parts
    ]
    said = [
        sizes_in_words(path, tensors),
        Note(
            f"Read as {named.name}: the file is its DiT; text encoders and VAE are the "
            "catalogue's, in 16 bits.",
            f"视为 {named.name}：文件是其 DiT；文本编码器和 VAE 按目录，16 位。",
        ),
        Note("Run in ComfyUI, which reads such files.", "按在 ComfyUI 中运行计，它读取这类文件。"),
    ]
    return Given(
        replace(named, parts=parts),
        precision=precision,
        request={"engine": "comfyui", "component_precision": {"text_encoder": "native"}},
        assumptions=(*said, guessed) if guessed else tuple(said),
        source=f"header of {path.name}",
    )


def _of_size(classes: list[str], billions: float) -> Model | None:
    """The catalogue's pipeline of these classes whose DiT is nearest in size."""

    def distance(model: Model) -> float:
        return min(abs(p["params_b"] / billions - 1) for p in model.parts if p["role"] == "dit")

    candidates = [m for m in models() if m.dit_class in classes and m.parts]
    nearest = min(candidates, key=distance, default=None)
    return nearest if nearest and distance(nearest) < _SAME_SIZE else None
