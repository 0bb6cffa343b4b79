"""What the library says of a model beside a memory check: statements on that model, no other's."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.answer import Language
from agent.evidence import Row
from agent.offline.plan import aside
from agent.offline.reply.leading import first_release
from agent.offline.reply.part import Writer, facts_of, found_rows
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import Statement, rank, select
from agent.offline.vocabulary import cues_of
from agent.offline.words import names_of, spelling
from agent.tools.vram import catalog
from agent.tools.vram.names import words

_MOST = 3
_ON_IT, _ON_ASPECT = 0.9, 0.5
_OF_ITS_BUILD = ("size", "hardware", "lineup")
_OF_TRAINING = re.compile(r"train|tun(?:e|ing)|\blora\b|训练|微调", re.IGNORECASE)
_OTHER = {"guard", "embedding", "reranker"}
"""Words of models that have another's shape and another purpose."""

Results = dict[str, dict[str, Any]]


def published(request: Request, results: Results, writer: Writer) -> list[str]:
    """Statements with their marks; for a closed model one that says so, or where it is sold."""
    result = results.get("vram") or {}
    if result.get("which") in ("models", "card"):
        return []
    if result.get("which") == "checks":
        return _on_each(result["models"], request, results, writer)
    model = str(result.get("model") or request.arguments.get("model") or "")
    rows = [r for r in facts_of(found_rows(results, "facts")) if _may_stand(r, result)]
    if is_closed(result):
        near = _on_closed(str(request.arguments.get("model") or model), rows)
        return [writer.statement(s, request.language) for s in near]
    near = _on_it(model, request, rows)
    if not near:
        rows += [r for r in facts_of(found_rows(results, "family")) if _may_stand(r, result)]
        near = _on_it(model, request, rows)[:1]
    chosen = select(near, _MOST, 0.7) or _on_model(model, request, rows)
    return [writer.statement(s, request.language) for s in chosen]


def _on_it(model: str, request: Request, rows: Sequence[Row]) -> list[Statement]:
    """What is said of the memory of the model checked."""
    near = _on_memory([model] if model else [], request, rows)
    return [
        s for s in near if not model or is_about(s.text, model) or _is_its_own(s, request, model)
    ]


def heading(result: dict[str, Any], language: Language) -> str:
    """What stands over the statements: a closed model's say nothing of memory."""
    return phrase("on_service", language) if is_closed(result) else phrase("published", language)


def _on_model(model: str, request: Request, rows: Sequence[Row]) -> list[Statement]:
    """Where nothing is said of its memory: what is said of its size or its build."""
    systems = tuple(name for name in dict.fromkeys((*request.systems, model)) if name)
    asked = Request(topic="fact", question=model, systems=systems, aspects=_OF_ITS_BUILD)
    told = [s for s in rank(asked, rows) if s.about >= _ON_IT and s.on_aspect >= _ON_ASPECT]
    return [s for s in told if not model or is_about(s.text, model)][:1]


def is_closed(result: dict[str, Any]) -> bool:
    """Whether a check found a model without published weights."""
    return result.get("verdict") == "unknown" and result.get("task") != "training"


def _on_each(
    models: Sequence[str], request: Request, results: Results, writer: Writer
) -> list[str]:
    """What is said of the few models of a question; beside a long list it would be of some only."""
    if not 0 < len(models) <= _MOST:
        return []
    rows = facts_of(found_rows(results, "facts"))
    near = [
        s for s in _on_memory(models, request, rows) if any(is_about(s.text, m) for m in models)
    ]
    return [writer.statement(s, request.language) for s in select(near, _MOST, 0.7)]


def _on_memory(models: Sequence[str], request: Request, rows: Sequence[Row]) -> list[Statement]:
    asked = Request(
        topic="vram",
        question=request.question,
        query=f"{request.query} memory GPU card",
        language=request.language,
        systems=tuple(dict.fromkeys([*request.systems, *models])),
        vendors=request.vendors,
        aspects=("memory",),
    )
    return [s for s in rank(asked, rows) if s.about >= 0.7 and s.on_aspect >= 0.7]


def _on_closed(model: str, rows: Sequence[Row]) -> list[Statement]:
    for aspect in ("closed", "price"):
        asked = Request(
            topic="fact", question=f"{model} {aspect}", systems=(model,), aspects=(aspect,)
        )
        near = [s for s in rank(asked, rows) if s.about >= 0.7 and s.on_aspect >= 0.7]
        if near:
            return near[:1]
    return []


def _is_its_own(said: Statement, request: Request, model: str) -> bool:
    """Whether a statement is filed under the product as it was asked for, where that product's name
    alone means the model checked: Hunyuan3D-2 is checked by its shape stage."""
    filed = names_of(said.row.get("system") or "")
    named = [name for name in request.systems if spelling(name) in filed]
    return any(
        (found := catalog.find_model(name)) and model.startswith(found.name) for name in named
    )


def beside(request: Request, results: Results, writer: Writer) -> list[str]:
    """What else a memory question asks of the model (parameters, licence, price, release), one
    statement each."""
    rows = facts_of(found_rows(results, "aside"))
    told: list[Statement] = []
    for aspect in aside(request):
        alone = replace(request, topic="fact", aspects=(aspect,), time=request.time)
        near = [s for s in rank(alone, rows) if s.about >= _ON_IT and s.on_aspect >= _ON_ASPECT]
        cue = cues_of("values").get(aspect)
        near = [said for said in near if cue is None or cue.find(said.text)]
        near = first_release(near) if aspect == "release" else near
        told += [said for said in near[:1] if said not in told]
    return [writer.statement(said, request.language) for said in told]


def is_about(statement: str, model: str) -> bool:
    """Whether a statement is on this very model or its family: Qwen3Guard-Gen-8B is not Qwen3-8B."""
    said, wanted = words(re.split("[:：]", statement, maxsplit=1)[0]), words(model)
    if catalog.find_model(model) is None:
        return _holds(said, wanted)
    named = next((n for n in range(len(said), 0, -1) if catalog.is_known(" ".join(said[:n]))), 0)
    if not named or wanted[:named] == said[:named]:
        return True
    found = catalog.find_model(" ".join(said[:named]))
    return found is not None and found.name == model and not _OTHER & set(said)


def _holds(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said)))


def _may_stand(row: Row, result: dict[str, Any]) -> bool:
    """Beside a question on training only what speaks of training."""
    return result.get("task") != "training" or bool(_OF_TRAINING.search(str(row["text"])))
