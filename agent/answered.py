"""The end of a turn as an `Answer`: text with its citations, figures with their origin, charts, what
was spent."""

from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage

from agent.answer import Answer, ToolCall
from agent.evidence import cite, how_many_traced, trace_figures
from agent.graph import Turn
from agent.offline.reply import own_words
from agent.remarks import remarks
from agent.settings import DEFAULT_MODEL


def answered(
    last: AIMessage | None,
    turn: Turn,
    calls: Sequence[ToolCall],
    chosen: str,
    thread: str,
    seconds: float,
) -> Answer:
    """The answer whose words are `last`; `chosen` is the model that the user named."""
    said = last.text if last is not None else ""
    notes: dict[str, Any] = (last.additional_kwargs if last is not None else {}).get(
        "vendorscope", {}
    )
    text, citations = cite(said, turn.ledger.rows, notes.get("cited"))
    stated = own_words.without_examples(text, turn.language)
    figures = trace_figures(stated, citations, calls, turn.question)
    return Answer(
        text="\n\n".join([text, *remarks(turn, citations, chosen)]),
        citations=citations,
        tool_calls=list(calls),
        figures=figures,
        checked=how_many_traced(figures, turn.language),
        charts=[chart for call in calls for chart in _charts(call.result)],
        abstained=bool(notes.get("abstained")),
        asked=bool(notes.get("asked")),
        language=turn.language,
        model=turn.answered_by or DEFAULT_MODEL,
        thread=thread,
        seconds=round(seconds, 4),
        usage=turn.spending.to_dict(),
        explanation={key: notes[key] for key in ("requests", "why") if key in notes},
    )


def _charts(result: Any) -> list[dict[str, Any]]:
    return list(result.get("charts") or []) if isinstance(result, dict) else []
