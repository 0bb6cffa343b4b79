"""A receipt of an answer: all that is needed to make its figures again, offline, and to see whether
they are the same."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool

from agent.answer import Answer, Citation, Figure, ToolCall
from agent.evidence import Ledger, trace_figures
from agent.graph import Turn
from agent.middleware.tool_requests import UNREADABLE
from agent.offline.reply import own_words
from agent.seal import seal_word, sealed
from agent.toolbox import build_tools
from knowledge import Library

FORMAT = "vendorscope-receipt/1"
_INCIDENTAL = {"n", "score", "similarity", "overlap", "charts", "seconds", "text"}
"""Fields of a result that may differ with the machine or the thread; `text` repeats the others, and
where it is a passage its place in the document is compared."""
_MOST_DIFFERENCES = 20
_DESCRIBED = ("title", "source", "vendor", "date", "url")
"""What a citation says of its passage, beside the words."""
_MARK = re.compile(r"\[(\d{1,4})\]")
_STRUCK = re.compile(r"~~.+?~~", re.DOTALL)


class NoReceipt(ValueError):
    """What was given is no receipt, or one that was changed by hand."""


def make_receipt(
    question: str,
    answer: Answer,
    library: Library,
    as_of: str | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """The receipt as plain JSON, sealed by `hash` and, with a `key`, signed."""
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
    return sealed(receipt, key)


def replay(receipt: Mapping[str, Any], library: Library, key: str | None = None) -> dict[str, Any]:
    """Runs a receipt's tools and calculations again and compares; `key` checks its signature.

    Nothing is taken from the receipt's own list of figures but what to compare with: each figure
    of the answer's text is looked for again.

    Raises:
        NoReceipt: it is none.
    """
    if receipt.get("format") != FORMAT:
        raise NoReceipt(f"This is no receipt: its format is not {FORMAT!r}.")
    try:
        calls = [ToolCall(seconds=0.0, **call) for call in receipt["tool_calls"]]
        again = _run_again(calls, receipt, library)
        figures = _figures(receipt, again)
        spans = _spans(receipt, library)
    except (KeyError, TypeError) as error:
        raise NoReceipt(f"This receipt lacks or garbles {error}; make a new one.") from error
    tools = [_compared(old, new) for old, new in zip(calls, again, strict=True)]
    is_whole, word = seal_word(receipt, key)
    return {
        "same": is_whole and all(row["same"] for row in [*tools, *figures, *spans]),
        "hash": word,
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
    if tool is None or _never_ran(call):
        return _only_error(call.result)  # the model's own mistake: nothing was run
    runtime: ToolRuntime[Turn, Any] = ToolRuntime(
        state={}, context=turn, config={}, stream_writer=print, tool_call_id="replay", store=None
    )
    try:
        _, result = tool.func(runtime=runtime, **_checked(tool, call.arguments))  # type: ignore[attr-defined]  # all are StructuredTool
    except ValueError as error:
        return {"error": {"type": type(error).__name__, "message": str(error)}}
    return json.loads(json.dumps(result, ensure_ascii=False, default=str))


def _never_ran(call: ToolCall) -> bool:
    error = call.result.get("error") if isinstance(call.result, dict) else None
    return UNREADABLE in call.arguments or error is not None and "type" not in error


def _only_error(result: Any) -> dict[str, Any]:
    """What a call that never ran can have given; a figure in it was put there by hand."""
    error = result.get("error") if isinstance(result, dict) else None
    return {"error": error if isinstance(error, dict) else {"message": "nothing was run"}}


def _checked(tool: BaseTool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as the tool reads them; those it has no field for as they are."""
    read = tool.args_schema.model_validate(dict(arguments))  # type: ignore[union-attr]  # all have a model
    fields = {name: getattr(read, name) for name in type(read).model_fields}
    return fields | dict(read.model_extra or {})


