"""Settings that contradict each other, or that nothing can be made of: each said in one sentence."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card
from agent.tools.vram.formats import Format
from agent.tools.vram.model import Model
from agent.tools.vram.runtime import Engine, Parallel, degrees

_TASK = re.compile(
    r"text|image|picture|video|audio|speech|music|voice|3d|generat|serv|chat|train|tun(?:e|ing)|lora"
    r"|edit|ocr|caption|understand|component|animat|code|translat|summar|embed|rerank|agent|reason"
    r"|inference|写|图|视频|音|文|训练|微调|编辑|推理|对话|翻译|代码",
    re.I,
)
_BETWEEN_4_AND_8 = 6.0
"""Bits a weight."""
_READS_GGUF = ("llama.cpp", "ollama")
_NOT_ON_APPLE = ("vllm", "vllm-omni", "lightx2v", "nunchaku")


def contradictions(
    asked: Mapping[str, Any],
    model: Model,
    card: Card | None,
    gpus: int,
    precision: Format | None,
    engine: Engine,
    parallel: Parallel | None,
) -> list[Note]:
    """What of a request was taken otherwise than written, or left out, and why."""
    return [
        *_counts(asked, card, gpus),
        *_split(asked, gpus, parallel),
        *_frames(asked, model),
        *_runtime(precision, engine, card),
        *_task(asked),
    ]


def _counts(asked: Mapping[str, Any], card: Card | None, gpus: int) -> Iterator[Note]:
    if card and card.count and asked.get("gpus") and card.count != gpus:
        yield Note(
            f"The card's name says {card.count} cards and the count says {gpus}: {gpus} were taken.",
            f"显卡名称写的是 {card.count} 张，数量写的是 {gpus} 张：按 {gpus} 张计。",
            first=True,
        )


def _split(asked: Mapping[str, Any], gpus: int, parallel: Parallel | None) -> Iterator[Note]:
    said = str(asked.get("parallel") or "").strip()
    if not said or asked.get("solve") == "gpus":  # their count is what is asked
        return
    wanted = degrees(said)
    if wanted > gpus:
        yield Note(
            f"{said} is for {wanted} cards and {gpus} {'is' if gpus == 1 else 'are'} given: "
            f"{gpus} {'was' if gpus == 1 else 'were'} taken.",
            f"{said} 需要 {wanted} 张卡，而给出的是 {gpus} 张：按 {gpus} 张计。",
            first=True,
        )
    elif parallel is None and gpus > 1:
        yield Note(
            f"How the cards share the work, {said!r}, is not understood and was left out: for "
            "example TP-4, PP-2, Ulysses-4.",
            f"不认识拆分方式“{said}”，未计入：可写 TP-4、PP-2、Ulysses-4 等。",
        )
    elif gpus == 1:
        yield Note(f"On one card {said!r} changes nothing.", f"只有一张卡，“{said}”不起作用。")


def _frames(asked: Mapping[str, Any], model: Model) -> Iterator[Note]:
    """A clip's frames that the decoder cannot give: of compression 8 those of 8k + 1 alone."""
    step, frames = model.temporal or 1, asked.get("frames")
    usual = (model.defaults or {}).get("frames", 1)
    if model.kind != "video" or step == 1 or (usual - 1) % step or not str(frames or "").isdigit():
        return
    count = int(str(frames))
    if (count - 1) % step:
        below = (count - 1) // step * step + 1
        yield Note(
            f"{model.name} makes {step}k + 1 frames: not {count} but {below} or {below + step}.",
            f"{model.name} 的帧数为 {step}k + 1：没有 {count} 帧，只有 {below} 或 {below + step} 帧。",
        )


def _runtime(precision: Format | None, engine: Engine, card: Card | None) -> Iterator[Note]:
    name = engine.name
    if name in _READS_GGUF and precision and _is_no_gguf(precision):
        near = "q8_0" if precision.bits > _BETWEEN_4_AND_8 else "q4_k_m"
        yield Note(
            f"{name} reads GGUF files, not {precision.name}: the nearest are {near} files.",
            f"{name} 读取 GGUF 文件，不读 {precision.name}：最接近的是 {near}。",
        )
    if card and card.kind == "apple" and name in _NOT_ON_APPLE:
        yield Note(
            f"{name} does not use the GPU of {card.name}: MLX, llama.cpp and Ollama do.",
            f"{name} 不使用 {card.name} 的 GPU：可用 MLX、llama.cpp、Ollama。",
            first=True,
        )


def _is_no_gguf(fmt: Format) -> bool:
    """Whether weights are quantised in a format of other runtimes; GGUF files hold mxfp4, too."""
    return fmt.is_quantised and not fmt.is_gguf and "fp4" not in fmt.name


def _task(asked: Mapping[str, Any]) -> Iterator[Note]:
    task = str(asked.get("task") or "").strip()
    if task and not _TASK.search(task):
        yield Note(f"Task {task!r} is not known and was left out.", f"不认识任务“{task}”，未计入。")
