"""A pipeline's `model_index.json` and the configs of its parts -> the facts of a catalogue row."""

import math
from dataclasses import dataclass
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model, models
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table
from agent.tools.vram.given.headers import Files, format_of_kind, read_json
from agent.tools.vram.given.quantised import quantisation
from agent.tools.vram.given.weight_files import Stored, stored_weights

#: Entries of an index that hold no weights.
_NO_WEIGHTS = ("scheduler", "tokenizer", "feature_extractor", "processor", "image_processor")
_DENOISERS = ("transformer", "unet", "prior", "decoder", "dit", "denoiser")
#: Two denoisers whose parameters differ by less are two experts of one shape.
_SAME_SIZE = 0.01
#: A law of another class is off by up to this share more; traced classes lie between 11 and 22.
GENERIC_DOUBT = 0.15


@dataclass(frozen=True)
class Part:
    """One folder of a pipeline."""

    name: str
    kind: str
    """Class of its config, else of the index."""
    config: dict[str, Any]
    stored: Stored

    @property
    def role(self) -> str:
        """What it does, in the words of the catalogue."""
        if self.name.startswith(_DENOISERS):
            return "dit"
        if self.name.startswith(("vae", "vqgan")):
            return "vae"
        if self.name.startswith("text_encoder"):
            return "t5" if "T5" in self.kind else "text"
        return {"image_encoder": "image", "audio_encoder": "audio"}.get(self.name, "other")

    @property
    def params_b(self) -> float:
        """Parameters in billions."""
        told = quantisation(self.config)
        return self.stored.parameters(told.bits if told else None) / 1e9

    @property
    def format(self) -> str:
        """The format most of it is stored in."""
        told = quantisation(self.config)
        return told.name if told else format_of_kind(self.stored.kind)


@dataclass(frozen=True)
class Pipeline:
    """A pipeline as read: facts for a `Model`, and what was taken for granted."""

    facts: dict[str, Any]
    assumptions: tuple[str, ...]
    cautions: tuple[str, ...]


def read_pipeline(files: Files) -> Pipeline:
    """The pipeline of a folder with `model_index.json`."""
    index = read_json(files, "model_index.json")
    parts: list[Part] = []
    absent: list[str] = []
    for name, entry in index.items():
        if not isinstance(entry, list) or not entry or entry[-1] is None:
            continue
        if name.startswith(_NO_WEIGHTS):
            continue
        part = _part(files, name, str(entry[-1]))  # pyright: ignore[reportUnknownArgumentType] - JSON from outside
        if part:
            parts.append(part)
        else:
            absent.append(name)
    if not any(part.role == "dit" for part in parts):
        lacking = next((name for name in absent if name.startswith(_DENOISERS)), "a denoiser")
        raise CannotEstimate(
            f"{files.where} holds no weights of {lacking}.", "Download the whole pipeline."
        )
    return _pipeline(parts, absent, str(index.get("_class_name") or ""))


def read_part(files: Files, config: dict[str, Any]) -> Pipeline:
    """A folder that is one part of a pipeline: its denoiser."""
    stored = stored_weights(files)
    kind = str(config.get("_class_name"))
    if stored is None:
        raise CannotEstimate(f"{files.where} holds no weights.", "Download the weight files.")
    if "Autoencoder" in kind or kind.startswith("VQ"):
        raise CannotEstimate(
            f"{files.where} is a VAE alone.", "Name the folder of the whole pipeline."
        )
    return _pipeline([Part("transformer", kind, config, stored)], ["the other parts"], "")


def _part(files: Files, name: str, kind: str) -> Part | None:
    stored = stored_weights(files, f"{name}/")
    if stored is None:
        return None
    there = f"{name}/config.json" in files.names()
    config = read_json(files, f"{name}/config.json") if there else {}
    return Part(name, str(config.get("_class_name") or kind), config, stored)


