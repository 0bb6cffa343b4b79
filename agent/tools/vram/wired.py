"""What macOS keeps from a Mac's GPU, and the setting that gives it more."""

from agent.tools.bilingual import Note
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.report import Verdict
from agent.tools.vram.workload import Workload

_LEFT_GIB = 4.0
"""Memory left to macOS and its programs: a system that swaps gains nothing."""
_LEFT_SHARE = 0.1


def wired_limit(work: Workload, need: Need, verdict: Verdict | None) -> list[Note]:
    """Where a Mac has the memory but its GPU may not use so much: `iogpu.wired_limit_mb`, which
    macOS 14 and later read until the next start."""
    card = work.card
    if card is None or card.kind != "apple" or verdict != "does not fit":
        return []
    most = card.memory_gib - max(_LEFT_GIB, _LEFT_SHARE * card.memory_gib)
    if need.device / GIB > most:
        return []
    setting = f"sudo sysctl iogpu.wired_limit_mb={int(most * 1024)}"
    return [
        Note(
            f"macOS lets the GPU use about {card.usable_gib:g} of {card.memory_gib:g} GiB; `{setting}` "
            f"raises that to {most:.1f} until the next start, in which this has room while little "
            "else runs.",
            f"macOS 默认只让 GPU 使用 {card.memory_gib:g} GiB 中的约 {card.usable_gib:g}；`{setting}` "
            f"可在重启前提高到 {most:.1f} GiB，少开其他程序即可放下。",
        )
    ]
