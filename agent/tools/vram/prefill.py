"""Bytes alive in a prefill step, by what a runtime's code keeps; the widest moment decides.

Counts are of values a token. The common code is transformers 5's, read and traced module by module
(`evals/exact.py`); runtimes with kernels of their own keep less. Worked: Qwen3-8B in transformers,
8,192 tokens: (4 x 4096 + 3 x 12288) x 2 bytes = 0.81 GiB; traced, 0.82.
"""

from agent.tools.vram.language_type import has_trait
from agent.tools.vram.model import Model
from agent.tools.vram.runtime import Engine
from agent.tools.vram.workload import Workload

#: Tensors as wide as the model beside a layer's feed-forward in transformers: embeddings (held by
#: the caller), the layer's input, the sum after attention, the normed input; beside its attention
#: there is no sum yet. Fused runtimes keep the residual, the input and the output.
BESIDE_FFN, BESIDE_ATTENTION, BESIDE_FUSED = 4, 3, 3
#: Gate, up (one tensor of twice the width where they are one matrix, which outlives its halves'
#: use), the activated gate, the product.
FFN_TENSORS, MERGED_FFN_TENSORS = 3, 4
#: The query while its rotation is written out: itself, times cosine, its turned half, times sine.
QUERY_TENSORS = 4
#: Values a head of multi-head latent attention without and with position, as DeepSeek set them.
MLA_PLAIN, MLA_ROTARY = 128, 64
#: vLLM expands a latent cache's earlier chunks at most this many tokens at a time
#: (vllm/model_executor/layers/attention/mla_attention.py, chunked_prefill_workspace_size).
EXPANDED_TOKENS = 64 * 1024
#: Bytes of a value a logit takes where the whole prompt's are kept: 16 bits and a 32-bit copy.
LOGIT_BYTES = 6
#: Tokens of all requests that a server computes in a step where no runtime was named: vLLM's
#: `max_num_batched_tokens` on large cards (vllm/engine/arg_utils.py).
SERVER_STEP = 8192


#: GiB from which vLLM's server takes its larger step, but on an A100; before 0.9 (pull request
#: 17885) it went by the names H100 and H200. Its offline class takes twice or four times the step.
LARGE_GIB = 70.0
CHUNK_SOURCE = (
    "https://github.com/vllm-project/vllm/blob/99d7eb5d6a512cfcc5a2b104f24ebf2d6cda772b"
    "/vllm/engine/arg_utils.py"
)


def chunk_of(work: Workload) -> int | None:
    """Prompt tokens that the runtime computes at once on this card; None is the whole prompt."""
    engine, card = work.engine, work.card
    if engine.large_chunk is None or card is None:
        return engine.prefill_chunk
    if engine.version and engine.version < (0, 9):
        is_large = "H100" in card.name or "H200" in card.name
    else:
        is_large = card.memory_gib >= LARGE_GIB and "A100" not in card.name
    return engine.large_chunk if is_large else engine.prefill_chunk


def step_tokens(work: Workload) -> int:
    """Tokens of all requests that one step of a prefill computes.

    A runtime that chunks counts every request's tokens together (vLLM's max_num_batched_tokens,
    llama.cpp's ubatch). Where none was named, so does the usual one, for one user and one card as
    for many.
    """
    whole, engine = work.batch * work.prompt, work.engine
    if chunk := chunk_of(work):
        return min(whole, chunk)
    if engine.name != "any":
        return whole
    return min(whole, SERVER_STEP)


def prefill_bytes(work: Workload) -> float:
    """The most bytes one step of a prefill keeps above weights and cache, logits besides.

    Transformers writes out which pairs of tokens a sliding layer sees, a byte a pair, and its
    attention kernels read it as 16-bit numbers.
    """
    model, engine = work.model, work.engine
    step = min(work.prompt, chunk_of(work) or work.prompt)
    tokens = step_tokens(work) * engine.value_bytes
    width = model.hidden or 0
    mask = 0.0
    if engine.name == "transformers" and model.sliding_layers and step > (model.window or step):
        mask = float(work.batch * step**2)
    beside = (BESIDE_FUSED,) * 2 if engine.is_fused else (BESIDE_FFN, BESIDE_ATTENTION)
    feeding = beside[0] * width + feed_forward_values(model, engine)
    attending = beside[1] * width + attention_values(model, engine)
    return max(feeding * tokens + mask, attending * tokens + 3 * mask + _expanded(work, step))


