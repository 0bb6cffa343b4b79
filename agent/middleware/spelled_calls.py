"""Calls of tools that a text spells in a form of its own, not as one JSON object: in tags, as a name
before its arguments, or as a line of Python."""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_GLUE = (
    r"(?:\s|<[^<>{}\n]*>|\[ARGS\]|```\w*|json\b|>"
    r"|(?:action )?(?:input|arguments|parameters|参数|输入)\s*[:：])*"
)
"""What may stand between a tool's name and the JSON of its arguments."""
_LINE = r"(?:^|\n)[ \t]*(?:<[^<>\n]*>|```\w*\s|\[|print\(|[\w.]+\.)*\s*"
"""What may stand before a call of Python at the start of a line."""
_REST = re.compile(r"[)\];,\s`]*(?:<[^<>]*>|```)?[ \t]*(?:\n|$|,)")
"""What may stand after it; a sentence may not."""
_PARAMETER = re.compile(
    r"<parameter(?:=| name=)\s*\"?([\w.-]+)\"?[^<>]*>(.*?)</parameter>"
    r"|<arg_key>\s*([\w.-]+)\s*</arg_key>\s*<arg_value>(.*?)</arg_value>"
    r"|<([a-z_]\w*)>([^<>]*)</\5>",
    re.DOTALL,
)


@dataclass(frozen=True)
class Spelled:
    """One call as it was spelled."""

    at: int
    name: str
    arguments: Mapping[str, Any] | str
    """Text where they are JSON, to be read with the patience that models need."""


def spelled_calls(text: str, tools: Mapping[str, Sequence[str]]) -> list[Spelled]:
    """The calls in a text, in order; none for prose that mentions a tool.

    Args:
        text: What a model wrote.
        tools: The parameters of each tool, in their order.

    >>> spelled_calls('add(a="1", b=2)', {"add": ["a", "b"]})
    [Spelled(at=0, name='add', arguments={'a': '1', 'b': 2})]
    >>> spelled_calls("add(a, b) is a tool of mine.", {"add": ["a", "b"]})
    []
    """
    if not (name := "|".join(map(re.escape, tools))):
        return []
    found: list[Spelled] = []
    for spell in (_tagged, _before_json, _as_python):
        for call in spell(text, name, tools):
            if all(call.at != one.at for one in found):
                found.append(call)
    return sorted(found, key=lambda call: call.at)


def _tagged(text: str, name: str, tools: Mapping[str, Sequence[str]]) -> Iterator[Spelled]:
    """`<function=add><parameter=a>1</parameter></function>`, and the like."""
    head = rf"<(?:(?:function|invoke|tool)(?:=| name=)\s*\"?(?:\w+\.)?({name})\"?[^<>]*|({name}))>"
    head += rf"|<tool_call>\s*({name})\b"
    heads = list(re.finditer(head, text))
    for i, match in enumerate(heads):
        end = heads[i + 1].start() if i + 1 < len(heads) else len(text)
        named = next(group for group in match.groups() if group)
        given = {
            next(key for key in row[::2] if key): _value("".join(row[1::2]))
            for row in _PARAMETER.findall(text[match.end() : end])
        }
        if given:
            yield Spelled(match.start(match.lastindex or 0), named, given)


def _before_json(text: str, name: str, tools: Mapping[str, Sequence[str]]) -> Iterator[Spelled]:
    """`[TOOL_CALLS]add{"a": 1}`, `Action: add` with `Action Input: {"a": 1}`, and the like."""
    for match in re.finditer(rf"\b({name})\b[\"']?{_GLUE}(?=\{{)", text, re.IGNORECASE):
        yield Spelled(match.start(1), match[1].lower(), text[match.end() :])


def _as_python(text: str, name: str, tools: Mapping[str, Sequence[str]]) -> Iterator[Spelled]:
    """`add(a="1", b=2)` on a line of its own, in a list or behind a module's name."""
    at = 0
    opening = re.compile(rf"(?:{_LINE}|(?<=\)),\s*)({name})\(")
    while match := opening.search(text, at):
        at = match.end()
        end, call = _parsed(text, match.start(1))
        if call is None or not _REST.match(text, end):
            continue
        at = end
        if (given := _arguments(call, tools[match[1]])) is not None:
            yield Spelled(match.start(1), match[1], given)


def _parsed(text: str, start: int) -> tuple[int, ast.Call | None]:
    """The shortest call that is Python, and where it ends."""
    for close in re.finditer(r"\)", text[start : start + 4000]):
        try:
            read = ast.parse(text[start : start + close.end()], mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
        return start + close.end(), read if isinstance(read, ast.Call) else None
    return start, None


def _arguments(call: ast.Call, parameters: Sequence[str]) -> dict[str, Any] | None:
    """By name; None where one is no plain value."""
    try:
        given = [_plain(one) for one in call.args]
        named = {str(one.arg): _plain(one.value) for one in call.keywords if one.arg}
    except ValueError:
        return None
    if len(given) == 1 and isinstance(given[0], dict) and not named:
        return given[0]
    return {**dict(zip(parameters, given, strict=False)), **named}


def _plain(node: ast.expr) -> Any:
    """The value of an expression; JSON's words and bare keys are understood."""
    if isinstance(node, ast.Name) and node.id in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[node.id]
    if isinstance(node, ast.List):
        return [_plain(item) for item in node.elts]
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {k.id if isinstance(k, ast.Name) else _key(k): _plain(v) for k, v in pairs}
    return ast.literal_eval(node)


def _key(node: ast.expr | None) -> str:
    return "" if node is None else str(ast.literal_eval(node))


def _value(text: str) -> Any:
    """Text between tags: JSON where it is a list or an object, else the words."""
    text = text.strip()
    if not text.startswith(("[", "{")):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
