"""The amounts of a question as the tagger sees them."""

from agent.offline.sums.tagged.items import Item, items_in
from agent.quantities import find_quantities


def _items(text: str) -> list[Item]:
    found = items_in(text, find_quantities(text))
    assert found is not None
    return found


def test_amounts_of_every_sort_come_in_their_order() -> None:
    found = _items("A third of 60,000 rowers pay $12 a month for two years; 3M tokens a day go in.")
    assert [item.sorts[0] for item in found] == ["share", "count", "money", "length", "tokens"]
    assert [item.written for item in found] == ["1/3", "60000", "12", "2", "3000000"]
    assert (found[2].price, found[2].money) == ("12 USD/month", "12 USD")
    assert found[4].per == "day"


def test_a_price_lends_its_period_to_one_without() -> None:
    assert [i.price for i in _items("from $10 a month to $12")] == ["10 USD/month", "12 USD/month"]


def test_a_number_below_nothing_keeps_its_sign() -> None:
    assert _items("minus 40,000 licences at $95 a year")[0].written == "-40000"


def test_what_no_part_is_made_of_leaves_the_question_unread() -> None:
    text = "a 24 GB card with 81 frames for $5"
    assert items_in(text, find_quantities(text)) is None


def test_calls_are_counted_by_their_period() -> None:
    calls = _items("250 calls a day, 8,000 tokens each")[0]
    assert (calls.sorts, calls.written, calls.per) == (("count",), "250", "day")
