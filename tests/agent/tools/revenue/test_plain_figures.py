"""Plain figures of a table: every operation, with the formula that is shown."""

import pytest

from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.errors import CannotCalculate


@pytest.mark.parametrize(
    ("operation", "values", "result", "formula"),
    [
        ("change", ["200", "225"], "12.5", "225 ÷ 200 − 1 = 12.5 %"),
        ("change", ["51500", "49440"], "-4", "49440 ÷ 51500 − 1 = -4 %"),
        ("difference", ["5120", "5700"], "580", "5700 − 5120 = 580"),
        ("difference", ["-3", "2"], "5", "2 − -3 = 5"),
        ("share", ["520", "1300"], "40", "520 ÷ 1300 = 40 %"),
        ("ratio", ["50", "125"], "2.5", "125 ÷ 50 = 2.5"),
        ("mean", ["96.8", "58.9", "50.0", "94.3"], "75", "(96.8 + 58.9 + 50 + 94.3) ÷ 4 = 75"),
        ("rest", ["14,200", "6000", "3500"], "4700", "14200 − 6000 − 3500 = 4700"),
        ("product", ["0.15", "640"], "96", "0.15 × 640 = 96"),
        ("sum", ["1,000", "0", "2.5"], "1002.5", "1000 + 0 + 2.5 = 1002.5"),
        ("change", ["19.6 million", "22.0 million"], None, "22000000 ÷ 19600000 − 1 = 12.24 %"),
    ],
)
def test_a_result_comes_with_the_formula_that_redoes_it(
    operation: str, values: list[str], result: str | None, formula: str
) -> None:
    made = calculate(kind="figures", operation=operation, values=values).to_dict()
    assert made["formula"] == formula
    assert result is None or made["result"] == result


def test_the_unit_stands_behind_the_result_but_for_a_ratio() -> None:
    assert "**75 GWh**" in calculate(
        kind="figures", operation="mean", values=["70", "80"], unit="GWh"
    ).sentence("en")
    ratio = calculate(kind="figures", operation="ratio", values=["2", "4"], unit="kg")
    assert "**2**" in ratio.sentence("en")


@pytest.mark.parametrize(
    ("operation", "values"),
    [("change", ["0", "5"]), ("share", ["5", "0"]), ("change", ["5"]), ("mean", []), ("median", ["1"])],
)  # fmt: skip
def test_what_cannot_be_reckoned_is_refused(operation: str, values: list[str]) -> None:
    with pytest.raises(CannotCalculate):
        calculate(kind="figures", operation=operation, values=values)
