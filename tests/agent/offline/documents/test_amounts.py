"""Figures by what they are of."""

import pytest

from agent.offline.documents.amounts import amounts_in, differing, figures_apart
from agent.offline.documents.units import Unit


def _sentence(text: str) -> Unit:
    return Unit("sentence", 0, 0, text)


@pytest.mark.parametrize(
    ("text", "of", "figures"),
    [
        ("The gate shuts at 9.30 pm, since 2019.", "clock", {1290}),
        ("It took £1.5 million on 3 May 2024.", "money", {1500000}),
        ("Twelve guides and 340 guests came.", "guest", {340}),
    ],
)
def test_a_figure_is_of_what_stands_beside_it(text: str, of: str, figures: set[int]) -> None:
    assert amounts_in(_sentence(text))[of] == figures


def test_a_cell_and_a_sentence_may_differ() -> None:
    cell = Unit("cell", 0, 0, "", label="Loft", column="Load", value="35 kg")
    assert differing(cell, _sentence("The loft bears 30 kg to 90 kg.")) == ("kg",)
    assert not differing(cell, _sentence("The loft bears 35 kg."))


def test_only_single_figures_of_one_unit_lie_apart() -> None:
    assert figures_apart(_sentence("A bed is £31."), _sentence("A tent is £12.")) == ("12", "31")
    assert figures_apart(_sentence("A bed is £31."), _sentence("It is open 12 days.")) is None
