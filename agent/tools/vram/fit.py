"""Does it fit: the estimate held against a card, with evidence and what would make it fit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card
from agent.tools.vram.catalog import Model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of, rounded
from agent.tools.vram.ladder import ladder
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.published import nearest
from agent.tools.vram.report import Report, Verdict
from agent.tools.vram.runtime import Offload, engines
from agent.tools.vram.solve import SOLVED_IN_WORDS, no_solution, solve
from agent.tools.vram.speed import decoding_speed
from agent.tools.vram.workload import Workload, read_workload

#: Below this share of free memory a fit is called tight.
HEADROOM = 0.05


def check_fit(model: str, gpu: str | None = None, **request: Any) -> Report:
    """Whether a model runs on a card in a stated setting; without a card, what it needs."""
    work = read_workload(model, gpu, request)
    if work.model.kind == "closed":
        return _closed(work, request)
    wanted = request.get("solve")
    solved, work = solve(work, str(wanted)) if wanted else (None, work)
    if solved:
        work = _as_solved(work, solved)
    if request.get("exact") and not request.get("catalogue_only"):
        from agent.tools.vram.exact.report import exact_need

        work, need, traced = exact_need(work, model, is_online=request.get("online") is True)
        return replace(_report(work, need, request, solved), **traced)
    return _report(work, need_of(work), request, solved)


_SAID_OF = {
    "context": ("Context ", "The whole context"),
    "batch": ("Batch ",),
    "frames": ("frames, the model's default",),
    "resolution": ("Size ",),
    "precision": ("Weights as the files hold them",),
    "gpus": (),
}


def _as_solved(work: Workload, solved: dict[str, Any]) -> Workload:
    """With the solved value in the place of what was assumed, or that there is none."""
    name, value = solved["name"], solved["value"]
    if value is None:
        return work.changed(cautions=(*work.cautions, no_solution(solved)))
    shown = f"{value:,}" if isinstance(value, int) else str(value)
    if name == "resolution":
        shown = f"{solved['width']} x {solved['height']}"
    unit = f" {solved['unit']}" if solved["unit"] not in ("", "px") else ""
    said = Note(
        f"Solved: the largest {SOLVED_IN_WORDS[name][0]} that fits is {shown}{unit}."
        if name not in ("gpus", "precision")
        else f"Solved: {SOLVED_IN_WORDS[name][0]} {shown}.",
        f"求解结果：{SOLVED_IN_WORDS[name][1]} {shown}。",
    )
    kept = [
        note
        for note in work.assumptions
        if not any(
            note.startswith(start) or note.rstrip(".").endswith(start) for start in _SAID_OF[name]
        )
    ]
    return work.changed(assumptions=(*kept, said))


def estimate(model: str, **request: Any) -> Report:
    """What a model needs in a stated setting."""
    return check_fit(model, request.pop("gpu", None), **request)


def check_rows(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One result a row; a row that cannot be answered gives its id and the error."""
    for row in rows:
        if not isinstance(row, dict):  # pyright: ignore[reportUnnecessaryIsInstance] - JSON from outside
            yield {"id": None, "error": f"A row must be an object, not {row!r}."}
            continue
        row_id = row.get("id")
        try:
            request = dict(row)
            model, gpu = request.pop("model", None), request.pop("gpu", None)
            if model is None:
                raise CannotEstimate("The row names no model.", "Give it a model.")
            yield check_fit(model, gpu, **request).to_dict() | {"id": row_id}
        except CannotEstimate as error:
            yield {"id": row_id, "error": f"{error} {error.hint}".strip()}
        except (TypeError, ValueError) as error:
            yield {"id": row_id, "error": f"The row cannot be read: {error}."}


def verdict_of(device_gib: float, high_gib: float, card: Card | None) -> Verdict | None:
    """The verdict of a figure and its upper end on a card; None without a card."""
    if card is None:
        return None
    if device_gib > card.usable_gib:
        return "does not fit"
    if high_gib > card.usable_gib or device_gib > (1 - HEADROOM) * card.usable_gib:
        return "tight"
    return "fits"


