"""What tools and passages support, in their own words: it stands where nothing of an answer holds."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import read_layout

_LEAD = {
    "en": "The model's answer was not borne out and is left out. What the tools and sources give:",
    "zh": "模型的回答没有依据，已略去。工具和来源给出的是：",
}
_ENGINES = ("calculate_revenue", "check_vram")
"""Tools whose `text` is a result; that of others repeats what they were asked."""
_BREAK = re.compile(r"(?:\s+\S*|(?<=[。；，、])[^。；，、]*)$")
_WRONG = ("figure", "contradiction", "date", "name")
_DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
_MOST_CHARACTERS = 600
_MOST_PASSAGES = 2


def is_bare(answer: str, findings: Sequence[Finding]) -> bool:
    """Whether something is wrong in each sentence that cites a passage or gives a figure."""
    layout = read_layout(answer)
    stating = [s for s in layout.sentences if not (s.block.is_head or s.block.is_reference)]
    spans = [layout.back(s.start, s.end) for s in stating]
    states = [(start, end) for start, end in spans if any(map(str.isdigit, answer[start:end]))]
    sound = [
        span for span in states if not any(span[0] <= f.span_start < span[1] for f in findings)
    ]
    return any(f.kind in _WRONG for f in findings) and not sound


def own_words(
    tool_results: Sequence[Mapping[str, Any]], evidence: Sequence[Mapping[str, Any]], language: str
) -> str:
    """The first lines of each engine's own text, else the nearest passages with their numbers."""
    texts = [str(call["result"].get("text") or "") for call in tool_results if _has_text(call)]
    said = [_short(_DETAILS.sub("", text).strip().split("\n\n")[0]) for text in texts if text]
    if not said:
        best = sorted(evidence, key=lambda row: -float(row.get("score") or 0))[:_MOST_PASSAGES]
        said = [f"{_short(str(row['text']))} [{row['id']}]" for row in best]
    if not said:
        return ""
    lines = "\n".join(f"- {one}" for one in dict.fromkeys(said))
    return f"{_LEAD['zh' if language == 'zh' else 'en']}\n\n{lines}"


def _short(text: str) -> str:
    """At most so many characters, cut where no word and no figure goes on."""
    text = text.strip()
    if len(text) <= _MOST_CHARACTERS:
        return text
    return f"{re.split(_BREAK, text[:_MOST_CHARACTERS])[0]} …"


def _has_text(call: Mapping[str, Any]) -> bool:
    result = call.get("result")
    return call.get("name") in _ENGINES and isinstance(result, Mapping) and "error" not in result
