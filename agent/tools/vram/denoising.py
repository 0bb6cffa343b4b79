"""Bytes alive at the peak of one denoising step, by the law of the denoiser's class."""

import re
from typing import Any

from agent.tools.vram.components import format_of
from agent.tools.vram.laws import law_of
from agent.tools.vram.model import Model
from agent.tools.vram.workload import Workload

#: Makers' code keeps residual and modulation in 32 bits and turns positions in 64: what it holds
#: over the traced class in 32 bits, between the 1.46, 1.55 and 2.3 of three makers.
MAKER_SHARE = 1.5
#: Tasks that begin with a picture: its tokens have a time step of their own.
_FROM_PICTURE = re.compile(r"i2v|image.?to.?video|first.?(?:last.?)?frame|flf2v|image.?conditioned")


def denoiser_activations(work: Workload) -> float:
    """Bytes alive at the peak of one denoising step.

    Tokens x hidden size x 2 bytes x units, and bytes a pair of tokens where the class writes its
    mask out; two guidance branches double it where the pipeline runs them as one batch.

    Worked: HunyuanVideo at 768 x 512 x 121 has 31 x 32 x 48 + 256 tokens of 3072 values:
    18.08 units are 4.95 GiB.
    """
    model, law = work.model, law_of("dit", work.model.dit_class)
    split = work.parallel.tokens if work.parallel else 1
    count = tokens(work)
    alive = units(work, law) * count * (model.hidden or 2048) * 2
    if work.engine.writes_mask:
        alive += law.get("pair_bytes", 0.0) * count**2
    return alive * work.batch * model.cfg_batch / split


def units(work: Workload, law: dict[str, Any]) -> float:
    """Tensors as wide as the model, in 16 bits, that are alive at once.

    The larger of a layer's attention and its feed-forward, and what every layer so far has left
    behind for later ones (skips of HunyuanDiT, hints of VACE).
    """
    model = work.model
    if is_fp32_residual(work):
        at_once = law.get("maker_units", MAKER_SHARE * law["fp32_units"])
        return max(at_once, _maker_feeding(model, law)) + _kept(model, law, "fp32_kept_units")
    at_once = law["units"]
    if begins_with_picture(work):
        at_once = law.get("picture_units", at_once)
    if work.offload.mode != "none" and not work.engine.loads_in_part:
        at_once = law.get("chunked_units", at_once)  # as the guides for small cards run it
    at_once = max(at_once, _feeding(model, law)) + _kept(model, law, "kept_units")
    if format_of(work, "dit").name == "bnb-int8":
        at_once *= 2  # 16-bit copies of inputs and of outlier columns
    return at_once


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


def is_fp32_residual(work: Workload) -> bool:
    """Whether the runtime keeps what runs through the layers in 32 bits."""
    return work.engine.name == "official" or "fp32" in work.note.lower()


def begins_with_picture(work: Workload) -> bool:
    """Whether the task starts a clip from a picture."""
    return bool(_FROM_PICTURE.search(work.task.lower()))


def _feeding(model: Model, law: dict[str, Any]) -> float:
    """Units in the feed-forward layer: a traced base, and a traced share of its width over the
    hidden size; 0 where the row states no width of its own or the class has but one."""
    if not (model.ffn and model.hidden and "ffn_units" in law):
        return 0.0
    base, slope = law["ffn_units"]
    return base + slope * model.ffn / model.hidden


def _maker_feeding(model: Model, law: dict[str, Any]) -> float:
    """The same in a maker's code, which runs the feed-forward itself in 16 bits."""
    if not (model.ffn and model.hidden and "ffn_units" in law):
        return 0.0
    return MAKER_SHARE * law["fp32_ffn_units"][0] + law["ffn_units"][1] * model.ffn / model.hidden


def _kept(model: Model, law: dict[str, Any], name: str) -> float:
    """Units that layers leave behind for later ones."""
    if name not in law:
        return 0.0
    layers = model.kept_layers
    if layers is None:
        layers = law["kept_share"] * (model.layers or 0)
    return law[name] * layers
