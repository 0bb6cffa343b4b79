"""Tool calling for models that have none: the tools are described in the prompt, with examples, the
answer is held to a JSON schema where the server can, and read back into calls."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from langchain_core.messages import (
    AIMessage,
    AnyMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)

from agent.middleware.tool_requests import begins_call, json_values, written_calls

CALL_AGAIN = "That was no whole call of a tool. Call it again, or answer the question in words."
ASK_AGAIN = (
    "That was not one whole JSON object. Write it again, complete and alone: "
    '{"tool": …, "arguments": {…}} or {"answer": "…"}.'
)


def shaped(request: Any, holds_schema: bool) -> Any:
    """The request without tools, their use explained in its system message.

    `holds_schema`: the server takes chat completions' `response_format`, by way of `extra_body`,
    which the client hands on as it is.
    """
    tools = {tool.name: tool for tool in request.tools}
    system = request.system_message.text if request.system_message else ""
    settings = dict(request.model_settings)
    if holds_schema:
        form = {"name": "step", "schema": step_schema(tools)}
        body = {"response_format": {"type": "json_schema", "json_schema": form}}
        settings["extra_body"] = {**settings.get("extra_body", {}), **body}
    return request.override(
        tools=[],
        messages=[_as_text(message) for message in request.messages],
        system_message=SystemMessage(f"{system}\n\n{_instructions(tools)}"),
        model_settings=settings,
    )


def read(message: AIMessage, tools: Mapping[str, Any]) -> AIMessage | None:
    """The message as calls or as an answer's text; None where its JSON is cut off.

    Prose that is no JSON at all is the answer of a model that forgot the form.
    """
    text = message.text.strip()
    calls = written_calls(text, tools)
    if calls:
        return message.model_copy(update={"content": "", "tool_calls": calls[:1]})
    for value in json_values(text):
        if isinstance(answer := value.get("answer"), str) and answer.strip():
            return message.model_copy(update={"content": answer})
    if text.startswith(("{", "[", "```")) or begins_call(text, tools):
        return None
    return message


def step_schema(tools: Mapping[str, Any]) -> dict[str, Any]:
    """One call of a known tool, or an answer."""
    calls = [
        _object({"tool": {"const": name}, "arguments": _arguments(tool)})
        for name, tool in tools.items()
    ]
    return {"anyOf": [*calls, _object({"answer": {"type": "string"}})]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _arguments(tool: Any) -> dict[str, Any]:
    schema = tool.tool_call_schema.model_json_schema()
    return {
        "type": "object",
        "properties": {
            name: _simple(field) for name, field in schema.get("properties", {}).items()
        },
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def _simple(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field's type alone: grammars of small servers know few of a schema's words."""
    options = [one for one in field.get("anyOf", [field]) if one.get("type") != "null"]
    kept = [{key: one[key] for key in ("type", "enum", "items") if key in one} for one in options]
    return kept[0] if len(kept) == 1 else {"anyOf": kept}


def _instructions(tools: Mapping[str, Any]) -> str:
    listed = "\n".join(_line(tool) for tool in tools.values())
    return _template().replace("{tools}", listed)


@cache
def _template() -> str:
    return resources.files("agent").joinpath("prompts/json_calls.md").read_text("utf-8")


def _line(tool: Any) -> str:
    schema = tool.tool_call_schema.model_json_schema()
    needed = set(schema.get("required", []))
    arguments = [
        f"{name}{'*' if name in needed else ''}"
        + (f" ({field['description']})" if field.get("description") else "")
        for name, field in schema.get("properties", {}).items()
    ]
    about = " ".join(str(tool.description).split())
    return f"- {tool.name}: {about} Arguments: {', '.join(arguments)}"


def _as_text(message: AnyMessage) -> AnyMessage:
    if isinstance(message, ToolMessage):
        return HumanMessage(f"Result of {message.name}: {message.text}")
    if isinstance(message, AIMessage):
        return AIMessage(_said(message))
    return message


def _said(message: AIMessage) -> str:
    """What the model would have written in this form."""
    steps: Sequence[dict[str, Any]] = [
        {"tool": call["name"], "arguments": call["args"]} for call in message.tool_calls
    ] or [{"answer": message.text}]
    return "\n".join(json.dumps(step, ensure_ascii=False) for step in steps)