def _report(
    work: Workload, need: Need, request: dict[str, Any], solved: dict[str, Any] | None
) -> Report:
    required = need.device / GIB
    low, high = required * (1 - need.spread), required * (1 + need.spread)
    verdict = verdict_of(required, high, work.card)
    overhead = (need.peak.slack + need.outside) * work.gpus
    total = need.all_cards.total + overhead
    return Report(
        id=request.get("id"),
        model=work.model.name,
        gpu=work.card.name if work.card else None,
        gpus=work.gpus,
        verdict=verdict,
        fits=None if verdict is None else verdict != "does not fit",
        required_gib=rounded(required),
        range_gib=[rounded(low), rounded(high)],
        resident_gib=None if need.resident is None else rounded(need.resident / GIB),
        total_gib=rounded(total / GIB),
        available_gib=work.card.usable_gib if work.card else None,
        breakdown_gib={
            "weights": rounded(need.all_cards.weights / GIB),
            "kv_cache": rounded(need.all_cards.kv_cache / GIB),
            "activations": rounded(need.all_cards.activations / GIB),
            "overhead": rounded(overhead / GIB),
        },
        phases=_phases(need),
        allocated_gib=rounded(need.allocated / GIB),
        reserved_gib=rounded(need.reserved / GIB),
        evidence=nearest(work),
        options=[] if verdict in (None, "fits") else ladder(work, need_of),
        solved=solved,
        speed=decoding_speed(work, need),
        request=understood(work),
        assumptions=[*work.assumptions, *need.assumptions],
        sources=_sources(work.model, work.card),
        cautions=[
            *work.cautions,
            *need.cautions,
            *_all_resident(work, verdict, need_of),
            *_in_part(need, verdict),
        ],
    )


def understood(work: Workload) -> dict[str, Any]:
    """The setting as understood, in the names of a request."""
    row: dict[str, Any] = {
        "precision": work.precision.name if work.precision else work.model.dtype,
        "batch": work.batch,
        "offload": str(work.offload),
        "engine": work.engine.name,
    }
    if work.context:
        row |= {"context": work.context, "prompt": work.prompt, "kv_precision": work.kv.name}
    if work.width and work.model.parts:
        row |= {"width": work.width, "height": work.height, "frames": work.frames}
    return row


def _phases(need: Need) -> list[dict[str, Any]]:
    """Phases on the fullest card, each with its share of the overhead."""
    rows: list[dict[str, Any]] = []
    for phase in need.phases:
        overhead = phase.slack + need.outside
        rows.append(
            {
                "name": phase.name,
                "gib": rounded((phase.parts.total + overhead) / GIB),
                "breakdown": {
                    "weights": rounded(phase.parts.weights / GIB),
                    "kv_cache": rounded(phase.parts.kv_cache / GIB),
                    "activations": rounded(phase.parts.activations / GIB),
                    "overhead": rounded(overhead / GIB),
                },
            }
        )
    return rows


def _in_part(need: Need, verdict: Verdict | None) -> list[Note]:
    """That a fit counts on a runtime which loads in part and decodes in tiles."""
    if need.resident is None or verdict == "does not fit":
        return []
    return [
        Note(
            "The card cannot hold each part whole: weights come to it layer by layer, and decoding "
            "falls back to tiles when memory runs out. It runs, slower.",
            "显卡放不下完整的部件：权重会逐层载入，显存不足时改为分块解码。可以运行，但更慢。",
        )
    ]


def _all_resident(
    work: Workload, verdict: Verdict | None, need: Callable[[Workload], Need]
) -> list[str]:
    """Beside a verdict as the maker runs it, the all-resident figure where its verdict differs."""
    if not work.as_maker or work.card is None:
        return []
    other = need(work.changed(engine=engines()["any"], offload=Offload(), as_maker=False))
    device = other.device / GIB
    if verdict_of(device, device, work.card) == "does not fit" and verdict != "does not fit":
        return [
            Note(
                f"With every part kept on the card it needs about {device:.1f} GiB.",
                f"若全部部件都留在卡上，约需 {device:.1f} GiB。",
            )
        ]
    return []


def _sources(model: Model, card: Card | None) -> list[str]:
    found = [f"{model.name}: {model.source}" + (f" ({model.date})" if model.date else "")]
    if card and card.source:
        found.append(f"{card.name}: {card.source}" + (f" ({card.date})" if card.date else ""))
    return found


def _closed(work: Workload, request: dict[str, Any]) -> Report:
    model = work.model
    return Report(
        id=request.get("id"),
        model=model.name,
        gpu=work.card.name if work.card else None,
        gpus=work.gpus,
        verdict="unknown",
        fits=None,
        cautions=[
            Note(
                f"{model.vendor} publishes neither weights nor sizes of {model.name}: it runs on "
                "the vendor's machines only, and no figure would be honest.",
                f"{model.vendor} 未公开 {model.name} 的权重和规模，给出任何显存数字都不可信。",
            )
        ],
        sources=_sources(model, None),
    )
