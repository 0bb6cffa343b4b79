"""The control flow: one loop between a model and its tools, whatever the model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.tools import BaseTool
from langgraph.checkpoint.base import BaseCheckpointSaver

from agent.answer import Language
from agent.evidence import Ledger


@dataclass
class Turn:
    """What one question carries through the graph beside its messages."""

    question: str
    language: Language = "en"
    as_of: str | None = None
    ledger: Ledger = field(default_factory=Ledger)
    provider_down: str | None = None
    """Why the chosen model is not asked again in this turn."""


def build_graph(
    model: BaseChatModel,
    tools: Sequence[BaseTool],
    middleware: Sequence[Any],
    checkpointer: BaseCheckpointSaver | None,
    prompt: str,
) -> Any:
    """The compiled agent: model ⇄ tools until the model answers without a tool call.

    Without `checkpointer` the caller's platform keeps the threads.
    """
    return create_agent(
        model,
        list(tools),
        system_prompt=prompt,
        middleware=list(middleware),
        context_schema=Turn,
        checkpointer=checkpointer,
    )