def _figures(receipt: Mapping[str, Any], again: Sequence[ToolCall]) -> list[dict[str, Any]]:
    """Each figure of the answer's text, and whether it still comes from where it came; then those
    that the receipt lists and the text has not."""
    text = own_words.without_examples(receipt["answer"], receipt["language"])
    citations = [Citation(**row) for row in receipt["evidence"]]
    ran = [call for call in again if not _never_ran(call)]
    found = trace_figures(text, citations, again, receipt["question"])
    sourced = trace_figures(text, citations, ran, receipt["question"])
    listed = Counter(_spelled(Figure(**row)) for row in receipt["figures"])
    struck = Counter(f.text for f in trace_figures(_struck(text), [], [], ""))
    rows: list[dict[str, Any]] = []
    for figure, real in zip(found, sourced, strict=True):
        is_listed = listed[_spelled(figure)] > 0
        listed[_spelled(figure)] -= is_listed
        is_struck = figure.origin == "unsupported" and struck[figure.text] > 0
        struck[figure.text] -= is_struck
        lost = real.origin == "unsupported" != figure.origin
        rows.append(_row(figure, _state(figure, is_listed and not lost, is_struck)))
    told = {row["text"] for row in rows if not row["same"]}
    gone = [
        figure for spelled in listed.elements() if (figure := Figure(*spelled)).text not in told
    ]
    return rows + [_row(figure, "not in the answer") for figure in gone]


def _spelled(figure: Figure) -> tuple[str, str | None, str, str]:
    return figure.value, figure.unit, figure.text, figure.origin


def _struck(text: str) -> str:
    return "\n".join(_STRUCK.findall(text))


def _state(figure: Figure, is_same: bool, is_struck: bool) -> str:
    if not is_same:
        return "differs"
    if is_struck:
        return "struck"
    return "without a source" if figure.origin == "unsupported" else "same"


def _row(figure: Figure, state: str) -> dict[str, Any]:
    is_same = state in ("same", "struck", "without a source")
    return {"text": figure.text, "origin": figure.origin, "same": is_same, "state": state}


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


def _spans(receipt: Mapping[str, Any], library: Library) -> list[dict[str, Any]]:
    """Each citation, then the marks of the answer that point to none."""
    rows = receipt["evidence"]
    cited = {row["n"] for row in rows}
    marks = sorted({int(n) for n in _MARK.findall(receipt["answer"])} - cited)
    lacking = [{"n": n, "title": "no source of this number", "same": False} for n in marks]
    if not rows:
        return lacking
    held = {(p.document_id, p.char_start, p.char_end): p for p in library.passages()}
    return [_span(row, library, held) for row in rows] + lacking


def _span(row: Mapping[str, Any], library: Library, held: Mapping[Any, Any]) -> dict[str, Any]:
    """Whether a citation's words still stand where they stood, under the same name and date."""
    try:
        text = library.text(row["document_id"])
    except ValueError:
        text = ""
    same = text[row["char_start"] : row["char_end"]] == row["quote"]
    passage = held.get((row["document_id"], row["char_start"], row["char_end"]))
    if passage is not None:
        same = same and all(row.get(name) == getattr(passage, name) for name in _DESCRIBED)
        same = same and row.get("translation") == passage.extra.get("text_zh")
    elif row.get("translation"):
        same = False
    return {"n": row["n"], "title": row["title"], "same": same}


def _call(call: ToolCall) -> dict[str, Any]:
    result = call.result
    if isinstance(result, dict):
        result = {key: value for key, value in result.items() if key != "charts"}
    untraced = {"untraced": call.untraced} if call.untraced else {}
    return {"name": call.name, "arguments": call.arguments, "result": result, **untraced}


def _library_word(receipt: Mapping[str, Any], library: Library) -> str:
    return "the same" if receipt["library"] == library_version(library) else "another state"


def _version() -> str:
    try:
        return version("vendorscope")
    except PackageNotFoundError:
        return "unknown"
