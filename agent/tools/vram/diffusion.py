"""Memory of an image or video pipeline: text encoding, denoising, decoding; the largest decides."""

from dataclasses import replace
from math import ceil
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.components import EMBEDDING_SHARE, Component, components, decodes_in_autocast
from agent.tools.vram.denoising import denoiser_activations, is_fp32_residual
from agent.tools.vram.laws import law_of
from agent.tools.vram.need import GIB, Need, Parts, Phase
from agent.tools.vram.weights import layer_bytes
from agent.tools.vram.workload import Workload

#: Frames that a pipeline without temporal compression decodes together: as its guides set it, and
#: with the savings its guides name for small cards.
FRAMES_AT_ONCE = (8, 2)
#: What a class that nobody traced adds to the range.
UNTRACED = 0.14
#: Free blocks that a decoder's allocator holds at most: where more is free, it goes back to the
#: card before an allocation fails.
FREE_BLOCKS_GIB = 2.0
#: Buffers of the communication library, a card.
COMMUNICATION_GIB = 0.7
TEXT_ACTIVATIONS_GIB = 0.15
NOT_POOLED = Note(
    "Several cards do not pool their memory for this pipeline unless its runtime splits it: each "
    "card needs the whole figure.",
    "除非运行时会拆分这条流水线，否则多张卡的显存不能合并：每张卡都要满足上述需求。",
)
TILED_ANYWAY = Note(
    "Decoded in tiles, as this runtime or this model's decoder does unasked.",
    "分块解码：该运行时或该模型的解码器默认如此。",
)


def pipeline_need(work: Workload) -> Need:
    """Memory of a pipeline on the fullest card and over all cards; of a decode that its maker's
    code would do in fp32 beyond what the card has, that in 16 bits."""
    need = _need(work)
    usable = work.card.usable_gib * GIB if work.card else 0.0
    is_wide = decodes_in_autocast(work) and need.peak.name == "VAE decode"
    if not is_wide or need.device <= usable:
        return need
    narrow = _need(work.changed(narrow_decode=True))
    return replace(narrow, cautions=(*narrow.cautions, _said_of_wide(need)))


def _said_of_wide(need: Need) -> Note:
    """What the maker's code takes on this card as it is, and the setting that takes less."""
    gib = f"{need.device / GIB:.1f} GiB"
    return Note(
        f"On a card of this size the maker's code decodes with weights in fp32, which takes about "
        f"{gib}; the figure is with float16 and tiles of 128, as the same code sets for smaller "
        "cards (get_vae_inference_config).",
        f"在这种容量的显卡上，厂商代码用 fp32 权重解码，约需 {gib}；上面的数字按 float16 与 128 的分块计算，"
        "即同一代码对更小显卡的设置（get_vae_inference_config）。",
        first=True,
    )


def _need(work: Workload) -> Need:
    said: list[str] = []
    parts = components(work, said)
    phases = [
        _phase("text encoding", work, parts, _encoders(parts), _text_activations(work)),
        _phase("denoising", work, parts, _denoisers(parts), _step(work)),
    ]
    if any(part.role == "vae" for part in parts):
        phases.append(_phase("VAE decode", work, parts, _role(parts, "vae"), _decode(work)))
    deciding = max(phases, key=lambda phase: phase.reserved)
    peak = deciding.parts
    if deciding.name == "VAE decode" and is_tiled(work) and not work.offload.vae_tiling:
        said.append(TILED_ANYWAY)
    return Need(
        phases=tuple(phases),
        all_cards=peak.times(work.gpus),
        outside=(work.engine.context_gib + (COMMUNICATION_GIB if work.gpus > 1 else 0.0)) * GIB,
        spread=_spread(work, deciding.name),
        assumptions=tuple(said),
        cautions=_cautions(work),
    )


def _step(work: Workload) -> float:
    """Bytes alive in a denoising step: counted on the module where it was run, else by its law."""
    if work.counted and "denoising" in work.counted.alive:
        return work.counted.alive["denoising"] / (work.parallel.tokens if work.parallel else 1)
    return denoiser_activations(work)


