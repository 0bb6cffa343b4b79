"""Decoders whose activations are traced: the public class and its released shape."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Decoder:
    """One class of autoencoder; tiles are width and height in pixels."""

    name: str
    cls: str
    channels: int
    spatial: int = 8
    temporal: int | None = None
    config: dict[str, Any] = field(default_factory=dict[str, Any])
    dtype: str = "bfloat16"
    frames: tuple[int, ...] = (1,)
    size: tuple[int, int] = (512, 512)
    tile: tuple[int, int] = (256, 256)
    batches_frames: bool = False
    """Frames are a batch of pictures, as in Stable Video Diffusion."""
    tiled: bool = False
    """The class decodes in tiles only."""
    by_frame: bool = False
    """The class decodes one latent frame after another and joins what comes out: from the third
    on, each adds the same."""

    in_autocast: bool = False
    """A maker's code also runs it with weights of 32 bits under an autocast to 16."""

    def latents(self, frames: int) -> tuple[int, ...]:
        """Shape of what is decoded."""
        width, height = (side // self.spatial for side in self.size)
        if self.batches_frames:
            return frames, self.channels, height, width
        if self.temporal is None:
            return 1, self.channels, height, width
        return 1, self.channels, (frames - 1) // self.temporal + 1, height, width


_FOUR = (1, 5, 9, 13, 17, 33, 81)
_EIGHT = (1, 9, 17, 33, 121)
_KL = {
    "block_out_channels": (128, 256, 512, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "layers_per_block": 2,
}
_DC = ["ResBlock"] * 3 + ["EfficientViTBlock"] * 3
_WAN22 = {
    "base_dim": 160, "decoder_base_dim": 256, "z_dim": 48, "dim_mult": [1, 2, 4, 4],
    "num_res_blocks": 2, "temperal_downsample": [False, True, True], "is_residual": True,
    "in_channels": 12, "out_channels": 12, "patch_size": 2, "scale_factor_spatial": 16,
    "scale_factor_temporal": 4, "latents_mean": [0.0] * 48, "latents_std": [1.0] * 48,
}  # fmt: skip
_LTX13B = {
    "block_out_channels": (128, 256, 512, 1024, 2048),
    "down_block_types": ("LTXVideo095DownBlock3D",) * 4,
    "decoder_block_out_channels": (256, 512, 1024),
    "layers_per_block": (4, 6, 6, 2, 2),
    "decoder_layers_per_block": (5, 5, 5, 5),
    "spatio_temporal_scaling": (True, True, True, True),
    "decoder_spatio_temporal_scaling": (True, True, True),
    "decoder_inject_noise": (False, False, False, False),
    "downsample_type": ("spatial", "temporal", "spatiotemporal", "spatiotemporal"),
    "upsample_residual": (True, True, True),
    "upsample_factor": (2, 2, 2),
    "timestep_conditioning": False,
    "decoder_causal": False,
    "encoder_causal": True,
    "spatial_compression_ratio": 32,
    "temporal_compression_ratio": 8,
}

DECODERS: tuple[Decoder, ...] = (
    Decoder(
        "kl",
        "AutoencoderKL",
        16,
        config=_KL | {"up_block_types": ("UpDecoderBlock2D",) * 4, "latent_channels": 16},
        tile=(1024, 1024),
    ),
    Decoder("flux2", "AutoencoderKLFlux2", 32, tile=(1024, 1024)),
    Decoder("tiny", "AutoencoderTiny", 16, config={"latent_channels": 16}, tile=(512, 512)),
    Decoder("kvae", "AutoencoderKLKVAE", 16, tile=(1024, 1024)),
    Decoder(
        "dcae",
        "AutoencoderDC",
        32,
        32,
        config={
            "decoder_block_types": _DC,
            "encoder_block_types": _DC,
            "encoder_qkv_multiscales": ((), (), (), (5,), (5,), (5,)),
            "upsample_block_type": "interpolate",
        },
        tile=(512, 512),
    ),
    Decoder(
        "hunyuanimage",
        "AutoencoderKLHunyuanImage",
        64,
        32,
        config={
            "in_channels": 3,
            "out_channels": 3,
            "latent_channels": 64,
            "sample_size": 384,
            "block_out_channels": (128, 256, 512, 512, 1024, 1024),
            "layers_per_block": 2,
            "spatial_compression_ratio": 32,
        },
        tile=(384, 384),
    ),
    Decoder("qwenimage", "AutoencoderKLQwenImage", 16, 8, 4),
    Decoder("wan21", "AutoencoderKLWan", 16, 8, 4, dtype="float32", frames=_FOUR, by_frame=True),
    Decoder("wan22", "AutoencoderKLWan", 48, 16, 4, _WAN22, "float32", _FOUR, by_frame=True),
    Decoder("cogvideox", "AutoencoderKLCogVideoX", 16, 8, 4, frames=_FOUR, tile=(360, 240)),
    Decoder("hunyuan", "AutoencoderKLHunyuanVideo", 16, 8, 4, {}, "float16", _FOUR),
    Decoder(
        "hunyuan15",
        "AutoencoderKLHunyuanVideo15",
        32,
        16,
        4,
        frames=(1, 5, 17, 33),
        size=(256, 256),
        in_autocast=True,
    ),
    Decoder("ltx", "AutoencoderKLLTXVideo", 128, 32, 8, frames=_EIGHT, tile=(512, 512)),
    Decoder("ltx095", "AutoencoderKLLTXVideo", 128, 32, 8, _LTX13B, frames=_EIGHT, tile=(512, 512)),
    Decoder("ltx2", "AutoencoderKLLTX2Video", 128, 32, 8, frames=_EIGHT, tile=(512, 512)),
    Decoder("mochi", "AutoencoderKLMochi", 12, 8, 6, frames=(1, 7, 13, 19, 25, 49, 85)),
    Decoder("easyanimate", "AutoencoderKLMagvit", 16, 8, 4, frames=_FOUR, tile=(512, 512)),
    Decoder("cosmos", "AutoencoderKLCosmos", 16, 8, 8, frames=_EIGHT),
    Decoder(
        "svd",
        "AutoencoderKLTemporalDecoder",
        4,
        8,
        None,
        _KL | {"latent_channels": 4},
        "float16",
        (1, 2, 4, 8),
        tile=(576, 1024),
        batches_frames=True,
    ),
    Decoder(
        "allegro",
        "AutoencoderKLAllegro",
        4,
        8,
        4,
        {},
        "float32",
        (24, 88),
        (320, 320),
        (320, 320),
        tiled=True,
    ),
)
