import pytest

from agent.offline.sums.unknown_money import unknown_price
from agent.offline.understanding import understand
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("10 million subscribers at 500 zorkmids a month", "500 zorkmids/month"),
        ("10 million subscribers paying 20 XYZ per year", "20 XYZ/year"),
        ("2 million people pay 3 credits.", "3 credits"),
        ("1000万用户每月500星币", "500 星币/month"),
        ("10 million subscribers at $20 a month", None),
        ("10 million users paying 20 more a month", None),
        ("10 million users paying 20 a month", None),
        ("按7.2换成人民币", None),
        ("100 images for 3 people a day", None),
    ],
)
def test_a_price_in_money_unknown_here_is_told_as_it_stands(text: str, written: str | None) -> None:
    found = unknown_price(text, find_quantities(text))

    assert (found.written if found else None) == written


def test_such_a_price_makes_a_sum_of_it() -> None:
    (request,) = understand("10 million subscribers at 500 zorkmids a month")

    assert request.topic == "revenue"
    assert request.arguments["price"] == "500 zorkmids/month"
