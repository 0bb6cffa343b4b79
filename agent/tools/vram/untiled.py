"""That the decode of a whole picture or clip decides a figure, and what it is in tiles."""

from dataclasses import replace

from agent.tools.bilingual import Note
from agent.tools.vram.diffusion import is_tiled
from agent.tools.vram.estimate import need_of
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.step import flags
from agent.tools.vram.workload import Workload

#: A decode in tiles that leaves more of the figure than this is not worth a word.
_WORTH = 0.85


def whole_decode(work: Workload, need: Need) -> list[Note]:
    """The reason of the figure where an untiled decode is, with the switch and the tiled figure."""
    if need.peak.name != "VAE decode" or need.resident is not None or is_tiled(work):
        return []
    how = flags("tiling", work)
    if not how:
        return []
    tiled = need_of(work.changed(offload=replace(work.offload, vae_tiling=True)))
    if tiled.device > _WORTH * need.device:
        return []
    figure = f"{tiled.device / GIB:.1f} GiB"
    what, chinese = ("clip", "片段") if work.frames > 1 else ("picture", "画面")
    return [
        Note(
            f"Decoding the whole {what} at once decides the figure; decoded in tiles it is {figure}, "
            f"but that has to be switched on ({how}).",
            f"整个{chinese}一次解码决定了这个数字；分块解码为 {figure}，但需要手动开启（{how.zh}）。",
        )
    ]
