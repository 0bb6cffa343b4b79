"""Keeps a request inside a model's window: the oldest turns go first, then passages are cut. What the
oldest turns said stays where `recap` could sum them up."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.middleware.fenced import CLOSE, OURS

_CHARACTERS_A_TOKEN = 3.5
_TOKENS_EACH = (
    (re.compile(r"[^\x00-\u052f]|\d"), 1.0),  # many tokenizers split figures into digits
    (re.compile(r"[\u0370-\u052f]"), 0.5),  # Greek and Cyrillic
)
"""Of a character."""
_SHARE_FOR_ANSWER = 0.25
_MOST_FOR_ANSWER = 4096
_LEAST_OF_A_RESULT = (600, 150, 30)
"""How short results become; the next only where the one before leaves too much."""
_LEAST_FOR_ANSWER = 512
SUMMARY = "vendorscope_summary"
"""Marks the message that sums up what came before."""
_CUT = "\n… (cut to fit; ask for less, or for the next part)"
_CUT_TOKENS = 24


def fitted(messages: Sequence[AnyMessage], left: int) -> list[AnyMessage]:
    """The messages cut to `left` tokens.

    The last question and its calls always stay, and so does a summary before the oldest turn.
    """
    if sum_tokens(messages) <= left:
        return list(messages)
    kept = _newest_turns(messages, left)
    for least in _LEAST_OF_A_RESULT:
        kept = _cut(kept, left, least)
    return kept


def has_room(messages: Sequence[AnyMessage], left: int, context_tokens: int) -> bool:
    """Whether messages that could not be cut further leave a window room for some answer."""
    return sum_tokens(messages) <= left + answer_tokens(context_tokens) - _LEAST_FOR_ANSWER


def room(request: Any, context_tokens: int) -> int:
    """What the window leaves for messages: without instructions, tools and the answer."""
    return context_tokens - answer_tokens(context_tokens) - _fixed(request)


def request_tokens(request: Any) -> int:
    """About how many tokens a request has, with instructions and tools."""
    return sum_tokens(request.messages) + _fixed(request)


def answer_tokens(context_tokens: int) -> int:
    """What is kept free for the answer."""
    return min(int(context_tokens * _SHARE_FOR_ANSWER), _MOST_FOR_ANSWER)


def sum_tokens(messages: Iterable[Any]) -> int:
    """About how many tokens messages have, with their calls."""
    return sum(_tokens(message) for message in messages)


def count_tokens(text: str) -> int:
    """About how many tokens a text has; rather more than less.

    >>> count_tokens("eight characters a word or so"), count_tokens("显存")
    (9, 2)
    """
    marks = [(len(signs.findall(text)), each) for signs, each in _TOKENS_EACH]
    plain = len(text) - sum(many for many, _ in marks)
    tokens = plain / _CHARACTERS_A_TOKEN + sum(many * each for many, each in marks)
    return round(tokens + 0.5)


def _fixed(request: Any) -> int:
    system = request.system_message.text if request.system_message else ""
    return count_tokens(system) + sum(count_tokens(_spec(tool)) for tool in request.tools)


def _newest_turns(messages: Sequence[AnyMessage], room: int) -> list[AnyMessage]:
    """The messages without the oldest turns; the last turn stays whole."""
    head = [m for m in messages[:1] if m.additional_kwargs.get(SUMMARY)]
    starts = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage) and not _is_ours(m)]
    for start in starts[len(head) :]:
        if sum_tokens([*head, *messages[start:]]) <= room:
            return [*head, *messages[start:]]
    return [*head, *messages[starts[-1] :]] if starts else list(messages)


def _is_ours(message: AnyMessage) -> bool:
    """Whether it asks to mend an answer: it belongs to the turn of the question."""
    return OURS.items() <= message.additional_kwargs.items()


def _cut(messages: list[AnyMessage], room: int, least: int) -> list[AnyMessage]:
    """Tool results shortened to no less than `least`, the longest first, until all fit."""
    while (over := sum_tokens(messages) - room) > 0:
        long = [
            (count_tokens(message.text), i)
            for i, message in enumerate(messages)
            if isinstance(message, ToolMessage) and count_tokens(message.text) > least
        ]
        if not long:
            return messages
        tokens, i = max(long)
        keep = max(least - _CUT_TOKENS, tokens - over - _CUT_TOKENS)
        text = shortened(messages[i].text, keep)
        messages[i] = messages[i].model_copy(update={"content": text})
    return messages


def shortened(text: str, tokens: int) -> str:
    """The first passages or lines of a result, within its marks; never half of a figure."""
    end = CLOSE if text.endswith(CLOSE) else ""
    text = text.removesuffix(CLOSE)
    kept: list[str] = []
    used = 0
    for part in re.split(r"(?<=\n)", text):
        used += count_tokens(part)
        if used > tokens:
            break
        kept.append(part)
    start = "".join(kept) or text[:tokens].rsplit(" ", 1)[0]
    return f"{start.rstrip()}{_CUT}\n{end}".rstrip()


def _tokens(message: AnyMessage) -> int:
    calls = json.dumps(message.tool_calls, default=str) if isinstance(message, AIMessage) else ""
    return count_tokens(_content(message)) + count_tokens(calls) + 8


def _content(message: AnyMessage) -> str:
    """What is sent: of a list of blocks all of it, thoughts too."""
    content = message.content
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _spec(tool: Any) -> str:
    if isinstance(tool, dict):
        return json.dumps(tool)
    return f"{tool.description}{json.dumps(tool.tool_call_schema.model_json_schema())}"
