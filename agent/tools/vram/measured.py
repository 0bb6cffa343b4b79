"""Where a figure that somebody measured in the very setting speaks against an estimate."""

from agent.tools.bilingual import Note, say
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.published import measured_here
from agent.tools.vram.report import Verdict
from agent.tools.vram.workload import Workload


def by_measurement(
    work: Workload, need: Need, verdict: Verdict | None
) -> tuple[Verdict | None, list[Note]]:
    """The verdict, with a sentence to stand before the figure where a measurement turned it.

    An estimate is good to its range. Where the card lies within that and a run of the same model,
    format, size, frames and offload was measured to stay below the card, it just fits there.
    """
    low = need.device / GIB * (1 - need.spread)
    if verdict != "does not fit" or work.card is None or low > work.card.usable_gib:
        return verdict, []
    found = measured_here(work)
    if found is None or found["figure_gib"] > work.card.usable_gib:
        return verdict, []
    figure, ours = f"{found['figure_gib']:.1f} GiB", f"{need.device / GIB:.1f} GiB"
    where = found["conditions"]
    return "tight", [
        Note(
            f"Measured at {figure} ({where}), below our estimate of {ours} and within the card: by "
            "that measurement it just fits.",
            f"实测为 {figure}（{say(where, 'zh')}），低于我们估计的 {ours}，也在显卡容量之内："
            "按该实测勉强放得下。",
            first=True,
        )
    ]
