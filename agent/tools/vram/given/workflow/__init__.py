"""A ComfyUI workflow as a request: its loaders, sizes, frames, tiling and offload."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model, find_model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table
from agent.tools.vram.formats import formats
from agent.tools.vram.given import Given
from agent.tools.vram.given.file_names import format_in_words, model_of_file, precision_of_file
from agent.tools.vram.given.workflow.graph import Graph, Node, read_graph
from agent.tools.vram.given.workflow.offload import read_offload, with_guidance
from agent.tools.vram.given.workflow.size import read_size

_WEIGHT_FILE = re.compile(r"\.(safetensors|gguf|sft|ckpt|pth?)$", re.I)
_MODEL_LOADER = re.compile(
    r"(unet|dit|diffusion|checkpoint|model|ckpt).*load|load.*(unet|dit|model)", re.I
)
_NO_DENOISER = re.compile(r"lora|vae|clip|t5|encoder|control|upscale|adapter|taesd|embed", re.I)
#: Small encoders beside the one that matters for memory.
_SMALL_ENCODER = re.compile(r"clip_?[lg]|clip_vision|byt5|glyph", re.I)
#: Unknown nodes named in one caution.
_NAMED = 12


@dataclass(frozen=True)
class Loaded:
    """A file with a denoiser that a node loads."""

    node: Node
    file: str
    model: Model | None
    precision: str | None
    whole: bool = False
    """The file holds text encoders and VAE too."""

    @property
    def size(self) -> float:
        """Billions of parameters times bits: which of two is the larger."""
        bits = formats()[self.precision].bits if self.precision else 16.0
        return (self.model.params_b or 0) * bits if self.model else 0.0


def read_workflow(path: str | Path) -> Given:
    """The request that a workflow file stands for."""
    file = Path(path)
    graph = read_graph(file)
    loaded = _loaded(graph)
    main = _main(file.name, graph, loaded)
    model, cautions = _model(graph, main), _others(loaded, main)
    size, said, unsure = read_size(graph, model)
    encoder, encoder_words = _encoder(graph)
    offload, model, swapped = read_offload(graph, model)
    request: dict[str, Any] = {"engine": "comfyui", **size}
    if offload:
        request["offload"] = offload
    if encoder or not main.whole:
        request["component_precision"] = {"text_encoder": encoder or "native"}
    return Given(
        model=with_guidance(graph, model),
        precision=main.precision,
        request=request,
        assumptions=(*_what_was_read(file.name, main, encoder_words), *said, *swapped),
        cautions=(*cautions, *unsure, *_beside(graph), *_unknown(graph)),
        source=f"workflow {file.name}",
    )


def _loaded(graph: Graph) -> list[Loaded]:
    """Every denoiser that is loaded, by nodes we know and by others whose file tells."""
    known = table("comfyui_nodes")["models"]
    found: list[Loaded] = []
    for node in graph.nodes.values():
        row: dict[str, Any] = known.get(node.kind, {})
        file = graph.value(node, row["file"])[0] if row else _file_of_unknown(node)
        if isinstance(file, str) and file:
            model = model_of_file(file)
            model = model if model and (model.parts or model.stages) else None
            if row or model:
                precision = _precision(graph, node, file, row.get("precision", []))
                found.append(Loaded(node, file, model, precision, row.get("whole", False)))
    return found


def _file_of_unknown(node: Node) -> str | None:
    """The weight file of a loader we do not know."""
    if (
        not _MODEL_LOADER.search(node.kind)
        or _NO_DENOISER.search(node.kind)
        or _is_known(node.kind)
    ):
        return None
    files = [v for v in node.inputs.values() if isinstance(v, str) and _WEIGHT_FILE.search(v)]
    return next((file for file in files if not _NO_DENOISER.search(file)), None)


def _precision(graph: Graph, node: Node, file: str, widgets: list[str]) -> str | None:
    """What the loader is told to convert to, else what the file's name says, else the rest."""
    told = [format_in_words(str(graph.value(node, name)[0] or "")) for name in widgets]
    return next(iter(told), None) or precision_of_file(file) or next(filter(None, told), None)


