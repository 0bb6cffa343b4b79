import pytest

from agent.tools.claims.figures import figures_in, with_verb


@pytest.mark.parametrize(
    ("text", "unit", "bound"),
    [
        ("more than 30%", "percent", 1),
        ("仅 20 美元", "USD", -1),
        ("about 5 dollars", "USD", 0),
        ("月活20亿", "people", 0),
        ("monthly users: 345 million", "people", 0),
        ("版本 20亿", None, 0),
        ("people aged 81", None, 0),
    ],
)
def test_a_figure_has_its_bound_and_what_it_counts(text: str, unit: str, bound: int) -> None:
    (figure,) = figures_in(text, {})
    assert (figure.unit, figure.bound) == (unit, bound)


def test_each_figure_of_a_list_belongs_to_the_name_before_it() -> None:
    text = "Users: Acme 345 million, Brix about 57 million."
    names = {(text.index(name), text.index(name) + 4): name for name in ("Acme", "Brix")}
    assert [figure.of for figure in figures_in(text, names)] == ["Acme", "Brix"]


def test_a_verb_that_only_brings_the_figure_in_goes_with_it() -> None:
    text = "The backlog reached 553 billion dollars"
    (figure,) = figures_in(text, {})
    assert text[slice(*with_verb(text, figure))] == "reached 553 billion dollars"
    (plain,) = figures_in("The backlog lost 5 dollars", {})
    assert with_verb("The backlog lost 5 dollars", plain)[0] == plain.quantity.start
