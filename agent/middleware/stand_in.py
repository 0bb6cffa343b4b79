"""Who answers a question: the chosen provider, else the second one, else the offline analyst. A call
that failed is repeated where that may help, within the 30 seconds of contracts §7.

The library's retry and fallback know neither `Retry-After` nor a deadline over both, and would put
the provider's raw error into the answer; so this is ours.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add
from typing import Any, cast

from langchain.agents.middleware import AgentMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, message_chunk_to_message
from langchain_core.runnables.config import (
    RunnableConfig,
    ensure_config,
    merge_configs,
    set_config_context,
)
from langgraph.constants import TAG_NOSTREAM

from agent.middleware import json_calls, recap, tool_requests, window
from agent.middleware.failures import ProviderFailed, check_whole, failure_of, is_cut_short
from agent.middleware.manner import Manner, better
from agent.middleware.patience import Patience, Stopped, Watch
from agent.provider import Provider
from agent.thoughts import ends_unopened, without_thought

log = logging.getLogger(__name__)

_MOST_TRIES = 3
_LONGEST_WAIT_SECONDS = 8.0
_LEAST_TIME_SECONDS = 1.0
_USUAL_TIMEOUT_SECONDS = 20.0
_LONGEST_SUMMARY_SECONDS = 10.0
_BILLED = {"broken", "silent", "endless", "time", "unreadable"}
"""Failures after which something may be charged that nobody reports."""

Handler = Callable[[Any], Any]


class StandIn(AgentMiddleware[Any, Any, Any]):
    """Asks providers in turn; one that is down is left alone until the next question."""

    def __init__(self, providers: Sequence[Provider], offline: BaseChatModel) -> None:
        super().__init__()
        self._providers = list(providers)
        self._offline = offline
        self._manners: dict[str, Manner] = {}
        """What was learned about each, for the questions to come."""
        self._recaps = recap.Recaps()

    def wrap_model_call(self, request: Any, handler: Handler) -> Any:
        """The first answer that comes."""
        turn = request.runtime.context
        for provider in self._providers:
            if provider.name in turn.down:
                continue
            try:
                message = self._ask(provider, request, handler)
            except ProviderFailed as failed:
                turn.down[provider.name] = failed.kind
                # The kind only: a provider's message may hold the key or the question.
                log.warning("%s failed (%s)", provider.name, failed.kind)
            else:
                turn.answered_by = provider.name
                turn.is_cut_short = is_cut_short(message)
                return message
        turn.provider_down = turn.down[self._providers[0].name]
        turn.answered_by, turn.is_cut_short = None, False
        return handler(request.override(model=self._offline, model_settings={}))

    def _ask(self, provider: Provider, request: Any, handler: Handler) -> AIMessage:
        """Calls until an answer comes or another try would not help."""
        turn = request.runtime.context
        manner = self._manners.get(provider.name) or Manner(
            provider.calls_as_json, provider.speaks_openai, context_tokens=provider.context_tokens
        )
        tries = 0
        while True:
            turn.patience.begin_call(turn.spending.cost)
            turn.may_think_aloud = manner.thinks_aloud is not False
            call = _Call(provider, manner, turn, self._recaps)
            try:
                message = call.make(request, handler)
            except ProviderFailed as failed:
                turn.patience.note_failure()
                if (other := better(manner, failed, request)) is not None:
                    manner = other
                    if not call.was_sent:
                        turn.patience.calls -= 1
                    continue
                tries += 1
                _wait_for_another_try(failed, tries, turn.patience, provider)
            else:
                self._manners[provider.name] = replace(
                    manner,
                    asked_again=False,
                    context_tokens=provider.context_tokens,
                    thinks_aloud=call.thought_aloud or manner.thinks_aloud or False,
                )
                turn.patience.note_answer()
                turn.patience.check_loop(message)
                return message


@dataclass
class _Call:
    """One request to one provider."""

    provider: Provider
    manner: Manner
    turn: Any
    recaps: recap.Recaps
    watch: Watch = field(init=False)
    thought_aloud: bool = False
    """Its words began with a thought of which only the end was marked."""
    was_sent: bool = True
    """False where the client itself refused: nothing reached the provider."""

    def __post_init__(self) -> None:
        self.watch = self._watch()

    def _watch(self) -> Watch:
        spending, price = self.turn.spending, self.provider.price
        return Watch(self.turn.patience, lambda tokens: spending.with_output(tokens, price))

    def make(self, request: Any, handler: Handler) -> AIMessage:
        """The answer, whole and with its calls readable.

        Raises:
            ProviderFailed: there is none.
        """
        tools = {tool.name: tool for tool in request.tools}
        used = {
            str(call["id"])
            for message in request.messages
            if isinstance(message, AIMessage)
            for call in message.tool_calls
        }
        try:
            response = _watched(handler, self._shaped(request), self.watch)
        except Stopped as stopped:
            self.turn.spending.add_failed()
            raise ProviderFailed(stopped.kind) from None
        except Exception as error:  # a client's library may raise anything
            failed = failure_of(error)
            self.was_sent = not isinstance(error, NotImplementedError)
            if failed.kind in _BILLED or self.watch.characters:
                self.turn.spending.add_failed()
            raise failed from None
        message = response if isinstance(response, AIMessage) else response.result[-1]
        self.turn.spending.add(message.usage_metadata, self.provider.price)
        check_whole(message, self.provider.reports_finish)
        self.thought_aloud = ends_unopened(message.text)
        message = _spoken(message)
        if self.manner.calls_as_json:
            message = json_calls.read(message, tools)
            if message is None:
                raise ProviderFailed("unreadable")
        tidy = tool_requests.tidy(message, tools, used, self.watch.arguments())
        if not tidy.tool_calls and tool_requests.begins_call(tidy.text, tools):
            raise ProviderFailed("half_call")
        return tidy

    def _shaped(self, request: Any) -> Any:
        messages = self._told(request)
        if self.manner.asked_again:
            as_json = self.manner.calls_as_json
            messages.append(
                HumanMessage(json_calls.ASK_AGAIN if as_json else json_calls.CALL_AGAIN)
            )
        request = request.override(
            model=self.provider.model,
            messages=messages,
            model_settings={**request.model_settings, **self._settings()},
        )
        if self.manner.context_tokens is not None:
            request = self._fitted(request, self.manner.context_tokens)
        return self._formed(request)

    def _formed(self, request: Any) -> Any:
        if not self.manner.calls_as_json:
            return request
        return json_calls.shaped(request, self.manner.holds_schema)

    def _fitted(self, request: Any, context_tokens: int) -> Any:
        """The request with what its window has room for.

        Raises:
            ProviderFailed: the question alone is too long.
        """
        left = window.room(self._formed(request), context_tokens)
        messages = window.fitted(request.messages, left)
        if not window.has_room(messages, left, context_tokens):
            raise ProviderFailed("no_room")
        return request.override(messages=messages)

    def _told(self, request: Any) -> list[Any]:
        """The messages, the oldest summed up where they are too many; one failure a turn is enough."""
        messages, window_tokens = list(request.messages), self.manner.context_tokens
        if window_tokens is None or self.turn.has_no_summary:
            return messages
        return self.recaps.shortened(
            messages,
            self.turn.question,
            window.room(self._formed(request), window_tokens),
            self.provider.model,
            self._summary,
        )

    def _summary(self, prompt: str) -> str:
        """The model's summary; a call of its own that counts, and that nobody waits for long.

        Raises:
            ProviderFailed: there is none; the turns are then left out.
        """
        turn = self.turn
        turn.has_no_summary = True
        turn.patience.begin_call(turn.spending.cost)
        config = RunnableConfig(tags=[TAG_NOSTREAM], callbacks=[self._watch()])
        seconds = min(_LONGEST_SUMMARY_SECONDS, self.provider.timeout_seconds)
        options: dict[str, Any] = {"timeout": seconds} if self.provider.speaks_openai else {}
        try:
            pieces = self.provider.model.stream(prompt, config, **options)
            message = cast("AIMessage", message_chunk_to_message(reduce(add, pieces)))
        except Stopped as stopped:
            turn.spending.add_failed()
            raise ProviderFailed(stopped.kind) from None
        turn.spending.add(message.usage_metadata, self.provider.price)
        check_whole(message, self.provider.reports_finish)
        turn.has_no_summary = False
        return without_thought(message.text).strip()

    def _settings(self) -> dict[str, Any]:
        """A retry must not be silent for longer than what is left of the 30 seconds."""
        left = self.turn.patience.left_seconds()
        if self.provider.speaks_openai and left < self.provider.timeout_seconds:
            return {"timeout": left}
        return {}


def _spoken(message: AIMessage) -> AIMessage:
    """The message without what the model thought aloud.

    Raises:
        ProviderFailed: there was nothing else.
    """
    text = without_thought(message.text)
    if text == message.text:
        return message
    if not (text.strip() or message.tool_calls or message.invalid_tool_calls):
        raise ProviderFailed("empty")
    return message.model_copy(update={"content": text})


def _watched(handler: Handler, request: Any, watch: Watch) -> Any:
    """`handler(request)` with `watch` among the callbacks of the model's call."""
    config = merge_configs(ensure_config(), {"callbacks": [watch]})
    with set_config_context(config) as context:
        return context.run(handler, request)


def _wait_for_another_try(
    failed: ProviderFailed, tries: int, patience: Patience, provider: Provider
) -> None:
    """Sleeps before the next try.

    Raises:
        ProviderFailed: it would not help, or would take longer than there is time.
    """
    wait = failed.retry_after_seconds
    if wait is None:  # 0.5 s, then 1 s; a server that may be silent longer is not down for longer
        wait = min(provider.timeout_seconds, _USUAL_TIMEOUT_SECONDS) / 80 * 2**tries
    left = patience.left_seconds() - wait
    # A client whose silence cannot be shortened for one call may overrun what is left.
    needed = _LEAST_TIME_SECONDS if provider.speaks_openai else provider.timeout_seconds
    if not failed.is_worth_another_try or tries >= _MOST_TRIES or wait > _LONGEST_WAIT_SECONDS:
        raise failed
    if left < needed:
        raise failed
    time.sleep(wait)
