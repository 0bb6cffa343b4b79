"""Every failure is of one kind, whatever library raised it, and keeps nothing of its words."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.middleware import words
from agent.middleware.failures import ProviderFailed, check_whole, failure_of
from agent.middleware.words import why


class Status(Exception):
    """As clients raise it: a status, and the response with its headers."""

    def __init__(self, status: int, text: str = "", headers: Any = None) -> None:
        super().__init__(text)
        self.status_code = status
        self.response = type("Response", (), {"headers": headers or {}})()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Status(401), "key"),
        (Status(402), "credit"),
        (Status(404), "rejected"),
        (Status(413), "too_long"),
        (Status(422), "rejected"),
        (Status(503), "server"),
        (Status(400, "this model does not support tools"), "no_tools"),
        (Status(500, "tools param requires --jinja flag"), "no_tools"),
        (Status(400, "This model's maximum context length is 4096 tokens."), "too_long"),
        (Status(400, "the request exceeds the available context size"), "too_long"),
        (Status(400, "prompt is too long: 9000 tokens > 8192 maximum"), "too_long"),
        (Status(400, "Range of input length should be [1, 30720]"), "too_long"),
        (Status(400, "The input token count exceeds the maximum number of tokens"), "too_long"),
        (Status(500, "input is too large: exceeds the context window"), "too_long"),
        (Status(429, "Limit of tokens per minute exceeded"), "busy"),
        (Status(400, "max_tokens must be a number"), "rejected"),
        (Status(400, "The model `m` does not exist"), "rejected"),
        (TimeoutError(), "silent"),
        (ConnectionRefusedError(), "unreachable"),
        (ValueError("No generations found in stream."), "empty"),
        (KeyError("choices"), "unreadable"),
    ],
)
def test_a_failure_has_a_kind(error: Exception, kind: str) -> None:
    assert failure_of(error).kind == kind


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("3", 3.0), ("0.5", 0.5), ("Wed, 21 Oct 2020 07:28:00 GMT", 0.0), ("soon", None), ("", None)],
)
def test_a_busy_provider_says_how_long(given: str, seconds: float | None) -> None:
    failed = failure_of(Status(429, headers={"retry-after": given}))
    assert failed.kind == "busy" and failed.retry_after_seconds == seconds


def test_what_was_wrapped_is_found() -> None:
    try:
        try:
            raise Status(401, "sk-secret")
        except Status as inner:
            raise RuntimeError("sk-secret") from inner
    except RuntimeError as error:
        failed = failure_of(error)
    assert failed.kind == "key" and "secret" not in repr(failed) + str(failed)


def test_an_answer_without_an_end_is_none() -> None:
    with pytest.raises(ProviderFailed):
        check_whole(AIMessage("The revenue is"), reports_finish=True)
    check_whole(AIMessage("It is 5."), reports_finish=False)
    ended = {"finish_reason": "stop"}
    check_whole(AIMessage("It is 5.", response_metadata=ended), reports_finish=True)


def test_every_kind_has_words_in_both_languages() -> None:
    for kind in words._WHY:
        assert "m" in why("m", kind, "en") and why("m", kind, "zh") != why("m", kind, "en")
