"""What stands between the model and its tools, in the order it applies."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from agent.provider import Provider

MOST_TOOL_CALLS = 40
"""Of one turn (contracts §7)."""


def default_middleware(
    providers: "Sequence[Provider]",
    offline: "BaseChatModel | None",
    is_order: Callable[[str], bool] = lambda sentence: False,
    entailment: str | None = None,
) -> list[Any]:
    """The list for `providers`, asked in turn, where `offline` answers when all fail; without any
    provider the list for the offline analyst itself. `is_order` tells an order to the reader, which
    no provider's model is shown. `entailment` names a model that judges cited sentences.
    """
    # Here, so that `agent.middleware.grounding` loads without LangChain.
    from langchain.agents.middleware import ToolCallLimitMiddleware

    from agent.middleware.fenced import Fenced
    from agent.middleware.grounded import Grounded
    from agent.middleware.receipts import Receipts
    from agent.middleware.stand_in import StandIn

    if offline is None:
        return [Receipts()]  # offline calls its tools once, so it needs no limit
    # Calls of the model are counted in `Patience`, whose end is an answer by `offline`; the library's
    # limit ends with a sentence of its own, and its two nodes take 3 ms of every turn.
    limit: Any = ToolCallLimitMiddleware(run_limit=MOST_TOOL_CALLS, exit_behavior="continue")
    return [limit, Grounded(entailment), Fenced(is_order), StandIn(providers, offline), Receipts()]
