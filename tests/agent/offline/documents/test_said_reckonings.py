"""What a price makes with a number that the question says, and with the time for which it asks."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.sentence_reckonings import of_sentences
from agent.offline.documents.units import Source, Unit
from knowledge import Library


def _products(question: str, unit: Unit) -> set[tuple[str, ...]]:
    source = Source("d", "Tariff", "Tariff", "2024-03-01")
    told = [Judged(unit, source, 0.0, 0.5, 0.5, fits=True)]
    return {one.values for one in of_sentences(asked_in(question), told) if one.operation == "product"}  # fmt: skip


def _sentence(text: str, heading: str = "") -> Unit:
    return Unit("sentence", 0, len(text), text, heading)


def _cell(column: str, value: str, heading: str = "") -> Unit:
    return Unit("cell", 0, 9, value, heading, label="Elm", column=column, value=value, table=0, row=0)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "unit", "values"),
    [
        ("What do 10 users of Elm cost per year?", _sentence("Elm costs $25 per user per month."), ("25", "10", "12")),
        ("What do ten seats cost for a quarter?", _sentence("A seat is 8 euros monthly."), ("8", "10", "3")),
        ("What do 40 GB cost for two years?", _sentence("Storage is $0.5 per GB per month."), ("0.5", "40", "2", "12")),
        ("What do 3 vans cost for 2 weeks?", _sentence("We let vans at €60 a day each."), ("60", "3", "2", "7")),
        ("What do 5 people pay for half a year?", _sentence("The fee is 20 dollars for each person.", "Monthly fees"), ("20", "5", "6")),
        ("What do 7 licences cost annually?", _cell("Price per seat per month", "$12"), ("12", "7", "12")),
        ("What do 7 seats cost in a quarter?", _cell("Price", "$12 / seat / month"), ("12", "7", "3")),
        ("What do 7 seats cost a year?", _cell("Price", "12", "Prices per seat and month"), ("12", "7", "12")),
        ("10个用户一年多少钱？", _sentence("每用户每月25元。"), ("25", "10", "12")),
        ("3个席位半年多少钱？", _sentence("每个席位每月8元。"), ("8", "3", "6")),
        ("What does Elm cost for 3 years?", _sentence("Elm costs $25 a month."), ("25", "3", "12")),
        ("What do 4 tents cost for 4 days?", _sentence("A tent costs €9 per day."), ("9", "4", "4")),
    ],
)  # fmt: skip
def test_a_price_is_brought_to_the_time_asked(
    question: str, unit: Unit, values: tuple[str, ...]
) -> None:
    assert _products(question, unit) == {values}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What do 10 seats cost a month?", "A seat costs 120 dollars a year."),
        ("What do 10 guards cost for a month?", "A guard costs 90 euros a day."),
        ("What do 10 users of Elm cost a year?", "Elm costs 100 dollars a year."),
    ],
    ids=["a yearly price", "months of days", "one price for all"],
)
def test_a_price_that_is_no_such_times_paid_makes_no_sum(question: str, text: str) -> None:
    assert not _products(question, _sentence(text))


@pytest.mark.parametrize(
    ("question", "unit", "values"),
    [
        ("What do 3 million tokens of Elm cost?", _cell("Input ($/1M tokens)", "2.00"), {("2.00", "3")}),
        ("What do 20M output tokens cost?", _cell("Output", "$8 / MTok"), {("8", "20")}),
        ("What do 500,000 input tokens cost?", _sentence("Elm costs $2 per million input tokens."), {("2", "0.5")}),
        ("What do 5,000 calls cost?", _cell("Price", "$0.4", "Prices per 1,000 calls"), {("0.4", "5")}),
        ("What do 40 cups cost?", _sentence("Cups cost €9 per 20 pieces."), {("9", "2")}),
        ("What do 30 cups cost?", _sentence("Cups cost €9 per 20 pieces."), set[tuple[str, str]]()),
        ("What do 3 million tokens cost?", _cell("Price", "$2"), set[tuple[str, str]]()),
        ("What do 2 million tokens cost?", _cell("Price per token", "$0.1"), {("0.1", "2000000")}),
        ("What do 3 million tokens of oak-2 cost?", _sentence("The elm-1 costs $2 per million tokens."), set[tuple[str, str]]()),
        ("What do 30 users cost?", _cell("Users", "50", "Prices"), set[tuple[str, str]]()),
        ("What do 30 users cost a year?", _cell("Users", "50", "Prices per user and month"), set[tuple[str, str]]()),
        ("What do 30 users cost a year?", _cell("Price", "12", "Prices per user and month, billed yearly"), {("12", "30", "12")}),
    ],
)  # fmt: skip
def test_a_price_is_taken_as_often_as_so_many_are_bought(
    question: str, unit: Unit, values: set[tuple[str, ...]]
) -> None:
    assert _products(question, unit) == values


def test_several_times_that_are_known_are_no_length() -> None:
    bus = _sentence("The old bus was sold for £18,400.", "Donors by month")
    assert ("18400", "3", "3") not in _products("How many came in the three quarters together?", bus)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("What do 7 licences cost?", ("40", "7")),
        ("What do 4 day tickets cost?", ("40", "4")),
        ("What do 7 licences a year cost?", ("40", "7")),
    ],
)
def test_what_is_paid_once_is_taken_as_often_as_it_is_bought(
    question: str, values: tuple[str, ...]
) -> None:
    assert values in _products(question, _sentence("A licence or ticket costs €40."))


def test_the_price_of_the_latest_table_is_taken_whichever_row_is_likelier() -> None:
    told = [
        Judged(_cell("Price per seat and month", price), Source(day, "Elm tariff", "Elm tariff", day), score, 0.5, 0.5, fits=True)
        for price, day, score in (("12", "2024-04-01", 2.0), ("14", "2025-04-01", 0.5))
    ]  # fmt: skip
    asked = asked_in("What do 20 seats of Elm cost a year?")
    made = {one.values for one in of_sentences(asked, told) if one.operation == "product"}
    assert made == {("14", "20", "12")}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("prices")
    (folder / "heron.md").write_text(
        "# Heron prices\n\nThe wren-2 model of Heron costs $3 per million input tokens and $9 per million output tokens.\n\nThe Reed plan of Heron costs $30 per editor per month.\n\n"
        "The Moss plan of Heron costs 900 euros a year.\n\nHeron archives cost $0.20 per GB per month.\n",
        "utf-8",
    )
    library = Library.open(tmp_path_factory.mktemp("prices-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What do 8 editors on Heron's Reed plan cost a year?", "30 × 8 × 12 = 2880"),
        ("What does the Reed plan of Heron cost in a quarter for 8 editors?", "30 × 8 × 3 = 720"),
        ("What do 300 GB of Heron archives cost for a year?", "0.2 × 300 × 12 = 720"),
        ("What does the Reed plan of Heron cost per year?", "30 × 12 = 360"),
        ("What do 4 million input tokens of Heron's wren-2 cost?", "3 × 4 = 12"),
    ],
)
def test_the_sum_told_is_of_all_that_is_asked(analyst: Analyst, question: str, told: str) -> None:
    assert told in analyst.ask(question).text


def test_where_the_plan_asked_makes_no_sum_that_of_another_is_not_told(analyst: Analyst) -> None:
    assert "30 ×" not in analyst.ask("What does the Moss plan of Heron cost for 8 editors a month?").text  # fmt: skip


def test_tokens_of_two_prices_make_no_sum_of_one(analyst: Analyst) -> None:
    question = "What do 4 million input tokens and 1 million output tokens of wren-2 cost?"
    told = analyst.ask(question).text
    assert "=" not in told
