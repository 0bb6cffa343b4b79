"""What is put to the user's own documents, and what to the engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import Analyst
from knowledge import Library


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder: Path = tmp_path_factory.mktemp("workshop")
    note = folder / "machines.md"
    note.write_text("# Machines\n\nOnly holders of course M1 may operate M-03 alone.\n", "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([note]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


def test_what_is_called_like_a_chip_is_looked_up_in_the_documents(analyst: Analyst) -> None:
    answer = analyst.ask("Which machines may people run alone only after the M1 course?")
    assert "M-03" in answer.text and answer.citations


def test_which_models_fit_a_chip_is_told_by_the_engine(analyst: Analyst) -> None:
    assert "models" in analyst.ask("Which models run on an M1?").text
