"""Memory of a language model: weights, cache, prefill activations, logits."""

from agent.tools.bilingual import Note
from agent.tools.vram.cache import PAGE_TOKENS, cache_bytes
from agent.tools.vram.catalog import Model
from agent.tools.vram.formats import Format, formats
from agent.tools.vram.need import GIB, Need, Parts, Phase
from agent.tools.vram.prefill import (
    CHUNK_SOURCE,
    SERVER_STEP,
    chunk_of,
    logit_bytes,
    prefill_bytes,
    step_tokens,
)
from agent.tools.vram.weights import embedding_bytes, expert_bytes, language_bytes, layer_bytes
from agent.tools.vram.workload import Workload

#: AWQ kernels of 2025 hold this share of prompt x FFN width in 16 bits beside the weights.
AWQ_WORKSPACE = 0.8
#: Runtimes that keep the cache of a layer where the layer is.
KEEPS_CACHE_BY_LAYER = ("llama.cpp", "ollama")
#: cuBLAS workspace: 32 MiB on Hopper and later, about 8 MiB before.
BLAS_HOPPER, BLAS_BEFORE = 32 * 2**20, 8 * 2**20


def language_need(work: Workload) -> Need:
    """Memory of a language model on the fullest card and over all cards."""
    model = work.model
    fmt = work.precision or formats_native(model)
    said, cautions = _what_is_unknown(model)
    weights = language_bytes(model, fmt)
    weights += _beside_weights(work, fmt)
    if work.offload.mode != "none":
        kept = embedding_bytes(model) * (1 if model.tied else 2)
        weights = min(weights, kept + layer_bytes(weights, model.layers))
        said.append(
            Note(
                "Layers are streamed through the card: two of them resident at a time.",
                "各层依次流经显卡：同时只有两层驻留。",
            )
        )
    said += _chunked(work)
    weights, cache = on_card(work, fmt, weights), _cache(work)
    if work.offload.card_layers is not None and work.engine.name in KEEPS_CACHE_BY_LAYER:
        cache *= work.offload.card_layers / (model.layers or 1)
    activations = max(prefill_bytes(work), logit_bytes(work))
    if work.counted:  # by a run of the module
        cache = cache if work.counted.cache is None else work.counted.cache
        activations = work.counted.alive["generation"]
    loading = 0.0
    if model.tied and _awq(fmt) and _is_transformers(work):
        loading = embedding_bytes(model) - (
            rotary_bytes(model) if work.engine.keeps_prompt_logits else 0
        )
    fullest, all_cards = _split(work, Parts(weights, cache, activations), loading)
    slack = work.engine.slack * fullest.activations + 0.01 * fullest.kv_cache
    return Need(
        phases=(Phase("generation", fullest, slack),),
        all_cards=all_cards,
        outside=(work.engine.context_gib + work.engine.graphs_gib + work.engine.buffer_gib) * GIB,
        spread=_spread(work, cache),
        assumptions=tuple(said),
        cautions=tuple(cautions),
    )


def on_card(work: Workload, fmt: Format, weights: float) -> float:
    """Bytes of the weights that stay on the card: all, without the experts of some layers, or some
    layers alone (llama.cpp then keeps embedding and head in main memory)."""
    model, offload = work.model, work.offload
    if offload.cpu_experts:
        layers = max(1, (model.layers or 1) - model.first_dense)
        gone = min(layers, max(0, offload.cpu_experts - model.first_dense))
        weights -= expert_bytes(model, fmt) * gone / layers
    if offload.card_layers is not None:
        weights *= offload.card_layers / (model.layers or 1)
    return weights


def _chunked(work: Workload) -> list[Note]:
    """That prompts are taken to come to the cards in parts, where no runtime was named."""
    if work.engine.large_chunk and (chunk := chunk_of(work)):
        return [
            Note(
                f"{work.engine.name} computes {chunk:,} tokens a step (its server's default on such "
                f"a card: [arg_utils.py]({CHUNK_SOURCE})).",
                f"{work.engine.name} 每步计算 {chunk:,} 个 token（其服务端在这类显卡上的默认值："
                f"[arg_utils.py]({CHUNK_SOURCE})）。",
            )
        ]
    if work.engine.prefill_chunk or step_tokens(work) == work.batch * work.prompt:
        return []
    return [
        Note(
            f"Prompts are computed {SERVER_STEP:,} tokens at a time, as servers do (vLLM "
            f"`--max-num-batched-tokens {SERVER_STEP}`).",
            f"提示词每步计算 {SERVER_STEP:,} 个 token，服务引擎即如此（vLLM "
            f"`--max-num-batched-tokens {SERVER_STEP}`）。",
        )
    ]


