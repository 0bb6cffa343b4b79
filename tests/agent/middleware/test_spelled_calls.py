"""Calls in forms of their own, and prose that only looks like one."""

from typing import Any

import pytest

from agent.middleware.spelled_calls import spelled_calls

TOOLS = {"search_knowledge": ["query", "k"], "check_vram": ["model", "gpu"]}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ('search_knowledge("IMA")', {"query": "IMA"}),
        ('search_knowledge("IMA", k=5)', {"query": "IMA", "k": 5}),
        ("search_knowledge({query: 'IMA', k: 5})", {"query": "IMA", "k": 5}),
        ("我来查一下：\nsearch_knowledge(query='开源 (MIT) 许可')", {"query": "开源 (MIT) 许可"}),
        ("functions.search_knowledge(query='IMA', exact=true)", {"query": "IMA", "exact": True}),
        ("<search_knowledge>\n<query>IMA</query>\n<k>5</k>\n</search_knowledge>",
         {"query": "IMA", "k": "5"}),
        ("<invoke name='search_knowledge'>".replace("'", chr(34))
         + "<parameter name='query'>a < b</parameter></invoke>".replace("'", chr(34)),
         {"query": "a < b"}),
        ("<function=search_knowledge><parameter=query>[1, 2]</parameter></function>",
         {"query": [1, 2]}),
    ],
)  # fmt: skip
def test_arguments_are_read(text: str, means: Any) -> None:
    (call,) = spelled_calls(text, TOOLS)
    assert (call.name, call.arguments) == ("search_knowledge", means)


@pytest.mark.parametrize(
    "text",
    [
        'Action: search_knowledge\nAction Input: {"query": "IMA"}',
        '[TOOL_CALLS]search_knowledge[ARGS]{"query": "IMA"}',
        'search_knowledge\n```json\n{"query": "IMA"}\n```',
        'to=functions.search_knowledge <|constrain|>json<|message|>{"query": "IMA"}',
        '工具：search_knowledge 参数：{"query": "IMA"}',
    ],
)
def test_json_behind_a_name_is_handed_on_as_it_is(text: str) -> None:
    (call,) = spelled_calls(text, TOOLS)
    assert call.name == "search_knowledge" and str(call.arguments).startswith('{"query": "IMA"}')


def test_several_come_in_order() -> None:
    text = "[check_vram(model='Wan2.2', gpu='RTX 4090'), search_knowledge(query='IMA')]"
    assert [call.name for call in spelled_calls(text, TOOLS)] == ["check_vram", "search_knowledge"]


@pytest.mark.parametrize(
    "text",
    [
        "search_knowledge(query) looks things up.",
        "I used search_knowledge(query='IMA') and found nothing.",
        "search_knowledge found 5 passages.",
        "check_vram(model=open('x'))",
        "<b>check_vram</b> says it fits.",
        "我用 search_knowledge(query='IMA') 查过，没有结果。",
    ],
)
def test_prose_is_no_call(text: str) -> None:
    assert spelled_calls(text, TOOLS) == []