def _decode(work: Workload) -> float:
    """Bytes alive in a decode: counted on the module where it was run so, else by its law."""
    counted = work.counted
    if counted and "VAE decode" in counted.alive and counted.is_tiled == is_tiled(work):
        return counted.alive["VAE decode"] / (work.parallel.vae if work.parallel else 1)
    return decoder_activations(work)


def decoder_activations(work: Workload) -> float:
    """Bytes alive at the peak of decoding the whole picture or clip, or one tile of it.

    Worked: HunyuanVideo's traced 28,941 values a pixel at 17 frames are 21.2 GiB at 768 x 512.
    """
    model, law = work.model, law_of("vae", work.model.vae_class)
    value = law.get("value_bytes", 2) if work.engine.name != "lightx2v" else 2
    width, height = work.width, work.height
    batch = 1 if work.offload.vae_slicing else work.batch
    output = 2 * 3 * width * height * work.frames * value * work.batch
    if is_tiled(work):
        wide, high = _tile(work, law)
        width, height = min(width, wide), min(height, high)
    frames = work.frames
    if not model.temporal:
        frames = min(frames, FRAMES_AT_ONCE[work.offload.mode != "none"])
    split = work.parallel.vae if work.parallel else 1
    curve, copies = law["curve"], 0.0
    if decodes_in_autocast(work):
        curve, copies = law["autocast_curve"], 2e9 * law["autocast_copies_b"]
    decode = values_a_pixel(curve, frames) * width * height * value * batch / split
    return decode + copies + (output if is_tiled(work) else 0.0)


def _tile(work: Workload, law: dict[str, Any]) -> list[int]:
    """Width and height of a tile in pixels; a maker's code takes smaller ones on small cards."""
    if work.engine.name == "official" and "maker_tile" in law:
        card = work.card
        is_small = card is None or card.memory_gib < law["maker_tile_below_gib"]
        if is_small or work.narrow_decode:
            return law["maker_tile"]
    return law["tile"]


def values_a_pixel(curve: list[list[float]], frames: int) -> float:
    """Values alive a pixel, between the traced counts of frames and past the last one.

    >>> values_a_pixel([[1, 100], [9, 500], [17, 900]], 13), values_a_pixel([[1, 50]], 4)
    (700.0, 200.0)
    """
    if len(curve) == 1:  # a decoder of pictures: frames are a batch
        return float(curve[0][1] * frames)
    inner = enumerate(curve[1:-1], start=1)
    at = next((i for i, (last, _) in inner if frames <= last), len(curve) - 1)
    (first, low), (last, high) = curve[at - 1], curve[at]
    slope = (high - low) / (last - first)
    return low + slope * (max(frames, curve[0][0]) - first)


def _phase(
    name: str, work: Workload, parts: list[Component], active: list[Component], alive: float
) -> Phase:
    """Weights on the fullest card while some components work, and what is alive then."""
    resident = 0.0
    for part in parts:
        whole = part.size * part.copies
        if part.pinned:
            kept = whole
        elif part in active:
            kept = _active_bytes(work, part)
        elif _is_away(work, part, name):
            kept = 0.0
        else:
            kept = whole
        resident += kept / _shards(work, part)
    slack = work.engine.slack * alive + _gathered(work, parts)
    if active and active[0].role == "vae" and not is_tiled(work):
        free = work.engine.decode_slack * law_of("vae", work.model.vae_class)["slack"] * alive
        slack += min(free, FREE_BLOCKS_GIB * GIB)
    return Phase(name, Parts(resident, 0.0, alive), slack)