def _pipeline(parts: list[Part], absent: list[str], pipeline: str) -> Pipeline:
    dits = [part for part in parts if part.role == "dit"]
    main = max(dits, key=lambda part: part.stored.size)
    vae = next((part for part in parts if part.role == "vae"), None)
    twins = [part for part in dits if abs(part.params_b / main.params_b - 1) < _SAME_SIZE]
    like = _like(main, pipeline, len(twins))
    law, vae_law = _laws(vae, like)
    rows = [_row(part) for part in parts if part not in twins or part is main]
    for row in rows:
        if row["name"].startswith(f"{main.name} "):
            row["copies"] = len(twins)
    spatial, temporal, channels = _latents(vae, like)
    facts: dict[str, Any] = {
        "kind": like.kind if like else _kind(main, pipeline, temporal),
        "parts": rows,
        "params_b": sum(part.params_b for part in parts),
        "dtype": main.format,
        "layers": _layers(main.config) or (like.layers if like else None),
        "hidden": _hidden(main) or (like.hidden if like else None),
        "ffn": _whole(main.config, "ffn_dim"),
        "kept_layers": _hints(main.config) or (like.kept_layers if like else None),
        "dit_class": law or "generic",
        "vae_class": vae_law if vae_law else ("generic" if vae else "none"),
        "spatial": spatial,
        "temporal": temporal,
        "latent_channels": channels,
        "patch": _patch(main, channels, like),
        "text_tokens": like.text_tokens if like else 512,
        "cfg_batch": like.cfg_batch if like else 1,
        "reference_images": like.reference_images if like else 0,
        "doubt": 0.0 if law and (vae_law or not vae) else GENERIC_DOUBT,
    }
    facts["defaults"] = _defaults(main.config, like, facts)
    return Pipeline(facts, _said(main, like), _cautions(parts, absent, law, vae_law, main, vae))


def _row(part: Part) -> dict[str, Any]:
    return {
        "role": part.role,
        "name": f"{part.name} ({part.kind})",
        "params_b": part.params_b,
        "bytes": part.stored.size,
        "format": part.format,
    }


def _like(main: Part, pipeline: str, copies: int) -> Model | None:
    """The catalogue's model of the same class that is nearest in size and number of experts."""
    known = table("pipelines")
    names: list[str] = known["pipelines"].get(pipeline) or known["denoisers"].get(main.kind) or []

    def distance(model: Model) -> float:
        part = next(part for part in model.parts if part["role"] == "dit")
        far = abs(math.log(max(main.params_b, 1e-6) / part["params_b"]))
        return far + abs(copies - part.get("copies", 1))

    return min((m for m in models() if m.name in names), key=distance, default=None)


def _laws(vae: Part | None, like: Model | None) -> tuple[str | None, str | None]:
    """Names of the activation laws of denoiser and VAE, None for a class without one."""
    law = like.dit_class if like else None
    if vae is None:
        return law, None
    found: str | None = table("pipelines")["vaes"].get(vae.kind)
    # one class for both generations of Wan's VAE: the second has 48 channels and packs pixels
    if found == "wan21" and (_whole(vae.config, "z_dim") or 16) > 16:
        found = "wan22"
    return law, found


def _latents(vae: Part | None, like: Model | None) -> tuple[int, int | None, int | None]:
    """Pixels a latent side stands for, frames it stands for, and its channels."""
    told = vae.config if vae else {}
    spatial = _whole(told, "scale_factor_spatial", "spatial_compression_ratio")
    temporal = _whole(told, "scale_factor_temporal", "temporal_compression_ratio")
    blocks: Any = told.get("encoder_block_out_channels") or told.get("block_out_channels")
    plain = vae is not None and vae.kind in ("AutoencoderKL", "AutoencoderDC", "VQModel")
    if not spatial and (plain or not like):  # others pack pixels too, which the blocks do not say
        spatial = 2 ** (len(blocks) - 1) if isinstance(blocks, list) else None  # pyright: ignore[reportUnknownArgumentType]
    channels = _whole(told, "z_dim", "latent_channels")
    if like:
        spatial, channels = spatial or like.spatial, channels or like.latent_channels
        temporal = temporal or like.temporal
    return spatial or (8 if vae else 1), temporal, channels


