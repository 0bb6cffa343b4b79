"""What is known of a model: one row of the catalogue, or what a file said of itself."""

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["llm", "image", "video", "3d", "audio", "closed"]


@dataclass(frozen=True)
class Model:
    """One row of `data/models.jsonl`; None means the fact is not published or does not apply."""

    name: str
    kind: Kind
    params_b: float | None = None
    family: str = ""
    vendor: str | None = None
    aliases: list[str] = field(default_factory=list[str])
    called: str = ""
    """A version's own name, where it shares this row's architecture: GLM-4.6 of GLM-4.5."""
    called_source: str = ""
    is_called_unread: bool = False
    """Whether the version's own config was not read: its shape is taken by its name."""
    beside: str = ""
    """What the version has beside that architecture: a vision tower."""
    nominal: bool = False
    """The size is the maker's round figure, not a count of the tensors."""
    dtype: str = "bf16"
    storage: str | None = None
    """Precision in which the maker's own code keeps the DiT, where it differs from `dtype`."""
    file_bytes: int | None = None
    """Bytes of the weights at `dtype`, counted in the files themselves; parts have `bytes`."""
    doubt: float = 0.0
    """How much wider the range is, as a share, where a law had to stand in for an unknown class."""
    # language models
    active_b: float | None = None
    layers: int | None = None
    hidden: int | None = None
    ffn: int | None = None
    heads: int | None = None
    kv_heads: int | None = None
    head_dim: int | None = None
    full_layers: int | None = None
    sliding_layers: int = 0
    window: int | None = None
    linear_layers: int = 0
    linear: dict[str, int] | None = None
    kv_lora: int | None = None
    rope_dim: int | None = None
    indexer_dim: int | None = None
    compressed: list[list[int]] | None = None
    """[layers, tokens a cache entry stands for], for caches compressed along the sequence."""
    experts: int | None = None
    experts_per_token: int | None = None
    shared_experts: int = 0
    moe_ffn: int | None = None
    first_dense: int = 0
    vocab: int | None = None
    tied: bool = False
    max_context: int | None = None
    attention: str | None = None
    model_type: str | None = None
    """Its class in transformers, where a config states it."""
    # pipelines
    parts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    stages: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    dual_layers: int | None = None
    kept_layers: int | None = None
    """Layers whose output a denoiser keeps through the pass, where its class does not fix them."""
    dit_class: str = "generic"
    vae_class: str = "generic"
    defaults: dict[str, int] = field(default_factory=dict[str, int])
    text_tokens: int = 0
    cfg_batch: int = 1
    reference_images: int = 0
    spatial: int | None = None
    temporal: int | None = None
    patch: list[int] = field(default_factory=lambda: [1, 2, 2])
    latent_channels: int | None = None
    device_map: str | None = None
    """How the maker's code spreads a model of one piece over several cards: "auto" puts whole layers
    on each, which work in turn."""
    detached: str | None = None
    detached_zh: str | None = None
    maker: dict[str, str] | None = None
    # where the row comes from
    released: str | None = None
    licence: str | None = None
    note: str | None = None
    confidence: str | None = None
    source: str | None = None
    date: str | None = None
