"""Changes that are tried on one sum in turn, told from questions that merely hold an "if"."""

import pytest

from agent.offline.sums.what_ifs import cases_in, read_cases

_BASE = {"subscribers": "1000000", "price": "10 USD/month"}


def test_each_change_is_read_alone_and_both_together() -> None:
    apart = cases_in("1M subs at $10 a month. What if the price goes up $2? If 5% leave? And both?")

    assert apart is not None
    cases = read_cases(apart[1], _BASE)
    assert cases is not None
    assert [case.moves for case in cases] == [
        {"price_to": "12 USD"},
        {"loss_once": "5%"},
        {"price_to": "12 USD", "loss_once": "5%"},
    ]


@pytest.mark.parametrize(
    ("said", "moves"),
    [
        ("if we cut the price by 10%", {"price_change_once": "-10%"}),
        ("what if the price were $14", {"price_to": "14 USD"}),
        ("if we gain 50,000 subscribers", {"subscribers_to": "1050000"}),
        ("if a tenth of them leave", {"loss_once": "10%"}),
        ("8% fewer users", {"loss_once": "8%"}),
    ],
)
def test_what_a_case_changes(said: str, moves: dict[str, str]) -> None:
    cases = read_cases([said], _BASE)

    assert cases is not None
    assert cases[0].moves == moves


@pytest.mark.parametrize(
    "text",
    [
        "If 5% of 2 million users pay $10 a month, what do we earn?",
        "2M subs at $9 a month. What is revenue if 3% churn monthly? And if 5% churn monthly?",
        "If we have 2 million users and if 5% pay $10 a month, what is that a year?",
    ],
)
def test_what_is_no_change_tried_in_turn(text: str) -> None:
    assert cases_in(text) is None


@pytest.mark.parametrize(
    "question",
    [
        "1M people pay $10 a month. Yearly revenue if we (1) cut the price 10%, (2) win 20% more subscribers, (3) do both?",
        "100万用户每月付10元。如果(1)降价10%，(2)用户增加20%，(3)两者都做，年收入各是多少？",
    ],
)
def test_numbers_in_brackets_open_the_cases(question: str) -> None:
    apart = cases_in(question)

    assert apart is not None
    cases = read_cases(apart[1], _BASE)
    assert cases is not None
    assert [case.moves for case in cases] == [
        {"price_change_once": "-10%"},
        {"growth_once": "20%"},
        {"price_change_once": "-10%", "growth_once": "20%"},
    ]
