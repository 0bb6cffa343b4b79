"""Of cards compared for a model that none of them holds alone: how many of each hold it unchanged."""

from collections.abc import Sequence

from agent.tools.bilingual import Note, join
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.fit import check_fit
from agent.tools.vram.report import Report

_SETTING = ("precision", "context", "prompt", "kv_precision", "batch", "engine")
_MOST = 4
"""Cards for which it is worked out: more are a list, not a choice."""


def cards_together(reports: Sequence[Report]) -> Note:
    """Counts, "2 x A100 80GB; 2 x H100 80GB", where one language model is compared on several single cards
    and fits none of them; empty elsewhere."""
    cards = list(dict.fromkeys(one.gpu for one in reports if one.gpu))
    one_model = len({str(one.model) for one in reports}) == 1
    alone = all(
        one.gpus == 1 and one.fits is False and one.request.get("context") for one in reports
    )
    if not (one_model and alone and 1 < len(cards) <= _MOST and len(reports) == len(cards)):
        return Note("", "")
    counts = [(one.gpu, _count(one)) for one in reports]
    held = join([f"{count} x {card}" for card, count in counts if count], "; ", "；")
    if not held:
        return Note("", "")
    return Note(
        f"Without changes, several together hold it (split by layers): {held}.",
        f"不作改动，可多张合用（按层拆分）：{held.zh}。",
    )


def _count(one: Report) -> int | None:
    setting = {name: one.request[name] for name in _SETTING if one.request.get(name)}
    try:
        solved = check_fit(str(one.model), str(one.gpu), solve="gpus", **setting).solved
    except CannotEstimate:  # a bare size or a file: its report's name is no name to check
        return None
    return (solved or {}).get("value")
