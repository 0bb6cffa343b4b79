"""A target reached either way: by more payers or by a higher price."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.reach import EITHER, reach


def test_both_ways_reach_the_target_and_each_step_names_the_other_input() -> None:
    report = calculate(subscribers="100M", price="$20/mo", target="$80bn", solve=EITHER)
    more, dearer = report.details["solutions"]
    assert float(more.value) * 20 * 12 == pytest.approx(80e9)
    assert float(dearer.value) * 100e6 * 12 == pytest.approx(80e9)
    formulas = [step.formula for step in report.trace if "target" in step.step]
    assert formulas == ["80000000000 ÷ (20 × 12)", "80000000000 ÷ (100000000 × 12)"]
    assert "Or **$66.67 a month**" in report.markdown()
    assert "80,000,000,000 ÷ (100,000,000 × 12)" in report.markdown()
    assert "或者**每月66.67美元**" in report.markdown("zh")


def test_growth_moves_both_ways() -> None:
    report = reach("100M", "$20/mo", target="$80bn", growth="20%/yr", years=2)
    more, dearer = report.details["solutions"]
    assert float(more.value) == pytest.approx(80e9 / (240 * 2.2))
    assert float(dearer.value) == pytest.approx(80e9 / (100e6 * 12 * 2.2))


@pytest.mark.parametrize("given", [("100M", None), (None, "$20/mo")])
def test_one_input_alone_is_refused_in_a_sentence(given: tuple[str | None, str | None]) -> None:
    with pytest.raises(CannotCalculate, match="the subscribers and the price as they are"):
        reach(*given, target="$80bn")
