"""How fast a language model can decode at most, by memory bandwidth, and how fast one did."""

from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.facts import rows
from agent.tools.vram.formats import find_format
from agent.tools.vram.model import Model
from agent.tools.vram.need import Need
from agent.tools.vram.runtime import Parallel
from agent.tools.vram.tensor_parallel import divides
from agent.tools.vram.transformer import formats_native, language_need, splits_layers
from agent.tools.vram.words import card_name
from agent.tools.vram.workload import Workload

_IN_TURN = Note("with whole layers on the cards, in turn", "各卡存放整层、依次计算时")
_IN_GROUPS = Note("with groups of cards that share layers, in turn", "各组卡分担各层、依次计算时")
_SHARED = Note(
    "where the cards share each layer, as tensor parallel does", "各卡分担每一层（张量并行）时"
)


def decoding_speed(work: Workload, need: Need) -> dict[str, Any] | None:
    """Tokens a second at most, with the nearest published speed; None where nothing bounds it.

    Each step reads the weights in use and the whole cache once: batch x bandwidth / bytes read.
    Cards that share each layer read at once. Cards that hold whole layers take turns: one request
    goes at one card's bandwidth, several keep the cards busy but read the weights once each. Where
    nothing says which, the bound is of cards that share, with the other beside it.
    Bandwidth is in GB/s (1e9 bytes). Worked: Qwen3-8B in bf16 with 2,049 tokens on one H20 reads
    15.4 GB at 4,000 GB/s, so 259 tokens/s at most; its maker measured 81.7.
    """
    bandwidth = work.card.bandwidth_gb_s if work.card else None
    if work.model.parts or work.model.stages or not bandwidth or work.offload.mode != "none":
        return None
    stages, group = _stages(work)
    most = _bound(work, need, bandwidth, stages, group)
    row: dict[str, Any] = {
        "tokens_per_second_at_most": most,
        "basis": f"{bandwidth:g} GB/s of memory bandwidth; a bound, not a forecast",
        "published": _published(work),
    }
    if work.gpus == 1:
        return row
    row["split"] = _SHARED if stages == 1 else _IN_TURN if group == 1 else _IN_GROUPS
    if stages > 1 and _is_open(work):
        shared = work.changed(parallel=Parallel(weights=work.gpus, tensor=work.gpus))
        row["in_turn_at_most"], row["split"] = most, _SHARED
        row["tokens_per_second_at_most"] = _bound(
            work, language_need(shared), bandwidth, 1, work.gpus
        )
    return row


def _bound(work: Workload, need: Need, bandwidth: float, stages: int, group: int) -> float:
    """Tokens a second where so many stages of so many cards each read what a step needs."""
    read = _weights_read(work, need.all_cards.weights)
    read += need.all_cards.kv_cache / min(work.batch, stages)
    return round(work.batch * bandwidth * 1e9 * group / read, 1)


def _is_open(work: Workload) -> bool:
    """Whether nothing says how the cards share the work, and the heads allow tensor parallel."""
    is_named = work.parallel is not None or work.engine.name != "any"
    return not is_named and divides(work.model, work.gpus)


def _stages(work: Workload) -> tuple[int, int]:
    """Groups of cards that hold whole layers in turn, and the cards that share each layer.

    A runtime that is named and not known here may share layers: then all cards bound it.
    """
    is_unknown = "engine" in work.given and work.engine.name == "any"
    if not (splits_layers(work) or is_unknown):
        return work.gpus, 1
    stages = work.parallel.stages if work.parallel else 1
    return stages, max(1, work.gpus // stages)


def _weights_read(work: Workload, weights: float) -> float:
    """Bytes of weights that one step reads: of experts the active ones, of a table one row.

    The table is in the format of the file where that holds for it (GGUF), else in 16 bits.
    """
    model, fmt = work.model, work.precision or formats_native(work.model)
    if model.params_b and (active := model.active_b or _active(model)):
        return weights * active / model.params_b
    width = fmt.bits / 8 if fmt.is_gguf or fmt.whole else 2.0
    table = 0.0 if model.tied else (model.vocab or 0) * (model.hidden or 0) * width
    return max(weights - table, 0.5 * weights)


def _active(model: Model) -> float | None:
    """Billions of parameters at work for a token, from the shape of the experts: three matrices of
    hidden x width in each; None where a model has no experts or lacks a fact."""
    idle = (model.experts or 0) - (model.experts_per_token or 0)
    width = model.moe_ffn or model.ffn
    if idle <= 0 or not (model.params_b and model.layers and model.hidden and width):
        return None
    layers = model.layers - (model.first_dense or 0)
    active = model.params_b - 3 * model.hidden * width * idle * layers / 1e9
    return active if active > 0 else None


def _published(work: Workload) -> dict[str, Any] | None:
    """The published speed of this model nearest to the request: precision, engine, cards."""
    known = [row for row in rows("speeds") if row["model"] == work.model.name]
    if not known:
        return None
    row = min(known, key=lambda one: (_distance(work, one), -one["tokens_per_second"]))
    count, card = row["gpus"], card_name(row["gpu"])
    tokens = row["context"]
    return {
        "tokens_per_second": row["tokens_per_second"],
        "conditions": join(
            [
                row["precision"],
                row["engine"],
                Note(f"{count} x {card}", f"{count} x {card.zh}"),
                Note(f"{tokens:,} tokens", f"{tokens:,} 个 token"),
            ]
        ),
        "difference": Note("on another card", "另一款显卡")
        if work.card is None or work.card.name != row["gpu"]
        else "",
        "source": row["source"],
        "date": row["date"],
    }


def _distance(work: Workload, row: dict[str, Any]) -> float:
    precision = work.precision.name if work.precision else work.model.dtype
    apart = 0.0 if find_format(row["precision"]).name == precision else 2.0
    apart += 0.0 if row["engine"].startswith(work.engine.name) else 0.5
    return apart + (0.0 if row["gpus"] == work.gpus else 0.5)
