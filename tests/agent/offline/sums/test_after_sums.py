"""A share of the last result, and the distance of two."""

from agent.offline.request import Request
from agent.offline.understanding import understand


def _last(*turns: str) -> Request:
    earlier: list[Request] = []
    for turn in turns:
        earlier += understand(turn, earlier)
    return earlier[-1]


def test_a_share_goes_off_the_sum_before() -> None:
    request = _last("75k subscribers, 49 dollars a month. Yearly?", "The app store keeps 15%. What is left?")  # fmt: skip

    assert request.topic == "revenue"
    assert request.arguments["less"] == ["15%"]
    assert request.arguments["subscribers"] == "75000"


def test_another_share_adds_and_a_corrected_one_replaces() -> None:
    turns = ["75k subscribers, 49 dollars a month. Yearly?", "The app store keeps 15%. What is left?"]  # fmt: skip

    assert _last(*turns, "And tax takes another 20%").arguments["less"] == ["15%", "20%"]
    assert _last(*turns, "No, the store keeps 30%").arguments["less"] == ["30%"]


def test_a_share_with_no_sum_before_is_not_invented() -> None:
    assert _last("The app store keeps 15%. What is left for us?").topic != "revenue"


def test_two_sums_are_set_apart() -> None:
    request = _last("50k subscribers at $10 a month, yearly?", "And at $12?", "How much more is that?")  # fmt: skip

    assert request.arguments["price"] == "12 USD/month"
    assert request.arguments["against"]["price"] == "10 USD/month"


def test_two_told_figures_are_looked_up_again_to_be_set_apart() -> None:
    request = _last(
        "Alibaba Cloud revenue in the June quarter of 2025?",
        "and the quarter after that",
        "so how many yuan more from one quarter to the next?",
    )

    assert request.arguments["kind"] == "difference"
    assert len(request.arguments["told"]) == 2
    assert Request.from_dict(request.to_dict()) == request