def _main(name: str, graph: Graph, loaded: list[Loaded]) -> Loaded:
    """The denoiser that decides: the largest that the catalogue knows."""
    known = [one for one in loaded if one.model]
    if known:
        return max(known, key=lambda one: one.size)
    if loaded:
        files = ", ".join(dict.fromkeys(one.file for one in loaded))
        raise CannotEstimate(
            Note(
                f"{name} loads {files}, and the catalogue knows no model of that name.",
                f"{name} 加载了 {files}，目录中没有这个名称的模型。",
            ),
            Note("Name the model itself, with its precision.", "请直接写模型名称和精度。"),
        )
    kinds = len({node.kind for node in graph.nodes.values()})
    raise CannotEstimate(
        Note(
            f"{name} loads no image or video model: none of its {kinds} kinds of nodes does.",
            f"{name} 没有加载图像或视频模型：其 {kinds} 种节点都不加载模型。",
        ),
        Note(
            "Nodes that call an online service need no memory of the card.",
            "调用在线服务的节点不占用显存。",
        ),
    )


def _model(graph: Graph, main: Loaded) -> Model:
    """The model of the main file, with its motion module where one is loaded."""
    model = main.model
    assert model is not None
    if any(graph.of(kind) for kind in table("comfyui_nodes")["motion_modules"]):
        moving = {"SD1.5": "AnimateDiff", "SDXL": "AnimateDiff-SDXL"}.get(model.name)
        return (find_model(moving) if moving else None) or model
    return model


def _others(loaded: list[Loaded], main: Loaded) -> list[str]:
    """A word on each other model; the two experts of Wan2.2 are one model."""
    assert main.model is not None
    words: list[str] = []
    for one in loaded:
        if one.model is None:
            words.append(
                Note(
                    f"It also loads {one.file}, which the catalogue does not know: not counted.",
                    f"工作流还加载了 {one.file}，目录中没有它：未计入。",
                )
            )
        elif one.model.name != main.model.name:
            words.append(
                Note(
                    f"It also loads {one.model.name} ({one.file}); the answer is for the larger, "
                    f"{main.model.name}, with the other one out of the card's memory.",
                    f"工作流还加载了 {one.model.name}（{one.file}）；这里按较大的 "
                    f"{main.model.name} 计算，假定另一个不在显存中。",
                )
            )
    return list(dict.fromkeys(words))


def _encoder(graph: Graph) -> tuple[str | None, list[str]]:
    """Precision of the text encoder that weighs most, None if not said; and the files' names."""
    files: list[tuple[str, str | None]] = []
    for kind, names in table("comfyui_nodes")["encoders"].items():
        for node in graph.of(kind):
            for name in names:
                file = graph.value(node, name)[0]
                if isinstance(file, str) and file:
                    precision = _precision(graph, node, file, ["quantization", "precision"])
                    files.append((file, precision))
    heavy = [one for one in files if not _SMALL_ENCODER.search(one[0])] or files
    widest = max(heavy, key=lambda one: formats()[one[1] or "bf16"].bits, default=None)
    return (widest[1] or "native") if widest else None, list(dict.fromkeys(f for f, _ in files))


def _what_was_read(name: str, main: Loaded, encoders: list[str]) -> list[str]:
    assert main.model is not None
    files = ", ".join([main.file, *encoders])
    return [
        Note(
            f"Read from the workflow {name}: {files}; the DiT's file is taken for "
            f"{main.model.name}.",
            f"读自工作流 {name}：{files}；DiT 文件视为 {main.model.name}。",
        )
    ]


def _beside(graph: Graph) -> list[str]:
    """Networks beside the model, which are not counted."""
    words: list[str] = []
    for kind in table("comfyui_nodes")["beside"]:
        for node in graph.of(kind):
            files = [v for v in node.inputs.values() if isinstance(v, str) and "." in v]
            what = f"{kind} ({files[0]})" if files else kind
            words.append(
                Note(
                    f"{what} loads a network beside the model, which is not counted.",
                    f"{what} 另外加载了一个网络，未计入。",
                )
            )
    return list(dict.fromkeys(words))


def _unknown(graph: Graph) -> list[str]:
    """The nodes that we do not know and that may matter."""
    kinds = sorted({node.kind for node in graph.nodes.values() if not _is_known(node.kind)})
    if not kinds:
        return []
    names = ", ".join(kinds[:_NAMED])
    more = len(kinds) - _NAMED
    tail, tail_zh = (f" and {more} more", f"等，另有 {more} 种") if more > 0 else ("", "")
    return [
        Note(
            f"Nodes not known here, whose memory is not counted: {names}{tail}.",
            f"以下节点不认识，其显存未计入：{names}{tail_zh}。",
        )
    ]


def _is_known(kind: str) -> bool:
    known = table("comfyui_nodes")
    lists = ("widgets", "models", "encoders", "tiled_decoders", "enlarging", "repeating", "swaps")
    return (
        any(kind in known[name] for name in (*lists, "beside", "values", "passing", "unguided"))
        or kind in known["whole_decoders"]
        or bool(re.match(known["size_nodes"], kind) or re.match(known["quiet"], kind))
    )
