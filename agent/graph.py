"""The control flow: one loop between a model and its tools, whatever the model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool
from langgraph.checkpoint.base import BaseCheckpointSaver

from agent.answer import Language
from agent.evidence import Ledger, passages_of
from agent.middleware.failures import Kind
from agent.middleware.patience import Patience
from agent.middleware.spending import Spending


@dataclass
class Turn:
    """What one question carries through the graph beside its messages."""

    question: str
    language: Language = "en"
    as_of: str | None = None
    ledger: Ledger = field(default_factory=Ledger)
    provider_down: str | None = None
    """Why the offline analyst answers this turn; None while a provider does."""
    down: dict[str, Kind] = field(default_factory=dict)
    """The providers that are not asked again in this turn, and why."""
    answered_by: str | None = None
    """The provider whose words came last; None for the offline analyst."""
    was_repaired: bool = False
    """The model was asked once to mend what nothing supports."""
    no_judge: str = ""
    """Why the entailment model that was named judges nothing."""
    is_unchecked: bool = False
    """A provider's answer states facts, and nothing was looked up in this thread."""
    is_cut_short: bool = False
    """It stopped at its own length limit."""
    may_think_aloud: bool = False
    """What a provider now writes may begin with a thought of which only the end is marked."""
    has_no_summary: bool = False
    """Summing up its oldest turns failed once; it is not tried again."""
    patience: Patience = field(default_factory=Patience)
    spending: Spending = field(default_factory=Spending)


def messages_of(update: dict[str, Any]) -> Iterator[Any]:
    """The messages that a step of the graph brought."""
    for change in update.values():
        yield from (change or {}).get("messages", [])


def next_number(state: dict[str, Any]) -> int:
    """One above the numbers that earlier turns gave, so that a mark means one passage."""
    used = [
        row["n"]
        for message in state.get("messages", [])
        if isinstance(message, ToolMessage)
        for row in passages_of(message.artifact)
    ]
    return max(used, default=0) + 1


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
