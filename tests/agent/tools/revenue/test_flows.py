"""People who join by number month by month, against fractions added up by another loop."""

from fractions import Fraction

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.flows import flow


def _by_hand(
    start: int, price: Fraction, months: int, added: int, churn: Fraction, *, yearly: bool = False
) -> Fraction:
    people, total = Fraction(start), Fraction(0)
    for month in range(1, months + 1):
        total += people * price
        people *= 1 - churn
        people += added if not yearly or month % 12 == 0 else 0
    return total


@pytest.mark.parametrize(("start", "added", "churn", "months"), [(1_000_000, 300_000, 0, 12), (50_000, 7_000, 3, 30), (80, 1, 25, 7)])  # fmt: skip
def test_joiners_of_a_month_pay_from_the_next_month_on(
    start: int, added: int, churn: int, months: int
) -> None:
    report = flow(
        str(start),
        "10 USD/month",
        added=f"{added}/month",
        churn=f"{churn}%/month" if churn else None,
        months=months,
    )

    expected = _by_hand(start, Fraction(10), months, added, Fraction(churn, 100))
    assert abs(Fraction(report.total) - expected) < Fraction(1, 10**20)


def test_joiners_of_a_year_step_at_the_years_start_from_year_2() -> None:
    report = flow("10M", "20 USD/month", added="2M/year", years=3)

    assert Fraction(report.total) == _by_hand(10**7, Fraction(20), 36, 2 * 10**6, Fraction(0), yearly=True)  # fmt: skip
    assert [period.subscribers for period in report.periods] == [10**7, 12 * 10**6, 14 * 10**6]


def test_those_who_leave_by_number_are_never_fewer_than_nobody() -> None:
    report = flow("100k", "1 USD/month", added="-60000/month", months=4)

    assert report.total == 100_000 + 40_000
    assert report.details["remaining"] == 0


def test_a_number_a_quarter_is_spread_over_its_months_and_said() -> None:
    report = flow("10M", "15 USD/month", added="500000/quarter", years=2)

    assert report.to_dict()["total"] == "4290000000"
    assert any("a quarter is" in note for note in report.assumptions)


def test_the_trace_adds_up_to_the_total() -> None:
    report = flow("1M", "10 USD/month", added="300000/month", months=12)
    months = [step for step in report.trace if step.step.startswith("revenue in month")]

    assert sum(step.value for step in months) == report.total == report.trace[-1].value


@pytest.mark.parametrize(("target", "month"), [("100M USD", "1"), ("101M USD", "2"), ("1bn USD", "10"), ("1000000001 USD", "11")])  # fmt: skip
def test_the_month_found_is_the_first_that_reaches_the_sum(target: str, month: str) -> None:
    report = calculate(subscribers="5M", price="20 USD/month", target=target, solve="months")

    assert report.to_dict()["solved"] == {"name": "months", "value": month, "unit": "months"}


def test_a_sum_that_dwindling_payers_never_reach_is_one_sentence() -> None:
    with pytest.raises(CannotCalculate, match="not reached within 1200 months"):
        flow("1000", "10 USD/month", churn="10%/month", target="1bn USD")


@pytest.mark.parametrize(
    ("given", "said"),
    [({"added": "300000"}, "people a period"), ({"added": "5%/month"}, "people a period"), ({"churn": "3%"}, "period"),
     ({"target": "1bn USD/year"}, "cumulative"), ({"months": "1.5"}, "whole number")],
)  # fmt: skip
def test_bad_input_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(CannotCalculate, match=said):
        flow("1M", "10 USD/month", **given)  # type: ignore[arg-type]


def test_subscribers_are_not_sought_beside_joiners() -> None:
    with pytest.raises(CannotCalculate, match="months to a target"):
        calculate(price="10 USD/month", subscribers="1M", added="1000/month", target="1bn USD", solve="price")  # fmt: skip
