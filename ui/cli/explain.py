"""How an answer came about, as `ask --explain` prints it."""

from collections.abc import Iterator, Mapping
from typing import Any

from agent import Answer, ToolCall
from ui.credit import checked

_LONGEST = 90
_FIRST = ("vendors", "systems", "aspects", "time", "since", "window", "dates", "output", "missing")


def explained(answer: Answer) -> str:
    """What was understood, called and considered, and why the answer is what it is."""
    blocks = [
        ("Understood", [_request(row) for row in answer.explanation.get("requests") or ()]),
        ("Called", [_call(call) for call in answer.tool_calls]),
        ("Passages considered", list(_passages(answer))),
        ("Figures", [line for line in [checked(answer)] if line and answer.model == "offline"]),
        ("Why", list(answer.explanation.get("why") or [f"composed by {answer.model}"])),
    ]
    return "\n\n".join(
        "\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in blocks if lines
    )


def _request(row: Mapping[str, Any]) -> str:
    said = [str(row["topic"])]
    said += [f"{key} {_value(row[key])}" for key in _FIRST if row.get(key)]
    said += [f"{key} {_value(value)}" for key, value in (row.get("arguments") or {}).items()]
    return " · ".join(said)


def _call(call: ToolCall) -> str:
    given = ", ".join(f"{key}={_value(value)}" for key, value in call.arguments.items())
    line = f"{call.name}({given}), {1000 * call.seconds:.0f} ms"
    if isinstance(call.result, dict) and "passages" in call.result:
        line += f": {len(call.result['passages'])} passages"
        if "enough" in call.result:
            line += f", chance that they answer {call.result['enough']:.2f}"
    return line


def _passages(answer: Answer) -> Iterator[str]:
    """Each once, those that are cited marked by their number."""
    cited = {(c.document_id, c.char_start): c.n for c in answer.citations}
    seen: set[tuple[str, int]] = set()
    for call in answer.tool_calls:
        for row in call.result.get("passages") or () if isinstance(call.result, dict) else ():
            key = (row["document_id"], row["char_start"])
            if key in seen:
                continue
            seen.add(key)
            mark = f"[{cited[key]}]" if key in cited else "-"
            text = _short(f"{row['title']}: {row['text']}")
            yield f"{mark:5} {row['date'] or 'undated':10}  {row['score']:.2f}  {text}"


def _value(value: Any) -> str:
    return _short(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
