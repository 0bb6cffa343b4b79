"""Which sum over documents' figures a question asks for."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.reckoned import may_ask, reckoned
from agent.offline.documents.units import Source, Unit

_COURSES = {
    "First aid": {"Entered 2023": "40", "Passed 2023": "31", "Entered 2024": "50", "Passed 2024": "42"},
    "Radio": {"Entered 2023": "22", "Passed 2023": "20", "Entered 2024": "25", "Passed 2024": "16"},
    "Boats": {"Entered 2023": "12", "Passed 2023": "9", "Entered 2024": "15", "Passed 2024": "13"},
}  # fmt: skip


def _cells() -> list[Judged]:
    source = Source("courses", "Courses 2023 and 2024", "Courses 2023 and 2024", "2024-12-01")
    cells = [(i, row, name, value) for i, (row, of) in enumerate(_COURSES.items()) for name, value in of.items()]  # fmt: skip
    return [
        Judged(
            Unit("cell", n, n + 1, value, label=row, column=name, value=value, keys="Course", table=0, row=i),
            source, 0.0, 0.5, 0.5, fits=True,
        )
        for n, (i, row, name, value) in enumerate(cells)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "operation", "values"),
    [
        ("How many entered boats in 2024 but did not pass?", "difference", ("13", "15")),
        ("By how many per cent did first aid entries grow from 2023 to 2024?", "change", ("40", "50")),
        ("How many passed in all in 2023?", "sum", ("31", "20", "9")),
        ("How many more entered first aid than boats in 2024?", "difference", ("15", "50")),
        ("What share of all entered in 2024 was for boats?", "share", ("15", "90")),
        ("How many fewer passed radio in 2024 than in 2023?", "difference", ("20", "16")),
        ("2023年到2024年，急救 First aid 的 Entered 增长了百分之多少？", "change", ("40", "50")),
    ],
)  # fmt: skip
def test_the_sum_that_is_asked_comes_first(
    question: str, operation: str, values: tuple[str, ...]
) -> None:
    best = reckoned(asked_in(question), _cells())[0].reckoning
    assert (best.operation, best.values) == (operation, values)


@pytest.mark.parametrize(
    "question", ["Who leads the radio course?", "Which course had the most entries in 2024?"]
)
def test_a_question_that_asks_for_no_figure_gets_no_sum(question: str) -> None:
    assert not may_ask(asked_in(question))
    assert reckoned(asked_in(question), _cells()) == []


@pytest.mark.parametrize(
    ("question", "texts", "operations"),
    [
        (
            "What is the average price of the Orbix drone?",
            ("Bulletin 2: The Orbix drone costs 102 euros.", "Bulletin 7: The Orbix drone costs 107 euros."),
            set[str](),
        ),
        ("What did a course cost on average?", ("The 9 courses were taught for 12800 francs.",), {"ratio"}),
    ],
    ids=["two prices", "fees over courses"],
)  # fmt: skip
def test_an_average_is_never_made_by_taking_one_figure_from_another(
    question: str, texts: tuple[str, ...], operations: set[str]
) -> None:
    source = Source("bulletins", "Bulletins", "Bulletins", "2025-02-15")
    said = [
        Judged(Unit("sentence", n, n + 1, text), source, 0.0, 0.5, 0.5, fits=True)
        for n, text in enumerate(texts)
    ]
    found = reckoned(asked_in(question), said)
    assert {one.reckoning.operation for one in found} == operations
