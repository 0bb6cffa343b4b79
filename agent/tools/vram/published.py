"""Published figures that stand beside an estimate; they never enter it."""

import re
from functools import cache
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import rows
from agent.tools.vram.formats import find_format
from agent.tools.vram.words import card_name, term
from agent.tools.vram.workload import Workload

_KINDS = {
    "measured_peak": "measured",
    "stated_minimum": "stated minimum",
    "recommended": "recommended",
}
_COUNTS = {
    "allocated": "framework, allocated",
    "reserved": "framework, reserved",
    "device": "driver",
    "weights": "weights only",
    "kv": "cache only",
    "weights+kv": "weights and cache",
    "card": "card size",
}
_OF_A_RULE = Note("a rule's total over all cards", "按规则算出的各卡合计")
#: Models of the same shape for another purpose: what is said of them is no evidence for the base.
_OTHER = re.compile(r"guard|embedding|reranker", re.I)
#: The name that the catalogue gives one stage of a model, by the task of a published figure.
_STAGES = {"image-to-3D shape": "Shape", "image-to-3D texture": "Paint"}
#: Differences with which a run of the same size or larger still shows that a setting fits.
_NO_OTHER_RUN = {"engine", "size", "frames", "context"}
#: How much a difference matters when looking for the nearest figure.
_WEIGHTS = {"precision": 2.0, "offload": 1.5, "gpus": 1.5, "engine": 0.7, "size": 2.0, "task": 1.0}


def nearest(work: Workload, limit: int = 3) -> list[dict[str, Any]]:
    """The published figures of this model nearest to a workload, with how they differ."""
    known = _by_model().get(work.model.name, ())
    scored = sorted(
        ((_distance(work, row), n, row) for n, row in enumerate(known)), key=lambda s: s[:2]
    )
    chosen: list[dict[str, Any]] = []
    seen: set[tuple[Any, ...]] = set()
    for _, _, row in scored:
        key = (row["figure_gib"], row["source"], row["kind"])
        if key not in seen and len(chosen) < limit:
            seen.add(key)
            chosen.append(_evidence(work, row))
    return chosen


def measured_here(work: Workload) -> dict[str, Any] | None:
    """The least peak that somebody measured in this setting or in a larger one of it, the runtime
    at most another."""
    found = [
        row
        for row in _by_model().get(work.model.name, ())
        if row["kind"] == "measured_peak"
        and row["quality"] == "clean"
        and row["counts"] not in ("weights", "kv", "weights+kv")
        and all(one.split(" ")[0] in _NO_OTHER_RUN for one in _differences(work, row))
        and _is_as_large(work, row["request"])
    ]
    best = min(found, key=lambda row: row["figure_gib"], default=None)
    return None if best is None else _evidence(work, best)


def _is_as_large(work: Workload, asked: dict[str, Any]) -> bool:
    area = asked.get("width", 0) * asked.get("height", 0)
    return (
        area >= work.width * work.height
        and asked.get("frames", 1) >= work.frames
        and asked.get("context", 0) >= work.context
        and asked.get("batch", 1) >= work.batch
    )


@cache
def _by_model() -> dict[str, tuple[dict[str, Any], ...]]:
    """Rows by canonical model name. Names are resolved once; unknown ones are left out."""
    from agent.tools.vram.catalog import find_model

    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows("published"):
        if _OTHER.search(row["request"]["model"]):
            continue
        for name in _names_of(row["request"]):
            by_name.setdefault(name, []).append(row)
    table: dict[str, tuple[dict[str, Any], ...]] = {}
    for name, group in by_name.items():
        if model := find_model(name):
            called = [row | {"is_of": model.called or model.name} for row in group]
            table[model.name] = (*table.get(model.name, ()), *called)
    return table


def _names_of(asked: dict[str, Any]) -> tuple[str, ...]:
    """The model of a row, and its one stage where the figure is of that alone."""
    stage = _STAGES.get(asked.get("task") or "")
    return (asked["model"], f"{asked['model']}-{stage}") if stage else (asked["model"],)


def _distance(work: Workload, row: dict[str, Any]) -> float:
    asked = row["request"]
    total = 0.0 if row["kind"] == "measured_peak" else 0.4
    total += 1.0 if row["counts"] in ("weights", "kv") else 0.0
    total += 1.0 if row["quality"] != "clean" else 0.0
    for name in _differences(work, row):
        kind = name.split(" ")[0]
        apart = _bits_apart(work, asked) if kind == "precision" else 1.0
        total += apart * _WEIGHTS.get(kind, 1.0)
    switched = f"{work.offload}+".startswith(f"{asked.get('offload', 'none').split('+')[0]}+")
    if switched and asked.get("offload", "none") != str(work.offload):
        total -= 1.0  # the same mode, another switch of the decoder
    for mine, theirs in (
        (work.width * work.height, asked.get("width", 0) * asked.get("height", 0)),
        (work.frames, asked.get("frames", 0)),
        (work.context, asked.get("context", 0)),
    ):
        if mine and theirs:
            total += 2.0 * abs(mine - theirs) / max(mine, theirs)
    return total


