import pytest

from agent.offline.sums.asserted import agrees, asserted_sum


@pytest.mark.parametrize(
    ("claim", "price", "stated", "per"),
    [
        ("100 million subscribers at $500 translate to $50 billion.", "500 USD/year", "5E+10", "year"),
        ("30 million users paying 10 dollars monthly adds up to 3.6 billion dollars a year",
         "10 USD/month", "3.6E+9", "year"),
        ("1.5 million seats at £24 a month come to £36m per month", "24 GBP/month", "36E+6", "month"),
        ("5000万用户每月付30元，一年就是180亿元", "30 CNY/month", "1.8E+10", "year"),
    ],
)  # fmt: skip
def test_a_claim_that_states_a_sum_is_taken_apart(claim, price, stated, per):
    found = asserted_sum(claim)
    assert (found["sum"]["price"], found["per"]) == (price, per)
    assert float(found["stated"]) == float(stated)


@pytest.mark.parametrize(
    "claim",
    [
        "OpenAI has 35 million subscribers and makes 20 billion dollars",
        "Nano Banana is popular",
        "Plus costs $20 a month and Pro is $200",
        "Subscribers bring in $50 billion",
    ],
)
def test_other_claims_state_no_sum(claim):
    assert asserted_sum(claim) == {}


@pytest.mark.parametrize(
    ("stated", "per", "total", "says"),
    [
        ("48000000000", "year", "48000000000", True),
        ("50000000000", "year", "48000000000", False),
        ("4000000000", "month", "48000000000", True),
        ("43", "year", "43.2", True),
        ("41", "year", "43.2", False),
    ],
)
def test_a_rounded_result_is_right_and_another_is_not(stated, per, total, says):
    claim = {"stated": stated, "unit": "USD", "per": per}
    assert agrees(claim, {"total": total, "currency": "USD"}) is says
    assert agrees(claim, {"total": total, "currency": "EUR"}) is None
