"""Two things set against each other: a difference is made of a figure of each, the latest."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.reckoned import reckoned
from agent.offline.documents.sides import set_apart
from agent.offline.documents.units import Source, Unit
from agent.offline.documents.words import stems

_FIRMS = (("Elm", "2024-03-01", "20"), ("Elm", "2025-03-01", "25"), ("Oak", "2025-02-01", "18"))


def _held(question: str, text: str) -> frozenset[str]:
    return frozenset(stems(question)) & frozenset(stems(text))


def _sentences(question: str) -> list[Judged]:
    text = "The Team plan costs {} dollars per seat."
    return [
        Judged(Unit("sentence", 0, 9, text.format(price), f"{firm} prices"), Source(f"{firm}{day}", f"{firm} prices", f"{firm} prices", day), 0.0, 0.5, 0.5, fits=True, held=_held(question, f"{firm} {text}"))
        for firm, day, price in _FIRMS
    ]  # fmt: skip


def _cells(question: str) -> list[Judged]:
    return [
        Judged(Unit("cell", 0, 9, price, f"{firm} prices", label="Team", column="Price", value=price, table=0, row=0), Source(f"{firm}{day}", f"{firm} prices", f"{firm} prices", day), 0.0, 0.5, 0.5, fits=True, held=_held(question, f"{firm} Team plan"))
        for firm, day, price in _FIRMS
    ]  # fmt: skip


@pytest.mark.parametrize("documents", [_sentences, _cells])
@pytest.mark.parametrize(
    "question",
    [
        "How much more does Elm charge than Oak for the Team plan?",
        "By how much is Elm's Team plan dearer than Oak's?",
        "How much cheaper is the Team plan at Oak than at Elm?",
        "What is the difference in price between the Team plans of Elm and Oak?",
    ],
)
def test_a_difference_of_two_firms_is_made_of_a_figure_of_each(question: str, documents) -> None:  # pyright: ignore
    found = reckoned(asked_in(question), documents(question))  # pyright: ignore
    differences = {one.reckoning.values for one in found if one.reckoning.operation == "difference"}
    assert differences == {("18", "25")}


def test_of_a_firm_that_nothing_is_told_of_there_is_no_difference() -> None:
    question = "How much more does Elm charge than Ash for the Team plan?"
    found = reckoned(asked_in(question), _sentences(question))
    assert not [one for one in found if one.reckoning.operation == "difference"]


def test_a_rise_of_one_firm_is_made_of_its_two_years() -> None:
    question = "How much more did the Team plan of Elm cost in 2025 than in 2024?"
    found = reckoned(asked_in(question), _sentences(question))
    assert {one.reckoning.values for one in found if one.reckoning.operation == "difference"} == {("20", "25")}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "two"),
    [
        ("How many more visited the Harbour Museum than the Town Museum?", ({"harbour"}, {"town"})),
        ("Is Elm's Team plan dearer than its Solo plan?", ({"elm", "team"}, {"solo"})),
        ("Elm 比 Oak 贵多少？", ({"elm"}, {"oak"})),
        ("How much more did Elm charge in May than in April?", None),
        ("How much did Hall B and the garden cost?", None),
    ],
)
def test_names_on_either_side_of_than_are_set_apart(
    question: str, two: tuple[set[str], set[str]] | None
) -> None:
    found = set_apart(asked_in(question))
    assert (found and tuple(map(set, found))) == two
