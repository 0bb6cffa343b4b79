"""Keeps a request inside a model's window: the oldest turns go first, then passages are cut. What the
oldest turns said stays where `recap` could sum them up."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

_WIDE = re.compile(r"[⺀-鿿가-힯＀-￯]")
_CHARACTERS_A_TOKEN = 3.5
_SHARE_FOR_ANSWER = 0.25
_MOST_FOR_ANSWER = 4096
_LEAST_OF_A_RESULT = 600
SUMMARY = "vendorscope_summary"
"""Marks the message that sums up what came before."""
_CUT = "\n… (cut to fit; ask for less, or for the next part)"


def fitted(request: Any, context_tokens: int) -> Any:
    """The request with its messages cut to what `context_tokens` leaves for them.

    The last question and its calls always stay, and so does a summary before the oldest turn.
    """
    left = room(request, context_tokens)
    messages = list(request.messages)
    if sum_tokens(messages) <= left:
        return request
    return request.override(messages=_cut(_newest_turns(messages, left), left))


def room(request: Any, context_tokens: int) -> int:
    """What the window leaves for messages: without instructions, tools and the answer."""
    system = request.system_message.text if request.system_message else ""
    fixed = count_tokens(system) + sum(count_tokens(_spec(tool)) for tool in request.tools)
    return context_tokens - answer_tokens(context_tokens) - fixed


def request_tokens(request: Any) -> int:
    """About how many tokens a request has without its tools."""
    return sum_tokens(request.messages)


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
    wide = len(_WIDE.findall(text))
    return wide + round((len(text) - wide) / _CHARACTERS_A_TOKEN + 0.5)


def _newest_turns(messages: Sequence[AnyMessage], room: int) -> list[AnyMessage]:
    """The messages without the oldest turns; the last turn stays whole."""
    head = [m for m in messages[:1] if m.additional_kwargs.get(SUMMARY)]
    starts = [i for i, message in enumerate(messages) if isinstance(message, HumanMessage)]
    for start in starts[len(head) :]:
        if sum_tokens([*head, *messages[start:]]) <= room:
            return [*head, *messages[start:]]
    return [*head, *messages[starts[-1] :]] if starts else list(messages)


def _cut(messages: list[AnyMessage], room: int) -> list[AnyMessage]:
    """Tool results shortened, the longest first, until all fit or nothing is left to cut."""
    while (over := sum_tokens(messages) - room) > 0:
        long = [
            (count_tokens(message.text), i)
            for i, message in enumerate(messages)
            if isinstance(message, ToolMessage) and count_tokens(message.text) > _LEAST_OF_A_RESULT
        ]
        if not long:
            return messages
        tokens, i = max(long)
        keep = max(_LEAST_OF_A_RESULT - 50, tokens - over - 50)
        text = shortened(messages[i].text, keep)
        messages[i] = messages[i].model_copy(update={"content": text})
    return messages


def shortened(text: str, tokens: int) -> str:
    """The first passages or lines of a result; never half of a figure."""
    kept: list[str] = []
    used = 0
    for part in re.split(r"(?<=\n)", text):
        used += count_tokens(part)
        if used > tokens:
            break
        kept.append(part)
    start = "".join(kept) or text[:tokens].rsplit(" ", 1)[0]
    return start.rstrip() + _CUT


def _tokens(message: AnyMessage) -> int:
    calls = json.dumps(message.tool_calls, default=str) if isinstance(message, AIMessage) else ""
    return count_tokens(message.text) + count_tokens(calls) + 8


def _spec(tool: Any) -> str:
    if isinstance(tool, dict):
        return json.dumps(tool)
    return f"{tool.description}{json.dumps(tool.tool_call_schema.model_json_schema())}"
