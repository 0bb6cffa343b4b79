"""Denoisers whose activations are traced: the public class and its released shape.

Every layer is as wide as in the released model. The laws are traced with two layers of a kind,
since each layer's activations are gone before the next begins; `--exact` builds them all. Shapes
are the classes' defaults unless given.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import agent.tools.vram.exact.denoiser_calls as calls
from agent.tools.vram.exact.denoiser_calls import Grid

SHALLOW = {"num_layers": 2, "num_single_layers": 2}
PLAIN = (1, 1, 1)
#: Sizes for classes that compress so much that a short clip is mostly text.
LONG = ((768, 512, 121), (1216, 704, 121))
SDXL = {
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    "block_out_channels": (320, 640, 1280),
    "attention_head_dim": (5, 10, 20),
    "cross_attention_dim": 2048,
    "transformer_layers_per_block": (1, 2, 10),
    "use_linear_projection": True,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
}


@dataclass(frozen=True)
class Denoiser:
    """One class of denoiser; `hidden`, `spatial`, `temporal`, `patch` as rows of models.jsonl."""

    name: str
    cls: str
    hidden: int
    inputs: Callable[[Grid], dict[str, Any]]
    config: dict[str, Any] = field(default_factory=dict[str, Any])
    spatial: int = 8
    temporal: int | None = None
    patch: tuple[int, int, int] = (1, 2, 2)
    text: int = 256
    sizes: tuple[tuple[int, int, int], ...] | None = None
    """Width, height, frames of the calls, where the usual ones do not suit."""
    keeps_frames: bool = False
    """A video model that does not compress along time."""
    chunks: bool = False
    """It can run its feed-forward layers in chunks."""
    condition_channels: int = 0
    """Channels that the class itself puts beside the latents it is given."""
    ffn: tuple[str, int] | None = None
    """The config's name of the feed-forward width, where models of the class differ in it, and the
    width that is traced."""
    deeper: dict[str, Any] = field(default_factory=dict[str, Any])
    """A config with more layers whose output is kept to the end of the pass; none: none is kept."""
    kept: tuple[int, int] = (0, 0)
    """How many layers are kept by `config` and by `deeper`."""
    kept_share: float = 0.0
    """Share of the layers that is kept in the released models."""
    with_picture: Callable[[Grid], dict[str, Any]] | None = None
    """The inputs of a clip that begins with a picture, where they weigh more."""

    def needed(
        self, config: dict[str, Any], inputs: dict[str, Any], taken: set[str]
    ) -> dict[str, Any]:
        """The inputs that a model of this config takes; `taken` are the names its call has."""
        left_out = {"guidance"} if config.get("guidance_embeds") is False else set[str]()
        if not config.get("image_dim"):
            left_out.add("encoder_hidden_states_image")
        return {k: v for k, v in inputs.items() if k in taken and k not in left_out}


_HUNYUANDIT = {
    "num_layers": 4,
    "hidden_size": 1408,
    "in_channels": 4,
    "patch_size": 2,
    "sample_size": 128,
    "mlp_ratio": 4.3637,
    "cross_attention_dim": 1024,
}
_COSMOS = {
    "num_layers": 2,
    "num_attention_heads": 16,
    "in_channels": 18,
    "adaln_lora_dim": 256,
    "extra_pos_embed_type": None,
}
#: Width of Wan's feed-forward layers in the wide models; 8,960 in the narrow ones.
_WAN_FFN = ("ffn_dim", 13824)


# fmt: off
DENOISERS: tuple[Denoiser, ...] = (
    Denoiser("flux", "FluxTransformer2DModel", 3072, lambda g: calls.flux(
        g, guidance=g.empty(1), pooled_projections=g.empty(1, 768)),
        SHALLOW | {"guidance_embeds": True}, text=512),
    Denoiser("flux2", "Flux2Transformer2DModel", 6144, calls.flux2, SHALLOW, text=512),
    Denoiser("chroma", "ChromaTransformer2DModel", 3072, lambda g: calls.flux(
        g, attention_mask=g.empty(1, g.text + g.image_tokens)), SHALLOW, text=512),
    Denoiser("bria", "BriaTransformer2DModel", 3072, calls.flux, SHALLOW, text=128),
    Denoiser("longcatimage", "LongCatImageTransformer2DModel", 3072,
        lambda g: calls.flux(g, 3584), SHALLOW, text=512),
    Denoiser("ovis", "OvisImageTransformer2DModel", 3072, lambda g: calls.flux(g, 2048), SHALLOW),
    Denoiser("hunyuanimage", "HunyuanImageTransformer2DModel", 3584, lambda g: calls.step(
        g, g.picture(64), 3584, encoder_attention_mask=g.whole(1, g.text)), SHALLOW,
        spatial=32, patch=PLAIN, text=1000),
    Denoiser("sd3", "SD3Transformer2DModel", 1536, lambda g: calls.step(
        g, g.picture(16), 4096, pooled_projections=g.empty(1, 2048)),
        {"num_layers": 3, "num_attention_heads": 24, "caption_projection_dim": 1536,
         "pos_embed_max_size": 192}, text=333),
    Denoiser("sd35medium", "SD3Transformer2DModel", 1536, lambda g: calls.step(
        g, g.picture(16), 4096, pooled_projections=g.empty(1, 2048)),
        {"num_layers": 3, "num_attention_heads": 24, "caption_projection_dim": 1536,
         "pos_embed_max_size": 384, "dual_attention_layers": (0, 1), "qk_norm": "rms_norm"},
        text=333),
    Denoiser("auraflow", "AuraFlowTransformer2DModel", 3072, lambda g: calls.step(g, g.picture(4), 2048),
        {"num_mmdit_layers": 2, "num_single_dit_layers": 2, "pos_embed_max_size": 9216}),
    Denoiser("pixart", "PixArtTransformer2DModel", 1152, calls.pixart,
        {"num_layers": 2, "caption_channels": 4096, "use_additional_conditions": False}, text=300),
    Denoiser("hunyuandit", "HunyuanDiT2DModel", 1408, calls.hunyuandit,
        _HUNYUANDIT, text=333, deeper=_HUNYUANDIT | {"num_layers": 8}, kept=(2, 4), kept_share=0.5),
    Denoiser("sana", "SanaTransformer2DModel", 2240, lambda g: calls.step(g, g.picture(32), 2304),
        {"num_layers": 2}, spatial=32, patch=PLAIN, text=300,
        sizes=((2048, 2048, 1), (4096, 2048, 1))),
    Denoiser("lumina2", "Lumina2Transformer2DModel", 2304, lambda g: calls.step(
        g, g.picture(16), 2304, encoder_attention_mask=g.whole(1, g.text)),
        {"num_layers": 2, "cap_feat_dim": 2304}),
    Denoiser("lumina", "ZImageTransformer2DModel", 3840, lambda g: {
        "x": [g.empty(16, 1, g.rows, g.columns)], "t": g.empty(1),
        "cap_feats": [g.empty(g.text, 2560)]}, {"n_layers": 2}),
    Denoiser("qwenimage", "QwenImageTransformer2DModel", 3072, calls.qwen, {"num_layers": 2}, text=300),
    Denoiser("cogview4", "CogView4Transformer2DModel", 2560, lambda g: calls.step(
        g, g.picture(16), 4096, **calls.crops(g)), {"num_layers": 2}),
    Denoiser("cogview3", "CogView3PlusTransformer2DModel", 2560, lambda g: calls.step(
        g, g.picture(16), 4096, **calls.crops(g)), {"num_layers": 2}),
    Denoiser("omnigen", "OmniGenTransformer2DModel", 3072, calls.omnigen, {"num_layers": 2,
        "rope_scaling": {"type": "su", "long_factor": [1.0] * 48, "short_factor": [1.0] * 48}},
        text=300),
    Denoiser("ernie", "ErnieImageTransformer2DModel", 4096, lambda g: {
        "hidden_states": g.picture(128), "timestep": g.empty(1), "text_bth": g.words(2560),
        "text_lens": g.whole(1)},
        {"hidden_size": 4096, "num_attention_heads": 32, "num_layers": 2, "ffn_hidden_size": 12288},
        spatial=16, patch=PLAIN),
    Denoiser("glmimage", "GlmImageTransformer2DModel", 2560, lambda g: calls.step(
        g, g.picture(16), 1472, prior_token_id=g.whole(1, g.image_tokens),
        prior_token_drop=slice(0, 0), target_size=g.empty(1, 2),
        crop_coords=g.empty(1, 2)), {"num_layers": 2}),
    Denoiser("prx", "PRXTransformer2DModel", 1792, lambda g: calls.step(g, g.picture(16), 2304),
        {"depth": 2}),
    Denoiser("hidream", "HiDreamImageTransformer2DModel", 2560, lambda g: {
        "hidden_states": g.empty(1, g.image_tokens, 64), "timesteps": g.empty(1),
        "hidden_states_masks": g.empty(1, g.image_tokens),
        "img_ids": g.empty(1, g.image_tokens, 3), "img_sizes": [[g.rows // 2, g.columns // 2]],
        "encoder_hidden_states_t5": g.words(4096, 128),
        "encoder_hidden_states_llama3": g.empty(32, 1, 128, 4096),
        "pooled_embeds": g.empty(1, 2048)},
        SHALLOW | {"in_channels": 16, "patch_size": 2, "caption_channels": [4096, 4096],
         "llama_layers": [0, 1, 2, 2], "axes_dims_rope": (64, 32, 32),
         "num_routed_experts": 0},
        text=384),
    Denoiser("unet", "UNet2DConditionModel", 320, lambda g: calls.unet(g, 768),
        {"cross_attention_dim": 768}, patch=PLAIN, text=77),
    Denoiser("sdxl", "UNet2DConditionModel", 320, calls.sdxl, SDXL, patch=PLAIN, text=77),
    Denoiser("kandinsky3", "Kandinsky3UNet", 384, lambda g: calls.unet(
        g, 4096, encoder_attention_mask=g.whole(1, g.text)), patch=PLAIN, text=128),
    Denoiser("unet3d", "UNetSpatioTemporalConditionModel", 320, lambda g: {
        "sample": g.frames_first(8), "timestep": g.empty(1),
        "encoder_hidden_states": g.words(1024, 1), "added_time_ids": g.empty(1, 3)},
        patch=PLAIN, text=1, keeps_frames=True, sizes=((1024, 576, 14), (1024, 576, 25)),
        chunks=True),
    Denoiser("animatediff", "UNetMotionModel", 320, lambda g: calls.unet(
        g, 768, sample=g.video(4), encoder_hidden_states=g.empty(g.frames, 77, 768)),
        {"cross_attention_dim": 768, "motion_max_seq_length": 64}, patch=PLAIN, text=77,
        keeps_frames=True),
    Denoiser("wan21", "WanTransformer3DModel", 5120, calls.wan, {"num_layers": 2}, temporal=4,
        text=512, ffn=_WAN_FFN),
    Denoiser("wan22", "WanTransformer3DModel", 5120, calls.wan, {"num_layers": 2},
        temporal=4, text=512, ffn=_WAN_FFN),
    Denoiser("wan22ti", "WanTransformer3DModel", 3072, calls.wan_steps,
        {"num_layers": 2, "num_attention_heads": 24, "in_channels": 48, "out_channels": 48,
         "ffn_dim": 14336}, 16, 4, text=512, sizes=LONG),
    Denoiser("skyreels", "SkyReelsV2Transformer3DModel", 5120, calls.wan,
        {"num_layers": 2, "num_attention_heads": 40, "ffn_dim": 13824}, temporal=4, text=512,
        ffn=_WAN_FFN),
    Denoiser("vace", "WanVACETransformer3DModel", 5120, lambda g: calls.wan(g) | {
        "control_hidden_states": g.empty(1, 96, g.frames, g.rows, g.columns)},
        {"num_layers": 4, "vace_layers": [0, 2]}, temporal=4, text=512, ffn=_WAN_FFN,
        deeper={"num_layers": 6, "vace_layers": [0, 2, 4]}, kept=(2, 3), kept_share=0.2),
    Denoiser("hunyuan", "HunyuanVideoTransformer3DModel", 3072, calls.hunyuan, SHALLOW,
        temporal=4, text=256),
    Denoiser("hunyuan15", "HunyuanVideo15Transformer3DModel", 2048, calls.hunyuan15, {"num_layers": 2},
        spatial=16, temporal=4, patch=PLAIN, text=1000, sizes=((832, 480, 121), (1280, 720, 121))),
    Denoiser("ltx", "LTXVideoTransformer3DModel", 2048, lambda g: calls.step(
        g, g.packed(128), 4096, encoder_attention_mask=g.whole(1, g.text),
        num_frames=g.frames, height=g.rows, width=g.columns), {"num_layers": 2},
        spatial=32, temporal=8, patch=PLAIN, text=128, sizes=LONG),
    Denoiser("ltx2", "LTX2VideoTransformer3DModel", 4096, calls.ltx2, {"num_layers": 2},
        spatial=32, temporal=8, patch=PLAIN, text=1024, sizes=LONG, with_picture=calls.ltx2_from_picture),
    Denoiser("cogvideox", "CogVideoXTransformer3DModel", 3072, lambda g: calls.step(
        g, g.frames_first(16), 4096, image_rotary_emb=(
            g.empty(g.image_tokens, 64), g.empty(g.image_tokens, 64))),
        {"num_layers": 2, "num_attention_heads": 48, "use_rotary_positional_embeddings": True},
        temporal=4, text=226),
    Denoiser("mochi", "MochiTransformer3DModel", 3072, lambda g: calls.step(
        g, g.video(12), 4096, encoder_attention_mask=g.whole(1, g.text)), {"num_layers": 3},
        temporal=6),
    Denoiser("allegro", "AllegroTransformer3DModel", 2304, lambda g: calls.step(
        g, g.video(4), 4096, encoder_attention_mask=g.whole(1, g.text), image_rotary_emb=(
            ((g.empty(256, 32),) * 2,) * 3, (g.whole(1, g.image_tokens),) * 3)),
        {"num_layers": 2}, temporal=4, text=512),
    Denoiser("latte", "LatteTransformer3DModel", 1152, lambda g: calls.step(g, g.video(4), 4096),
        {"num_layers": 2, "attention_head_dim": 72, "in_channels": 4, "out_channels": 8,
         "patch_size": 2, "cross_attention_dim": 1152, "caption_channels": 4096,
         "attention_bias": True, "activation_fn": "gelu-approximate",
         "norm_type": "ada_norm_single", "num_embeds_ada_norm": 1000,
         "norm_elementwise_affine": False, "video_length": 49}, text=120, keeps_frames=True,
        sizes=((512, 512, 49),)),
    Denoiser("easyanimate", "EasyAnimateTransformer3DModel", 3072, lambda g: calls.step(
        g, g.video(16), 3584),
        {"num_layers": 2, "mmdit_layers": 2, "in_channels": 16, "out_channels": 16,
         "patch_size": 2}, temporal=4),
    Denoiser("cosmos", "CosmosTransformer3DModel", 2048, calls.cosmos, _COSMOS, temporal=4,
        text=512, condition_channels=1),
    Denoiser("cosmos1", "CosmosTransformer3DModel", 4096, lambda g: calls.cosmos(g, 16),
        _COSMOS | {"num_attention_heads": 32, "in_channels": 17, "extra_pos_embed_type": "learnable"},
        temporal=8, text=512, condition_channels=1),
    Denoiser("kandinsky5", "Kandinsky5Transformer3DModel", 1792, calls.kandinsky5,
        {"num_visual_blocks": 2, "model_dim": 1792, "ff_dim": 7168, "in_visual_dim": 16,
         "out_visual_dim": 16, "visual_cond": True, "axes_dims": (16, 24, 24)}, temporal=4),
)
# fmt: on
