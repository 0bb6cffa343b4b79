"""Who answered and for how much, the same on every surface."""

import json
from typing import Any

import pytest

from agent.answer import Answer
from ui.cli.run import main
from ui.credit import credit
from ui.slack.blocks import answer_message
from ui.web.evidence import evidence_html

PRICED = {
    "total_tokens": 1240,
    "cost": "0.00072",
    "currency": "CNY",
    "price_as_of": "2026-10-17",
}


def test_a_price_that_is_known_is_told_with_its_day() -> None:
    said = credit(Answer("Yes.", model="deepseek", usage=PRICED))
    assert said == (
        "Answered by deepseek: 1,240 tokens, cost 0.00072 CNY at the list price of 2026-10-17."
    )
    said = credit(Answer("是。", model="deepseek", usage=PRICED, language="zh"))
    assert said == "由 deepseek 回答：1,240 个 token，费用按 2026-10-17 的标价为 0.00072 CNY。"


@pytest.mark.parametrize("usage", [{}, {"total_tokens": "unknown", "cost": "unknown"}])
def test_what_is_not_known_is_never_nothing(usage: dict[str, Any]) -> None:
    said = credit(Answer("Yes.", model="m", usage=usage))
    assert said == "Answered by m: unknown tokens, cost unknown."
    assert "未知" in credit(Answer("是。", model="m", usage=usage, language="zh"))


def test_offline_is_quiet_unless_a_provider_was_paid_before() -> None:
    assert credit(Answer("Yes.")) == ""
    assert "0.00072 CNY" in credit(Answer("Yes.", usage=PRICED))


def test_slack_and_web_say_the_same() -> None:
    answer = Answer("Yes.", model="deepseek", usage=PRICED)
    assert credit(answer) in json.dumps(answer_message(answer)["blocks"][-1])
    assert "1,240 tokens, cost 0.00072 CNY" in evidence_html(answer, "1")
    quiet = Answer("Yes.")
    assert len(answer_message(quiet)["blocks"]) == 1
    assert "cost" not in evidence_html(quiet, "1")


def test_ask_ends_with_it(
    provider_address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VENDORSCOPE_BASE_URL", provider_address)
    monkeypatch.setenv("VENDORSCOPE_MODEL_NAME", "m")
    assert main(("ask", "Who sells lamps?", "--model", "openai-compatible")) == 0
    lines = capfd.readouterr().out.strip().splitlines()
    assert lines[-1] == "Answered by openai-compatible: unknown tokens, cost unknown."
    assert main(("ask", "Who sells lamps?")) == 0
    assert "Answered by" not in capfd.readouterr().out
