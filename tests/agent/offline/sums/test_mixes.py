"""Parts of all payers by their shares, from the words to exact figures."""

from decimal import Decimal

import pytest

from agent.offline.sums.taken_arguments import sum_taken
from agent.offline.understanding import understand
from agent.tools.revenue.calculate import calculate


def _results(question: str) -> list[Decimal]:
    (request,) = understand(question)
    report = calculate(**sum_taken(request)).to_dict()
    return [Decimal(str(value)) for value in report["results"].values()]


@pytest.mark.parametrize(
    "question",
    [
        "80% will take our $5 tier and 20% the $30 one (monthly). How many users until we make $6m a year?",
        "Four fifths pay $5 a month, the rest $30. Customers needed for $6 million ARR?",
        "For $6,000,000 of revenue per year, how many subscribers do we need if 80% pay $5 monthly and 20% pay $30?",
        "八成用户每月5美元，两成每月30美元，要达到年收入600万美元需要多少用户？",
    ],
)
def test_plans_by_shares_lead_to_a_target_together(question: str) -> None:
    assert Decimal(50_000) in _results(question)


@pytest.mark.parametrize(
    "question",
    [
        "20,000 members at $10 a month. 75% join through the store, which keeps 20%, the others by card, which costs 4%. What's left a year?",
        "20k subscribers paying $10/mo; 75% pay via the store (20% cut), 25% on our site (4% fee). Net per year?",
        "We have 20,000 payers at $10 a month. Three quarters come over a marketplace taking 20% and the rest directly, where fees are 4%. Our net annual revenue?",
        "2万会员每月10美元，75%走应用商店抽成20%，其余走网页手续费4%，一年净收入多少？",
    ],
)
def test_each_channel_keeps_its_own_share(question: str) -> None:
    assert Decimal(2_016_000) in _results(question)


@pytest.mark.parametrize(
    "question",
    [
        "70% of 40,000 users pay $10 a month and 20% pay $25. Annual revenue?",
        "60% pay $10 a month and 30% $25. How many subscribers for $100M a year?",
        "10,000 members at $10 a month. The store keeps 30% and the tax man takes 20%. What is left a year?",
    ],
)
def test_parts_that_are_not_all_are_no_mix(question: str) -> None:
    (request,) = understand(question)

    assert "left_in_all" not in str(request.arguments)
    assert "subscribers_needed" not in str(request.arguments)


@pytest.mark.parametrize(
    "question",
    [
        "20% of users cost $30 a month, the other 80% cost $5, all pay $15. Margin per user and in per cent?",
        "A fifth of our customers cost us $30 a month and the rest $5; everyone pays $15. What's the average margin?",
        "两成用户每月成本30元，其余八成成本5元，每人都付15元。平均每用户毛利和毛利率？",
    ],
)
def test_parts_that_cost_their_own_leave_a_margin_of_one_price(question: str) -> None:
    results = _results(question)

    assert results[0] == 5
    assert round(results[1], 4) == Decimal("0.3333")


def test_a_price_a_year_is_brought_to_the_period_of_the_costs() -> None:
    question = "40% of users cost $10 a month, the rest $5, everyone pays $120 a year. Margin each?"

    assert _results(question) == [36, Decimal("0.3")]
