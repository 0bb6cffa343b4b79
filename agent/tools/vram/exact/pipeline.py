"""One denoising step and one decode of a pipeline's real modules on tensors without data."""
# pyright: standard
# Modules of diffusers are typed in part only.

import importlib
import inspect
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, NamedTuple

from agent.tools.vram.denoising import begins_with_picture
from agent.tools.vram.exact.decoders import Decoder
from agent.tools.vram.exact.denoiser_calls import Grid
from agent.tools.vram.exact.denoiser_shapes import class_of
from agent.tools.vram.exact.denoisers import Denoiser
from agent.tools.vram.exact.live_bytes import built, peak_bytes, without_data
from agent.tools.vram.workload import Workload

#: What configs call the width of the main text encoder's states, the surest first.
_TEXT = ("caption_channels", "text_embed_dim", "text_dim", "joint_attention_dim", "in_text_dim",
         "cap_feat_dim", "context_in_dim", "encoder_hid_dim", "cross_attention_dim")  # fmt: skip


class Run(NamedTuple):
    """One call of a module."""

    alive: float
    """Bytes above weights and inputs at its peak."""
    parameters: int


def count_parameters(cls: str, config: dict[str, Any]) -> int:
    """Parameters of a module, counted on the module itself."""
    return without_data(lambda: _count(built(lambda: class_of(cls)(**config), "bfloat16")))


def _count(model: Any) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


def trace_denoiser(
    work: Workload,
    spec: Denoiser,
    config: dict[str, Any],
    dtype: str,
    until: float | None = None,
) -> Run:
    """One step of one request and one branch of guidance."""
    cls = class_of(spec.cls)
    without_torchvision()
    if "video_length" in config:
        config = config | {"video_length": work.frames}

    make = spec.with_picture if spec.with_picture and begins_with_picture(work) else spec.inputs
    counts: list[int] = []

    def call(model: Any) -> Callable[[], Any]:
        counts.append(_count(model))
        if spec.chunks and work.offload.mode != "none":
            model.enable_forward_chunking()  # as the guides for small cards run it
        taken = set(inspect.signature(cls.forward).parameters)
        told = dict(model.config)
        inputs = spec.needed(told, make(grid_of(work, spec, told, dtype)), taken)
        return lambda: model(**inputs)

    text = work.model.text_tokens
    alive, _ = peak_bytes(lambda: cls(**config), call, dtype, text, steps=1, until=until)
    return Run(alive, counts[0])


def grid_of(work: Workload, spec: Denoiser, told: dict[str, Any], dtype: str) -> Grid:
    """Sizes of the call in latent pixels, rounded up to whole patches as pipelines do."""
    import torch

    model = work.model
    frames = work.frames
    if model.temporal:
        frames = (work.frames - 1) // model.temporal + 1
    spatial, patch = model.spatial or 8, (*model.patch,)
    if spatial * patch[1] == spec.spatial * spec.patch[1]:  # who packs pixels, class or pipeline
        spatial, patch = spec.spatial, (patch[0], *spec.patch[1:])
    rows, columns = (-(-side // spatial) for side in (work.height, work.width))
    frames, rows, columns = (
        -(-n // p) * p for n, p in zip((frames, rows, columns), patch, strict=True)
    )
    channels = told.get("in_channels")
    return Grid(
        frames,
        rows,
        columns,
        (patch[0], patch[1], patch[2]),
        model.text_tokens or spec.text,
        lambda *shape: torch.empty(shape, dtype=getattr(torch, dtype)),
        lambda *shape: torch.ones(shape, dtype=torch.int64),
        channels - spec.condition_channels if isinstance(channels, int) else None,
        next((told[name] for name in _TEXT if isinstance(told.get(name), int)), None),
        model.reference_images,
    )


def trace_decoder(
    spec: Decoder, size: tuple[int, int, int], dtype: str, until: float | None = None
) -> Run:
    """One decode of a clip of a width, height and count of frames.

    A decoder that goes frame by frame is run over three latent frames and over four; what the
    fourth adds is what each later one adds.
    """
    width, height, frames = size
    spec = replace(spec, size=(width, height), dtype=dtype)
    if not spec.by_frame or not spec.temporal or frames <= 4 * spec.temporal:
        return _decode(spec, frames, until)
    three = _decode(spec, 2 * spec.temporal + 1, until)
    four = _decode(spec, 3 * spec.temporal + 1, until)
    later = (frames - 1) // spec.temporal - 3
    return four._replace(alive=four.alive + later * (four.alive - three.alive))


def _decode(spec: Decoder, frames: int, until: float | None) -> Run:
    """One decode as it is."""
    import torch

    counts: list[int] = []

    def call(model: Any) -> Callable[[], Any]:
        counts.append(_count(model))
        if spec.tiled:
            model.enable_tiling()
        latents = torch.empty(spec.latents(frames), dtype=getattr(torch, spec.dtype))
        more = {"num_frames": frames} if spec.batches_frames else {}
        return lambda: model.decode(latents, **more)

    build = lambda: class_of(spec.cls)(**spec.config)  # noqa: E731
    _fill_masks_at_once()
    alive, _ = peak_bytes(build, call, spec.dtype, steps=1, until=until)
    return Run(alive, counts[0])


def _fill_masks_at_once() -> None:
    """HunyuanVideo 1.5 fills a mask of every pair of latents row by row: minutes of small steps."""
    name = "diffusers.models.autoencoders.autoencoder_kl_hunyuanvideo15"
    attention = importlib.import_module(name).HunyuanVideo15AttnBlock
    attention.prepare_causal_attention_mask = staticmethod(_whole_mask)


def _whole_mask(
    frames: int, area: int, dtype: Any, device: Any, batch_size: int | None = None
) -> Any:
    import torch

    mask = torch.full((frames * area,) * 2, float("-inf"), dtype=dtype, device=device)
    return mask if batch_size is None else mask.unsqueeze(0).expand(batch_size, -1, -1)


def without_torchvision() -> None:
    """Cosmos resizes a mask of padding with torchvision; the mask is alike at any size."""
    cosmos = importlib.import_module("diffusers.models.transformers.transformer_cosmos")
    same = SimpleNamespace(resize=lambda mask, size, **_: mask.new_empty(*mask.shape[:-2], *size))
    transforms = SimpleNamespace(functional=same, InterpolationMode=SimpleNamespace(NEAREST=0))
    vars(cosmos).setdefault("transforms", transforms)
