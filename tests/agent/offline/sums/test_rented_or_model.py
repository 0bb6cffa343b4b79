"""Rented cards beside a model's list price, for the same month of tokens."""

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    "question",
    [
        "Load: 6 billion tokens in, 2 billion out a month. GPT-5 Mini by API or 8 rented H100s at $2.50 an hour? Which is cheaper?",
        "We use 6 billion input and 2 billion output tokens a month. Is GPT-5 Mini cheaper than renting 8 H100 GPUs at $2.50 an hour?",
        "每月60亿输入token、20亿输出token：用GPT-5 Mini的API，还是租8张H100，每小时2.5美元，哪个便宜？",
    ],
)
def test_both_are_sums_of_a_month_set_side_by_side(question: str) -> None:
    model, rent = [r.arguments for r in understand(question) if r.topic == "revenue"]

    assert (model["input_tokens"], model["output_tokens"]) == ("6000000000", "2000000000")
    assert model["per"] == "month"
    assert "bill" not in model
    assert (rent["counts"], rent["span"]) == (["8"], "30 days")
    assert rent["price"].split() in (["2.5", "USD"], ["2.50", "USD"])
    assert model["beside"]
    assert rent["beside"]