def logit_bytes(work: Workload) -> float:
    """Logits: of the last token; of every one in old transformers, and in llama.cpp of a step.

    llama.cpp sets its buffer for a step whose every token gives 32-bit logits.
    """
    engine, vocabulary = work.engine, work.model.vocab or 0
    if engine.gives_step_logits:
        return float(
            step_tokens(work) * (vocabulary + (work.model.hidden or 0)) * engine.value_bytes
        )
    kept = work.batch * (work.prompt if engine.keeps_prompt_logits else 1)
    return float(kept * vocabulary * LOGIT_BYTES)


def feed_forward_values(model: Model, engine: Engine) -> float:
    """Values a token in the widest feed-forward layer, without those as wide as the model."""
    dense = 0.0
    if not _is_mixture(model) or model.first_dense:
        width = model.ffn or (0 if _is_mixture(model) else 4 * (model.hidden or 0))
        is_merged = not engine.is_fused and has_trait(model, "merged_gate")
        dense = (MERGED_FFN_TENSORS if is_merged else FFN_TENSORS) * width
    return max(dense, routed_values(model, engine)) if _is_mixture(model) else dense


def routed_values(model: Model, engine: Engine) -> float:
    """Values a token over the experts it is sent to.

    Grouped, as transformers 5 does: the token once an expert (h), gate and up with what is made of
    them (4 m); later what comes out, weighted and put back in order, 32-bit where the routing
    weights are: 2 h + 2 h x 1 or 2. Fused, as vLLM does: one buffer for gate and up or the output,
    one for the product. In a loop, as transformers 4 did: 64-bit marks of every expert and place,
    and one expert's share of the tokens.
    """
    hidden, width = model.hidden or 0, model.moe_ffn or model.ffn or 0
    chosen, experts = model.experts_per_token or 1, model.experts or 1
    shared = FFN_TENSORS * model.shared_experts * width
    if engine.is_fused or _has_fused_weights(model):
        return max(chosen * (max(2 * width, hidden) + width), shared)
    if has_trait(model, "every_expert"):
        return experts * (hidden + 4.0 * width)
    if engine.loops_over_experts:
        marks = 4 * chosen * experts
        return max(marks + hidden + chosen / experts * (2 * hidden + 4 * width), shared)
    is_biased = has_trait(model, "biased_experts")
    copies = 1 if has_trait(model, "router_in_16_bits") else 2
    made = hidden + (9 if is_biased else 4) * width
    ordered = (2 + 2 * copies + is_biased) * hidden
    return max(chosen * max(made, ordered), shared)


def attention_values(model: Model, engine: Engine) -> float:
    """Values a token while attention runs, without those as wide as the model and the cache.

    Latent attention is expanded to full heads in a prefill: queries twice, what the latents give,
    keys put together, the output (and, in vLLM, values padded to the keys' width).
    """
    heads = model.heads or 0
    if model.kv_lora:
        key = MLA_PLAIN + (model.rope_dim or MLA_ROTARY)
        queries = (1 if engine.is_fused else 2) * key
        after = 2 * key if engine.is_fused else MLA_PLAIN
        return float(heads * (queries + 2 * MLA_PLAIN + key + after))
    width = heads * (model.head_dim or 0)
    beside = 2 * (model.kv_heads or 0) * (model.head_dim or 0)
    return float((2 if engine.is_fused else QUERY_TENSORS) * width + beside)


def _expanded(work: Workload, step: int) -> float:
    """Earlier chunks of a latent cache, expanded to full heads for a later one (vLLM)."""
    model = work.model
    if not (model.kv_lora and work.engine.tensor_parallel):
        return 0.0
    earlier = min(work.batch * (work.prompt - step), EXPANDED_TOKENS)
    values = (model.heads or 0) * (3 * MLA_PLAIN + (model.rope_dim or MLA_ROTARY))
    return float(earlier * values * work.engine.value_bytes)


def _is_mixture(model: Model) -> bool:
    return bool(model.experts and (model.moe_ffn or model.ffn))


def _has_fused_weights(model: Model) -> bool:
    """MXFP4 experts run in kernels that fuse the gate (triton_kernels), in every runtime."""
    return "mxfp4" in model.dtype
