import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate


def test_a_contract_is_spread_and_bookings_are_told_from_revenue() -> None:
    report = calculate("contract", value="300bn USD", years="5")

    assert report.total == 60_000_000_000
    assert any("Bookings are what is signed" in note for note in report.cautions)


def test_a_contract_without_a_length_is_refused() -> None:
    with pytest.raises(CannotCalculate, match="length in years"):
        calculate("contract", value="300bn USD", years="0")
