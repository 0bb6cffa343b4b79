"""Does it fit: the estimate held against a card, with evidence and what would make it fit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card
from agent.tools.vram.catalog import Model
from agent.tools.vram.components import keeps_storage
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of, rounded
from agent.tools.vram.file_of_width import as_file
from agent.tools.vram.ladder import ladder
from agent.tools.vram.measured import by_measurement
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.published import nearest
from agent.tools.vram.reach import reach
from agent.tools.vram.report import Report, Verdict
from agent.tools.vram.runtime import Offload, engines
from agent.tools.vram.share import beyond_share
from agent.tools.vram.solution import no_solution
from agent.tools.vram.solve import solve
from agent.tools.vram.speed import decoding_speed
from agent.tools.vram.support import not_computed
from agent.tools.vram.tensor_parallel import uneven
from agent.tools.vram.untiled import whole_decode
from agent.tools.vram.usual_way import usual_way
from agent.tools.vram.verdict import verdict_of
from agent.tools.vram.wired import wired_limit
from agent.tools.vram.workload import Workload, read_workload


def check_fit(model: str, gpu: str | None = None, **request: Any) -> Report:
    """Whether a model runs on a card in a stated setting; without a card, what it needs."""
    work = read_workload(model, gpu, request)
    if work.model.kind == "closed":
        return _closed(work, request)
    wanted = request.get("solve")
    solved, work = _solved(work, str(wanted)) if wanted else (None, work)
    if request.get("exact") and not request.get("catalogue_only"):
        from agent.tools.vram.exact.report import exact_need

        work, need, traced = exact_need(work, model, is_online=request.get("online") is True)
        return replace(_report(work, need, request, solved), **traced)
    return _report(work, need_of(work), request, solved)


_SAID_OF: dict[str, tuple[str, ...]] = {
    "context": ("Context ", "The whole context"),
    "batch": ("Batch ",),
    "frames": ("frames, the model's default",),
    "resolution": ("Size ",),
    "precision": ("Weights as the files hold them",),
    "gpus": (),
}


def _solved(work: Workload, wanted: str) -> tuple[dict[str, Any], Workload]:
    """What was solved for, what the ladder reaches, and the workload with it; or that nothing fits."""
    solved, best = solve(work, wanted)
    if reached := reach(work, solved):
        solved["reaches"] = reached
    if solved["value"] is None:
        return solved, best.changed(cautions=(*best.cautions, no_solution(solved)))
    name = solved["name"]
    kept = [
        note
        for note in best.assumptions
        if not any(
            note.startswith(start) or note.rstrip(".").endswith(start) for start in _SAID_OF[name]
        )
    ]
    return solved, best.changed(assumptions=tuple(kept))


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


def _report(
    work: Workload, need: Need, request: dict[str, Any], solved: dict[str, Any] | None
) -> Report:
    required = need.device / GIB
    low, high = required * (1 - need.spread), required * (1 + need.spread)
    verdict, measured = by_measurement(work, need, verdict_of(required, high, work.card))
    overhead = (need.peak.slack + need.outside) * work.gpus
    total = need.all_cards.total + overhead
    options = [] if verdict in (None, "fits") else ladder(work)
    return Report(
        id=request.get("id"),
        model=work.model.called or work.model.name,
        same_as=work.model.name if work.model.called else None,
        beside=work.model.beside,
        gpu=work.card.name if work.card else None,
        gpus=work.gpus,
        verdict=verdict,
        fits=None if verdict is None else verdict != "does not fit",
        required_gib=rounded(required),
        range_gib=[rounded(low), rounded(high)],
        resident_gib=None if need.resident is None else rounded(need.resident / GIB),
        least_gib=None if need.least is None else rounded(need.least / GIB),
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
        options=options,
        way=usual_way(work, options) if verdict == "does not fit" and not solved else None,
        solved=solved,
        speed=decoding_speed(work, need),
        request=understood(work.on_unified_memory()),
        assumptions=[*_by_name(work.model), *_assumed(work), *need.assumptions],
        sources=_sources(work.model, work.card),
        cautions=[
            *work.cautions,
            *measured,
            *need.cautions,
            *not_computed(work),
            *beyond_share(work, required),
            *(() if solved and solved["name"] == "gpus" else uneven(work)),
            *whole_decode(work, need),
            *_all_resident(work, verdict, need_of),
            *as_file(work, verdict),
            *wired_limit(work, need, verdict),
            *_in_part(need, verdict),
        ],
    )


def understood(work: Workload) -> dict[str, Any]:
    """The setting as understood, in the names of a request."""
    row: dict[str, Any] = {
        "precision": work.precision.name if work.precision else _of_files(work),
        "batch": work.batch,
        "offload": str(work.offload),
        "engine": work.engine.name,
    }
    if work.context:
        row |= {"context": work.context, "prompt": work.prompt, "kv_precision": work.kv.name}
    if work.width and work.model.parts:
        row |= {"width": work.width, "height": work.height, "frames": work.frames}
    return row


def _of_files(work: Workload) -> str:
    """The format that the files' weights run in: of a DiT that stays in fp32, that one."""
    return str(work.model.storage) if keeps_storage(work) else work.model.dtype


def _assumed(work: Workload) -> list[Note | str]:
    """What the workload takes for granted; of a DiT that stays in fp32 the estimate says more."""
    files = _SAID_OF["precision"][0] if keeps_storage(work) else None
    return [note for note in work.assumptions if files is None or not note.startswith(files)]


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


def _by_name(model: Model) -> list[Note]:
    """That a version's shape is taken from its name alone."""
    if not model.is_called_unread:
        return []
    return [
        Note(
            f"{model.called} is taken to have the shape of {model.name} by its name; its own config "
            "was not read.",
            f"{model.called} 的架构按名称视同 {model.name}，未读取其自身的配置。",
        )
    ]


def _sources(model: Model, card: Card | None) -> list[str]:
    found = [f"{model.name}: {model.source}" + (f" ({model.date})" if model.date else "")]
    if model.called:
        found.append(f"{model.called}: {model.called_source}")
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
        vendor=model.vendor,
        fits=None,
        cautions=[
            Note(
                f"The memory of {model.name} is not published, and no figure would be honest.",
                f"{model.name} 的显存需求未公布，给出任何数字都不可信。",
            )
        ],
        sources=_sources(model, None),
    )
