"""Lists in texts that are told as a whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import Analyst
from knowledge import Library

_TEXTS = {
    "letter.txt": "Castle Library, 25 November 2024\n\nDear Ms Quill,\n\nat our inspection of the reading tables we noted these faults:\n\n"
    "  1. Seven tables have loose leg joints.\n  2. On four the brass cable cover does not close.\n"
    "  3. The oil on eleven tops has turned patchy.\n\nWe keep back the last instalment of 14,350 pounds.\n",
    "news.md": "# Spring news of the harbour\n\n## New faces\n\n- Ravi Menon, crane driver, since 5 May\n"
    "- Greta Lindqvist, pilot, since 12 May\n\n## Dates\n\n- 3 June: open day\n- 9 June: regatta\n",
    "council.txt": "LETTER OF THE COUNCIL\n\nThree matters concern the ropeway.\n\n1. Noise. Nineteen households signed a petition. The limit is 45 dB.\n\n"
    "2. Parking. Cars stood along the road on eleven days.\n\n3. Bus. Fuel and wages become dearer.\n",
}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder: Path = tmp_path_factory.mktemp("letters")
    for name, text in _TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in _TEXTS]).failed
    if library.answers_closely("When?", ["At noon."]) is None:
        pytest.skip("the weights of the large reader (requirements-reader.txt) are not installed")
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which faults did the library find on the reading tables?", ["joints", "cable", "patchy"], ["14,350"]),
        ("Which new colleagues does the spring news introduce?", ["Menon", "Lindqvist"], ["regatta"]),
        ("Which matters does the council raise in its letter?", ["Nineteen", "eleven days", "Fuel"], ["crane"]),
        ("Which islands does the ferry call at?", ["nothing that answers"], []),
    ],
    ids=["below a sentence", "below a heading", "paragraphs with names", "none is of it"],
)  # fmt: skip
def test_a_list_that_answers_is_told_as_a_whole(
    analyst: Analyst, question: str, told: list[str], not_told: list[str]
) -> None:
    text = analyst.ask(question).text
    assert all(one in text for one in told), text
    assert not any(one in text for one in not_told), text
