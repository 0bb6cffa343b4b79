"""What could be reckoned from sentences."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.sentence_reckonings import of_sentences
from agent.offline.documents.units import Source, Unit


def _told(*texts: str, document: str = "d", title: str = "Minutes") -> list[Judged]:
    source = Source(document, title, title, "2024-03-01")
    units = [Unit("sentence", 100 * i, 100 * i + len(text), text, before=" ".join(texts[:i])) for i, text in enumerate(texts)]  # fmt: skip
    return [Judged(unit, source, 0.0, 0.5, 0.5, fits=True, held=frozenset({"cost"})) for unit in units]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "texts", "operation", "values"),
    [
        ("?", ("The roof cost €48,500, of which €31,200 was for slates.",), "difference", ("31200", "48500")),
        ("?", ("The fair cost £9,000: £4,000 from the town, £1,500 from the bank.",), "rest", ("9000", "4000", "1500")),
        ("?", ("Coal cost £7,300 against £5,100 the year before.",), "change", ("5100", "7300")),
        ("?", ("The course has 24 hours of theory, 40 of practice and 6 of exams.",), "sum", ("24", "40", "6")),
        ("?", ("In 2022, 51 of the 95 call-outs were false alarms.",), "share", ("51", "95")),
        ("What is the rent a year?", ("The rent of the hall is €310 a month.",), "product", ("310", "12")),
        ("?", ("Of 640 members 15 % are under age.",), "product", ("0.15", "640")),
        ("What do 7 licences cost?", ("A licence costs €40.",), "product", ("40", "7")),
        ("How far over the estimate of €9,000?", ("It cost €9,700.",), "difference", ("9000", "9700")),
        ("?", ("We had 1.2 million guests.", "A year later it was 1.5 million."), "change", ("1200000", "1500000")),
        ("?", ("The ward has 30 beds for 1,200 patients.",), "ratio", ("30", "1200")),
    ],
)  # fmt: skip
def test_the_figures_of_sentences_allow_sums(
    question: str, texts: tuple[str, ...], operation: str, values: tuple[str, ...]
) -> None:
    found = {(o.operation, tuple(f"{float(v):g}" for v in o.values)) for o in of_sentences(asked_in(question), _told(*texts))}  # fmt: skip
    assert (operation, tuple(f"{float(v):g}" for v in values)) in found


@pytest.mark.parametrize(
    "text",
    [
        "The office moved on 13 May 2024 to Bahnhofstrasse 21.",
        "The meeting of March 12 opened at 19:30.",
        "574 were under 21.",
    ],
)
def test_days_times_and_ages_are_no_figures(text: str) -> None:
    assert not list(of_sentences(asked_in("?"), _told(text)))


def test_what_is_paid_by_the_month_is_made_a_years_only_where_that_is_asked() -> None:
    told = _told("The rent of the hall is €310 a month.")
    assert not list(of_sentences(asked_in("What does the hall cost?"), told))


def test_money_and_people_are_not_added() -> None:
    found = of_sentences(asked_in("?"), _told("€48,000 were raised by 310 members."))
    assert {one.operation for one in found} == {"ratio"}


def test_sentences_of_two_years_reports_are_set_side_by_side_the_earlier_first() -> None:
    told = [
        *_told("The garden had 4,100 visitors at a cost of £3.", document="b", title="Report 2023"),
        *_told("The garden had 3,900 visitors at a cost of £3.", document="a", title="Report 2022"),
    ]
    found = [one for one in of_sentences(asked_in("?"), told) if one.form == "sentences"]
    assert ("change", ("3900", "4100")) in {(one.operation, one.values) for one in found}
    assert {one.periods for one in found} == {("2022", "2023")}


_REGIONS = ("In region 4 sales rose by 7 percent.", "In region 7 sales rose by 10 percent.")
_VERSIONS = ("Version 3 of the app has 40 users.", "Version 4 of the app has 70 users.")


@pytest.mark.parametrize(
    ("question", "texts", "allowed"),
    [
        ("How much did sales rise in region 7?", _REGIONS, {"7", "10"}),
        ("How much did sales rise in region 12?", _REGIONS, {"7", "10"}),
        ("How much did the Region 7 team rise?", _REGIONS, {"7", "10"}),
        ("How many more users does version 4 have than version 3?", _VERSIONS, {"40", "70"}),
    ],
)
def test_a_number_behind_the_name_of_what_is_asked_about_is_no_figure(
    question: str, texts: tuple[str, ...], allowed: set[str]
) -> None:
    found = {
        value for one in of_sentences(asked_in(question), _told(*texts)) for value in one.values
    }
    assert found <= allowed


def test_what_is_counted_is_a_figure_whatever_word_stands_before_it() -> None:
    told = _told("If you order 50 boxes, each costs €3.")
    found = of_sentences(asked_in("What do I pay if I order 20 boxes?"), told)
    assert ("product", ("3", "20")) in {(one.operation, one.values) for one in found}


def test_a_printed_row_of_bare_figures_makes_no_sum() -> None:
    told = _told("2 Lamp oil 3 15.00 45.00")
    assert not list(of_sentences(asked_in("What is the total of 3 lamps?"), told))
