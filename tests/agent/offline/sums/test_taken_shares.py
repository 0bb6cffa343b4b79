import pytest

from agent.offline.sums.taken_shares import taken_shares
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("The app store keeps 15%.", ["15%"]),
        ("Apple takes 30% and tax takes a fifth of the rest", ["30%", "1/5"]),
        ("half goes to the partner", ["1/2"]),
        ("less a 12% commission", ["12%"]),
        ("We get 30% of what our reseller takes in", ["70%"]),
        ("平台抽成三成", ["30%"]),
        ("渠道分成25%", ["25%"]),
        ("80% take the Go plan at $8", []),
        ("churn takes 3% a month", []),
        ("Half of 10 million users pay $5 a month", []),
        ("growing 20% a year", []),
    ],
)
def test_a_share_is_taken_where_somebody_takes_it(text: str, shares: list[str]) -> None:
    taken = taken_shares(text, find_quantities(text))

    assert taken.shares == shares


def test_a_share_in_words_is_blanked_for_those_who_read_on() -> None:
    taken = taken_shares("tax takes a fifth of it", [])

    assert "fifth" not in taken.text
    assert len(taken.text) == len("tax takes a fifth of it")
