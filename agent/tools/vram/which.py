"""The question turned round: which cards run a model, which models a card runs."""

from collections.abc import Sequence
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.cards import Card
from agent.tools.vram.catalog import Model, frame_rate, is_of_family, models
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.holding import class_of, holding
from agent.tools.vram.machine import read_card
from agent.tools.vram.need import GIB
from agent.tools.vram.quantising import formats_of_width
from agent.tools.vram.verdict import verdict_of
from agent.tools.vram.workload import Workload, read_workload

LEANER = {"engine": "diffusers", "offload": "model+vae_tiling"}
"""How a pipeline is tried that does not fit as its maker runs it: no loss, a little slower."""
STREAMED = {"engine": "diffusers", "offload": "group+vae_tiling"}
"""How it is tried where its largest part does not fit either: no loss, slower."""
IN_PIECES = 2048
"""Tokens of a prompt read at once where the whole is too much: no loss, the first word comes later."""
AS_IT_IS = Note("as it is", "原样")
_PAST = 1.25
TRIED = ("fp8", "awq", "q4_k_m")
"""Formats tried for a language model that does not fit a card as released."""


def which_gpus(model: str, **request: Any) -> list[dict[str, Any]]:
    """Cards that run a model in a stated setting, smallest first."""
    rows: list[dict[str, Any]] = []
    work = read_workload(model, None, request)
    if work.model.kind == "closed":
        raise CannotEstimate(
            Note(
                f"{work.model.name} is closed: no weights are published, so no card runs it.",
                f"{work.model.name} 是闭源模型，没有公开权重，任何显卡都不能运行它。",
            )
        )
    for card, need in holding(work):
        required, high = need.device / GIB, need.device / GIB * (1 + need.spread)
        part = {"slower": need.resident is not None} if work.engine.loads_in_part else {}
        rows.append(
            {
                "name": card.name,
                "memory_gib": card.memory_gib,
                "available_gib": card.usable_gib,
                "required_gib": round(required, 2),
                "precision": work.precision.name if work.precision else work.model.dtype,
                "verdict": verdict_of(required, high, card),
                "date": card.date,
                "class": class_of(card),
                "kind": card.kind,
                **part,
            }
        )
    return rows


def which_models(
    gpu: str,
    family: str | None = None,
    kind: str | None = None,
    formats: Sequence[str] = TRIED,
    **request: Any,
) -> list[dict[str, Any]]:
    """Models, of one family or of all, that run on a card, largest first; those that fit only
    streamed, then those made for a clearly smaller picture than the one asked, come last.

    `kind` is a model's kind, or `dense` or `moe` for language models. `formats` are tried in turn
    for a language model that does not fit as released; a precision in the request rules them out,
    and a bare width ("4 bit") stands for the formats of that width; a model that just misses in the
    format asked is tried with its prompt read in pieces. A pipeline that does not fit as
    its maker runs it is tried with offload, then in 8 bits, then streamed; a precision, an engine
    or an offload mode in the request rules out what would change it. `how` tells the rows apart.
    """
    card, seconds = read_card(gpu), float(request.pop("seconds", None) or 0)
    free = not ({"engine", "offload"} & set(request))
    rows: list[dict[str, Any]] = []
    wanted = [m for m in models() if not family or is_of_family(m, family)]
    if not wanted:
        raise CannotEstimate(
            Note(f"Unknown family {family!r}.", f"未知的模型系列“{family}”。"),
            Note("For example Qwen3, Wan2.2, FLUX.1.", "例如 Qwen3、Wan2.2、FLUX.1。"),
        )
    for model in wanted:
        if kind and not _is_of_kind(model, kind):
            continue
        setting = request | _frames(model, seconds)
        for tried in _tries(model, card, request, formats, free=free):
            if row := _row(read_workload(model, card, setting | tried)):
                rows.append(row | _how(tried, as_asked=request.get("precision")))
                break
    return sorted(
        rows, key=lambda row: ("made_for" in row, is_streamed(row), -(row["params_b"] or 0))
    )


def is_streamed(row: dict[str, Any]) -> bool:
    """Whether a model fits only where its blocks come to the card in turn, which is slower."""
    return row.get("offload") == STREAMED["offload"]


def _tries(
    model: Model, card: Card, request: dict[str, Any], formats: Sequence[str], *, free: bool
) -> list[dict[str, Any]]:
    """The settings a model is tried in, from as it is to the one that changes most."""
    asked = request.get("precision")
    if model.kind == "llm":
        widths = formats_of_width(asked, card)
        whole = [{"precision": one} for one in (*widths, *(() if asked else formats))]
        pieces = [one | {"prompt": IN_PIECES} for one in whole if asked and _is_long(request)]
        return [*whole, *pieces] if free else whole
    plain = {"precision": asked}
    if not free or not model.parts or card.unified:
        return [plain]
    eight = "fp8" if card.kind in ("cuda", "rocm") else "q8_0"
    smaller = [] if asked else [{"precision": eight} | LEANER]
    return [plain, plain | LEANER, *smaller, plain | STREAMED]


def _is_long(request: dict[str, Any]) -> bool:
    """Whether a prompt, the whole context where none is asked, can be read in several pieces."""
    return int(request.get("prompt") or request.get("context") or 2 * IN_PIECES) > IN_PIECES


def _how(tried: dict[str, Any], as_asked: Any) -> dict[str, Any]:
    """Whether the model fits as it is or as asked, or by which step of ours it does."""
    precision, offload = tried.get("precision"), tried.get("offload")
    steps = join(
        [
            Note(f"weights in {precision}", f"权重 {precision}")
            if precision and not as_asked
            else "",
            Note(
                f"prompt in pieces of {IN_PIECES:,} tokens",
                f"提示词每次读入 {IN_PIECES:,} 个 token",
            )
            if tried.get("prompt")
            else "",
            Note(f"offload {offload}", f"卸载方式 {offload}") if offload else "",
            Note("slower", "更慢") if offload == STREAMED["offload"] else "",
        ]
    )
    return {"how": steps or AS_IT_IS} | ({"offload": offload} if offload else {})


def _frames(model: Model, seconds: float) -> dict[str, int]:
    """The frames of a clip of so many seconds at the rate that the model's maker states."""
    rate = frame_rate(model.name) if seconds and model.kind == "video" else None
    return {"frames": round(seconds * rate) + 1} if rate else {}


def _row(work: Workload) -> dict[str, Any] | None:
    """The model's line, or None where it does not fit."""
    need = need_of(work)
    required, high = need.device / GIB, need.device / GIB * (1 + need.spread)
    verdict = verdict_of(required, high, work.card)
    if work.card is None or verdict == "does not fit":
        return None
    return {
        "name": work.model.name,
        "kind": work.model.kind,
        "params_b": work.model.params_b,
        "precision": work.precision.name if work.precision else work.model.dtype,
        "required_gib": round(required, 2),
        "available_gib": work.card.usable_gib,
        "verdict": verdict,
        **_past(work),
    }


def _past(work: Workload) -> dict[str, str]:
    """The model's own size where more than a quarter above that is asked."""
    usual = work.model.defaults or {}
    if not work.width or not usual or work.width * work.height <= _PAST * _area(usual):
        return {}
    return {"made_for": f"{usual['width']} x {usual['height']}"}


def _area(size: dict[str, int]) -> int:
    return size["width"] * size["height"]


def _is_of_kind(model: Model, kind: str) -> bool:
    if kind in ("dense", "moe"):
        return model.kind == "llm" and (model.active_b is None) == (kind == "dense")
    return model.kind == kind
