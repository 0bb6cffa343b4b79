"""Calls of tools as models really write them, brought into the form that the graph runs: bad JSON
mended or sent back, calls written as text recognised, ids made unique."""

import ast
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.messages import AIMessage, ToolCall
from langchain_core.utils.json import parse_partial_json

from agent.middleware.spelled_calls import spelled_calls

UNREADABLE = "unreadable_arguments"
"""Stands in for the arguments of a call that cannot be read; `Receipts` sends it back."""

_NAME_KEYS = ("name", "tool", "tool_name", "function", "action")
_ARGUMENT_KEYS = ("arguments", "parameters", "args", "input", "action_input", "tool_input")
_ENDED = re.compile(r"</|```")
"""Where the tag or fence around a call ends."""
_BEGUN = (
    r"(?:^|\n)\s*(?:```\w*\s*)?(?:<(?:tool_call|function|invoke|\|)|\[TOOL_CALLS\]|\[?(?:NAME)\()"
    r"|\{\s*[\"'](?:name|tool|tool_name|function|action)[\"']\s*:\s*[\"'](?:functions\.)?(?:NAME)\b"
)
"""How a call begins on a line of its own, or as JSON; NAME stands for the tools."""
_MOST_SHOWN = 400
_CLOSERS = {"{": "}", "[": "]"}


def tidy(
    message: AIMessage, tools: Mapping[str, Any], used: set[str], raw: Sequence[str] = ()
) -> AIMessage:
    """The message with every call readable or marked, under ids not used before in the thread.

    `raw` are the arguments as they came, where the client has completed what was cut off.
    """
    cut = [text for text in raw if not _is_json(text)]
    calls = [_named(_as_it_came(call, cut), tools) for call in message.tool_calls]
    calls += [_mended(call, tools) for call in message.invalid_tool_calls]
    text = message.text
    if not calls and tools:
        calls = written_calls(text, tools)
        text = "" if calls else text
    changed = calls != message.tool_calls or text != message.text
    calls = [_with_id(call, used) for call in calls]
    if not changed and calls == message.tool_calls:
        return message
    update: dict[str, Any] = {"tool_calls": calls, "invalid_tool_calls": []}
    if changed:
        update |= {"content": text, "additional_kwargs": _without_calls(message.additional_kwargs)}
    return message.model_copy(update=update)


def written_calls(text: str, tools: Mapping[str, Any]) -> list[ToolCall]:
    """The calls that a text holds as JSON or in another form; none for plain prose."""
    if not any(name in text for name in tools):
        return []
    calls = [call for value in json_values(text) if (call := _as_call(value, tools))]
    return calls or _spelled(text, tools)


def begins_call(text: str, tools: Mapping[str, Any]) -> bool:
    """Whether a text without a whole call begins one: broken off, or of no form that is known."""
    named = "|".join(map(re.escape, tools))
    return bool(tools and re.search(_BEGUN.replace("NAME", named), text))


