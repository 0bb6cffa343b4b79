"""The oldest turns of a thread too long for a model's window, told in a few words, so that what was
said early is not forgotten. Only what the model reads is changed; the thread keeps every message."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import Any

from langchain.agents.middleware import SummarizationMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, RemoveMessage, ToolMessage

from agent.middleware import window
from agent.middleware.failures import ProviderFailed, failure_of
from agent.middleware.window import SUMMARY, count_tokens, sum_tokens

log = logging.getLogger(__name__)

Write = Callable[[str], str]
"""A prompt in, the model's words out; raises `ProviderFailed` or what a client raises."""

_SHARE_KEPT = 0.4
"""Of the room, for turns kept whole: enough is left that not every turn needs a new summary."""
_SHARE_OF_SUMMARY = 0.15
_WORDS_A_TOKEN = 0.6
_MOST_WORDS = 500
_MOST_CHARACTERS_OF_ANSWER = 4000
_MOST_TOKENS_OF_RESULT = 200
"""Of what a tool brought in an earlier turn."""
_MOST_KEPT = 512
"""Summaries held in memory, of so many places in so many threads."""


class Recaps:
    """The summaries made so far. The library's `SummarizationMiddleware` decides what is cut and
    joins the parts; as a middleware of its own it would rewrite the thread, which the check of the
    answers and the offline analyst still read."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, str] = OrderedDict()

    def shortened(
        self,
        messages: Sequence[AnyMessage],
        question: str,
        room: int,
        model: BaseChatModel,
        write: Write,
    ) -> list[AnyMessage]:
        """The messages in about `room` tokens: a summary, then the newest turns, then the question.

        They come back as they are where they fit, and where no summary could be had; the window's
        own cut is next in either case.
        """
        if sum_tokens(messages) <= room:
            return list(messages)
        now = _start_of(question, messages)
        older = [_brief(message) for message in self._with_known(messages[:now])]
        turn = list(messages[now:])
        if sum_tokens([*older, *turn]) <= room or len(older) < 2:
            return [*older, *turn]
        left = room - sum_tokens(turn)
        keep = _newest(older, left - room * (1 - _SHARE_KEPT), left - room * _SHARE_OF_SUMMARY)
        words = max(60, min(_MOST_WORDS, round(room * _SHARE_OF_SUMMARY * _WORDS_A_TOKEN)))
        try:
            told = _told(older, keep, model, lambda old: write(_prompt(old, words, room)))
        except Exception as error:  # a client's library may raise anything
            log.warning("no summary of a long thread (%s)", failure_of(error).kind)
            return list(messages)
        self._remember(older[: len(older) - keep], told[0])
        return [_as_message(told[0].text), *told[1:], *turn]

    def _with_known(self, older: Sequence[AnyMessage]) -> list[AnyMessage]:
        """The newest summary that was made of them in place of what it tells."""
        for i in range(len(older) - 1, 0, -1):
            summary = self._made.get(older[i].id or "")
            if summary is not None:
                return [_as_message(summary), *older[i + 1 :]]
        return list(older)

    def _remember(self, told: Sequence[AnyMessage], summary: AnyMessage) -> None:
        if told and told[-1].id:
            self._made[told[-1].id] = summary.text
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)


def _told(
    older: list[AnyMessage], keep: int, model: BaseChatModel, summarize: Callable[[Any], str]
) -> list[AnyMessage]:
    """A summary of all but the newest `keep` messages, and those."""
    library = SummarizationMiddleware(
        model,
        trigger=("messages", 1),
        keep=("messages", keep),
        token_counter=sum_tokens,
        trim_tokens_to_summarize=None,
        summarizer=summarize,
    )
    # It names messages without id in place; the thread's own have one.
    update = library.before_model({"messages": older}, None) or {"messages": older}  # type: ignore[arg-type]
    told = [m for m in update["messages"] if not isinstance(m, RemoveMessage)]
    if told and told[0] is older[0]:
        raise ProviderFailed("empty")
    return told


def _as_message(summary: str) -> AnyMessage:
    return HumanMessage(summary, additional_kwargs={SUMMARY: True})


def _newest(older: Sequence[AnyMessage], tokens: float, most: float) -> int:
    """How many messages at the end make whole turns within `tokens`; the last turn within `most`,
    else one message."""
    starts = [i for i, m in enumerate(older) if i and isinstance(m, HumanMessage)]
    fitting = [i for i in starts if sum_tokens(older[i:]) <= tokens]
    fitting += [i for i in starts[-1:] if sum_tokens(older[i:]) <= most]
    return len(older) - fitting[0] if fitting else 1


def _brief(message: AnyMessage) -> AnyMessage:
    """An earlier turn's result in a few lines: the model can ask for it again."""
    if not isinstance(message, ToolMessage) or count_tokens(message.text) <= _MOST_TOKENS_OF_RESULT:
        return message
    text = window.shortened(message.text, _MOST_TOKENS_OF_RESULT)
    return message.model_copy(update={"content": text})


def _start_of(question: str, messages: Sequence[AnyMessage]) -> int:
    """Where the turn of this question begins; a request to mend an answer is no question."""
    asked = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage)]
    this = [i for i in asked if messages[i].text == question]
    return (this or asked or [0])[-1]


def _prompt(old: Sequence[AnyMessage], words: int, room: int) -> str:
    """What is asked of the model: questions and answers; what tools brought is asked for again."""
    lines = [line for message in old if (line := _line(message))]
    text = _without_middle("\n".join(lines), room * 2)
    return _template().format(words=words, conversation=text)


def _line(message: AnyMessage) -> str:
    if isinstance(message, HumanMessage):
        return f"User: {message.text}"
    if isinstance(message, AIMessage) and message.text.strip():
        return f"Assistant: {_without_middle(message.text, _MOST_CHARACTERS_OF_ANSWER)}"
    return ""


def _without_middle(text: str, most: int) -> str:
    """At most so many characters, from both ends: what began a thread counts, and what came last."""
    half = most // 2
    return text if len(text) <= most else f"{text[:half]}\n…\n{text[-half:]}"


@cache
def _template() -> str:
    return resources.files("agent").joinpath("prompts/recap.md").read_text("utf-8")
