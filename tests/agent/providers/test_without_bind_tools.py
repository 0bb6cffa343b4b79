"""Chat models whose class knows no tools at all: their calls come as JSON."""

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from agent import Analyst
from knowledge import Library

QUESTION = "With 100 million subscribers at $500 a year, what is the revenue?"
CALL = (
    '{"tool": "calculate_revenue", "arguments": {"subscribers": "100M", "price": "500 USD/year"}}'
)
DONE = '{"answer": "The revenue is $50 billion a year."}'
USAGE = {"input_tokens": 10, "output_tokens": 2, "total_tokens": 12}


class Plain(BaseChatModel):
    """Says its lines one after the other; `bind_tools` is left as LangChain has it."""

    lines: list[str]
    model: str = "plain"

    @property
    def _llm_type(self) -> str:
        return "plain"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        said = AIMessage(self.lines.pop(0), usage_metadata=USAGE)
        return ChatResult(generations=[ChatGeneration(message=said)])


class Streaming(Plain):
    """The same, a word at a time."""

    def _stream(
        self, messages: list[BaseMessage], *_: Any, **__: Any
    ) -> Iterator[ChatGenerationChunk]:
        words = self.lines.pop(0).split(" ")
        for i, word in enumerate(words):
            chunk = AIMessageChunk(content=word if i == 0 else f" {word}")
            yield ChatGenerationChunk(message=chunk)
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=USAGE))


@pytest.mark.parametrize("kind", [Plain, Streaming])
def test_its_calls_come_as_json_and_the_refused_try_is_no_call(
    kind: type[Plain], bundled: Library
) -> None:
    with Analyst(kind(lines=[CALL, DONE, CALL, DONE]), bundled, threads=":memory:") as analyst:
        first, second = analyst.ask(QUESTION), analyst.ask(QUESTION)
    for answer in (first, second):
        assert answer.model == "plain", answer.text
        assert answer.text == "The revenue is $50 billion a year."
        assert [call.name for call in answer.tool_calls] == ["calculate_revenue"]
        assert answer.usage["calls"] == 2 and answer.usage["total_tokens"] == 24
