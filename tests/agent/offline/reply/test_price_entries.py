"""The prices that a sheet's figures hold."""

from decimal import Decimal

from agent.offline.reply.price_entries import entries_in, named_in, of_variant


def test_pairs_are_input_and_output_of_a_variant_and_a_cache_list_goes_with_them() -> None:
    figures = {"chat": [0.2, 1], "reasoner": [0.5, 2], "cache": [0.05, 0.1]}
    found = of_variant(entries_in(figures, "dollars per million tokens"), named_in("R1"))

    assert {e.side: e.value for e in found} == {"input": Decimal("0.5"), "output": Decimal(2), "cached": Decimal("0.1")}  # fmt: skip


def test_the_fullest_variant_named_is_meant_and_another_is_not() -> None:
    figures = {"pro_usd_month": 11, "pro_plus_usd_month": 37, "pro_plus_usd_year": 370}
    entries = entries_in(figures, "Pro 11 dollars a month, Pro+ 37 or 370 a year")

    assert [e.value for e in of_variant(entries, named_in("Helper Pro+"))] == [37, 370]
    assert [e.value for e in of_variant(entries, named_in("Helper Pro"))] == [11]
    assert of_variant(entries, named_in("Helper Business")) == []


def test_what_is_no_price_of_the_thing_is_left_out() -> None:
    figures = {"usd_month": 20, "usd_month_annual": 16, "before_usd_year": 100, "min_seats": 2}
    found = entries_in(figures, "20 dollars a month")

    assert [(e.value, e.is_annual) for e in found] == [(20, False), (16, True)]
