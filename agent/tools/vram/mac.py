"""A Mac gives its GPU a share of the memory that its owner may raise."""

from collections.abc import Iterator
from dataclasses import replace

from agent.tools.bilingual import Note
from agent.tools.vram.estimate import need_of
from agent.tools.vram.facts import table
from agent.tools.vram.need import GIB
from agent.tools.vram.step import Step
from agent.tools.vram.taken import TAKEN
from agent.tools.vram.workload import Workload

_KEPT_GIB, _KEPT_SHARE = 8.0, 0.15
"""What macOS and open programs keep, the larger of the two."""


def larger_share(work: Workload) -> Iterator[Step]:
    """The GPU's limit raised as far as the system leaves room, where that is enough to fit."""
    card = work.card
    if card is None or card.kind != "apple" or work.given.intersection(TAKEN):
        return
    usable = card.memory_gib - max(_KEPT_GIB, _KEPT_SHARE * card.memory_gib)
    if not card.usable_gib < need_of(work).device / GIB <= usable:
        return
    setting = table("flags")["changes"]["share"]["macos"].format(value=round(usable * 1024))
    yield Step(
        Note(
            f"the GPU may use {usable:.1f} GiB of the memory",
            f"允许 GPU 使用 {usable:.1f} GiB 内存",
        ),
        work.changed(card=replace(card, usable_gib=round(usable, 2))),
        Note(
            "no loss; other programs get less; until a restart",
            "无损失；其他程序可用内存变少；重启前有效",
        ),
        Note(f"macOS: {setting}", f"macOS: {setting}"),
    )
