"""Parts of a base: who is billed by the year at a discount, what share of revenue is lifted."""

from agent.offline.understanding import understand


def test_a_discount_for_some_leaves_the_others_at_the_list_price() -> None:
    (request,) = understand(
        "2 million subscribers at $25 a month; 40% take annual billing with 15% off. Yearly revenue?"
    )
    yearly, monthly = request.arguments["plans"]

    assert (yearly["share"], yearly["discount"]) == ("40%", "15%")
    assert "discount" not in monthly


def test_a_discount_for_all_stays_one_price() -> None:
    (request,) = understand("2 million subscribers at $25 a month with a 15% discount: revenue?")

    assert request.arguments["price_change_once"] == "-15%"


def test_only_the_share_that_is_of_the_amount_is_the_part() -> None:
    (request,) = understand("A 10% uplift on a quarter of AWS's $108bn adds how much?")

    assert (request.arguments["share"], request.arguments["rates"]) == ("1/4", ["10%"])
