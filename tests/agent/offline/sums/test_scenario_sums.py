"""The article's scenario in the words of a chat: which inputs are set, and what goes on over turns."""

import pytest

from agent.offline.sums.scenario_sums import asks_scenario, continued_scenario, scenario_arguments
from agent.offline.understanding import understand
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("run the article's scenario with churn of 5%", {"plans.chatgpt.churn": "5%/year"}),
        ("the article's scenario at 2% churn a month", {"plans.chatgpt.churn": "2%/month"}),
        ("in the article's case, an attach rate of 40 %", {"bundles.office.attach": "40%"}),
        ("the article's scenario with a cloud attach of 50%", {"bundles.cloud.attach": "50%"}),
        ("the article's scenario with an uplift of 10%", {"bundles.cloud.uplift": "10%"}),
        ("the article's scenario if the price is $20 a month", {"plans.chatgpt.price": "20 USD/month"}),
        ("the article's scenario, ceiling of 2 billion, price of $240", {"plans.chatgpt.ceiling": "2 billion", "plans.chatgpt.price": "240 USD/year"}),
        ("文章的情景，流失率8%", {"plans.chatgpt.churn": "8%/year"}),
        ("the thesis with 200 million subscribers", {"plans.chatgpt.subscribers": "200 million"}),
        ("run the thesis with an attach rate of 10%", {"bundles.office.attach": "10%"}),
        ("What would the thesis give with 150 million subscribers and churn of 5%?", {"plans.chatgpt.subscribers": "150 million", "plans.chatgpt.churn": "5%/year"}),
        ("文章的论点，如果订阅用户有2亿，结果如何？", {"plans.chatgpt.subscribers": "200 million"}),
    ],
)  # fmt: skip
def test_an_amount_sets_the_input_that_its_clause_names(
    text: str, settings: dict[str, str]
) -> None:
    assert asks_scenario(text)
    assert scenario_arguments(text, find_quantities(text))["set"] == settings


def test_a_later_turn_sets_more_over_what_was_set() -> None:
    text = "and with attach at 20%?"
    last = {"kind": "scenario", "name": "article", "set": {"plans.chatgpt.churn": "8%/year"}}

    merged = continued_scenario(text, find_quantities(text), last)

    assert merged is not None
    assert merged["set"] == {"plans.chatgpt.churn": "8%/year", "bundles.office.attach": "20%"}


def test_what_sets_nothing_is_no_turn_of_the_scenario() -> None:
    assert continued_scenario("thanks", [], {"kind": "scenario"}) is None


@pytest.mark.parametrize("text", ["Which AI models does the article mention?", "What is the article's view on churn?", "Does Google Cloud beat Azure?", "What does the thesis say about 100 million subscribers?", "Do you agree with the thesis that 100 million people subscribe?"])  # fmt: skip
def test_a_question_on_the_article_runs_no_scenario(text: str) -> None:
    assert understand(text)[0].arguments.get("kind") != "scenario"
