"""What stands between the model and its tools, in the order it applies."""

from typing import Any

from langchain.agents.middleware import ModelCallLimitMiddleware, ToolCallLimitMiddleware
from langchain_core.language_models import BaseChatModel

from agent.middleware.receipts import Receipts
from agent.middleware.stand_in import StandIn

MOST_TOOL_CALLS = 40
"""Of one turn (contracts §7)."""


def default_middleware(stand_in: BaseChatModel | None) -> list[Any]:
    """The list for a model; `stand_in` answers where a provider fails, None for offline itself."""
    limits: list[Any] = [
        ModelCallLimitMiddleware(run_limit=MOST_TOOL_CALLS // 2, exit_behavior="end"),
        ToolCallLimitMiddleware(run_limit=MOST_TOOL_CALLS, exit_behavior="continue"),
    ]
    if stand_in is None:
        return [Receipts()]  # offline calls its tools once, so it needs no limit
    return [*limits, StandIn(stand_in), Receipts()]
