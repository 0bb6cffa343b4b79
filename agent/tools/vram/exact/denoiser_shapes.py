"""A catalogue row -> the config of its denoiser's public class, in its released depth and width."""
# pyright: standard
# Classes of diffusers are typed in part only.

import importlib
import inspect
from typing import Any

from agent.tools.vram.exact.denoisers import DENOISERS, Denoiser
from agent.tools.vram.facts import table
from agent.tools.vram.model import Model

#: What the rows of the catalogue do not say, from the makers' configs: width of the feed-forward
#: layers, channels beside the latents, depths that are no plain count.
RELEASED: dict[str, dict[str, Any]] = {
    "Wan2.1-T2V-1.3B": {"ffn_dim": 8960},
    "Wan2.1-I2V-14B": {"in_channels": 36, "image_dim": 1280, "added_kv_proj_dim": 5120},
    "Wan2.1-I2V-14B-480P": {"in_channels": 36, "image_dim": 1280, "added_kv_proj_dim": 5120},
    "Wan2.1-FLF2V-14B": {"in_channels": 36, "image_dim": 1280, "added_kv_proj_dim": 5120},
    "Wan2.2-I2V-A14B": {"in_channels": 36},
    "Wan2.1-VACE-1.3B": {"ffn_dim": 8960, "vace_layers": list(range(0, 30, 2))},
    "Wan2.1-VACE-14B": {"vace_layers": [0, 5, 10, 15, 20, 25, 30, 35]},
    "SkyReels-V2-1.3B": {"ffn_dim": 8960},
    "lingbot-video-dense-1.3b": {"ffn_dim": 8960},
    "FLUX.1-schnell": {"guidance_embeds": False},
    "FLUX.1-Fill-dev": {"in_channels": 384, "out_channels": 64},
    "FLUX.2-klein-4B": {"joint_attention_dim": 7680, "guidance_embeds": False},
    "FLUX.2-klein-9B": {"num_layers": 8, "num_single_layers": 24, "joint_attention_dim": 12288,
                        "guidance_embeds": False},
    "Bria-3.2": {"num_layers": 8, "num_single_layers": 28},
    "LongCat-Image": {"num_layers": 10, "num_single_layers": 20},
    "SD2.1": {"cross_attention_dim": 1024, "attention_head_dim": (5, 10, 20, 20),
              "use_linear_projection": True},
    "SD3.5-large": {"qk_norm": "rms_norm"},
    "SD3.5-medium": {"dual_attention_layers": tuple(range(13))},
    "CogVideoX-2B": {"use_rotary_positional_embeddings": False},
    "LTX-Video-13B": {"cross_attention_dim": 4096, "attention_head_dim": 128},
    "Sana-0.6B": {"num_cross_attention_heads": 16, "cross_attention_head_dim": 72,
                  "cross_attention_dim": 1152},
    "CogView4-6B": {"attention_head_dim": 128},
    "GLM-Image": {"attention_head_dim": 128},
    "Kandinsky-5.0-Pro": {"ff_dim": 16384, "time_dim": 1024, "axes_dims": (32, 48, 48)},
    "HiDream-I1": {"num_routed_experts": 4, "num_activated_experts": 2,
                   "llama_layers": [*range(32), *[31] * 16]},
    "Cosmos-1.0-Diffusion-7B": {"in_channels": 17, "extra_pos_embed_type": "learnable"},
    "Cosmos-1.0-Diffusion-14B": {"in_channels": 17, "extra_pos_embed_type": "learnable"},
}  # fmt: skip


def spec_of_row(model: Model) -> Denoiser | None:
    """The public class of a row: the one known to be its own, else the one whose law it names."""
    classes: dict[str, list[str]] = table("pipelines")["denoisers"]
    own = next((kind for kind, names in classes.items() if model.name in names), None)
    by_law = next((spec for spec in DENOISERS if spec.name == model.dit_class), None)
    return (spec_of_class(own, model.dit_class) if own else None) or by_law


def spec_of_class(kind: str, like: str | None = None) -> Denoiser | None:
    """How a class of diffusers is called; of several laws of one class, the one that is named."""
    found = [spec for spec in DENOISERS if spec.cls == kind]
    return next((spec for spec in found if spec.name == like), found[0] if found else None)


def class_of(name: str) -> Any:
    """A class of diffusers by its name."""
    return getattr(importlib.import_module("diffusers"), name)


def config_of(told: dict[str, Any], cls: str) -> dict[str, Any]:
    """What a class takes of a `config.json`: its marks and other releases' entries left out."""
    taken = inspect.signature(class_of(cls).__init__).parameters
    return {name: value for name, value in told.items() if name in taken}


def released_config(model: Model, spec: Denoiser) -> dict[str, Any]:
    """The class's defaults, widened and deepened to what the row says."""
    signature = inspect.signature(class_of(spec.cls).__init__).parameters
    usual = {name: value.default for name, value in signature.items()}
    own = RELEASED.get(model.name, {})
    config = {k: v for k, v in spec.config.items() if k not in _DEPTHS}
    config |= _depth(model, usual)
    config |= _width(model, usual | config | own)
    if model.patch[0] > 1 and "patch_size_t" in usual:
        config["patch_size_t"] = model.patch[0]
        config |= {"patch_bias": False} if "patch_bias" in usual else {}
    return config | own


_DEPTHS = ("num_layers", "num_single_layers", "num_mmdit_layers", "num_single_dit_layers",
           "n_layers", "depth", "num_visual_blocks", "mmdit_layers", "vace_layers")  # fmt: skip


def _depth(model: Model, usual: dict[str, Any]) -> dict[str, Any]:
    """Layers of each kind; classes with two kinds keep their own count where the row has one sum."""
    if not model.layers:
        return {}
    if "num_single_layers" in usual:
        if not model.dual_layers:
            return {}
        single = model.layers - model.dual_layers
        return {"num_layers": model.dual_layers, "num_single_layers": single}
    if "num_single_dit_layers" in usual:
        return {}
    if "n_layers" in usual:  # a row counts the refiner's layers too, two before text and picture
        return {"n_layers": model.layers - 2 * usual["n_refiner_layers"]}
    names = ("num_layers", "depth", "num_visual_blocks", "mmdit_layers")
    return {name: model.layers for name in names if name in usual}


def _width(model: Model, usual: dict[str, Any]) -> dict[str, Any]:
    """Heads, or the width itself, for the row's hidden size."""
    hidden, size = model.hidden, usual.get("attention_head_dim")
    if not hidden or "block_out_channels" in usual:
        return {}
    config: dict[str, Any] = {}
    if "num_attention_heads" in usual and isinstance(size, int) and hidden % size == 0:
        config["num_attention_heads"] = hidden // size
    config |= {name: hidden for name in ("hidden_size", "model_dim", "dim") if name in usual}
    if "caption_projection_dim" in usual:
        config["caption_projection_dim"] = hidden
    return config
