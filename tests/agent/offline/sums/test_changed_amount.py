"""Which amount of an earlier sum a bare number takes the place of."""

import pytest

from agent.offline.sums.amounts import sort
from agent.offline.sums.changed_amount import bare_change, last_changed
from agent.quantities import find_quantities

OLD = {"kind": "subscriptions", "subscribers": "2000000", "price": "35 USD/month"}


@pytest.mark.parametrize(
    ("text", "old", "changed"),
    [
        ("what if they paid 45?", OLD, {"price": "45 USD/month"}),
        ("and with 3000000?", OLD, {"subscribers": "3000000"}),
        ("sorry, 40", {**OLD, "changed": "subscribers"}, {"subscribers": "40000000"}),
        ("no, 5", {**OLD, "changed": "subscribers"}, {"subscribers": "5000000"}),
        ("sorry, 4", {**OLD, "churn": "3%/month", "changed": "churn"}, {"churn": "4%/month"}),
        ("15% instead?", {**OLD, "growth": "10%/year"}, {"growth": "15%/year"}),
        ("with 12% churn", {**OLD, "growth": "10%/year"}, {}),
        ("in yuan at 7.1", OLD, {}),
        ("不对，是40", {**OLD, "changed": "price"}, {"price": "40 USD/month"}),
    ],
)
def test_a_bare_number_takes_the_place_of(
    text: str, old: dict[str, str], changed: dict[str, str]
) -> None:
    assert bare_change(text, sort(find_quantities(text), text), old) == changed


def test_two_changes_leave_no_single_one_to_correct() -> None:
    assert last_changed({"price": "1 USD", "subscribers": "2"}) is None
