import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("turns", "start", "used"),
    [
        (
            ["How many paying ChatGPT users are there?", "what would they bring at $20 a month?"],
            "**$8.4 billion** a year: 35 million subscribers at $20 a month.",
            "35 million paying users",
        ),
        (["豆包有多少月活用户？", "每人每月付 20 元能收入多少？"], "**每年828亿元**", "3.45 亿"),
    ],
)
def test_a_number_spoken_of_is_counted_with_and_cited(
    analyst: Analyst, turns: list[str], start: str, used: str, request: pytest.FixtureRequest
) -> None:
    answers = [analyst.ask(turn, thread=request.node.name) for turn in turns]
    assert answers[1].text.startswith(start)
    assert used in answers[1].text
    assert answers[1].citations
    assert all(figure.origin != "unsupported" for figure in answers[1].figures)


def test_the_number_is_kept_by_the_next_change(analyst: Analyst) -> None:
    thread = "looked-up-churn"
    for turn in ("How many paying ChatGPT users are there?", "What do they bring at $20 a month?"):
        analyst.ask(turn, thread=thread)
    assert "$5,022,993,244.63" in analyst.ask("and if 10% leave each month?", thread=thread).text


def test_without_a_number_in_the_library_it_is_asked_for(analyst: Analyst) -> None:
    thread = "looked-up-none"
    analyst.ask("How many users does Coze Loop have?", thread=thread)
    answer = analyst.ask("what would they bring at $20 a month?", thread=thread)
    assert answer.asked


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("How much would 1 million Claude Max subscribers bring a year?", "$100 a month"),
        ("How much would 1 million Claude Pro subscribers bring a year?", "$20 a month"),
        ("At Claude Max's price, how many subscribers make $10bn?", "$100 a month"),
        ("60 million subscribers at the Google AI Pro price, per year?", "$19.99 a month"),
    ],
)
def test_a_plan_in_a_list_of_plans_has_its_own_price_and_its_source(
    analyst: Analyst, question: str, price: str
) -> None:
    answer = analyst.ask(question, thread=question)
    assert price in answer.text
    assert answer.citations


def test_a_price_that_the_article_assumes_is_said_to_be_its_assumption(analyst: Analyst) -> None:
    answer = analyst.ask("With 100 million subscribers at $500 a year, what is the revenue?")
    assert "500 dollars a year is the article's own assumption" in answer.text
    assert answer.citations[0].title == "Article, claim C46"


def test_a_bill_takes_the_price_just_told(analyst: Analyst, request: pytest.FixtureRequest) -> None:
    turns = (
        "What is the API price of DeepSeek V3.2 since December 2025?",
        "what would 100 million input and 20 million output tokens cost?",
        "and in yuan at 7.2?",
    )
    answers = [analyst.ask(turn, thread=request.node.name) for turn in turns]

    assert "**$36.40**" in answers[1].text
    assert "That is CNY 262.08." in answers[2].text
    assert "V3.2 price since Dec 2025" in answers[2].text
    assert answers[2].citations


def test_the_cheaper_of_two_plans_told_gives_the_price(
    analyst: Analyst, request: pytest.FixtureRequest
) -> None:
    turns = (
        "What do ChatGPT Plus and ChatGPT Pro cost a month?",
        "what would 5 million on the latter bring a year?",
        "and on the cheaper one?",
    )
    texts = [analyst.ask(turn, thread=request.node.name).text for turn in turns]

    assert "**$12 billion** a year: 5 million subscribers at $200 a month" in texts[1]
    assert "**$1.2 billion** a year: 5 million subscribers at $20 a month" in texts[2]


def test_a_list_price_said_without_its_period_has_that_of_the_product(analyst: Analyst) -> None:
    thread = "seats at their price"
    analyst.ask("How many paid seats has Microsoft 365 Copilot in April 2026?", thread=thread)
    assert analyst.ask("What is that a year at the $30 list price?", thread=thread).text.startswith(
        "**$7.2 billion** a year: 20 million"
    )
    more = analyst.ask("and with 25 million seats?", thread=thread)
    assert more.text.startswith("**$9 billion** a year: 25 million")


def test_the_period_of_another_price_is_asked(analyst: Analyst) -> None:
    analyst.ask("How many paid seats has Microsoft 365 Copilot?", thread="seats at another")
    assert analyst.ask("What would they bring at $31?", thread="seats at another").asked


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ChatGPT Plus一年多少美元？按7.2折成人民币呢？", "1,728元"),
        ("ChatGPT Plus每月多少美元？按7.2折成人民币呢？", "每月144元"),
        ("How many dollars a year is ChatGPT Plus, and in yuan at 7.2?", "CNY 1,728** a year"),
    ],
)
def test_a_price_is_converted_for_the_period_asked(
    analyst: Analyst, question: str, said: str
) -> None:
    assert said in analyst.ask(question).text
