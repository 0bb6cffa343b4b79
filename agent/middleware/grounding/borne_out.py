"""What tools and passages support, in their own words: it stands where nothing of an answer holds."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import read_layout

_LEAD = {"en": "What the tools and sources give:", "zh": "工具和来源给出的是："}
_ENGINES = ("calculate_revenue", "check_vram")
"""Tools whose `text` is a result; that of others repeats what they were asked."""
_DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
_MOST_CHARACTERS = 600
_MOST_PASSAGES = 2


def is_bare(answer: str, findings: Sequence[Finding]) -> bool:
    """Whether no sentence that states something is without a finding of a figure or a statement."""
    layout = read_layout(answer)
    wrong = [f for f in findings if f.kind in ("figure", "contradiction", "date", "name")]
    spans = [layout.back(s.start, s.end) for s in layout.sentences if not s.block.is_head]
    sound = [
        (start, end)
        for start, end in spans
        if not any(start <= f.span_start < end for f in wrong)
        and any(c.isdigit() for c in re.sub(r"\[\d+\]", "", answer[start:end]))
    ]
    return bool(wrong) and not sound


def own_words(
    tool_results: Sequence[Mapping[str, Any]], evidence: Sequence[Mapping[str, Any]], language: str
) -> str:
    """The first lines of each engine's own text, else the nearest passages with their numbers."""
    texts = [str(call["result"].get("text") or "") for call in tool_results if _has_text(call)]
    said = [_DETAILS.sub("", text).strip().split("\n\n")[0] for text in texts if text]
    if not said:
        best = sorted(evidence, key=lambda row: -float(row.get("score") or 0))[:_MOST_PASSAGES]
        said = [f"{str(row['text'])[:_MOST_CHARACTERS].strip()} [{row['id']}]" for row in best]
    if not said:
        return ""
    lines = "\n".join(f"- {one[:_MOST_CHARACTERS]}" for one in dict.fromkeys(said))
    return f"{_LEAD['zh' if language == 'zh' else 'en']}\n\n{lines}"


def _has_text(call: Mapping[str, Any]) -> bool:
    result = call.get("result")
    return call.get("name") in _ENGINES and isinstance(result, Mapping) and "error" not in result
