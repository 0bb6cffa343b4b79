"""What most people do where a model does not fit as released: the first steps of the ladder."""

from collections.abc import Sequence
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.estimate import need_of
from agent.tools.vram.need import GIB
from agent.tools.vram.runtime import Offload, engines
from agent.tools.vram.workload import Workload

_MOST_STEPS = 2
_SAYS_HOW = frozenset(["engine", "offload", "precision", "component_precision", "parallel"])
"""Where one of these was asked, the answer is about that and no other way of running."""


def usual_way(work: Workload, options: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The one or two steps without a loss to speak of that make it fit, on one card; None where
    more is needed or the way of running was said."""
    if work.gpus > 1 or work.given & _SAYS_HOW:
        return None
    taken: list[dict[str, Any]] = []
    for row in options[:_MOST_STEPS]:
        if not row.get("keeps"):
            return None
        taken.append(row)
        if row["fits"]:
            return {
                "changes": [one["change"] for one in taken],
                "required_gib": row["required_gib"],
                "available_gib": row["available_gib"],
                "cost": join(dict.fromkeys(one["cost"] for one in taken), "; ", "；"),
                "how": _how(work, [one["how"] for one in taken]),
            }
    return None


def _how(work: Workload, said: list[Note]) -> Note:
    """The settings of every step, and of ComfyUI that it needs none where no step names it."""
    alone = "" if any("ComfyUI" in how for how in said) else _in_comfyui(work)
    return join([*said, alone], "; ", "；")


def _in_comfyui(work: Workload) -> Note | str:
    """That ComfyUI needs no setting for it: left to itself it loads in turn what it cannot hold."""
    if work.model.kind not in ("image", "video") or not work.model.parts or work.card is None:
        return ""
    alone = work.changed(engine=engines()["comfyui"], offload=Offload(), as_maker=False)
    if need_of(alone).device / GIB > work.card.usable_gib:
        return ""
    return Note("ComfyUI does so by itself", "ComfyUI 会自行如此")
