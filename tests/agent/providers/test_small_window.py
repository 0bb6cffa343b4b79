"""A window of 8K tokens, counted by a real tokenizer on the other side: it is never passed, and what is
asked is never cut."""

import json
from typing import Any

import pytest

WINDOW = 8192
MOST = WINDOW - 512
"""With the least that is kept for an answer."""
SAID = "These models are open, and some are not."


def line(tools: str, name: str, **arguments: Any) -> dict[str, Any]:
    if tools == "native":
        return {"calls": [(name, arguments)]}
    return {"text": json.dumps({"tool": name, "arguments": arguments})}


def said(tools: str, text: str) -> dict[str, Any]:
    return {"text": text if tools == "native" else json.dumps({"answer": text}, ensure_ascii=False)}


def held(stage: Any, i: int = -1) -> str:
    return json.dumps(stage.requests[i]["messages"], ensure_ascii=False)


@pytest.mark.parametrize("tools", ["native", "json"])
@pytest.mark.parametrize(
    "question",
    [
        "Which of these models are open, and under which licence?",
        "哪些模型是开源的，许可证是什么？",
        "Compare the prices of these: " + ", ".join(f"plan {i} at ${i},250.75" for i in range(60)),
    ],
    ids=["English", "Chinese", "figures"],
)
def test_a_turn_of_many_passages_fits(play: Any, tools: Any, question: str) -> None:
    topics = (
        "open models licence",
        "price of a subscription",
        "GPU memory",
        "开源 许可证",
        "context",
    )
    calls = [line(tools, "search_knowledge", query=topic, k=24) for topic in topics]
    stage = play("openai", [*calls, said(tools, SAID)], window=MOST)
    with stage.analyst(tools=tools, context_tokens=WINDOW) as analyst:
        answer = analyst.ask(question)
    assert answer.model == "m" and SAID in answer.text, answer.text
    assert len(stage.requests) == 6 and stage.played.most_tokens > MOST / 2
    assert all(question in held(stage, i) for i in range(6))


@pytest.mark.parametrize("tools", ["native", "json"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_thread_keeps_its_newest_turn(play: Any, tools: Any, language: str) -> None:
    long = {"en": f"{SAID} And so on, and on. " * 60, "zh": "有些模型是开源的，有些不是。" * 80}[
        language
    ]
    asked = {"en": "And what about model number {}?", "zh": "那么第 {} 个模型呢？"}[language]
    search = line(tools, "search_knowledge", query="open models licence price", k=8)
    stage = play("openai", [search, said(tools, long)] * 9, window=MOST)
    with stage.analyst(tools=tools, context_tokens=WINDOW) as analyst:
        answers = [analyst.ask(asked.format(i), thread="long") for i in range(9)]
    assert {answer.model for answer in answers} == {"m"}
    assert len(stage.requests) == 18  # none was refused
    assert asked.format(8) in held(stage) and asked.format(7) in held(stage)


@pytest.mark.parametrize("tools", ["native", "json"])
def test_a_repair_is_asked_for_beside_the_question_and_its_results(play: Any, tools: Any) -> None:
    question = "Which of these models are open?"
    search = line(tools, "search_knowledge", query="open models licence price", k=24)
    wrong = said(tools, f"{SAID} They cost $987,654 a month. " + "And so on. " * 200)
    stage = play("openai", [search, search, wrong, said(tools, SAID)], window=MOST)
    with stage.analyst(tools=tools, context_tokens=WINDOW) as analyst:
        answer = analyst.ask(question)
    assert answer.model == "m" and "987,654" not in answer.text.replace("~~", "")
    assert len(stage.requests) == 4 and question in held(stage) and "987,654" in held(stage)


@pytest.mark.parametrize(
    ("filler", "told"),
    [
        ("A word of no use. ", "the question is too long for its window"),
        ("没有用的一句话。", "问题超出了它的上下文窗口"),
    ],
)
def test_a_question_beyond_the_window_is_not_sent_and_is_told(
    play: Any, filler: str, told: str
) -> None:
    stage = play("openai", [said("native", SAID)], window=MOST)
    with stage.analyst(context_tokens=WINDOW) as analyst:
        answer = analyst.ask((filler * 4000)[:19_900])
        assert answer.model == "offline" and not stage.requests and told in answer.text
        assert analyst.ask((filler * 4000)[:3000]).model == "m"