def _bits_apart(work: Workload, asked: dict[str, Any]) -> float:
    """How far apart two weight formats are, from 0.5 where they are of one width to 1: to a
    question on 4 bits an AWQ build says more than the files in 16."""
    mine, theirs = (
        _bits(work.model.dtype, work.precision.name if work.precision else "native"),
        _bits(work.model.dtype, asked.get("precision", "native")),
    )
    return 0.5 + 0.5 * min(1.0, abs(mine - theirs) / 12)


def _bits(dtype: str, precision: str) -> float:
    try:
        return find_format(dtype if precision == "native" else precision).bits
    except CannotEstimate:
        return 16.0


def _evidence(work: Workload, row: dict[str, Any]) -> dict[str, Any]:
    asked = row["request"]
    kind = term(_KINDS.get(row["kind"]) or str(row["kind"]))
    counts = _OF_A_RULE if _is_rule(row) else term(_COUNTS.get(row["counts"], ""))
    differences = join(_differences(work, row), ", ", "、")
    return {
        "figure_gib": row["figure_gib"],
        "printed": row.get("printed"),
        "kind": Note(f"{kind} ({counts})", f"{kind.zh}（{counts.zh}）") if counts else kind,
        "conditions": _conditions(asked, row["over"] == "all cards"),
        "difference": Note(f"differs in {differences}", f"不同之处：{differences.zh}")
        if differences
        else "",
        "doubt": term(row["doubt"]) if row.get("doubt") else None,
        "source": row["source"],
        "date": row["date"],
    }


def _conditions(asked: dict[str, Any], over_all_cards: bool) -> Note:
    """The setting in which a figure was published."""
    offload, card = asked.get("offload", "none"), card_name(asked.get("gpu") or "")
    count = asked.get("gpus", 1)
    said = join(
        [
            term(asked.get("task", "")),
            f"{asked['width']} x {asked['height']}" if asked.get("width") else "",
            _frames(asked["frames"]) if asked.get("frames") else "",
            _tokens(asked["context"]) if asked.get("context") else "",
            term(asked.get("precision", "")),
            Note(f"offload {offload}", f"卸载方式 {offload}") if offload != "none" else "",
            term(asked.get("engine", "")),
            Note(f"{count} x {card}", f"{count} x {card.zh}") if card else "",
        ]
    )
    return (
        join([said, Note("sum over the cards", "各卡之和")], "; ", "；") if over_all_cards else said
    )


def _frames(count: int) -> Note:
    return Note(f"{count} frames", f"{count} 帧")


def _tokens(count: int) -> Note:
    return Note(f"{count:,} tokens", f"{count:,} 个 token")


def _differences(work: Workload, row: dict[str, Any]) -> list[Note]:
    """How the setting of a published figure differs from the one asked for."""
    differences: list[Note] = []
    asked = row["request"]
    if (theirs := row["is_of"]) != (work.model.called or work.model.name):
        differences.append(_difference("model", theirs))
    precision = work.precision.name if work.precision else "native"
    theirs = asked.get("precision", "native")
    same = {
        theirs.replace("-int4", "").replace("gguf-", ""),
        work.model.dtype if theirs == "native" else theirs.replace("gguf-", ""),
    }
    if precision not in same and not (precision == "native" and work.model.dtype in same):
        differences.append(_difference("precision", theirs))
    if asked.get("offload", "none") != str(work.offload):
        differences.append(_difference("offload", asked.get("offload", "none")))
    if asked.get("engine", "any").split("-")[0] not in (work.engine.name.split("-")[0], "any"):
        differences.append(_difference("engine", asked["engine"]))
    if asked.get("gpus", 1) != work.gpus and not _is_rule(row):
        differences.append(_difference("gpus", asked.get("gpus", 1)))
    if asked.get("width") and (asked["width"], asked["height"]) not in (
        (work.width, work.height),
        (work.height, work.width),
    ):
        differences.append(_difference("size", f"{asked['width']} x {asked['height']}"))
    if asked.get("frames", work.frames) != work.frames:
        differences.append(_difference("frames", asked["frames"]))
    if asked.get("context", work.context) != work.context:
        differences.append(_difference("context", f"{asked['context']:,}"))
    return differences


def _is_rule(row: dict[str, Any]) -> bool:
    """Whether a figure was computed from the checkpoint's size: a total over all cards, no card."""
    return "computed" in (row.get("doubt") or "")


def _difference(name: str, theirs: object) -> Note:
    # an offload mode ("model") is the runtime's own word, not a term to translate
    value = term(str(theirs)) if name in ("precision", "engine") else Note(f"{theirs}", f"{theirs}")
    return Note(f"{name} ({value})", f"{term(name).zh}（{value.zh}）")
