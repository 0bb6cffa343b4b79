"""Memory of an image or video pipeline: text encoding, denoising, decoding; the largest decides."""

from agent.tools.vram.components import Component, components, format_of
from agent.tools.vram.facts import table
from agent.tools.vram.need import GIB, Need, Parts, Phase
from agent.tools.vram.weights import layer_bytes
from agent.tools.vram.workload import Workload

#: Buffers of the communication library, a card.
COMMUNICATION_GIB = 0.7
TEXT_ACTIVATIONS_GIB = 0.15


def pipeline_need(work: Workload) -> Need:
    """Memory of a pipeline on the fullest card and over all cards."""
    said: list[str] = []
    parts = components(work, said)
    phases = [
        _phase("text encoding", work, parts, _encoders(parts), _text_activations(work)),
        _phase("denoising", work, parts, _denoisers(parts), denoiser_activations(work)),
    ]
    if any(part.role == "vae" for part in parts):
        phases.append(
            _phase("VAE decode", work, parts, _role(parts, "vae"), decoder_activations(work))
        )
    peak = max(phases, key=lambda phase: phase.reserved).parts
    return Need(
        phases=tuple(phases),
        all_cards=peak.times(work.gpus),
        outside=(work.engine.context_gib + (COMMUNICATION_GIB if work.gpus > 1 else 0.0)) * GIB,
        spread=_spread(work),
        assumptions=tuple(said),
        cautions=_cautions(work),
    )


def denoiser_activations(work: Workload) -> float:
    """Bytes alive at the peak of one denoising step.

    Tokens x hidden size x 2 bytes x units, the units traced for each class of DiT; two guidance
    branches double it where the pipeline runs them as one batch.

    Worked: HunyuanVideo at 768 x 512 x 121 has 31 x 32 x 48 + 256 tokens of 3072 values:
    18.2 units are 4.98 GiB.
    """
    model = work.model
    law = table("activations")["dit"].get(model.dit_class, table("activations")["dit"]["generic"])
    units = law["units"]
    if _fp32_residual(work):
        units = law.get("fp32_residual_units", 1.6 * units)
    if format_of(work, "dit").name == "bnb-int8":
        units *= 2  # 16-bit copies of inputs and of outlier columns
    split = work.parallel.tokens if work.parallel else 1
    return units * tokens(work) * (model.hidden or 2048) * 2 * work.batch * model.cfg_batch / split


def decoder_activations(work: Workload) -> float:
    """Bytes alive at the peak of decoding the whole picture or clip, or one tile of it."""
    model = work.model
    law = table("activations")["vae"].get(model.vae_class, table("activations")["vae"]["generic"])
    value = law.get("value_bytes", 2) if work.engine.name != "lightx2v" else 2
    width, height, frames = work.width, work.height, work.frames
    batch = 1 if work.offload.vae_slicing else work.batch
    output = 2 * 3 * width * height * frames * value * work.batch
    if _tiled(work):
        tile = law["tile"]
        width, height, frames = (
            min(width, tile[0]),
            min(height, tile[1]),
            min(frames, tile[2]),
        )
    alive = law["first"] + law["ramp"] * (frames - 1)
    if law["plateau"] is not None:
        alive = min(alive, law["plateau"])
    if work.model.vae_class == "kl":
        alive = law["first"] * frames  # the frames of an image VAE are a batch
    alive = alive * law.get("workspace", 1.0) + law["per_frame"] * frames
    split = work.parallel.vae if work.parallel else 1
    decode = alive * width * height * value * batch / split
    return decode + (output if _tiled(work) else 0.0)


def tokens(work: Workload) -> int:
    """Tokens of the denoiser: latent frames x rows x columns, references, and text."""
    model = work.model
    frames = 1 if not model.temporal else (work.frames - 1) // model.temporal + 1
    if not model.temporal and model.kind == "video":
        frames = work.frames
    spatial, patch = model.spatial or 8, model.patch
    rows = -(-work.height // (spatial * patch[1]))
    columns = -(-work.width // (spatial * patch[2]))
    latent = -(-frames // patch[0]) * rows * columns
    return latent * (1 + model.reference_images) + model.text_tokens


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
    slack = work.engine.slack
    if active and active[0].role == "vae" and not _tiled(work):
        slack = max(slack, work.engine.decode_slack)
    return Phase(name, Parts(resident, 0.0, alive), slack * alive + _gathered(work, parts))


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
    return layer_bytes(part.size, part.layers) + (0.1 * GIB if mode != "sequential" else 0.0)


def _is_away(work: Workload, part: Component, phase: str) -> bool:
    """Whether a part that is not at work has left the card."""
    if work.engine.encoders_leave and work.gpus == 1 and part.is_encoder:
        return phase != "text encoding" or work.offload.mode != "none"
    if work.offload.mode == "none":
        return work.engine.loads_in_turn
    blocks = work.offload.mode in ("block", "group") and work.engine.streams_only_dit
    return not (blocks and part.role != "dit")


def _shards(work: Workload, part: Component) -> int:
    if work.parallel is None or part.role in ("vae", "image"):
        return 1
    return 1 if part.is_encoder and not work.parallel.text else work.parallel.weights


def _gathered(work: Workload, parts: list[Component]) -> float:
    """Two DiT layers put together from the shards of all cards."""
    if work.parallel is None or work.parallel.weights == 1 or work.offload.mode != "none":
        return 0.0
    return sum(layer_bytes(part.size, part.layers) for part in _denoisers(parts))


def _text_activations(work: Workload) -> float:
    return TEXT_ACTIVATIONS_GIB * GIB * max(1, work.batch)


def _tiled(work: Workload) -> bool:
    return (
        work.offload.vae_tiling
        or work.engine.tiles_vae
        or (work.engine.name == "official" and work.model.vae_class.startswith("hunyuan"))
    )


def _fp32_residual(work: Workload) -> bool:
    return work.engine.name == "official" or "fp32" in work.note.lower()


def _spread(work: Workload) -> float:
    spread = 0.18
    known = table("activations")["dit"].get(work.model.dit_class, {}).get("basis", "")
    if "traced" not in known:
        spread += 0.12
    if work.offload.mode in ("group", "block", "sequential", "auto"):
        spread += 0.14
    return spread + (0.03 if work.gpus > 1 else 0.0)


def _cautions(work: Workload) -> tuple[str, ...]:
    if work.gpus > 1 and work.parallel is None:
        return (
            "Several cards do not pool their memory for this pipeline unless its runtime splits "
            "it: each card needs the whole figure.",
        )
    return ()


def _encoders(parts: list[Component]) -> list[Component]:
    return [part for part in parts if part.is_encoder]


def _denoisers(parts: list[Component]) -> list[Component]:
    return _role(parts, "dit")


def _role(parts: list[Component], role: str) -> list[Component]:
    return [part for part in parts if part.role == role]
