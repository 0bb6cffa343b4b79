"""What providers do, over real sockets: every behaviour of `behaviours.json` ends in a right answer
or a clear sentence, through either door, in every protocol."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent import Answer, Event

QUESTION = "With 100 million subscribers at $500 a year, what is the revenue?"
SUM = {"subscribers": "100M", "price": "500 USD/year"}
SHORT: dict[str, dict[str, Any]] = {
    "CALL": {"calls": [("calculate_revenue", SUM)]},
    "OK": {"text": "The revenue is $50 billion a year."},
}
TABLE = json.loads(Path(__file__).with_name("behaviours.json").read_text("utf-8"))
FOREIGN = ("sk-secret", "Traceback", "Error code", "<html>", "httpx", "langchain", "boom")


def _lines(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The script of a row, its short forms written out."""
    if row["script"] == "TWENTY":
        return [{"calls": [("search_knowledge", {"query": f"IMA {i}"})]} for i in range(20)]
    lines = [dict(SHORT[line]) if isinstance(line, str) else dict(line) for line in row["script"]]
    for line in lines:
        if line.get("calls") == "FORTY":
            line["calls"] = [("search_knowledge", {"query": f"IMA {i}"}) for i in range(40)]
        line["text"] = line.get("text", "").replace("LONG", "x" * 2000)
        line["calls"] = [tuple(call) for call in line.get("calls", [])]
    return lines * 20 if row.get("repeat") else lines


def _cases() -> Iterator[Any]:
    for row in TABLE:
        for protocol, door in (
            ("openai", "ask"),
            ("openai", "stream"),
            ("openai-whole", "ask"),
            ("anthropic", "stream"),
            ("ollama", "ask"),
        ):
            if protocol not in row.get("not", []):
                yield pytest.param(row, protocol, door, id=f"{row['id']}-{protocol}-{door}")


@pytest.mark.parametrize(("row", "protocol", "door"), list(_cases()))
def test_a_provider_that(row: dict[str, Any], protocol: str, door: str, play: Any) -> None:
    played = play(protocol, _lines(row))
    with played.analyst(row.get("timeout", 2.0)) as analyst:
        events = list(analyst.stream(QUESTION)) if door == "stream" else []
        answer = events[-1].answer if events else analyst.ask(QUESTION)
    assert answer is not None
    _check_is_clean(answer, events)
    if "hides" in row:
        assert row["hides"] not in answer.text + "".join(event.text for event in events)
    _check_expected(row, answer, [json.dumps(request) for request in played.requests])
    if "requests" in row:
        assert len(played.requests) == row["requests"]


def _check_is_clean(answer: Answer, events: list[Event]) -> None:
    """What holds whatever the provider did."""
    shown = answer.text + "".join(event.text for event in events)
    assert answer.text.strip() and not [word for word in FOREIGN if word in shown]
    assert len(answer.tool_calls) <= 40
    assert all(f"[{c.n}]" in answer.text for c in answer.citations)
    if answer.model == "offline":
        assert "$50 billion" in answer.text and "m did not answer" in answer.text
    assert not re.search(r'"(name|tool|arguments)"\s*:', shown)


def _check_expected(row: dict[str, Any], answer: Answer, requests: list[str]) -> None:
    if "by" in row:
        assert answer.model == row["by"], answer.text
    if "why" in row:
        assert re.search(rf"Why m did not answer: .*({row['why']})", answer.text), answer.text
    if "says" in row:
        assert row["says"] in answer.text
    if "lacks" in row:
        assert row["lacks"] not in answer.text
    if "calls" in row:
        assert [call.name for call in answer.tool_calls] == row["calls"]
        assert not [call for call in answer.tool_calls if "error" in call.result]
    if "told" in row:
        assert row["told"] in requests[1] and "error" in answer.tool_calls[0].result
    if "tokens" in row:
        assert answer.usage["total_tokens"] == row["tokens"] == answer.usage["cost"]
    if "unsupported" in row:
        _check_is_marked(row["unsupported"], answer)


def _check_is_marked(wrong: str, answer: Answer) -> None:
    """A wrong figure is gone, or listed as unsupported."""
    bad = {figure.text for figure in answer.figures if figure.origin == "unsupported"}
    assert wrong not in answer.text or any(wrong in text for text in bad)


def test_the_table_holds_forty_behaviours() -> None:
    assert len(TABLE) >= 40 and len({row["id"] for row in TABLE}) == len(TABLE)
