"""Width, height, frames and batch of a ComfyUI workflow, from the nodes that make its latents."""

import re
from dataclasses import dataclass
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model
from agent.tools.vram.facts import table
from agent.tools.vram.given.workflow.graph import Graph, Node


@dataclass(frozen=True)
class Size:
    """One latent, in pixels and frames of the picture it stands for."""

    width: int
    height: int
    frames: int | None = None
    batch: int = 1
    is_certain: bool = True

    @property
    def area(self) -> int:
        """Pixels of all frames of the batch."""
        return self.width * self.height * (self.frames or 1) * self.batch


def read_size(graph: Graph, model: Model) -> tuple[dict[str, Any], list[str], list[str]]:
    """The size as a request, what was assumed, and what is not certain."""
    sizes = [size for node in graph.nodes.values() if (size := _size(graph, node))]
    frames = _frames_of_samplers(graph)
    if not sizes:
        words = Note(
            "No node sets the size of the picture: the model's default is taken.",
            "没有节点设置画面尺寸：采用模型的默认值。",
        )
        alone = {"frames": frames} if frames and model.kind == "video" else {}
        return alone, [], [words] if model.parts else []
    largest = max(sizes, key=lambda size: size.area)
    request: dict[str, Any] = {"width": largest.width, "height": largest.height}
    said: list[str] = []
    factor = _enlarged(graph)
    if factor > 1:
        request = {name: round(side * factor / 8) * 8 for name, side in request.items()}
        said.append(
            Note(
                f"Latents are enlarged {factor:g} times; the last size decides.",
                f"潜变量放大 {factor:g} 倍；以最后的尺寸为准。",
            )
        )
    request |= _frames_and_batch(graph, model, largest, frames)
    unsure: list[str] = []
    if not largest.is_certain:
        unsure.append(
            Note(
                "Other nodes compute the size or the frames; what the widgets show is taken.",
                "尺寸或帧数由其他节点计算；这里采用控件上显示的值。",
            )
        )
    return request, said, unsure


def _frames_and_batch(
    graph: Graph, model: Model, size: Size, of_samplers: int | None
) -> dict[str, int]:
    """Frames of a clip and clips at once; AnimateDiff writes its frames as a batch."""
    frames, batch = size.frames or of_samplers, size.batch * _repeated(graph)
    if model.kind != "video":
        return {"batch": batch}
    if frames is None and model.dit_class in ("unet3d", "animatediff"):
        return {"frames": batch, "batch": 1}
    return {"batch": batch} if frames is None else {"frames": frames, "batch": batch}


def _size(graph: Graph, node: Node) -> Size | None:
    """The size that a node gives its latent, or None."""
    known = table("comfyui_nodes")
    frames_name = next((name for name in known["frames"] if name in node.inputs), None)
    makes_clips = "width" in node.inputs and frames_name is not None
    if not (re.match(known["size_nodes"], node.kind) or makes_clips):
        return None
    batch_name = next((name for name in known["batch"] if name in node.inputs), None)
    names = ["width", "height", frames_name, batch_name]
    found = [graph.value(node, name) if name else (None, True) for name in names]
    width, height, frames, batch = (_whole(value) for value, _ in found)
    if not (width and height):
        return None
    return Size(width, height, frames, batch or 1, all(certain for _, certain in found))


def _frames_of_samplers(graph: Graph) -> int | None:
    """Frames that a sampler is given apart from the picture's size."""
    for node in graph.nodes.values():
        if "width" not in node.inputs and "num_frames" in node.inputs:
            return _whole(graph.value(node, "num_frames")[0])
    return None


def _enlarged(graph: Graph) -> float:
    """How many times a side of the latent grows between two samplers."""
    factor = 1.0
    for kind, by in table("comfyui_nodes")["enlarging"].items():
        for node in graph.of(kind):
            value = graph.value(node, by)[0] if isinstance(by, str) else by
            if isinstance(value, int | float):
                factor = max(factor, float(value))
    return factor


def _repeated(graph: Graph) -> int:
    """How many times a latent is repeated along the batch."""
    times = 1
    for kind, name in table("comfyui_nodes")["repeating"].items():
        for node in graph.of(kind):
            times *= _whole(graph.value(node, name)[0]) or 1
    return times


def _whole(value: Any) -> int | None:
    """A positive whole number, also where a primitive gave it as a float."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value >= 1 and value == int(value) else None
