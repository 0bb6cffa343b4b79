"""Each citation against the words it vouches for: those since the one before."""

from collections.abc import Iterator
from itertools import groupby

from agent.middleware.grounding.dates import find_dates, is_borne_out
from agent.middleware.grounding.figures import is_held
from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Block, Layout, Mark, without_marks
from agent.middleware.grounding.names import find_names, is_named
from agent.middleware.grounding.printed import Printed
from agent.middleware.grounding.sources import Source, Sources
from agent.middleware.grounding.statements import content, is_chinese

NO_CITATION = "there is no citation"
_BESIDE = 3
"""Characters between two marks that vouch for the same words."""


def check_citations(layout: Layout, figures: list[Printed], sources: Sources) -> Iterator[Finding]:
    """A finding for each number without passage, and for each whose passage holds nothing of it."""
    for mark in layout.marks:
        if mark.n not in sources.passages:
            yield _finding(layout, mark, f"{NO_CITATION} {mark.n}")
    for block in layout.blocks:
        if not block.is_reference:
            yield from _check_block(block, layout, figures, sources)


def _check_block(
    block: Block, layout: Layout, figures: list[Printed], sources: Sources
) -> Iterator[Finding]:
    at = block.start
    for group in _groups(block.marks):
        words = (at, group[0].start)
        if len(layout.plain[slice(*words)].strip(" |:：*-•")) < 12:
            words = (at, _sentence_end(layout, group[-1]))
        at = group[-1].end
        held = [m for m in group if m.n in sources.passages]
        for mark in held:
            others = [sources.passages[m.n] for m in held if m.n != mark.n]
            if reason := _holds_nothing(words, mark, others, layout, figures, sources):
                yield _finding(layout, mark, reason)


def _holds_nothing(
    words: tuple[int, int],
    mark: Mark,
    beside: list[Source],
    layout: Layout,
    figures: list[Printed],
    sources: Sources,
) -> str | None:
    """Why a passage does not bear out the words: it holds none of their figures, names or dates; or
    only names, while another passage holds the figures."""
    passage = sources.passages[mark.n]
    text = without_marks(layout.plain)[slice(*words)]
    inside = [f for f in figures if words[0] <= f.quantity.start < words[1]]
    days = [d for d in find_dates(text) if d.year is not None]
    names = find_names(text)
    has_figure = any(is_held(f, passage.amounts) for f in inside)
    has_day = any(is_borne_out(day, [passage.text]) for day in days)
    has_name = any(is_named(name, passage.text) for name in names)
    if not (inside or days or names):
        shared = content(text) & content(passage.text)
        is_other_language = is_chinese(text) != is_chinese(passage.text)
        return None if shared or is_other_language or not content(text) else _nothing(mark)
    if not (has_figure or has_day or has_name):
        return _nothing(mark)
    return _only_named(inside, days, mark, beside, sources) if not (has_figure or has_day) else None


def _only_named(
    inside: list[Printed], days: list, mark: Mark, beside: list[Source], sources: Sources
) -> str | None:
    """A passage on the same name that has none of the figures, where another passage has them."""
    ours = [*beside, sources.tools, sources.question]
    open_figures = [f for f in inside if not any(is_held(f, s.amounts) for s in ours)]
    open_days = [d for d in days if not is_borne_out(d, [s.text for s in ours])]
    others = [p for n, p in sources.passages.items() if n != mark.n]
    figure = any(is_held(f, p.amounts) for f in open_figures for p in others)
    day = any(is_borne_out(d, [p.text]) for d in open_days for p in others)
    if (open_figures and figure) or (open_days and day and not inside):
        return f"passage {mark.n} does not hold what these words say; another one does"
    return None


def _groups(marks: tuple[Mark, ...]) -> Iterator[list[Mark]]:
    """Marks that stand right beside each other vouch together."""
    number, last = 0, None
    keyed: list[tuple[int, Mark]] = []
    for mark in marks:
        if last is not None and mark.start - last.end > _BESIDE:
            number += 1
        keyed.append((number, mark))
        last = mark
    for _, group in groupby(keyed, key=lambda pair: pair[0]):
        yield [mark for _, mark in group]


def _sentence_end(layout: Layout, mark: Mark) -> int:
    sentence = layout.sentence_at(mark.start)
    return max(mark.end, sentence.end) if sentence else mark.end


def _nothing(mark: Mark) -> str:
    return f"passage {mark.n} holds none of the figures, names or dates of these words"


def _finding(layout: Layout, mark: Mark, reason: str) -> Finding:
    return Finding("citation", *layout.back(mark.start, mark.end), reason)
