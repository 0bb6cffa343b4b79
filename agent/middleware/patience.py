"""How long, how often and for how much one question may keep providers busy."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, ToolCall

from agent.middleware.failures import Kind, ProviderFailed

GRACE_SECONDS = 26.0
"""From the first failure on; contracts §7 allows 30, of which `offline` gets the rest."""
MOST_CALLS_OF_MODEL = 16
MOST_TOOL_CALLS_OF_PROVIDER = 32
"""Of the 40 of a turn; `offline` may need the others."""
_SAME_CALL_TIMES = 3
_BYTES_A_TOKEN = 4
"""Rather few tokens for a text: an answer within its budget must not be stopped."""
_MOST_CHARACTERS = 100_000
"""Of one answer: a model that repeats itself forever never falls silent."""


@dataclass
class Patience:
    """The clock and the counters of one turn."""

    time_budget_seconds: float = 600.0
    cost_budget: Decimal | None = None
    started: float = field(default_factory=time.monotonic)
    failed_at: float | None = None
    """When a provider failed first in this turn."""
    calls: int = 0
    tool_calls: list[str] = field(default_factory=list)

    def note_failure(self) -> None:
        """Starts the 30 seconds, once."""
        if self.failed_at is None:
            self.failed_at = time.monotonic()

    def note_answer(self) -> None:
        """A provider that works again has all the time it would have had."""
        self.failed_at = None

    def deadline(self) -> float:
        """The moment after which no provider may work on this question."""
        end = self.started + self.time_budget_seconds
        return end if self.failed_at is None else min(end, self.failed_at + GRACE_SECONDS)

    def left_seconds(self) -> float:
        """Until the deadline."""
        return self.deadline() - time.monotonic()

    def begin_call(self, spent: Decimal | None) -> None:
        """Counts one call of a model.

        Raises:
            ProviderFailed: time, money or calls of this question are used up.
        """
        if self.left_seconds() <= 0:
            raise ProviderFailed("time")
        if self.cost_budget is not None and (spent is None or spent >= self.cost_budget):
            raise ProviderFailed("cost")
        self.calls += 1
        if self.calls > MOST_CALLS_OF_MODEL:
            raise ProviderFailed("loop")

    def is_over_cost(self, spent: Decimal | None) -> bool:
        """Whether what one question may cost is passed; an unknown sum cannot be kept to."""
        return self.cost_budget is not None and (spent is None or spent > self.cost_budget)

    def check_loop(self, message: AIMessage) -> None:
        """Refuses a model that asks the same thing again and again, or without end.

        Raises:
            ProviderFailed: it goes round in circles.
        """
        asked = [_spell(call) for call in message.tool_calls]
        self.tool_calls += asked
        if len(self.tool_calls) > MOST_TOOL_CALLS_OF_PROVIDER:
            raise ProviderFailed("loop")
        if any(self.tool_calls.count(one) > _SAME_CALL_TIMES for one in asked):
            raise ProviderFailed("loop")


class Stopped(BaseException):
    """Ends a call from inside a callback. No `Exception`, because LangChain writes those of a
    callback to the log before it hands them on."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind: Kind = kind


class Watch(BaseCallbackHandler):
    """Stops an answer in the middle when its time or money is over or it has no end.

    Args:
        patience: The clock and budget of the turn.
        cost: What the turn has cost once this answer has so many tokens; None where no price is
            known.
    """

    raise_error = True
    run_inline = True

    def __init__(
        self, patience: Patience, cost: Callable[[int], Decimal | None] = lambda tokens: None
    ) -> None:
        self.patience = patience
        self.characters = 0
        self._cost = cost
        self._bytes = 0
        self._arguments: dict[Any, str] = {}

    def arguments(self) -> list[str]:
        """The arguments of tool calls as they came; LangChain completes cut ones in silence."""
        return list(self._arguments.values())

    def on_llm_new_token(self, token: Any, *, chunk: Any = None, **_: Any) -> None:
        """Called by the client for each piece that arrives."""
        message = getattr(chunk, "message", None)
        said = _written(token) or getattr(message, "text", "")
        # An empty piece is a piece nevertheless.
        self.characters += 1 + len(said)
        self._bytes += len(said.encode("utf-8", "replace"))
        for part in getattr(message, "tool_call_chunks", None) or []:
            i = part.get("index")
            self._arguments[i] = self._arguments.get(i, "") + (part.get("args") or "")
            self.characters += len(part.get("args") or "")
            self._bytes += len(part.get("args") or "")
        if self.characters > _MOST_CHARACTERS:
            raise Stopped("endless")
        if self.patience.left_seconds() <= 0:
            raise Stopped("time")
        spent = self._cost(self._bytes // _BYTES_A_TOKEN)
        if spent is not None and self.patience.is_over_cost(spent):
            raise Stopped("cost")


def _written(token: Any) -> str:
    """What a piece says or thinks; some clients hand blocks on in place of text."""
    if isinstance(token, list):
        return "".join(map(_written, token))
    if isinstance(token, dict):
        return "".join(_written(token.get(key)) for key in ("text", "thinking", "reasoning"))
    return token if isinstance(token, str) else ""


def _spell(call: ToolCall) -> str:
    return f"{call['name']} {sorted(call['args'].items(), key=str)!r}"
