"""A tool step as HTML: its arguments, and its result folded. Results are plain JSON."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ui.render import one_line

_MOST_ROWS = 24
_LONGEST_TEXT = 600
_DEEPEST = 4

_LABELS = {
    "en": {"result": "Result", "more": "{n} more", "running": "Running…", "undated": "undated"},
    "zh": {"result": "结果", "more": "另有 {n} 项", "running": "进行中…", "undated": "无日期"},
}


def step_html(arguments: Mapping[str, Any], result: Any, language: str, *, done: bool) -> str:
    """The inside of a step; while it runs there is no result yet."""
    labels = _LABELS["zh" if language == "zh" else "en"]
    given = _value({name: value for name, value in arguments.items() if value is not None}, labels)
    if not done:
        return f'<div class="vs-step">{given}<p class="vs-dim">{labels["running"]}</p></div>'
    if result is None:
        return f'<div class="vs-step">{given}</div>'
    return (
        f'<div class="vs-step">{given}<details class="vs-result"><summary>{labels["result"]}'
        f"</summary>{_result(result, labels)}</details></div>"
    )


def _result(result: Any, labels: Mapping[str, str]) -> str:
    if isinstance(result, Mapping) and isinstance(result.get("passages"), list):
        return "".join(_passage(row, labels) for row in result["passages"][:_MOST_ROWS])
    if isinstance(result, Mapping):  # charts are drawn under the answer
        result = {name: value for name, value in result.items() if name != "charts"}
    return _value(result, labels)


def _passage(row: Any, labels: Mapping[str, str]) -> str:
    if not isinstance(row, Mapping):
        return _value(row, labels)
    title = escape(one_line(str(row.get("title") or row.get("source") or "")))
    date = escape(str(row.get("date") or labels["undated"]))
    return (
        f'<div class="vs-hit"><p><strong>{title}</strong> <span class="vs-dim">{date}</span></p>'
        f"<p>{_text(row.get('text') or row.get('quote') or '')}</p></div>"
    )


def _value(value: Any, labels: Mapping[str, str], depth: int = 0) -> str:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        kept = {name: part for name, part in value.items() if part not in (None, "", [], {})}
        rows = "".join(
            f"<tr><th>{escape(str(name).replace('_', ' '))}</th>"
            f"<td>{_value(part, labels, depth + 1)}</td></tr>"
            for name, part in kept.items()
        )
        return f'<table class="vs-pairs"><tbody>{rows}</tbody></table>' if rows else ""
    if isinstance(value, Sequence) and not isinstance(value, str) and depth < _DEEPEST:
        items = "".join(
            f"<li>{_value(part, labels, depth + 1)}</li>" for part in value[:_MOST_ROWS]
        )
        left = len(value) - _MOST_ROWS
        more = f'<li class="vs-dim">{labels["more"].format(n=left)}</li>' if left > 0 else ""
        return f"<ul>{items}{more}</ul>"
    return _text(value)


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return escape(text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…")
