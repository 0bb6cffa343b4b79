"""A receipt of an answer: all that is needed to make its figures again, offline, and to see whether
they are the same."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool

from agent.answer import Answer, Citation, ToolCall
from agent.evidence import Ledger, trace_figures
from agent.graph import Turn
from agent.middleware.tool_requests import UNREADABLE
from agent.offline.reply import own_words
from agent.toolbox import build_tools
from knowledge import Library

FORMAT = "vendorscope-receipt/1"
_INCIDENTAL = {"n", "score", "similarity", "overlap", "charts", "seconds", "text"}
"""Fields of a result that may differ with the machine or the thread; `text` repeats the others, and
where it is a passage its place in the document is compared."""
_MOST_DIFFERENCES = 20


class NoReceipt(ValueError):
    """What was given is no receipt, or one that was changed by hand."""


def make_receipt(
    question: str, answer: Answer, library: Library, as_of: str | None = None
) -> dict[str, Any]:
    """The receipt as plain JSON; `hash` is over all other fields."""
    receipt: dict[str, Any] = {
        "format": FORMAT,
        "vendorscope": _version(),
        "question": question,
        "as_of": as_of,
        "library": library_version(library),
        "model": answer.model,
        "language": answer.language,
        "answer": answer.text,
        "tool_calls": [_call(call) for call in answer.tool_calls],
        "evidence": [asdict(citation) for citation in answer.citations],
        "figures": [asdict(figure) for figure in answer.figures],
        "usage": answer.usage,
    }
    receipt = json.loads(json.dumps(receipt, ensure_ascii=False, default=str))
    return receipt | {"hash": _hash(receipt)}


def replay(receipt: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Runs a receipt's tools and calculations again and compares.

    Raises:
        NoReceipt: it is none.
    """
    if receipt.get("format") != FORMAT:
        raise NoReceipt(f"This is no receipt: its format is not {FORMAT!r}.")
    try:
        calls = [ToolCall(seconds=0.0, **call) for call in receipt["tool_calls"]]
        again = _run_again(calls, receipt, library)
        figures = _figures(receipt, again)
        spans = [_span(row, library) for row in receipt["evidence"]]
    except (KeyError, TypeError) as error:
        raise NoReceipt(f"This receipt lacks or garbles {error}; make a new one.") from error
    tools = [_compared(old, new) for old, new in zip(calls, again, strict=True)]
    is_whole = _hash({k: v for k, v in receipt.items() if k != "hash"}) == receipt.get("hash")
    return {
        "same": is_whole and all(row["same"] for row in [*tools, *figures, *spans]),
        "hash": "as it was made" if is_whole else "changed since it was made",
        "library": _library_word(receipt, library),
        "figures": figures,
        "tool_calls": tools,
        "evidence": spans,
    }


def library_version(library: Library) -> str:
    """A name for what the library holds: another one as soon as a passage differs."""
    digest = hashlib.sha256()
    for row in sorted(f"{p.document_id} {p.char_start} {p.text}" for p in library.passages()):
        digest.update(row.encode())
    return digest.hexdigest()[:16]


def _run_again(
    calls: Sequence[ToolCall], receipt: Mapping[str, Any], library: Library
) -> list[ToolCall]:
    turn = Turn(receipt["question"], receipt["language"], receipt["as_of"], Ledger())
    tools = {tool.name: tool for tool in build_tools(library)}
    return [
        replace(call, result=_result(call, tools.get(call.name), turn), seconds=0.0)
        for call in calls
    ]


def _result(call: ToolCall, tool: BaseTool | None, turn: Turn) -> Any:
    """What the tool gives now; a refusal is a result too."""
    never_ran = UNREADABLE in call.arguments
    if tool is None or never_ran or "error" in call.result and "type" not in call.result["error"]:
        return call.result  # the model's own mistake: nothing was run
    runtime: ToolRuntime[Turn, Any] = ToolRuntime(
        state={}, context=turn, config={}, stream_writer=print, tool_call_id="replay", store=None
    )
    try:
        _, result = tool.func(runtime=runtime, **_checked(tool, call.arguments))  # type: ignore[attr-defined]  # all are StructuredTool
    except ValueError as error:
        return {"error": {"type": type(error).__name__, "message": str(error)}}
    return json.loads(json.dumps(result, ensure_ascii=False, default=str))


def _checked(tool: BaseTool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as the tool reads them; those it has no field for as they are."""
    read = tool.args_schema.model_validate(dict(arguments))  # type: ignore[union-attr]  # all have a model
    fields = {name: getattr(read, name) for name in type(read).model_fields}
    return fields | dict(read.model_extra or {})


def _figures(receipt: Mapping[str, Any], again: Sequence[ToolCall]) -> list[dict[str, Any]]:
    """Each figure of the answer, and whether it still comes from where it came."""
    text = own_words.without_examples(receipt["answer"], receipt["language"])
    citations = [Citation(**row) for row in receipt["evidence"]]
    found = trace_figures(text, citations, again, receipt["question"])
    now = {(figure.text, figure.value, figure.unit, figure.origin) for figure in found}
    return [
        {"text": old["text"], "origin": old["origin"], "same": tuple(old[k] for k in
         ("text", "value", "unit", "origin")) in now}
        for old in receipt["figures"]
    ]  # fmt: skip


def _compared(old: ToolCall, new: ToolCall) -> dict[str, Any]:
    differences = list(_differences(old.result, new.result))[:_MOST_DIFFERENCES]
    return {"name": old.name, "same": not differences, "differences": differences}


def _differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        if "error" in old and "error" in new and not path:
            old, new = _error(old), _error(new)
        for key in sorted({*old, *new} - _INCIDENTAL):
            yield from _differences(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differences(one, other, f"{path}[{i}]")
    elif old != new:
        yield f"{path or 'result'}: was {_short(old)}, is {_short(new)}"


def _error(result: Mapping[str, Any]) -> dict[str, Any]:
    return {key: result["error"].get(key) for key in ("type", "message")}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _span(row: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Whether a citation's words still stand where they stood."""
    try:
        text = library.text(row["document_id"])
    except ValueError:
        text = ""
    same = text[row["char_start"] : row["char_end"]] == row["quote"]
    return {"n": row["n"], "title": row["title"], "same": same}


def _call(call: ToolCall) -> dict[str, Any]:
    result = call.result
    if isinstance(result, dict):
        result = {key: value for key, value in result.items() if key != "charts"}
    untraced = {"untraced": call.untraced} if call.untraced else {}
    return {"name": call.name, "arguments": call.arguments, "result": result, **untraced}


def _hash(receipt: Mapping[str, Any]) -> str:
    plain = json.dumps(receipt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _library_word(receipt: Mapping[str, Any], library: Library) -> str:
    return "the same" if receipt["library"] == library_version(library) else "another state"


def _version() -> str:
    try:
        return version("vendorscope")
    except PackageNotFoundError:
        return "unknown"
