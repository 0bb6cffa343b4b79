"""Rows at the foot of bills: what they are called, and which sum is told."""

import pytest

from agent import Analyst
from agent.offline.documents.parsed import units_of
from knowledge import Library

_OFFER = (
    "# Offer 7\n\n| Pos. | Description | Qty | Unit price | Total |\n| --- | --- | --- | --- | --- |\n"
    "| 1 | Licence | 25 | € 120.00 | € 3,000.00 |\n| 2 | Setup | 1 | € 800.00 | € 800.00 |\n"
    "|  |  |  | Net | € 3,800.00 |\n|  |  |  | VAT 25 % | € 950.00 |\n|  |  |  | Total | € 4,750.00 |\n"
)
_ORDER = (
    "<html><head><title>Order 55</title></head><body><main><h1>Order 55</h1><p>The Mill Cafe has its"
    " bread from the Fern bakery each morning before seven.</p><table><tr><th>Article</th><th>Pieces"
    "</th><th>Sum</th></tr><tr><td>Loaf</td><td>10</td><td>$40</td></tr><tr><td>Bun</td><td>100</td>"
    "<td>$50</td></tr><tr><td colspan=2>Subtotal</td><td>$90</td></tr><tr><td colspan=2>Delivery</td>"
    "<td>$5</td></tr><tr><td colspan=2>Total due</td><td>$95</td></tr></table></main></body></html>"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of an offer in Markdown and an order as a web page."""
    folder = tmp_path_factory.mktemp("bills")
    (folder / "offer.md").write_text(_OFFER, "utf-8")
    (folder / "order.html").write_text(_ORDER, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / "offer.md", folder / "order.html"]).failed
    return library


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the net total of the offer?", "Net, Total: **€ 3,800.00**"),
        ("What is the VAT of the offer?", "VAT 25 %, Total: **€ 950.00**"),
        ("What is the total of the offer?", "Total, Total: **€ 4,750.00**"),
        ("What does the setup cost in offer 7?", "Setup, Unit price: **€ 800.00**"),
        ("What is the total of order 55?", "Total due, Sum: **$95**"),
        ("What does the delivery of order 55 cost?", "Delivery, Sum: **$5**"),
    ],
)
def test_the_sum_that_is_named_is_told(store: Library, question: str, told: str) -> None:
    with Analyst(library=store, threads=":memory:") as analyst:
        assert told in analyst.ask(question).text


def _cells(text: str) -> list[str]:
    return [unit.text for unit in units_of(text) if unit.kind == "cell"]


def test_a_row_of_marks_with_blank_cells_is_no_table_set_by_spaces() -> None:
    assert not any("|" in cell for cell in _cells(_OFFER))


def test_a_label_in_any_column_or_over_several_names_its_sum() -> None:
    bill = "| Pos | Article | Qty | USD |\n| --- | --- | --- | --- |\n| 1 | Pen | 2 | 3.00 |\n"
    sums = "| Rebate | Rebate | Rebate | -1.00 |\n| | | To pay | 2.00 |\n| | Paid | | 5.00 |\n"
    told = ["Rebate, USD: -1.00", "To pay, USD: 2.00", "Paid, USD: 5.00"]
    assert [u.text for u in units_of(bill + sums) if u.is_sum] == told


@pytest.mark.parametrize(
    "row",
    ["| Fleet | | | phone |", "| Fleet | 5 | | |", "| | 5 | 50 GB | mail |", "| | | | mail |"],
)
def test_a_row_that_leaves_cells_blank_is_no_sum_for_that(row: str) -> None:
    table = "| Plan | Seats | Storage | Support |\n| --- | --- | --- | --- |\n| Crew | 10 | 50 GB | mail |\n"
    assert not any(unit.is_sum for unit in units_of(table + row))
