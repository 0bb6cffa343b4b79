"""Questions on documents that the code knows nothing of: what is told, what is cited, and what is not
answered."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import Analyst
from knowledge import Library

DOCUMENTS = Path(__file__).parent / "library"

TOLD = {
    "a cell by row and year": ("harvest of Elstar 2023?", "33.0", "orchard-harvest"),
    "a slip of the keyboard": ("harvst of Gravenstien 2022", "7.4", "orchard-harvest"),
    "a row without a year": ("how many trees of Boskoop are there", "120", "orchard-harvest"),
    "a table of words": ("Where is Carmina Burana sung?", "Town hall", "Sankt Rochus Choir: programme 2025"),
    "a date in a table": ("When is the Christmas Oratorio performed?", "2025-12-20", "Sankt Rochus Choir: programme 2025"),
    "JSON": ("How many tenors sang in the choir in 2023?", "**8**", "choir-members"),
    "a sentence": ("How long is the Kellen bridge?", "142 metres", "Survey of the Kellen bridge"),
    "the newest where no year is named": (
        "Who is the director of the Vellmar Observatory?", "Petra Hollis", "Vellmar Observatory, report for 2024",
    ),
    "that of the year named": (
        "Who was director of the observatory in 2023?", "Uwe Lang", "Vellmar Observatory, report for 2023",
    ),
    "plain text in columns": ("What does a new set of shoes cost on a Sunday?", "140.00", "farrier-prices"),
    "by other words": ("can i bring my cat to the lodging at the orchard", "not permitted", "orchard-contract"),
    "a sentence that points back": ("Are lasers allowed?", "forbidden", "Vellmar Observatory, report for 2024"),
    "Chinese, a sentence": ("河湾陶瓷博物馆的成人票多少钱？", "45 元", "河湾陶瓷博物馆参观须知"),
    "Chinese, a cell": ("2024年博物馆参观人数是多少？", "56000", "河湾陶瓷博物馆参观须知"),
    "Chinese, by other words": ("博物馆里可以吃东西吗？", "不允许饮食", "河湾陶瓷博物馆参观须知"),
}  # fmt: skip


@pytest.mark.parametrize(("question", "said", "title"), TOLD.values(), ids=TOLD)
def test_a_question_is_answered_by_the_statement_or_cell_that_holds_it(
    own_analyst: Analyst, question: str, said: str, title: str
) -> None:
    answer = own_analyst.ask(question)
    assert said in answer.text and not answer.abstained
    assert [citation.title for citation in answer.citations] == [title]
    assert all(figure.origin != "unsupported" for figure in answer.figures)


def test_an_answer_does_not_hang_on_the_folder_that_documents_were_read_from(
    tmp_path: Path,
) -> None:
    for folder in ("a", "b", "c", "d"):  # identifiers of documents are in another order in each
        copied = shutil.copytree(DOCUMENTS, tmp_path / folder)
        library = Library.open(tmp_path / f"library-{folder}")
        library.ingest(sorted(copied.glob("observatory*")))
        with Analyst(library=library, threads=":memory:") as analyst:
            answer = analyst.ask("Who is the director of the Vellmar Observatory?")
        assert "Petra Hollis" in answer.text and "Uwe Lang" not in answer.text


RECKONED = {
    "change": (
        "By what percentage did school visits to the Vellmar Observatory rise from 2023 to 2024?",
        "+15 %", "3680 ÷ 3200 − 1 = 15 %",
    ),
    "the year before is taken": ("Elstar harvest growth 2024", "+20 %", "39.6 ÷ 33 − 1 = 20 %"),
    "difference": (
        "By how much did the Elstar harvest change between 2022 and 2024?", "3.1", "39.6 − 36.5 = 3.1",
    ),
    "share of a total row": (
        "what share of all guests of the observatory in 2024 came to public evenings",
        "68.4 %", "8300 ÷ 12135 = 68.4 %",
    ),
    "share without a total row": ("share of sopranos in the choir in 2024", "40 %", "22 ÷ 55 = 40 %"),
    "mean over years": ("average harvest of Gravenstein from 2022 to 2024", "7.8", "(7.4 + 8.1 + 7.9) ÷ 3 = 7.8"),
    "sum of a column": ("total harvest 2024", "89.8", "15 + 39.6 + 7.9 + 27.3 = 89.8"),
    "Chinese": ("参观人数从2023年到2024年增长了百分之多少？", "+12 %", "56000 ÷ 50000 − 1 = 12 %"),
}  # fmt: skip


@pytest.mark.parametrize(("question", "result", "formula"), RECKONED.values(), ids=RECKONED)
def test_a_sum_is_made_by_the_engine_of_cited_cells(
    own_analyst: Analyst, question: str, result: str, formula: str
) -> None:
    answer = own_analyst.ask(question)
    assert f"**{result}" in answer.text and formula in answer.text
    assert answer.figures[0].origin == "tool:calculate_revenue"
    assert answer.citations and all(figure.origin != "unsupported" for figure in answer.figures)


def test_a_total_row_is_no_part_of_a_sum_and_answers_for_the_whole(own_analyst: Analyst) -> None:
    assert "12,135" in own_analyst.ask("How many guests did the observatory have in 2024?").text
    mean = own_analyst.ask("average number of guests of the observatory by group in 2024").text
    assert "(3680 + 8300 + 155) ÷ 3" in mean


def test_two_years_are_told_each_with_its_own_citation(own_analyst: Analyst) -> None:
    answer = own_analyst.ask("how many nights was the observatory open in 2023 and 2024")
    assert "198 nights" in answer.text and "212 nights" in answer.text
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    ("question", "both"),
    [("How many cracks does the Kellen bridge have?", ("17", "23")),
     ("When was the Kellen bridge opened?", ("1931", "1929")),
     ("In which year was the Kellen bridge opened?", ("1931", "1929"))],
)  # fmt: skip
def test_accounts_that_disagree_are_both_told(
    own_analyst: Analyst, question: str, both: tuple[str, str]
) -> None:
    answer = own_analyst.ask(question)
    assert answer.text.startswith("Sources differ")
    assert all(one in answer.text for one in both) and len(answer.citations) == 2


def test_rows_that_are_asked_for_side_by_side_are_both_told(own_analyst: Analyst) -> None:
    answer = own_analyst.ask("Which harvest was larger in 2024, Elstar or Gravenstein?")
    assert "39.6" in answer.text and "7.9" in answer.text and not answer.abstained


def test_a_list_is_all_rows_of_its_table(own_analyst: Analyst) -> None:
    answer = own_analyst.ask("List the voices of the choir")
    assert re.findall(r"^- (\w+)$", answer.text, re.MULTILINE) == [
        "Soprano",
        "Alto",
        "Tenor",
        "Bass",
    ]


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("How many tonnes of Topaz were harvested in 2024?", "and Boskoop?", "15.0"),
        ("price of a student ticket at the observatory 2024", "and in 2023?", "students 4 crowns"),
        ("harvest of Elstar 2023?", "and in 2022?", "36.5"),
        ("harvest of Elstar 2023?", "and the year before?", "36.5"),
        ("harvest of Elstar 2022?", "and the year after?", "33.0"),
    ],
)
def test_a_follow_up_takes_over_what_it_leaves_out(
    own_analyst: Analyst, first: str, then: str, said: str
) -> None:
    thread = f"follow-up {then}"
    own_analyst.ask(first, thread=thread)
    assert said in own_analyst.ask(then, thread=thread).text


@pytest.mark.parametrize(
    "question",
    [
        "How many guests did the observatory have in 2021?",  # a year that the table lacks
        "How many altos sang in 2019?",
        "What was the harvest of Jonagold in 2024?",  # a row that it lacks
        "Who built the Kellen bridge?",  # what the documents do not say of what they know
        "How much did the deputy director earn?",
        "How much does the telescope weigh?",
        "When was the choir founded?",
        "What does a ticket for the choir concert in Berlin cost?",
        "Who won the Nobel prize in 2020?",  # another world
        "河湾陶瓷博物馆2020年有多少参观人数？",
        "博物馆是哪一年建成的？",
    ],
)
def test_what_the_documents_do_not_say_is_not_answered(own_analyst: Analyst, question: str) -> None:
    answer = own_analyst.ask(question)
    assert answer.abstained
    assert "AI vendor" not in answer.text and "AI 厂商" not in answer.text


def test_a_sum_that_the_question_gives_whole_needs_no_document(own_analyst: Analyst) -> None:
    answer = own_analyst.ask("With 2 million subscribers at $10 a month, what is the revenue?")
    assert "$240 million" in answer.text and not answer.abstained


@pytest.fixture(scope="module")
def mixed_analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """The bundled library with the documents added to it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("VENDORSCOPE_HOME", str(tmp_path_factory.mktemp("home")))
        with Analyst(threads=":memory:") as analyst:
            assert not analyst.learn(sorted(DOCUMENTS.iterdir())).failed
            yield analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("By what percentage did school visits to the Vellmar Observatory rise from 2023 to 2024?", "+15 %"),
        ("How long is the Kellen bridge?", "142 metres"),
        ("河湾陶瓷博物馆的成人票多少钱？", "45 元"),
        ("Under which licence is Wan2.2 released?", "Apache 2.0"),
        ("What does ChatGPT Plus cost?", "20 dollars a month"),
        ("Does HunyuanVideo fit my 3060?", "**No**"),
    ],
)  # fmt: skip
def test_beside_the_bundled_library_each_question_goes_where_it_is_answered(
    mixed_analyst: Analyst, question: str, said: str
) -> None:
    answer = mixed_analyst.ask(question)
    assert said in answer.text and not answer.abstained


