import pytest

from agent.offline.sums.amounts import sort
from agent.offline.sums.sought_rates import sought_rate
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("What share of 8 billion people must pay $240 a year to earn $1 trillion?", "paying_share"),
        ("What discount on $20 a month gives $10bn a year at 50 million subscribers?", "price_change"),
        ("How fast must 50 million subscribers at $20 a month grow to earn $30bn in year 5?", "growth"),
        ("What churn can 10 million subs at $20 a month stand and still bring $2bn?", "churn"),
        ("5000万用户，每月20美元打几折年收入才是100亿美元？", "price_change"),
        ("What share of $1 trillion would 100 million subscribers at $240 a year be?", None),
        ("$37 billion run rate, 20 million seats at $30: what share would the seats be?", None),
        ("How many subscribers at $20 a month bring $10bn a year?", None),
    ],
)  # fmt: skip
def test_a_rate_is_sought_where_all_else_is_given(text: str, rate: str | None) -> None:
    assert sought_rate(text, sort(find_quantities(text), text)) == rate