def _active_bytes(work: Workload, part: Component) -> float:
    """What a working component has on the card; of several experts one works at a time."""
    mode = work.offload.mode
    if mode == "none" and not work.engine.loads_in_turn:
        return part.size * part.copies
    if part.is_encoder and work.engine.streams:
        return layer_bytes(part.size, part.layers)
    if mode in ("none", "model", "auto") or part.role == "vae":
        return part.size
    if part.is_encoder and work.engine.streams_only_dit:
        return part.size
    layers = layer_bytes(part.size, part.layers)
    return layers if mode == "sequential" else layers + _beside_blocks(part)


def _beside_blocks(part: Component) -> float:
    """What stays for a whole pass where blocks are streamed: buffers, and modules outside blocks.

    Diffusers' group offloading keeps every module that is no block on the card during a pass: an
    encoder's embedding table, for a language model also its head or its vision tower.
    """
    tables = {"t5": 1, "text": 2}.get(part.role, 0) * EMBEDDING_SHARE.get(part.role, 0.0)
    return 0.1 * GIB + tables * part.size


def _is_away(work: Workload, part: Component, phase: str) -> bool:
    """Whether a part that is not at work has left the card."""
    is_sharded = work.parallel is not None and work.parallel.weights > 1  # shards stay
    if work.engine.encoders_leave and part.is_encoder and not is_sharded:
        return phase != "text encoding" or work.offload.mode != "none"
    if work.offload.mode == "none":
        return work.engine.loads_in_turn
    blocks = work.offload.mode in ("block", "group") and work.engine.streams_only_dit
    return not (blocks and part.role != "dit")


def _shards(work: Workload, part: Component) -> float:
    """By how much a part is smaller on the fullest card; pipeline stages hold whole layers."""
    split = work.parallel
    if split is None or part.role in ("vae", "image"):
        return 1
    if part.is_encoder and not split.text:
        return 1
    if split.stages == 1 or not part.layers:
        return split.weights
    return part.layers / ceil(part.layers / split.stages) * split.weights / split.stages


def _gathered(work: Workload, parts: list[Component]) -> float:
    """Two DiT layers put together from the shards of all cards; a pipeline stage holds its own."""
    split = work.parallel
    if split is None or split.weights == split.stages or work.offload.mode != "none":
        return 0.0
    return sum(layer_bytes(part.size, part.layers) for part in _denoisers(parts))


def _text_activations(work: Workload) -> float:
    return TEXT_ACTIVATIONS_GIB * GIB * max(1, work.batch)


def is_tiled(work: Workload) -> bool:
    """Whether the decoder works on one tile at a time."""
    return (
        work.offload.vae_tiling
        or work.engine.tiles_vae
        or law_of("vae", work.model.vae_class).get("tiles_only", False)
        or (work.engine.name == "official" and work.model.vae_class.startswith("hunyuan"))
    )


def _spread(work: Workload, deciding: str) -> float:
    """Half of the 90 % range: what families left out of every constant needed, wider with novelty.

    `python -m evals.leave_out` gives the shares of rows inside.
    """
    spread = 0.18 + work.model.doubt
    is_decode = deciding == "VAE decode"
    law = law_of("vae", work.model.vae_class) if is_decode else law_of("dit", work.model.dit_class)
    if law["basis"] != "traced":
        spread += UNTRACED
    if not is_decode and is_fp32_residual(work) and "maker_units" not in law:
        spread += 0.06  # a maker whose code nobody here has read
    if work.offload.mode in ("group", "block", "sequential", "auto"):
        spread += 0.14  # how much is in flight is the runtime's choice
    if "engine" in work.given and work.engine.name == "any":
        spread += 0.04  # a runtime nobody here has read
    return spread + (0.03 if work.gpus > 1 else 0.0)


def _cautions(work: Workload) -> tuple[str, ...]:
    return (NOT_POOLED,) if work.gpus > 1 and work.parallel is None else ()


def _encoders(parts: list[Component]) -> list[Component]:
    return [part for part in parts if part.is_encoder]


def _denoisers(parts: list[Component]) -> list[Component]:
    return _role(parts, "dit")


def _role(parts: list[Component], role: str) -> list[Component]:
    return [part for part in parts if part.role == role]