@pytest.mark.parametrize(
    "question",
    [
        "How many altos sang in 2019?",
        "Who built the Kellen bridge?",
        "How much did the deputy director of the Vellmar Observatory earn?",
    ],
)
def test_beside_the_bundled_library_too_what_is_not_said_is_not_answered(
    mixed_analyst: Analyst, question: str
) -> None:
    assert mixed_analyst.ask(question).abstained


@pytest.fixture(scope="module")
def ferry_analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """Tables whose rows are told apart by a number, a month or a blank."""
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "tariff.md").write_text(
        "# Ferry tariff\n\n| Vehicle | 2023 | 2024 |\n|---|---|---|\n"
        "| Van over 2 m up to 4 m | 30 | 36 |\n| Van over 4 m | 50 | 80 |\n| Tractor | 70 | |\n"
        "\n## Trips\n\n| Month | Cars | Vans |\n|---|---|---|\n"
        "| January 2024 | 100 | 20 |\n| February 2024 | 150 | 31 |\n",
        "utf-8",
    )
    (folder / "catch.csv").write_text(
        "Year,Cod (t),Herring (t)\n2021,40,12\n2022,44,\n2023,39,15\n", "utf-8"
    )
    (folder / "parish.txt").write_text(
        "The mill at Orrdal was built in 1742.\nIt has two wheels.\n", "utf-8"
    )
    library = Library.open(tmp_path_factory.mktemp("ferry-library") / "library")
    assert not library.ingest(sorted(folder.iterdir())).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does a van over 4 m cost in 2024?", "**80**"),
        ("price 2024 for a van over 2 m up to 4 m", "**36**"),
        ("How many vans crossed in Feb 2024?", "**31**"),
        ("When was the mill at Orrdal built?", "1742"),
        ("In which year was the mill built?", "1742"),
    ],
)
def test_a_row_is_told_by_its_number_or_month_and_a_year_may_be_long_ago(
    ferry_analyst: Analyst, question: str, said: str
) -> None:
    answer = ferry_analyst.ask(question)
    assert said in answer.text and not answer.abstained


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How much herring was caught in 2022?", "2022, Herring (t)"),
        ("herring catch 2022", "2022, Herring (t)"),
        ("What does a tractor pay in 2024?", "Tractor, 2024"),
        ("price of a tractor 2024", "Tractor, 2024"),
    ],
)
def test_of_a_blank_cell_it_is_said_that_the_table_does_not_give_it(
    ferry_analyst: Analyst, question: str, cell: str
) -> None:
    answer = ferry_analyst.ask(question)
    assert answer.abstained and answer.text.startswith(f"Not given in the table: {cell}")
    assert len(answer.citations) == 1 and "**" not in answer.text


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Is the Kellen bridge or the Osk bridge longer?", ("142 metres", "97 metres")),
        ("Which bridge was opened earlier, that over the Osk or that over the Kellen?", ("1954", "1931")),
        ("Does the Kellen bridge carry more vehicles than the Osk bridge?", ("4,300", "1,150")),
    ],
)  # fmt: skip
def test_of_two_things_asked_side_by_side_each_is_told(
    own_analyst: Analyst, question: str, figures: tuple[str, str]
) -> None:
    answer = own_analyst.ask(question)
    assert all(figure in answer.text for figure in figures) and not answer.abstained
    assert {c.title for c in answer.citations} >= {
        "Survey of the Kellen bridge",
        "Survey of the Osk bridge",
    }


def test_a_question_joined_to_another_goes_on_from_it(own_analyst: Analyst) -> None:
    answer = own_analyst.ask("When was the Osk bridge opened, and how long is it?")
    assert "1954" in answer.text and "97 metres" in answer.text


def test_before_and_after_a_year_is_answered_from_outside_it(tmp_path: Path) -> None:
    for year in range(2015, 2024):
        said = (
            f"---\ndate: {year}-05\n---\nThe Helix Pro plan costs {year - 2000} dollars a month.\n"
        )
        (tmp_path / f"note{year}.md").write_text(said, "utf-8")
    library = Library.open(tmp_path / "library")
    library.ingest(sorted(tmp_path.glob("*.md")))
    asked = "What did the Helix Pro plan cost {}?"
    with Analyst(library=library, threads=":memory:") as analyst:

        def dates(when: str) -> set[str]:
            return {str(one.date)[:4] for one in analyst.ask(asked.format(when)).citations}

        assert dates("before 2018") and max(dates("before 2018")) < "2018"
        assert dates("after 2022") == {"2023"}
        both = dates("before 2020 and after 2020")
        assert min(both) < "2020" < max(both) and "2020" not in both
