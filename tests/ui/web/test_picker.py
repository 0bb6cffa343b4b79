"""Which models a browser may choose, and what it is told of the others."""

import json
from types import SimpleNamespace

import pytest

from agent.answer import Answer
from ui.web.picker import offered, picker_html, recalled

FIRST = "offline"


def history(*models: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(answer=Answer("Yes.", model=model)) for model in models]


def test_ready_ones_come_first_and_the_others_say_what_they_lack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-very-secret-0123456789")
    shown = picker_html("deepseek", "web-1", FIRST)
    assert "sk-very-secret" not in shown
    assert '<option value="deepseek" selected>' in shown
    ready, lacking = shown.split("Not set up here")
    assert 'value="offline"' in ready and "DASHSCOPE" not in ready
    assert "<option disabled>alibaba: set DASHSCOPE_API_KEY</option>" in lacking
    assert "value=" not in lacking


def test_the_model_the_server_began_with_is_offered_as_it_is() -> None:
    shown = picker_html("openai:<b>", "web-1", "openai:<b>")
    assert '<option value="openai:&lt;b&gt;" selected>' in shown
    assert offered("openai:<b>", "openai:<b>")


@pytest.mark.parametrize("name", ["deepseek", "openai:gpt", "", "nothing"])
def test_what_is_not_ready_is_not_asked(name: str) -> None:
    assert not offered(name, FIRST)


@pytest.mark.parametrize(
    ("kept", "said", "model"),
    [
        ({"web-1": "ollama", "": "vllm"}, ["offline"], "ollama"),
        ({"": "vllm"}, ["ollama"], "ollama"),
        ({"": "vllm"}, [], "vllm"),
        ({"web-1": "deepseek"}, ["ollama"], "ollama"),  # its key is gone
        ({}, [], FIRST),
    ],
)
def test_a_chat_goes_on_with_its_model(kept: dict[str, str], said: list[str], model: str) -> None:
    assert recalled(json.dumps(kept), "web-1", history(*said), FIRST) == model


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"web-1": 7}', "x" * 50_000])
def test_what_a_browser_garbled_is_forgotten(kept: str) -> None:
    assert recalled(kept, "web-1", [], FIRST) == FIRST


ONLY = ("offline", "deepseek", "openai:gpt-5-mini")


def test_only_the_models_that_were_named_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "k")
    monkeypatch.setenv("MISTRAL_API_KEY", "k")
    shown = picker_html("offline", "web-1", FIRST, ONLY)
    assert shown.count("<option") == 3 and "Not set up here" not in shown
    assert all(offered(name, FIRST, ONLY) for name in ONLY)
    assert not [name for name in ("mistral", "ollama", "vllm", "") if offered(name, FIRST, ONLY)]


def test_what_a_named_one_lacks_is_said_and_of_others_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DEEPSEEK_API_KEY", raising=False)
    shown = picker_html("offline", "web-1", FIRST, ONLY)
    assert "deepseek: set DEEPSEEK_API_KEY" in shown and "DASHSCOPE" not in shown
    assert not offered("deepseek", FIRST, ONLY)


def test_the_servers_own_model_stays_and_what_a_browser_kept_does_not() -> None:
    assert offered("ollama", "ollama", ("offline",))
    kept = json.dumps({"web-1": "vllm"})
    assert recalled(kept, "web-1", history("vllm"), FIRST, ("offline",)) == FIRST