def _patch(main: Part, channels: int | None, like: Model | None) -> list[int]:
    told: Any = main.config.get("patch_size")
    if isinstance(told, list) and len(told) == 3:  # pyright: ignore[reportUnknownArgumentType]
        return [_whole({"side": side}, "side") or 1 for side in told]  # pyright: ignore[reportUnknownVariableType]
    side = told if isinstance(told, int) and told > 0 else None
    # FLUX and its kin pack 2 x 2 latents into channels before the denoiser sees them
    packed = _whole(main.config, "in_channels") or 0
    if side == 1 and channels and packed >= 4 * channels:
        side = 2
    if side is None:
        return list(like.patch) if like else [1, 2, 2]
    return [_whole(main.config, "patch_size_t") or 1, side, side]


def _hints(config: dict[str, Any]) -> int | None:
    """Layers of VACE whose hints are kept for the layers of the model itself."""
    told: Any = config.get("vace_layers")
    return len(told) if isinstance(told, list) else None  # pyright: ignore[reportUnknownArgumentType] - JSON from outside


def _hidden(main: Part) -> int | None:
    """Width of the denoiser: heads x head size, or as a config names it."""
    told = main.config
    if "UNet" in main.kind:
        blocks: Any = told.get("block_out_channels")
        first: Any = blocks[0] if isinstance(blocks, list) and blocks else None  # pyright: ignore[reportUnknownVariableType]
        return _whole({"first": first}, "first")
    heads, size = _whole(told, "num_attention_heads"), _whole(told, "attention_head_dim")
    if heads and size:
        return heads * size
    return _whole(told, "hidden_size", "dim", "model_dim", "inner_dim", "d_model")


def _layers(told: dict[str, Any]) -> int | None:
    names = ("num_layers", "num_single_layers", "num_mmdit_layers", "num_single_dit_layers")
    total = sum(_whole(told, name) or 0 for name in names)
    return total or _whole(told, "n_layers", "num_blocks", "depth", "num_hidden_layers")


def _defaults(told: dict[str, Any], like: Model | None, facts: dict[str, Any]) -> dict[str, int]:
    """Size and frames where none is asked for: the config's sample, else those of its kin."""
    found = dict(like.defaults) if like else {"width": 1024, "height": 1024}
    if not like and facts["kind"] == "video":
        found = {"width": 1280, "height": 720, "frames": 81}
    spatial: int = facts["spatial"]
    wide, high = _whole(told, "sample_width"), _whole(told, "sample_height")
    side = _whole(told, "sample_size")
    if wide and high:
        found |= {"width": wide * spatial, "height": high * spatial}
    elif side and facts["kind"] == "image":
        found |= {"width": side * spatial, "height": side * spatial}
    frames = _whole(told, "sample_frames")
    if frames and facts["dit_class"] == "cogvideox":  # elsewhere it counts latent frames
        found["frames"] = frames
    return found


def _kind(main: Part, pipeline: str, temporal: int | None) -> str:
    is_video = bool(temporal) or "3D" in main.kind or "Video" in pipeline
    return "video" if is_video else "image"


def _said(main: Part, like: Model | None) -> tuple[str, ...]:
    if like is None:
        return ()
    text = f"{main.kind}: activation law, text length and default frames as of {like.name}."
    return (Note(text, f"{main.kind}：激活规律、文本长度和默认帧数按 {like.name}。"),)


def _cautions(
    parts: list[Part],
    absent: list[str],
    law: str | None,
    vae_law: str | None,
    main: Part,
    vae: Part | None,
) -> tuple[str, ...]:
    said = [caution for part in parts for caution in part.stored.cautions]
    unknown = [main.kind] if not law else []
    unknown += [vae.kind] if vae and not vae_law else []
    if unknown:
        names = " and ".join(unknown)
        text = f"No activation law is known for {names}: a generic one stands in, in a wider range."
        said.append(Note(text, f"没有 {names} 的激活规律：以通用规律代替，区间放宽。"))
    if absent:
        names = ", ".join(absent)
        text = f"No weights are there for {names}: not counted."
        said.append(Note(text, f"没有 {names} 的权重：未计入。"))
    return tuple(said)


def _whole(told: dict[str, Any], *names: str) -> int | None:
    """The first of some entries that is a positive whole number of a possible size."""
    for name in names:
        value = told.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6:
            return value
    return None
