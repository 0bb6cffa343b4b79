import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.tokens import tokens


@pytest.mark.parametrize(("share", "total"), [("70%", "24.625"), ("0%", "32.5"), ("100%", "21.25")])
def test_the_cached_share_of_the_input_has_its_own_price(share: str, total: str) -> None:
    report = calculate(
        "tokens",
        input_tokens="10M",
        output_tokens="2M",
        cached_share=share,
        input_price="1.25 USD",
        cached_price="0.125 USD",
        output_price="10 USD",
    )

    assert report.to_dict()["total"] == total


def test_a_cached_share_needs_an_input_to_be_one_of() -> None:
    with pytest.raises(CannotCalculate, match="cached share"):
        calculate("tokens", output_tokens="2M", output_price="10 USD", cached_share="70%", cached_price="1 USD")  # fmt: skip


def test_a_bill_converted_at_a_stated_rate_says_the_other_currency_too() -> None:
    report = calculate(
        "tokens",
        input_tokens="100M",
        output_tokens="20M",
        input_price="$0.28",
        output_price="$0.42",
        rate="CNY=7.2",
    )

    assert report.sentence().endswith("That is CNY 262.08.")
    assert report.sentence("zh").endswith("折合262.08元。")


def test_a_discount_is_on_all_or_on_the_share_that_is_named() -> None:
    whole = tokens("10M", "1M", input_price="$2", output_price="$10", discount="50%")
    part = tokens(
        "10M", "1M", input_price="$2", output_price="$10", discount="50%", discounted_share="40%"
    )

    assert whole.to_dict()["total"] == "15"
    assert part.to_dict()["total"] == "24"
    assert "less 20 %" in part.sentence("en")


def test_of_many_requests_the_price_of_one_is_told() -> None:
    report = tokens("2000", "500", input_price="$2", output_price="$8", requests="60000")

    assert "$0.008 a request" in report.sentence("en")
