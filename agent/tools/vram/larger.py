"""Which of several models is the larger: what each needs and its parameters, most first."""

from collections.abc import Sequence
from typing import NamedTuple

from agent.tools.bilingual import Note, join, say
from agent.tools.vram.catalog import find_model
from agent.tools.vram.report import Report


class _Figure(NamedTuple):
    name: str
    value: float
    said: Note


def larger_first(named: Sequence[tuple[str, Report]], *, by_size: bool) -> Note:
    """What each needs where no card is named, and of several models their parameters, which stand
    first where the larger one is asked (`by_size`)."""
    memory = _most_first(
        [_memory(name, one) for name, one in named],
        Note("needs more memory", "需要更多显存"),
        Note("Memory needed", "所需显存"),
    )
    counts = _parameters([str(one.model) for _, one in named])
    if len(counts) < max(2, len(named)):
        return memory
    size = _most_first(
        counts, Note("has more parameters", "参数更多"), Note("Parameters", "参数量")
    )
    return join([size, memory] if by_size else [memory, size], ". ", "。")


def _memory(name: str, report: Report) -> _Figure:
    gib = report.required_gib or 0.0
    return _Figure(name, gib, Note(f"{gib:.1f} GiB", f"{gib:.1f} GiB"))


def _parameters(names: Sequence[str]) -> list[_Figure]:
    """Parameters of each model once; Chinese counts them in hundreds of millions."""
    models = {name: find_model(name) for name in names}
    return [
        _Figure(name, m.params_b, Note(f"{m.params_b:.4g} billion", f"{10 * m.params_b:,.0f} 亿"))
        for name, m in models.items()
        if m and m.params_b
    ]


def _most_first(figures: Sequence[_Figure], of_two: Note, of_many: Note) -> Note:
    """Names with their figures, most first; of two that differ the first is said to have more."""
    ordered = sorted(figures, key=lambda one: -one.value)
    if len(ordered) == 2 and ordered[0].said != ordered[1].said:
        more, less = ordered
        return Note(
            f"**{more.name} {of_two}**: {more.said}, {less.name} {less.said}",
            f"**{say(more.name, 'zh')} {of_two.zh}**：{more.said.zh}，"
            f"{say(less.name, 'zh')} {less.said.zh}",
        )
    each = [
        Note(f"{one.name} {one.said}", f"{say(one.name, 'zh')} {one.said.zh}") for one in ordered
    ]
    listed = join(each, "; ", "；")
    return Note(f"**{of_many}**: {listed}", f"**{of_many.zh}**：{listed.zh}")