def rotary_bytes(model: Model) -> float:
    """Cosine and sine tables that each layer held in transformers before 4.45."""
    positions = min(model.max_context or 32768, 32768)
    return float((model.layers or 0) * 2 * positions * (model.head_dim or 128) * 2)


def formats_native(model: Model) -> Format:
    """The format of the published files."""
    name = model.dtype
    if "+" in name:
        first, second = name.split("+")
        first_format = formats()[first]
        return Format(name, first_format.bits, "embeddings", second=second)
    return formats().get(name, formats()["bf16"])


def _what_is_unknown(model: Model) -> tuple[list[str], list[str]]:
    said: list[str] = []
    cautions: list[str] = []
    if model.nominal:
        said.append(
            Note(
                f"{model.params_b:g} billion parameters is a nominal size.",
                f"参数量 {model.params_b:g}B 是标称值。",
            )
        )
    if not (model.layers and (model.kv_lora or model.compressed or model.kv_heads)):
        cautions.append(
            Note(
                "The shape of its attention is not published: the cache is unknown and not counted.",
                "其注意力结构未公开：缓存大小未知，没有计入。",
            )
        )
    return said, cautions


def _beside_weights(work: Workload, fmt: Format) -> float:
    """What stays on the card with the weights: second tables, kernel and matmul workspace."""
    model, engine = work.model, work.engine
    extra = 0.0
    if model.tied and fmt.name == "fp8":
        extra += embedding_bytes(model)  # fp8 builds carry the head a second time
    if _is_transformers(work) and engine.version >= (4, 47) and _awq(fmt):
        extra += AWQ_WORKSPACE * work.batch * work.prompt * _ffn_width(model) * 2
    if engine.keeps_prompt_logits:
        extra += rotary_bytes(model)
    if engine.blas:
        extra += BLAS_HOPPER if _is_hopper(work) else BLAS_BEFORE
    return extra


def _cache(work: Workload) -> float:
    context = work.context
    if work.engine.name == "vllm":
        context = -(-context // PAGE_TOKENS) * PAGE_TOKENS
    return cache_bytes(work.model, context, work.batch, work.kv.bits / 8) or 0.0


def _ffn_width(model: Model) -> int:
    """FFN width a token passes through: the dense one, or what its experts add up to."""
    if model.experts and model.moe_ffn:
        routed = (model.experts_per_token or 1) + model.shared_experts
        return max(routed * model.moe_ffn, model.hidden or 0)
    return model.ffn or 0


def _split(work: Workload, parts: Parts, loading: float) -> tuple[Parts, Parts]:
    """The fullest card and the sum over cards.

    Layers over cards (transformers and most others): weights and cache divide, prefill peaks on
    each card, whole-prompt logits on the last. Tensor parallel (vLLM): all divide, but a cache
    with fewer heads than cards, or a latent one, is kept more than once. Pipeline stages hold the
    cache of their own layers, so it divides over them first.
    """
    cards, model = work.gpus, work.model
    # loading a tied AWQ build holds a second embedding table, before there is any cache
    rise = max(0.0, loading - parts.kv_cache - parts.activations)
    parts = Parts(parts.weights, parts.kv_cache, parts.activations + rise)
    if cards == 1:
        return parts, parts
    stages = work.parallel.stages if work.parallel else 1
    if not splits_layers(work):
        prefill = min(parts.activations, prefill_bytes(work))
        share = Parts(parts.weights / cards, parts.kv_cache / cards, parts.activations)
        total = Parts(parts.weights, parts.kv_cache, parts.activations + (cards - 1) * prefill)
        return share, total
    heads = 1 if model.kv_lora or model.compressed else (model.kv_heads or cards)
    group = work.parallel.group(cards) if work.parallel else cards
    share = Parts(
        parts.weights / cards,
        parts.kv_cache / stages / min(group, heads),
        parts.activations / group,
    )
    return share, share.times(cards)


def splits_layers(work: Workload) -> bool:
    """Whether cards share each layer (tensor parallel), not hold whole layers in turn."""
    said = work.parallel is not None and work.parallel.tensor > 1
    return work.engine.tensor_parallel or said


def _spread(work: Workload, cache: float) -> float:
    if not work.model.layers:
        return 0.25
    spread = (0.06 if not work.model.nominal else 0.12) + work.model.doubt
    if work.offload.mode != "none":
        spread += 0.25
    return spread + (0.06 if not cache else 0.0) + (0.03 if work.gpus > 1 else 0.0)


def _awq(fmt: Format) -> bool:
    return fmt.name.startswith("awq")


def _is_transformers(work: Workload) -> bool:
    return work.engine.name == "transformers"


def _is_hopper(work: Workload) -> bool:
    name = work.card.name if work.card else ""
    return name.startswith(("H1", "H2", "H8", "GH", "B1", "B2", "B3", "GB", "RTX 50", "RTX PRO"))
