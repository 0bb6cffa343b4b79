"""Figures of months, seasons and grades, and Chinese counts: which rows a question is of, and which it is not."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.timely import is_called_by_time
from agent.offline.documents.units import Unit
from knowledge import Library

_DOCUMENTS = {
    "visitors-by-month-2024.csv": "month,adults,children,total\nJanuary,2100,700,2800\nFebruary,2600,900,3500\nMarch,4300,1600,5900\nApril,6400,2500,8900\n",
    "boat-trips-2024-25.csv": "date,school,trip,pupils\n2024-10-15,Elm Primary,Reed bed,27\n2025-02-06,Elm Primary,Otters,30\n2025-03-11,Oak Juniors,Otters,22\n2025-06-19,Elm Primary,Pond,31\n",
    "suppliers.csv": "supplier,place,supplier_since,rating\nHall Sawmills,Brack,1998,A\nBrodie,Inver,2011,B\nCastle Mills,Castle,2006,A\nLinnet,Thorn,2023,C\nWray,Wray,2019,A\n",
    "incidents-2025-q1.csv": "no,date,kind,damage_eur,injured\nI-1,2025-01-03,vandalism,1180,0\nI-2,2025-01-25,fall,0,1\nI-3,2025-02-11,vandalism,870,0\nI-4,2025-03-02,collision,4100,2\nI-5,2025-03-29,vandalism,640,0\n",
    "种子收发.csv": "日期,种名,经手人,份数,粒数\n2024-05-02,杜鹃,林,5,900\n2024-06-20,睡莲,陈,7,1450\n",
    "shop-sales.csv": "Month,Elm shop,Oak shop\nJan 2025,7219,5100\nFeb 2025,7532,5240\nMar 2025,8716,5600\n# Elm shop opened in September 2024\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("times")
    for name, text in _DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("times-store") / "library")
    assert not library.ingest(sorted(folder.iterdir())).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many visitors did we have in February 2024?", "3500"),  # not one row
        ("How many pupils from Elm Primary came on trips in 2024/25 altogether?", "88"),
        ("How many of our suppliers have an A rating?", "**3**"),
        ("What did vandalism cost us in total from January to March 2025?", "2,690"),
        ("What did the Elm shop take in March 2025?", "8716"),
        ("收到的睡莲一共多少粒？", "1450"),
    ],
)
def test_the_rows_of_that_time_or_grade_are_told(
    analyst: Analyst, question: str, said: str
) -> None:
    assert said in analyst.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "What did the Elm shop take in April 2025?",
        "How many falls were there in April 2025?",
    ],
)
def test_what_is_of_other_months_answers_nothing(analyst: Analyst, question: str) -> None:
    assert analyst.ask(question).abstained


def test_what_is_left_out_of_a_month_is_taken_from_the_question_before(analyst: Analyst) -> None:
    analyst.ask("How many visitors did we have in March 2024?", thread="months")
    assert "2800" in analyst.ask("And in January?", thread="months").text


@pytest.mark.parametrize(
    ("label", "column", "is_so"),
    [
        ("Mar 2025", "Elm shop", True),
        ("Elm shop", "2023/24", True),
        ("2024-11 · Elm shop", "sales", True),
        ("Marketing", "budget 2024", False),
        ("Mayor", "salary", False),
        ("Junior tickets", "price", False),
    ],
)
def test_only_months_and_years_are_names_of_times(label: str, column: str, is_so: bool) -> None:
    unit = Unit("cell", 0, 9, "7", label=label, column=column, value="7", table=0, row=0)
    assert is_called_by_time(unit) is is_so
