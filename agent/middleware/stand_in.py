"""When the chosen model fails, the stand-in answers that question and the provider is left alone
until the next one."""

import logging
from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage

log = logging.getLogger(__name__)


class StandIn(AgentMiddleware[Any, Any, Any]):
    """Calls `model` in place of a provider that failed in this turn or sent nothing."""

    def __init__(self, model: BaseChatModel) -> None:
        super().__init__()
        self.model = model

    def wrap_model_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """The provider's answer, or the stand-in's."""
        turn = request.runtime.context
        if turn.provider_down is None:
            try:
                response = handler(request)
                if _says_something(response):
                    return response
                turn.provider_down = "it sent an empty answer"
            except Exception as error:  # a provider's library may raise anything
                turn.provider_down = type(error).__name__
            # The class only: a provider's message may hold the key or the question.
            log.warning("model provider failed (%s); offline answers", turn.provider_down)
        return handler(request.override(model=self.model))


def _says_something(response: Any) -> bool:
    last = response if isinstance(response, AIMessage) else response.result[-1]
    return bool(last.text.strip() or last.tool_calls or getattr(last, "invalid_tool_calls", None))
