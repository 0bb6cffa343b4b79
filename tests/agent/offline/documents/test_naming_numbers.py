"""Numbers that name rows."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.judged import Judged
from agent.offline.documents.naming_numbers import without_naming_numbers
from agent.offline.documents.parsed import units_of
from agent.offline.documents.units import Source
from knowledge import Library


def _left(*rows: str) -> set[str]:
    """The columns of a table that count."""
    head, *others = rows
    rule = "|".join("---" for _ in head.split("|"))
    text = "\n".join(f"| {row} |" for row in (head, rule, *others))
    source = Source("d", "Book", "Book", "2024-03-01")
    judged = [Judged(unit, source, 0.0, 0.5, 0.5, fits=True) for unit in units_of(text)]
    return {one.unit.column for one in without_naming_numbers(judged)}


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        (("Order|Firm|Sum", "311|Elm|20", "317|Oak|30"), {"Firm", "Sum"}),
        (("Firm|Customer ID|Sum", "Elm|88|20", "Oak|91|30"), {"Firm", "Sum"}),
        (("Firm|Invoice no.|Sum", "Elm|88|20", "Oak|91|30"), {"Firm", "Sum"}),
        (("Parcel|Firm|Sum", "7|Elm|20", "8|Oak|30", "9|Fir|10"), {"Firm", "Sum"}),
        (("Month|Orders|No", "May|11|4", "June|12|5"), {"Month", "Orders", "No"}),
        (("Month|Boxes", "May|11", "June|12", "July|13"), {"Month", "Boxes"}),
        (("Year|Boxes", "2021|15", "2022|12", "2023|13"), {"Year", "Boxes"}),
    ],
    ids=["headed so", "an ID", "a number", "running", "counts", "counts that run on", "years"],
)  # fmt: skip
def test_only_numbers_that_name_rows_are_left_out(rows: tuple[str, ...], left: set[str]) -> None:
    assert _left(*rows) == left


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("bills")
    (folder / "bills.csv").write_text(
        "Invoice,Supplier,Date,Amount\n2004,Elm,2025-01-05,120\n2005,Oak,2025-01-20,80\n"
        "2006,Elm,2025-02-11,310\n2007,Fir,2025-03-02,45\n2008,Elm,2025-03-15,125\n",
        "utf-8",
    )
    library = Library.open(folder / "library")
    assert not library.ingest([folder / "bills.csv"]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the total amount of Elm's invoices?", "120 + 310 + 125 = 555"),
        ("What is the sum of invoices from Elm?", "120 + 310 + 125 = 555"),
        ("Which supplier has the largest invoice?", "Amount: **310**"),
    ],
)
def test_amounts_are_added_and_compared_not_the_numbers_of_invoices(
    analyst: Analyst, question: str, told: str
) -> None:
    assert told in analyst.ask(question).text
