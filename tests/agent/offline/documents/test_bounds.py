"""Bounds on figures, times of day, days and years."""

import pytest

from agent.offline.documents.bounded_cells import keeping
from agent.offline.documents.bounds import bounds_in, compared_in


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which depots had over ten breakdowns?", [("gt", "figure", "10")]),
        ("Which parts take six weeks or more to arrive?", [("ge", "figure", "6 weeks")]),
        ("Which gates close in less than half an hour?", [("lt", "figure", "0.5 hour")]),
        ("Which films last longer than an hour and a half?", [("gt", "figure", "1.5 hour")]),
        ("How many lifts have exactly two doors?", [("eq", "figure", "2")]),
        ("Which rooms are at 7 degrees or colder?", [("le", "figure", "7")]),
        ("Which bikes cost less than £1,200?", [("lt", "figure", "1200")]),
        ("How many trains leave at eight in the evening or later?", [("ge", "clock", "1200")]),
        ("Which shifts start before 7:30?", [("lt", "clock", "450")]),
        ("How many loads came before 10 August?", [("lt", "time", "10 August")]),
        ("Which clubs joined in 2018 or later?", [("ge", "time", "2018")]),
        ("Which pumps are due by the end of 2026?", [("le", "time", "2026")]),
        ("Which vans are not before 2019?", [("ge", "time", "2019")]),
        ("Which cars weigh no more than 900 kg?", [("le", "figure", "900 kg")]),
        ("Which vans carry 2000 kg or more?", [("ge", "figure", "2000 kg")]),
        (
            "Which parts cost between 10 and 20 euros?",
            [("ge", "figure", "10"), ("le", "figure", "20")],
        ),
        ("Which parts cost over 2.50 euros?", [("gt", "figure", "2.50")]),
        ("Which shops grew 5% or more?", [("ge", "figure", "5")]),
        ("Which rooms were below -5 degrees?", [("lt", "figure", "-5")]),
        ("Which shops open at 12 am or later?", [("ge", "clock", "0")]),
        ("Which jobs start before April?", [("lt", "time", "1 April")]),
        ("What is the fee for over 60s?", []),
        ("How far is it from 3 depots to town?", []),
        ("What did we spend in the past 3 years?", []),
        ("How many loads came in August?", []),
        ("What did we spend over the year 2024?", []),
    ],
)
def test_a_bound_is_heard_in_many_words(question: str, told: list[tuple[str, str, str]]) -> None:
    found = [(one.keeps.__name__, one.kind, one.said) for one in bounds_in(question)]
    assert found == told


@pytest.mark.parametrize(
    ("question", "header", "cells", "kept"),
    [
        ("longer than a week", "delivery_days", ["5", "8", "7"], {1}),
        ("more than 90 minutes", "length", ["1 hour", "2 hours", "95 min"], {1, 2}),
        ("under 900 GB", "size", ["500 GB", "2 TB", "none"], {0}),
        ("from 19:00 or later", "from", ["18:30", "19:00", "20:15"], {1, 2}),
        ("after 10 April", "date", ["2025-04-10", "2025-04-11", "2025-05-01"], {1, 2}),
        ("heavier than 2 tonnes", "weight_kg", ["1500", "2500", "800"], {1}),
        ("more than 10 kg", "price", ["12 euros", "5 euros"], set[int]()),
        ("over 2.50 euros", "price", ["2.75", "10.40", "1.80"], {0, 1}),
        ("after 18:00", "doors", ["7:30 pm", "8 pm", "17:00"], {0, 1}),
        ("before 2015", "bought", ["2014-12-30", "2015", "2009"], {0, 2}),
    ],
)
def test_cells_keep_to_a_bound_in_their_own_unit(
    question: str, header: str, cells: list[str], kept: set[int]
) -> None:
    (bound,) = bounds_in(question)
    assert keeping(bound, dict(enumerate(cells)), header) == kept


def test_one_thing_below_another_is_no_number() -> None:
    text = "Which articles are below their minimum?"
    assert bounds_in(text) == ()
    assert [text[end:].split()[0] for _, end in compared_in(text)] == ["their"]
