"""Fewer results or frames: the most that a card holds, found by bisection."""

from bisect import bisect_left
from collections.abc import Iterator

from agent.tools.bilingual import Note
from agent.tools.vram.estimate import need_of
from agent.tools.vram.need import GIB
from agent.tools.vram.step import Step, flags, settable
from agent.tools.vram.workload import Workload

_TIGHT = 0.95
"""Share of a card's usable memory above which a fit is called tight."""
_FEWEST_FRAMES = 33
"""Two seconds at 16 frames a second: below that nobody calls it a clip."""


@settable
def smaller_batch(work: Workload) -> Iterator[Step]:
    """The largest batch that the card holds; where none is, halves of it down to one."""
    counts = range(1, work.batch)
    held = bisect_left(counts, True, key=lambda count: not _has_room(work, count))
    halves = [work.batch >> n for n in range(1, work.batch.bit_length())]
    for batch in [counts[held - 1]] if held else halves:
        yield Step(
            Note(f"batch {batch}", f"批大小改为 {batch}"),
            work.changed(batch=batch),
            Note("fewer results at a time", "同时生成的结果变少")
            if batch > 1
            else Note("one result at a time", "一次一个结果"),
            flags("pictures" if work.model.parts else "requests", work, value=batch),
        )


def _has_room(work: Workload, batch: int) -> bool:
    """Whether a batch fits; with some memory to spare where the one asked for just fits."""
    usable = work.card.usable_gib * GIB if work.card else 0.0
    limit = _TIGHT * usable if _holds(work) else usable
    return need_of(work.changed(batch=batch)).device <= limit


@settable
def fewer_frames(work: Workload) -> Iterator[Step]:
    """The most frames that the card holds, of those the model can make; the fewest where none do."""
    step = work.model.temporal or 1
    counts = range(_FEWEST_FRAMES, work.frames, step)
    if not counts:
        return
    held = bisect_left(counts, True, key=lambda count: not _holds(work.changed(frames=count)))
    frames = counts[max(0, held - 1)]
    yield Step(
        Note(f"{frames} frames", f"减到 {frames} 帧"),
        work.changed(frames=frames),
        Note("a shorter clip", "片段变短"),
        flags("frames", work, value=frames),
    )


def _holds(work: Workload) -> bool:
    return work.card is not None and need_of(work).device / GIB <= work.card.usable_gib
