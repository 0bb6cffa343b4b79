"""A bare width ("4 bit") on a card that no runtime was named for: the file a hobbyist would use."""

from agent.tools.bilingual import Note
from agent.tools.vram.estimate import need_of
from agent.tools.vram.formats import as_in_engine
from agent.tools.vram.need import GIB
from agent.tools.vram.report import Verdict
from agent.tools.vram.verdict import verdict_of
from agent.tools.vram.workload import Workload


def as_file(work: Workload, verdict: Verdict | None) -> list[Note]:
    """That the llama.cpp file of that width fits, which computes a prompt in parts."""
    fmt = as_in_engine(work.precision, "llama.cpp")
    is_width = fmt is not None and fmt != work.precision
    if verdict != "does not fit" or fmt is None or not is_width or "engine" in work.given:
        return []
    if work.model.parts or work.model.stages:
        return []
    need = need_of(work.in_format(fmt))
    gib = need.device / GIB
    held = verdict_of(gib, gib * (1 + need.spread), work.card)
    if held == "does not fit":
        return []
    how, chinese = ("just fits", "勉强放得下") if held == "tight" else ("fits", "放得下")
    return [
        Note(
            f"As a {fmt.name} file in llama.cpp it {how}: about {gib:.1f} GiB.",
            f"改用 llama.cpp 的 {fmt.name} 文件则{chinese}：约 {gib:.1f} GiB。",
            first=True,
        )
    ]