def json_values(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in a text, in order; those of a list one by one, nested ones not again."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except ValueError:
            mended = parse_arguments(_ENDED.split(text[at:])[0])
            if mended is not None:
                yield mended
                return
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def parse_arguments(raw: str) -> dict[str, Any] | None:
    """The object that `raw` means: encoded twice, as Python, or with closing brackets missing.

    A word cut in half is not completed: what it was to be, only the model knows.

    >>> parse_arguments('{"model": "Wan2.2", "gpu": "RTX 4090"')
    {'model': 'Wan2.2', 'gpu': 'RTX 4090'}
    >>> parse_arguments('{"model": "Wan2.2", "gpu": "RTX 4') is None
    True
    """
    for attempt in (raw, _closed(raw)):
        for parse in (_first_value, ast.literal_eval):
            try:
                value = parse(attempt.strip())
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                continue
            if isinstance(value, str) and value != raw:
                return parse_arguments(value)
            if isinstance(value, dict):
                return {str(key): content for key, content in value.items()}
    return None


def known_name(given: object, tools: Mapping[str, Any]) -> str | None:
    """The tool that a name means: prefixes, capitals and dashes do not matter."""
    if not isinstance(given, str):
        return None
    plain = _plain(given.rsplit(".", 1)[-1])
    return next((name for name in tools if _plain(name) == plain), None)


def _first_value(text: str) -> Any:
    """The JSON value a text begins with, whatever follows."""
    return json.JSONDecoder().raw_decode(text)[0]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _named(call: ToolCall, tools: Mapping[str, Any]) -> ToolCall:
    return ToolCall(
        name=known_name(call["name"], tools) or call["name"],
        args=call["args"],
        id=call.get("id"),
        type="tool_call",
    )


def _as_it_came(call: ToolCall, cut: Sequence[str]) -> ToolCall:
    """The call, marked as unreadable where its arguments were cut in the middle of a word."""
    for text in cut:
        if parse_partial_json(text or "{}") == call["args"] and parse_arguments(text) is None:
            return ToolCall(
                name=call["name"],
                args={UNREADABLE: text[:_MOST_SHOWN]},
                id=call.get("id"),
                type="tool_call",
            )
    return call


def _is_json(text: str) -> bool:
    try:
        json.loads(text or "{}")
    except ValueError:
        return False
    return True


def _mended(call: Mapping[str, Any], tools: Mapping[str, Any]) -> ToolCall:
    raw = str(call.get("args") or "")
    name = str(call.get("name") or "tool")
    arguments = parse_arguments(raw)
    if arguments is None:
        arguments = {UNREADABLE: raw[:_MOST_SHOWN]}
    return ToolCall(
        name=known_name(name, tools) or name, args=arguments, id=call.get("id"), type="tool_call"
    )


def _as_call(value: Mapping[str, Any], tools: Mapping[str, Any]) -> ToolCall | None:
    if isinstance(inner := value.get("function"), Mapping):
        value = inner
    name = next((known_name(value.get(key), tools) for key in _NAME_KEYS if key in value), None)
    arguments = next((value[key] for key in _ARGUMENT_KEYS if key in value), None)
    if name is None and len(value) == 1:  # {"check_vram": {…}}
        (only, arguments), *_ = value.items()
        name = known_name(only, tools)
    if name is None:
        return None
    if isinstance(arguments, str):
        arguments = parse_arguments(arguments)
    if not isinstance(arguments, Mapping):
        arguments = {key: item for key, item in value.items() if key not in _NAME_KEYS}
    return ToolCall(name=name, args=dict(arguments), id=None, type="tool_call")


def _spelled(text: str, tools: Mapping[str, Any]) -> list[ToolCall]:
    parameters = {name: list(getattr(tool, "args", None) or ()) for name, tool in tools.items()}
    calls: list[ToolCall] = []
    for one in spelled_calls(text, parameters):
        given = one.arguments
        read = parse_arguments(_ENDED.split(given)[0]) if isinstance(given, str) else given
        if read is not None:
            calls.append(ToolCall(name=one.name, args=dict(read), id=None, type="tool_call"))
    return calls


def _with_id(call: ToolCall, used: set[str]) -> ToolCall:
    """Some servers send no id, and some count from 0 in every answer."""
    given = call.get("id")
    if not given or given in used:
        given = f"call_{uuid.uuid4().hex[:20]}"
    used.add(given)
    return ToolCall(name=call["name"], args=call["args"], id=given, type="tool_call")


def _without_calls(notes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in notes.items() if key != "tool_calls"}


def _closed(raw: str) -> str:
    """`raw` with its open brackets closed; as it is when it ends inside a string."""
    open_brackets: list[str] = []
    in_string = escaped = False
    for character in raw:
        if in_string:
            escaped = character == "\\" and not escaped
            in_string = escaped or character != '"'
        elif character == '"':
            in_string = True
        elif character in _CLOSERS:
            open_brackets.append(_CLOSERS[character])
        elif open_brackets and character == open_brackets[-1]:
            open_brackets.pop()
    return raw if in_string else raw.rstrip().rstrip(",") + "".join(reversed(open_brackets))
