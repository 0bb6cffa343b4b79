"""Solvers: the most context, batch, frames, size or precision that fits, or the fewest cards."""

from collections.abc import Callable
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.formats import find_format
from agent.tools.vram.need import GIB
from agent.tools.vram.words import term
from agent.tools.vram.workload import Workload

#: Formats from the least loss to the most.
_PRECISIONS = ("bf16", "fp8", "q6_k", "q5_k_m", "q4_k_m", "iq3_m", "q2_k")
_PIPELINE_PRECISIONS = ("bf16", "fp8", "nf4")
_COUNTS = range(1, 65)


def solve(work: Workload, wanted: str) -> tuple[dict[str, Any], Workload]:
    """The most (for cards: the fewest) that fits, and the workload with it."""
    name = wanted.strip().lower().replace("cards", "gpus")
    solver = _SOLVERS.get(name)
    if solver is None:
        known = join(_SOLVERS, ", ", "、")
        raise CannotEstimate(
            Note(f"Cannot solve for {wanted!r}.", f"不能求解“{wanted}”。"),
            Note(f"Known: {known}.", f"可求解：{known.zh}。"),
            list(_SOLVERS),
        )
    if work.card is None:
        raise CannotEstimate(
            Note(
                f"To solve for {name} a card must be named.",
                f"求解{term(name).zh}需要指明显卡。",
            ),
            Note("Name a card.", "请给出显卡。"),
        )
    return solver(work)


def _most(
    work: Workload, name: str, unit: str, top: int, step: int, make: Callable[[int], Workload]
) -> tuple[dict[str, Any], Workload]:
    """The largest multiple of `step` up to `top` that fits, by bisection; memory is monotone."""
    low, high = 0, max(1, top // step)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(make(middle * step)):
            low = middle
        else:
            high = middle - 1
    if not low:
        return _none(name, unit, step, make(step)), work
    return {"name": name, "value": low * step, "unit": unit}, make(low * step)


def _none(name: str, unit: str, least: int | str, tried: Workload) -> dict[str, Any]:
    """That nothing fits: the least that was tried, and the GiB it still needs."""
    gib = round(need_of(tried).device / GIB, 3)
    return {"name": name, "value": None, "unit": unit, "least": least, "least_gib": gib}


def _context(work: Workload) -> tuple[dict[str, Any], Workload]:
    if not work.context:
        raise CannotEstimate(
            Note(
                f"{work.model.name} has no context to solve for.",
                f"{work.model.name} 没有可求解的上下文。",
            )
        )
    whole = work.prompt >= work.context

    def make(tokens: int) -> Workload:
        prompt = tokens if whole else min(work.prompt, tokens)
        return work.changed(context=tokens, prompt=prompt)

    return _most(work, "context", "tokens", work.model.max_context or 131072, 256, make)


def _batch(work: Workload) -> tuple[dict[str, Any], Workload]:
    return _most(work, "batch", "requests", 4096, 1, lambda n: work.changed(batch=n))


def _frames(work: Workload) -> tuple[dict[str, Any], Workload]:
    if work.model.kind != "video":
        raise CannotEstimate(
            Note(
                f"{work.model.name} makes no video: there are no frames to solve for.",
                f"{work.model.name} 不生成视频，没有可求解的帧数。",
            )
        )
    single = work.changed(frames=1)
    if not _fits(single):
        return _none("frames", "frames", 1, single), work
    step = work.model.temporal or 1
    solved, best = _most(work, "frames", "frames", 2000, step, lambda n: work.changed(frames=n + 1))
    if solved["value"] is None:
        return {"name": "frames", "value": 1, "unit": "frames"}, single
    return solved | {"value": solved["value"] + 1}, best


def _resolution(work: Workload) -> tuple[dict[str, Any], Workload]:
    if not work.model.parts:
        raise CannotEstimate(
            Note(
                f"{work.model.name} has no picture size to solve for.",
                f"{work.model.name} 没有可求解的画面尺寸。",
            )
        )
    ratio = work.width / work.height

    def make(height: int) -> Workload:
        return work.changed(height=height, width=max(16, round(height * ratio / 16) * 16))

    solved, best = _most(work, "resolution", "px", 4096, 16, make)
    if solved["value"] is not None:
        solved |= {"width": best.width, "height": best.height}
    return solved, best


def _precision(work: Workload) -> tuple[dict[str, Any], Workload]:
    names = _PIPELINE_PRECISIONS if work.model.parts else _PRECISIONS
    changed = work
    for name in names:
        changed = work.in_format(find_format(name))
        if _fits(changed):
            return {"name": "precision", "value": name, "unit": ""}, changed
    return _none("precision", "", names[-1], changed), work


def _gpus(work: Workload) -> tuple[dict[str, Any], Workload]:
    changed = work
    for count in _COUNTS:
        changed = work.changed(gpus=count)
        if _fits(changed):
            return {"name": "gpus", "value": count, "unit": "GPUs"}, changed
    return _none("gpus", "GPUs", _COUNTS[-1], changed), work


def _fits(work: Workload) -> bool:
    return work.card is not None and need_of(work).device / GIB <= work.card.usable_gib


_SOLVERS: dict[str, Callable[[Workload], tuple[dict[str, Any], Workload]]] = {
    "context": _context,
    "batch": _batch,
    "frames": _frames,
    "resolution": _resolution,
    "precision": _precision,
    "gpus": _gpus,
}
SOLVED_IN_WORDS = {
    "context": ("context length", "上下文"),
    "batch": ("batch size", "批大小"),
    "frames": ("number of frames", "帧数"),
    "resolution": ("picture size", "尺寸"),
    "precision": ("precision", "精度"),
    "gpus": ("number of cards", "卡数"),
}
"""What each solver looks for, in English and Chinese."""


def no_solution(solved: dict[str, Any]) -> Note:
    """That nothing fits, with what even the least needs."""
    name, least, gib = solved["name"], solved["least"], f"{solved['least_gib']:.1f}"
    english, chinese = {
        "context": (f"a context of {least} tokens needs", f"上下文 {least} 个 token"),
        "batch": (f"a batch of {least} needs", f"批大小为 {least}"),
        "frames": (f"{least} frame needs", f"{least} 帧"),
        "resolution": (f"a height of {least} px needs", f"高度 {least} px"),
        "precision": (f"{least} needs", f"{least}"),
        "gpus": (f"with {least} cards each needs", f"{least} 张卡时每张"),
    }[name]
    no, chinese_no = (
        ("No number of cards is enough", "多少张卡都不够")
        if name == "gpus"
        else (
            f"No {SOLVED_IN_WORDS[name][0]} fits on this card",
            f"在这张显卡上，没有任何{SOLVED_IN_WORDS[name][1]}能放得下",
        )
    )
    return Note(
        f"{no}: even {english} about {gib} GiB.",
        f"{chinese_no}：即使{chinese}也约需 {gib} GiB。",
    )
