"""The analyst and its tools: `Analyst` answers, `agent.tools.*` compute.

`Analyst` and the shapes of an answer load on first use, so that an engine imported from
`agent.tools` never pays for LangGraph.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agent.analyst import Analyst
    from agent.answer import Answer, Citation, Event, Figure, ToolCall

__all__ = ["Analyst", "Answer", "Citation", "Event", "Figure", "ToolCall"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'agent' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("agent.analyst" if name == "Analyst" else "agent.answer"), name)
