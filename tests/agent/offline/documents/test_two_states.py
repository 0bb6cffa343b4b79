"""Two states of one thing, accounts that disagree, and how far two figures lie apart, out of a small library."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_DOCUMENTS = {
    "mooring-2021.md": "---\ntitle: Mooring rules\ndate: 2021-03-01\n---\n\n# Mooring rules\n\n| Berth | Notice |\n|---|---|\n| Visitor pontoon | 4 days |\n| Winter quay | 21 days |\n\nDogs must be kept on a lead.\n",
    "mooring-2026.md": "---\ntitle: Mooring rules\ndate: 2026-02-01\n---\n\n# Mooring rules\n\n| Berth | Notice |\n|---|---|\n| Visitor pontoon | 9 days |\n| Winter quay | 30 days |\n\nDogs must be kept on a lead.\n",
    "letter-trust.md": "---\ntitle: Letter of the lighthouse trust\ndate: 2026-05-04\n---\n\n# Letter of the lighthouse trust\n\nIn March we promised you a lantern grant of £61,000 for the coming season. Many have asked us for help. We regret that the grant is reduced to £47,500.\n",
    "report-2022.md": "---\ntitle: Harbour report 2022\ndate: 2023-02-10\n---\n\n# Harbour report 2022\n\n| Post | Holder |\n|---|---|\n| Harbour Master | Edda Lorne |\n| Treasurer | Jory Pask |\n",
    "report-2024.md": "---\ntitle: Harbour report 2024\ndate: 2025-02-12\n---\n\n# Harbour report 2024\n\nBram Ockley became Harbour Master on 1 May 2024. Jory Pask stays as treasurer.\n",
    "minutes.md": "---\ntitle: Minutes of the committee\ndate: 2025-08-20\n---\n\n# Minutes of the committee\n\nThe regatta on 9 August drew 870 spectators. The next meeting is in October.\n",
    "crew-log.md": "---\ntitle: Log of the stewards\ndate: 2025-08-11\n---\n\n# Log of the stewards\n\nWe counted 790 spectators at the regatta on 9 August. Two of them lost a hat.\n",
    "leave-2021.md": "---\ntitle: Leave\ndate: 2021-01-10\n---\n\n# Leave\n\n## Yearly leave\n\n24 working days for full-time crew. Up to 4 days may be carried over to March.\n",
    "leave-2025.md": "---\ntitle: Leave of absence\ndate: 2025-01-09\n---\n\n# Leave of absence\n\n## Yearly leave\n\n27 working days for full-time crew. Up to 6 days may be carried over to June.\n",
    "rates.md": "---\ntitle: Crane and slip\ndate: 2025-01-15\n---\n\n# Crane and slip\n\n| Service | Price (£) |\n|---|---|\n| Crane lift | 145 |\n| Slipway launch | 88 |\n",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on the papers of a harbour."""
    folder = tmp_path_factory.mktemp("harbour")
    for name, text in _DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("harbour-store") / "library")
    assert not library.ingest(sorted(folder.iterdir())).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("How has the notice for the visitor pontoon changed from the 2021 rules to the present ones?", "4 days", "9 days"),
        ("Notice for the winter quay: what was it in the 2021 rules, and what in the 2026 ones?", "21 days", "30 days"),
        ("What became of the lantern grant: how much was promised first, and how much is it now?", "61,000", "47,500"),
        ("How has the number of days of yearly leave changed since the 2021 rules?", "24 working", "27 working"),
        ("Who was Harbour Master at the time of the 2022 report, and who took over in 2024?", "Edda Lorne", "Bram Ockley"),
    ],
)  # fmt: skip
def test_both_states_are_told_the_earlier_first(
    harbour: Analyst, question: str, first: str, last: str
) -> None:
    text = harbour.ask(question).text
    assert first in text and last in text and text.index(first) < text.index(last)
    assert "does not say" not in text and "nothing that answers" not in text


def test_accounts_in_other_words_are_both_told(harbour: Analyst) -> None:
    text = harbour.ask("How many spectators came to the regatta on 9 August?").text
    assert text.startswith("Sources differ") and "870" in text and "790" in text


def test_versions_of_a_document_are_no_accounts_that_disagree(harbour: Analyst) -> None:
    text = harbour.ask("How many days of notice does the visitor pontoon need?").text
    assert "9 days" in text and "differ" not in text


@pytest.mark.parametrize(
    "question",
    [
        "Is a crane lift or a slipway launch dearer, and by how much?",
        "Does a crane lift or a slipway launch cost more, and what is the difference?",
    ],
)
def test_the_distance_of_two_figures_is_told_with_them(harbour: Analyst, question: str) -> None:
    text = harbour.ask(question).text
    assert "145 − 88 = 57" in text and text.count("nothing that answers") == 0
