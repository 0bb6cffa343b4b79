"""Solvers: the most context, batch, frames, size or precision that fits, or the fewest cards."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.need import GIB
from agent.tools.vram.quantising import is_pipeline, smaller_formats
from agent.tools.vram.runtime import Parallel, engines, find_parallel
from agent.tools.vram.share import said_of_share
from agent.tools.vram.solution import MOST_CARDS
from agent.tools.vram.tensor_parallel import divides
from agent.tools.vram.transformer import splits_layers
from agent.tools.vram.words import term
from agent.tools.vram.workload import Workload

_COUNTS = range(1, MOST_CARDS + 1)
#: Cards of one machine, as HGX boards are built.
_NODE = 8


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
    return _within_share(solver, work)


def _within_share(
    solver: Callable[[Workload], tuple[dict[str, Any], Workload]], work: Workload
) -> tuple[dict[str, Any], Workload]:
    """What fits in the share of the card that the runtime takes unless told; where nothing does,
    what fits in all of it."""
    solved, best = solver(work)
    if work.engine.card_share == 1.0:
        return solved, best
    if solved["value"] is None:
        engine = replace(work.engine, card_share=1.0)
        solved, best = solver(work.changed(engine=engine))
        return solved, best.changed(engine=replace(best.engine, card_share=work.engine.card_share))
    return solved, best.changed(assumptions=(*best.assumptions, said_of_share(best)))


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

    top = work.model.max_context or 131072
    solved, best = _most(work, "context", "tokens", top, 256, make)
    if solved["value"] == top // 256 * 256 and work.model.max_context:
        solved["is_models_limit"] = True
    return solved, best


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
    return past_default(solved | {"value": solved["value"] + 1}, work), best


def past_default(solved: dict[str, Any], work: Workload) -> dict[str, Any]:
    """With the frames that the model makes by default, where memory allows more than those."""
    usual = (work.model.defaults or {}).get("frames", 0)
    return solved | ({"models_default": usual} if 0 < usual < solved["value"] else {})


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
    """The files' own format where that fits, else the smaller one that loses least."""
    native = work.changed(precision=None, parts={})
    if _fits(native):
        return {"name": "precision", "value": work.model.dtype, "unit": ""}, native
    least, name = native, work.model.dtype
    for with_clear_loss in (False, True):
        for fmt in smaller_formats(native, with_clear_loss=with_clear_loss):
            least, name = native.in_format(fmt), fmt.name
            if _fits(least):
                return {"name": "precision", "value": name, "unit": ""}, least
    return _none("precision", "", name, least), work


def _gpus(work: Workload) -> tuple[dict[str, Any], Workload]:
    """The fewest cards, split as asked; where layers go to cards whole, the count that tensor
    parallel needs by its own estimate beside it (`tensor_parallel`)."""
    solved, changed = _fewest(work)
    if solved["value"] in (None, 1) or is_pipeline(work) or splits_layers(changed) or work.split:
        return solved, changed
    shared, _ = _within_share(_fewest, work.changed(engine=engines()["vllm"]))
    if shared["value"] != solved["value"] or "parallel" in shared:
        solved["tensor_parallel"] = shared["value"]
        solved |= {"tensor_parallel_split": shared["parallel"]} if "parallel" in shared else {}
    return solved, changed


def _fewest(work: Workload) -> tuple[dict[str, Any], Workload]:
    """The fewest cards; of the counts that divide the attention heads where cards share layers."""
    changed = work
    for changed in _split_over(work):
        if _fits(changed):
            return {"name": "gpus", "value": changed.gpus, "unit": "GPUs"}, changed
    may_stage = not is_pipeline(work) and splits_layers(changed) and not _says_degrees(changed)
    if may_stage and (found := _in_stages(work)):
        return found
    return _none("gpus", "GPUs", changed.gpus, changed), work


def _says_degrees(work: Workload) -> bool:
    """Whether the split asked for is more than "tensor parallel over all cards"."""
    split = work.parallel
    return split is not None and (split.stages > 1 or split.tensor != work.gpus)


def _split_over(work: Workload) -> Iterator[Workload]:
    """The workload on each count of cards that the split allows: a degree asked for ("TP-8")
    takes as many cards as it says, a bare one ("TP") all of them."""
    for count in _COUNTS:
        parallel = find_parallel(work.split, work.note, count)
        changed = work.changed(gpus=count, parallel=parallel)
        if is_pipeline(work):
            yield changed
            continue
        if parallel and parallel.tensor * parallel.stages not in (1, count):
            continue
        shares = splits_layers(changed) and (not parallel or parallel.stages == 1)
        group = parallel.tensor if parallel and parallel.tensor > 1 else count
        if not (shares or (parallel and parallel.tensor > 1)) or divides(work.model, group):
            yield changed


def _in_stages(work: Workload) -> tuple[dict[str, Any], Workload] | None:
    """The fewest machines of eight cards, each a pipeline stage: its cards share the heads, and
    the cache of a latent attention, which tensor parallel copies, divides over the stages."""
    if not divides(work.model, _NODE):
        return None
    for stages in range(2, _COUNTS[-1] // _NODE + 1):
        count = stages * _NODE
        split = Parallel(weights=count, tokens=count, stages=stages, tensor=_NODE)
        changed = work.changed(gpus=count, parallel=split)
        if _fits(changed):
            how = f"TP-{_NODE} x PP-{stages}"
            note = Note(
                f"Split {how}: by tensor parallel alone no count fits.",
                f"按 {how} 拆分：仅用张量并行时任何卡数都放不下。",
            )
            solved = {"name": "gpus", "value": count, "unit": "GPUs", "parallel": how}
            return solved, changed.changed(assumptions=(*changed.assumptions, note))
    return None


def _fits(work: Workload) -> bool:
    if work.card is None:
        return False
    return need_of(work).device / GIB <= work.card.usable_gib * work.engine.card_share


_SOLVERS: dict[str, Callable[[Workload], tuple[dict[str, Any], Workload]]] = {
    "context": _context,
    "batch": _batch,
    "frames": _frames,
    "resolution": _resolution,
    "precision": _precision,
    "gpus": _gpus,
}
