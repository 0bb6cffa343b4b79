"""All mankind, all adults or all who are online as payers."""

import pytest

from agent import Analyst
from agent.offline.sums.mankind import names_unmeasured, share_of_people, world_named
from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        ("every person on the planet", "World population"),
        ("the Earth's whole population", "World population"),
        ("every adult on earth", "People aged 15 and over"),
        ("全世界的成年人", "People aged 15 and over"),
        ("everyone who is online", "Internet users"),
        ("all the people on Earth", "World population"),
        ("each person on the globe", "World population"),
        ("all of the planet's inhabitants", "World population"),
        ("all those living on Earth", "World population"),
        ("the people of Earth all signed up", "World population"),
        ("the whole of humanity", "World population"),
        ("adult learners in London", None),
        ("all people in our team", None),
        ("all worldwide customers", None),
    ],
)
def test_all_people_of_a_kind_are_named(text: str, payers: str | None) -> None:
    assert world_named(text) == payers


def test_all_people_pay_a_subscription_not_for_tokens() -> None:
    question = "If every person on the planet took ChatGPT Plus, how much would that be per month?"
    arguments = understand(question)[0].arguments
    assert arguments["kind"] == "subscriptions"
    assert arguments["subscribers_of"] == "World population"


@pytest.mark.parametrize(
    ("text", "payers", "share"),
    [
        ("every second person on Earth took it", "World population", "1/2"),
        ("three quarters of humanity subscribing", "World population", "3/4"),
        ("half the people on the planet were on it", "World population", "1/2"),
        ("nine out of ten human beings pay", "World population", "9/10"),
        ("one person in three on this planet buys it", "World population", "1/3"),
        ("a twentieth of the planet has it", "World population", "1/20"),
        ("all people on Earth, of whom one in five takes it", "World population", "1/5"),
        ("every other adult in the world", "People aged 15 and over", "1/2"),
        ("a third of the world's adults", "People aged 15 and over", "1/3"),
        ("one in four internet users", "Internet users", "1/4"),
        ("a fifth of all those online", "Internet users", "1/5"),
        ("30% of humankind", "World population", None),
        ("全球一半的人", "World population", "1/2"),
        ("四分之三的人类", "World population", "3/4"),
        ("全世界一半的成年人", "People aged 15 and over", "1/2"),
        ("全球网民的十分之一", "Internet users", "1/10"),
        ("a third of the world's compute", None, None),
        ("half of the people in our firm", None, None),
        ("one in five of our users", None, None),
        ("a third of internet users in Spain", None, "1/3"),
    ],
)
def test_a_share_of_all_people_is_read_with_whose_it_is(
    text: str, payers: str | None, share: str | None
) -> None:
    assert world_named(text) == payers
    assert payers is None or share_of_people(text) == share


@pytest.mark.parametrize(
    "question",
    [
        "Suppose every second person on Earth took out ChatGPT Plus at its list price. How much would that yield a year, and could it really happen?",
        "what's a yr of revenue if half the people on the planet were on chatgpt plus, n is that a realistic number?",
        "Half the world takes ChatGPT Plus at the normal price; revenue for a year? Plausible?",
        "Were 5 in 10 of the world's population to hold ChatGPT Plus, what'd the yearly revenue be n could that be real?",
        "如果全球一半的人都订阅ChatGPT Plus，一年收入多少？现实吗？",
    ],
)
def test_a_share_of_mankind_at_a_listed_price_is_one_sum(question: str) -> None:
    (request,) = understand(question)
    assert request.topic == "revenue"
    arguments = request.arguments
    assert (arguments["subscribers_of"], arguments["price_of"]) == (
        "World population",
        "ChatGPT Plus",
    )
    assert arguments["paying_share"] in ("1/2", "5/10")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Imagine three quarters of humanity subscribing to ChatGPT Plus at the usual price. What annual revenue would that mean, and should my case treat it as realistic?", "$1,476,000,000,000"),
        ("Imagine that half of everyone online signed up to Google AI Pro. How much a year, and is that feasible?", "$719,640,000,000"),
        ("Were one in eight people on Earth to use GitHub Copilot Pro, what would the yearly revenue be?", "$123 billion"),
        ("A third of mankind takes out Claude Pro. Yearly revenue, please, and tell me whether it is realistic.", "$656 billion"),
        ("If a third of all internet users paid $20 a month, what revenue a year?", "$480 billion"),
        ("Nine out of ten human beings on ChatGPT Go at the list price, what does a year bring in?", "$708,480,000,000"),
    ],
)  # fmt: skip
def test_the_sum_comes_with_its_doubt(analyst: Analyst, question: str, figure: str) -> None:
    text = analyst.ask(question).text
    assert figure in text
    assert "Not realistic" in text


@pytest.mark.parametrize(
    "question",
    [
        "If half of all Americans took ChatGPT Plus, what revenue would that be a year?",
        "Suppose every second German household paid for ChatGPT Plus; annual revenue?",
        "如果一半的美国人订阅ChatGPT Plus，一年收入多少？",
    ],
)
def test_of_people_without_a_benchmark_the_number_is_asked(question: str) -> None:
    (request,) = understand(question)
    assert names_unmeasured(question)
    assert (request.topic, request.missing) == ("revenue", "subscribers")
    assert request.arguments["paying_share"] == "1/2"


@pytest.mark.parametrize(
    "question",
    [
        "Does half of humanity pay for ChatGPT Plus?",
        "Is it true that one in ten people on Earth uses ChatGPT?",
        "How many people on Earth use ChatGPT Plus?",
        "Do half of all Americans pay for ChatGPT Plus?",
    ],
)
def test_what_people_do_is_no_sum(question: str) -> None:
    assert all(request.topic != "revenue" for request in understand(question))


@pytest.mark.parametrize(
    "question",
    [
        "If all the people on Earth signed up for ChatGPT Pro at $200 a month, how much would they pay in a year? Please also say if that is plausible.",
        "Let all the humans on this planet subscribe at $200 a month. How much a year do they pay?",
        "If the people of Earth all paid $200 a month, what would be the total for a year?",
    ],
)
def test_what_all_people_pay_is_no_price_turned_to_another_period(question: str) -> None:
    arguments = understand(question)[0].arguments
    assert arguments["subscribers_of"] == "World population"
    assert arguments["price"] == "200 USD/month"
    assert "year" in arguments["show_per"]
