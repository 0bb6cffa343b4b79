"""Each tool call is timed and written into the turn's ledger; a user's error becomes a message
that the model can act on."""

import time
from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import ToolMessage

from agent.answer import CannotAnswer, ToolCall
from agent.middleware.tool_requests import UNREADABLE


class Receipts(AgentMiddleware[Any, Any, Any]):
    """Records calls; `ValueError` is the engines' word for what a user can mend.

    Raises:
        CannotAnswer: a tool's; no other call would fare better.
    """

    def wrap_tool_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """The tool's message, with its result as artifact."""
        started = time.perf_counter()
        call = request.tool_call
        try:
            message = handler(request) if UNREADABLE not in call["args"] else _unreadable(call)
        except CannotAnswer:
            raise
        except ValueError as error:
            message = _refusal(call, error)
        result = getattr(message, "artifact", None)
        if result is None:
            result = {"error": {"message": str(getattr(message, "content", ""))}}
            if isinstance(message, ToolMessage):
                message.artifact = result
        request.runtime.context.ledger.record(
            str(call["id"]),
            ToolCall(
                name=call["name"],
                arguments=dict(call["args"]),
                result=result,
                seconds=round(time.perf_counter() - started, 4),
            ),
        )
        return message


def _unreadable(call: dict[str, Any]) -> ToolMessage:
    return _refusal(
        call,
        ValueError(
            f"The arguments of {call['name']} are no whole JSON object: "
            f"{call['args'][UNREADABLE]!r}. Call it again with all arguments in one JSON object."
        ),
    )


def _refusal(call: dict[str, Any], error: ValueError) -> ToolMessage:
    hint = str(getattr(error, "hint", "") or "")
    found = {
        "type": type(error).__name__,
        "message": str(error),
        "hint": hint,
        "suggestions": list(getattr(error, "suggestions", None) or []),
    }
    return ToolMessage(
        content=f"{error} {hint}".strip(),
        artifact={"error": found},
        name=call["name"],
        tool_call_id=call["id"],
        status="error",
    )
