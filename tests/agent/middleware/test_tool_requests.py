"""Calls as models write them, and what is made of them."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.middleware.tool_requests import (
    UNREADABLE,
    begins_call,
    known_name,
    parse_arguments,
    tidy,
    written_calls,
)

TOOLS = {"check_vram": None, "search_knowledge": None}


@pytest.mark.parametrize(
    ("raw", "means"),
    [
        ('{"a": 1}', {"a": 1}),
        ('{"a": {"b": [1, 2', {"a": {"b": [1, 2]}}),
        ('{"a": 1,', {"a": 1}),
        ("{'a': None}", {"a": None}),
        ('"{\\"a\\": 1}"', {"a": 1}),
        ('{"a": 1} and more', {"a": 1}),
        ('{"a": "half a wo', None),
        ('{"a": ', None),
        ("words", None),
        ("[1, 2]", None),
        ("", None),
    ],
)
def test_arguments_are_mended_where_no_word_is_cut(raw: str, means: Any) -> None:
    assert parse_arguments(raw) == means


@pytest.mark.parametrize(
    ("given", "tool"),
    [
        ("check_vram", "check_vram"),
        ("functions.checkVRAM", "check_vram"),
        ("check-vram", "check_vram"),
        ("vram", None),
        (None, None),
    ],
)
def test_a_name_is_known_by_its_letters(given: Any, tool: str | None) -> None:
    assert known_name(given, TOOLS) == tool


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "check_vram", "arguments": {"model": "Wan2.2"}}',
        '{"name": "check_vram", "arguments": "{\\"model\\": \\"Wan2.2\\"}"}',
        '{"type": "function", "function": {"name": "check_vram", "parameters": {"model": "Wan2.2"}}}',
        '{"action": "check_vram", "action_input": {"model": "Wan2.2"}}',
        '{"tool": "check_vram", "model": "Wan2.2"}',
        'Let me see.\n```json\n{"check_vram": {"model": "Wan2.2"}}\n```',
        '<tool_call>{"name": "check_vram", "arguments": {"model": "Wan2.2"}</tool_call>',
    ],
)
def test_a_call_written_as_text_is_a_call(text: str) -> None:
    (call,) = written_calls(text, TOOLS)
    assert call["name"] == "check_vram" and call["args"] == {"model": "Wan2.2"}


@pytest.mark.parametrize(
    "text",
    [
        "check_vram says it fits.",
        'The config is {"name": "Wan2.2", "steps": 50}; check_vram knows it.',
        '{"answer": "42"}',
    ],
)
def test_prose_about_tools_is_no_call(text: str) -> None:
    assert written_calls(text, TOOLS) == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ('<tool_call>{"name": "check_vram", "arguments": {"mo', True),
        ('I look.\n```json\n{"name": "check_vram", "arg', True),
        ('check_vram(model="Wan', True),
        ("[TOOL_CALLS]", True),
        ("<|python_tag|>check", True),
        ("It fits, says check_vram(model, gpu).", False),
        ("Coze is open source [1].", False),
        ("[1] says so.", False),
        ('A config has {"name": "Wan2.2"}.', False),
    ],
)
def test_half_a_call_is_told_from_prose(text: str, begins: bool) -> None:
    assert begins_call(text, TOOLS) == begins


def test_arguments_that_the_client_completed_in_silence_are_marked() -> None:
    call = {"name": "check_vram", "args": {"model": "Wan"}, "id": "1"}
    message = AIMessage("", tool_calls=[call])
    (kept,) = tidy(message, TOOLS, set(), ['{"model": "Wan"}']).tool_calls
    (marked,) = tidy(message, TOOLS, set(), ['{"model": "Wan']).tool_calls
    assert kept["args"] == {"model": "Wan"} and UNREADABLE in marked["args"]


def test_an_id_used_before_gives_way_to_a_new_one() -> None:
    call = {"name": "check_vram", "args": {}, "id": "call_0"}
    (new,) = tidy(AIMessage("", tool_calls=[call]), TOOLS, {"call_0"}).tool_calls
    assert new["id"] not in ("", "call_0")
