"""Documents of a user beside the bundled library: which of both answers."""

from collections.abc import Iterator

import pytest

from agent import Analyst

_HALL = (
    "# Lantern Film Week\n\n| Venue | Screenings | Takings (EUR) |\n| --- | --- | --- |\n"
    "| Old Mill | 9 | 6,560 |\n| Station Hall | 14 | 13,840 |\n"
)


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on the bundled library and one table."""
    folder = tmp_path_factory.mktemp("beside")
    (folder / "hall.md").write_text(_HALL, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VENDORSCOPE_HOME", str(folder / "home"))
        with Analyst(threads=":memory:") as made:
            assert not made.learn([folder / "hall.md"]).failed
            yield made


def test_a_sum_that_holds_all_words_is_told_though_others_were_found_first(
    analyst: Analyst,
) -> None:
    assert "**20,400 EUR**" in analyst.ask("What is the total of the takings?").text


def test_what_is_withheld_is_not_told_as_a_passage_found(analyst: Analyst) -> None:
    answer = analyst.ask("How many tickets did Old Mill sell in 2019?")
    assert answer.abstained
    assert "Neither your documents" in answer.text


def test_a_vendor_is_asked_of_the_bundled_library(analyst: Analyst) -> None:
    answer = analyst.ask("What does Claude Pro cost?")
    assert not answer.abstained
    assert "20 dollars" in answer.text
