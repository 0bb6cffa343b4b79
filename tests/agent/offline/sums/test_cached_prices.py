"""A price of cached input that is said as a part of the input's."""

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    "question",
    [
        "Each call has a 9,000-token prompt, 6,000 of it cached at a tenth of the $4 rate, and 500 tokens out at $12 (per million). Cost of a call?",
        "A request has 9,000 tokens in, 6,000 of them cached at 10% of the $4 price, and 500 tokens out at $12 (per million). Its cost?",
    ],
)
def test_a_part_of_the_price_is_that_of_the_cache(question: str) -> None:
    (request,) = understand(question)

    assert request.missing is None
    wanted = {"input_price": "4", "cached_price": "0.4", "output_price": "12"}
    for name, price in wanted.items():
        assert request.arguments[name] == f"{price} USD/million tokens"
    assert request.arguments["cached_share"] == "6000/9000"
