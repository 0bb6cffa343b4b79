"""A unit taken for its neighbour: 60 GB told as 60 GiB. The number stands in the source, and another
amount may even convert into it; still it is not what the source says."""

from collections.abc import Iterator, Sequence

from agent.middleware.grounding.amounts import Held
from agent.middleware.grounding.figures import agrees
from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout
from agent.middleware.grounding.measures import in_unit
from agent.middleware.grounding.printed import Printed
from agent.middleware.grounding.sources import Sources


def check_units(figures: Sequence[Printed], layout: Layout, sources: Sources) -> Iterator[Finding]:
    """A finding where a cited passage, or all that the figure may rest on, holds the number with
    another unit of the kind and never with this one."""
    for figure in figures:
        if figure.unit is None:
            continue
        own = [h for s in sources.cited(figure.sentence.own) for h in s.amounts]
        near = [h for s in sources.cited(figure.sentence.cited) for h in s.amounts]
        near += [*sources.tools.amounts, *sources.question.amounts]
        if any(agrees(figure, h) for h in near) and (
            _is_misread(figure, own) or _is_misread(figure, near)
        ):
            said = figure.quantity.text.strip()
            span = layout.back(figure.quantity.start, figure.end)
            yield Finding("figure", *span, f"no source holds {said} with this unit")


def _is_misread(figure: Printed, amounts: Sequence[Held]) -> bool:
    if any(figure.unit in h.units and agrees(figure, h) for h in amounts):
        return False
    return any(
        abs(abs(h.value) - abs(figure.quantity.value)) <= figure.reach
        and any(u != figure.unit and in_unit(h.value, u, figure.unit) is not None for u in h.units)
        for h in amounts
        if h.text
    )
