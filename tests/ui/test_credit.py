"""What was checked, who answered and for how much, the same on every surface."""

import json
from typing import Any

import pytest

from agent.answer import Answer, Figure, Language
from ui.cli.explain import explained
from ui.cli.run import main
from ui.credit import checked, credit, footer
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


def _with_figures(language: Language, text: str, untraced: list[str], model: str) -> Answer:
    figures = [Figure("20", "USD", "$20", "question")]
    figures += [Figure("21", "USD", said, "unsupported") for said in untraced]
    told = {"traced": 1, "figures": len(figures), "untraced": untraced, "text": text}
    return Answer("$20 …", figures=figures, checked=told, language=language, model=model)


@pytest.mark.parametrize(
    ("language", "text", "untraced", "rest"),
    [
        ("en", "checked: 1 of 1 figures traced", [], ""),
        ("en", "checked: 1 of 3 figures traced", ["$21", "3 %"], "; no source: $21, 3 %"),
        ("zh", "已核对：1 个数字中 1 个有来源", [], ""),
        ("zh", "已核对：3 个数字中 1 个有来源", ["21 美元", "3%"], "；没有来源：21 美元、3%"),
    ],
)
def test_a_models_answer_says_on_every_surface_how_many_figures_were_traced(
    language: Language, text: str, untraced: list[str], rest: str
) -> None:
    answer = _with_figures(language, text, untraced, "m")
    assert footer(answer).splitlines() == [f"{text}{rest}", credit(answer)]
    slack = [block["elements"][0]["text"] for block in answer_message(answer)["blocks"][1:]]
    assert text in slack
    assert any(set(untraced) and all(said in line for said in untraced) for line in slack) == bool(
        untraced
    )
    assert f'<summary><span class="vs-checked">{text}</span>' in evidence_html(answer, "1")


def test_of_the_offline_analyst_it_is_told_only_where_one_asks_how() -> None:
    text = "checked: 1 of 1 figures traced"
    answer = _with_figures("en", text, [], "offline")
    assert footer(answer) == ""
    assert text not in json.dumps(answer_message(answer))
    assert text not in evidence_html(answer, "1")
    assert f"Figures\n  {text}" in explained(answer)
    assert explained(_with_figures("en", text, [], "m")).count(text) == 0  # it stands below


@pytest.mark.parametrize("told", [{}, {"traced": 0, "figures": 0, "untraced": [], "text": ""}])
def test_an_answer_without_figures_says_nothing_of_them(told: dict[str, Any]) -> None:
    answer = Answer("Yes.", model="m", checked=told)  # a thread of before has no `checked`
    assert checked(answer) == ""
    assert footer(answer) == credit(answer)


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
