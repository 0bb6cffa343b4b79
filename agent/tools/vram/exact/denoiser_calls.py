"""Inputs of one call of each class of denoiser, at any size."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Grid:
    """Sizes of one call, in latent pixels and tokens, and makers of its tensors."""

    frames: int
    rows: int
    columns: int
    patch: tuple[int, int, int]
    text: int
    empty: Callable[..., Any]
    """`torch.empty` in the working precision."""
    whole: Callable[..., Any]
    """`torch.empty` of whole numbers."""
    channels: int | None = None
    """Latent channels by the model's config; None: as the released model has them."""
    text_width: int | None = None
    """Values of one text state by the model's config; None: as released."""
    references: int = 0
    """Pictures whose tokens stand beside those of the one to make."""

    @property
    def image_tokens(self) -> int:
        """Tokens of the picture or clip."""
        frames, rows, columns = self.patch
        one = (self.frames // frames) * (self.rows // rows) * (self.columns // columns)
        return one * (1 + self.references)

    def words(self, width: int, count: int | None = None) -> Any:
        """Text states."""
        return self.empty(1, count or self.text, width)

    def prompt(self, width: int) -> Any:
        """States of the main text encoder."""
        return self.words(self.text_width or width)

    def video(self, channels: int) -> Any:
        """Latents with the channels before the frames."""
        return self.empty(1, self.channels or channels, self.frames, self.rows, self.columns)

    def frames_first(self, channels: int) -> Any:
        """Latents with the frames before the channels."""
        return self.empty(1, self.frames, self.channels or channels, self.rows, self.columns)

    def picture(self, channels: int) -> Any:
        """Latents of one picture."""
        return self.empty(1, self.channels or channels, self.rows, self.columns)

    def packed(self, channels: int) -> Any:
        """Latents already cut into tokens."""
        return self.empty(1, self.image_tokens, self.channels or channels)


def flux(g: Grid, words: int = 4096, **more: Any) -> dict[str, Any]:
    """Tokens of picture and text with their places, as FLUX and its kin take them."""
    base = {
        "hidden_states": g.packed(64),
        "encoder_hidden_states": g.prompt(words),
        "timestep": g.empty(1),
        "img_ids": g.empty(g.image_tokens, 3),
        "txt_ids": g.empty(g.text, 3),
    }
    return base | more


def flux2(g: Grid, words: int = 15360) -> dict[str, Any]:
    """As FLUX, with guidance and wider latents."""
    ids = {"img_ids": g.empty(1, g.image_tokens, 4), "txt_ids": g.empty(1, g.text, 4)}
    return flux(g, words, guidance=g.empty(1), hidden_states=g.packed(128)) | ids


def step(g: Grid, latents: Any, words: int, **more: Any) -> dict[str, Any]:
    """Latents, time step and text, as most classes take them."""
    return {
        "hidden_states": latents,
        "timestep": g.empty(1),
        "encoder_hidden_states": g.prompt(words),
    } | more


def crops(g: Grid) -> dict[str, Any]:
    """Sizes and crops of CogView."""
    return {key: g.empty(1, 2) for key in ("original_size", "target_size", "crop_coords")}


def qwen(g: Grid) -> dict[str, Any]:
    """Packed latents with the shape of each picture."""
    shape = [(1, g.rows // 2, g.columns // 2)] * (1 + g.references)
    return step(g, g.packed(64), 3584, img_shapes=[shape], encoder_hidden_states_mask=None)


def omnigen(g: Grid) -> dict[str, Any]:
    """Text as token ids, and a mask of every pair."""
    tokens = g.image_tokens + g.text + 1
    return {
        "hidden_states": g.picture(4),
        "timestep": g.empty(1),
        "input_ids": g.whole(1, g.text),
        "input_img_latents": [],
        "input_image_sizes": {},
        "attention_mask": g.whole(1, tokens, tokens),
        "position_ids": g.whole(1, tokens),
    }


def ltx2(g: Grid, **more: Any) -> dict[str, Any]:
    """Picture and sound, one time step for the clip, as the pipeline from text calls it."""
    told = step(
        g,
        g.packed(128),
        3840,
        audio_hidden_states=g.empty(1, 126, 128),
        audio_encoder_hidden_states=g.words(3840),
        audio_timestep=g.empty(1),
        sigma=g.empty(1),
        num_frames=g.frames,
        height=g.rows,
        width=g.columns,
        audio_num_frames=126,
        use_cross_timestep=True,
    )
    return told | more


def ltx2_from_picture(g: Grid) -> dict[str, Any]:
    """The same with a time step a token: those of the first frame are already clean."""
    return ltx2(g, timestep=g.empty(1, g.image_tokens))


def cosmos(g: Grid, channels: int = 17) -> dict[str, Any]:
    """Latents with a condition beside them, and a mask of padding in pixels."""
    return step(
        g,
        g.video(channels),
        1024,
        condition_mask=g.empty(1, 1, g.frames, g.rows, g.columns),
        padding_mask=g.empty(1, 1, 8 * g.rows, 8 * g.columns),
        fps=16,
    )


def hunyuan15(g: Grid) -> dict[str, Any]:
    """Three kinds of condition."""
    return step(
        g,
        g.video(65),
        3584,
        encoder_attention_mask=g.whole(1, g.text),
        encoder_hidden_states_2=g.words(1472),
        encoder_attention_mask_2=g.whole(1, g.text),
        image_embeds=g.empty(1, 729, 1152),
    )


def kandinsky5(g: Grid) -> dict[str, Any]:
    """Channels last, with a condition beside the latents."""
    latents = g.empty(1, g.frames, g.rows, g.columns, 33)
    places = [g.whole(n) for n in (g.frames, g.rows // 2, g.columns // 2)]
    more = {"visual_rope_pos": places, "text_rope_pos": g.whole(g.text)}
    return step(g, latents, 3584, pooled_projections=g.empty(1, 768), **more)


def pixart(g: Grid) -> dict[str, Any]:
    """Latents and T5 states."""
    size = {"resolution": None, "aspect_ratio": None}
    return step(g, g.picture(4), 4096, added_cond_kwargs=size)


def unet(g: Grid, width: int, **more: Any) -> dict[str, Any]:
    """Latents, time step and text of a UNet."""
    return {
        "sample": g.picture(4),
        "timestep": g.empty(1),
        "encoder_hidden_states": g.prompt(width),
    } | more


def hunyuandit(g: Grid) -> dict[str, Any]:
    """CLIP and T5 states and rotary tables."""
    return step(
        g,
        g.picture(4),
        1024,
        encoder_hidden_states=g.empty(1, 77, 1024),
        text_embedding_mask=g.whole(1, 77),
        encoder_hidden_states_t5=g.empty(1, 256, 2048),
        text_embedding_mask_t5=g.whole(1, 256),
        image_meta_size=g.empty(1, 6),
        style=g.whole(1),
        image_rotary_emb=(g.empty(g.image_tokens, 88), g.empty(g.image_tokens, 88)),
    )


def sdxl(g: Grid) -> dict[str, Any]:
    """As a UNet, with size and pooled text."""
    added = {"text_embeds": g.empty(1, 1280), "time_ids": g.empty(1, 6)}
    return unet(g, 2048, added_cond_kwargs=added)


def wan(g: Grid) -> dict[str, Any]:
    """Wan: one time step for the clip."""
    image = g.empty(1, 257, 1280)  # taken by the models that begin with a picture alone
    return step(g, g.video(16), 4096, encoder_hidden_states_image=image)


def wan_steps(g: Grid) -> dict[str, Any]:
    """Wan 2.2 5B: a time step a token."""
    return step(g, g.video(48), 4096, timestep=g.empty(1, g.image_tokens))


def hunyuan(g: Grid) -> dict[str, Any]:
    """HunyuanVideo, with guidance."""
    return step(
        g,
        g.video(16),
        4096,
        encoder_attention_mask=g.whole(1, g.text),
        pooled_projections=g.empty(1, 768),
        guidance=g.empty(1),
    )
