"""Questions read for documents: periods, sums, kinds, follow-ups."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.periods import periods_in
from agent.offline.documents.words import best, forms_held, stems


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("from 2023 to 2024", ("2023", "2024")),
        ("season 23/24 vs 2024/25", ("2023/24", "2024/25")),
        ("accounts-2023-24", ("2023/24",)),
        ("valid from 2023-02-01", ("2023",)),
        ("2025年和2024年", ("2025", "2024")),
        ("1,987 of 20250 people", ()),
    ],
)
def test_years_and_seasons_are_found_in_any_form(text: str, periods: tuple[str, ...]) -> None:
    assert periods_in(text) == periods


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("By what percentage did loans grow from 2023 to 2024?", "change"),
        ("visitors: % increase 2023 -> 2024", "change"),
        ("How much more did it cost in 2024 than in 2023?", "difference"),
        ("What share of income came from tickets in 2024?", "share"),
        ("average output per quarter in 2024", "mean"),
        ("By what percentage did the rent fall in 2022?", "change"),
        ("How did catches develop between 2020 and 2021 in per cent?", "change"),
        ("How much dearer did the berth get in 2022, in per cent?", "change"),
        ("What percentage of boats in 2022 came more than once?", "share"),
        ("How many boats did the club lose between 2020 and 2022?", "difference"),
        ("How many guests did all three inns have in 2022?", "sum"),
        ("Which three inns are there?", None),
        ("total yield in 2024", "sum"),
        ("What did the ticket cost in 2024?", None),
        ("从2023年到2024年增长了百分之多少？", "change"),
    ],
)
def test_the_sum_asked_is_read_from_the_words(question: str, operation: str | None) -> None:
    assert asked_in(question).operation == operation


def test_a_follow_up_keeps_the_year_and_weighs_its_own_words_more() -> None:
    asked = asked_in("and pears?", ("price of apples in 2024",))
    weights = dict(asked.weights)
    assert asked.periods == ("2024",) and weights["pear"] > weights["appl"] > 0


def test_a_follow_up_takes_over_a_name_where_it_has_none() -> None:
    earlier = ("What does the Foozle Basic plan cost?", "and a month of it?")
    assert asked_in("and a year of it?", earlier).carried == asked_in(earlier[0]).names
    assert asked_in("and the Barzle Basic plan?", earlier).carried == ()
    assert asked_in("What does a year of it cost for a team of ten people there?").carried == ()


@pytest.mark.parametrize(
    ("asked", "held", "least"),
    [("quary", "quarry", 0.8), ("employ", "employees", 0.8), ("visitors", "visitor", 1.0), ("apple", "pear", 0.0)],
)  # fmt: skip
def test_a_word_is_met_through_slips_and_endings(asked: str, held: str, least: float) -> None:
    (word,) = stems(asked)
    worth = best(forms_held([word], stems(held))[word], frozenset(stems(held)))
    assert worth >= least and (worth > 0) == (least > 0)


@pytest.mark.parametrize(
    ("question", "extreme"),
    [
        ("Which orchard picked the most apples in 2024?", 1),
        ("who had the second most visitors", 2),
        ("name the year with the fewest loans", -1),
        ("哪个月的读者最少？", -1),
        ("What was the harvest of the forest?", 0),
    ],
)
def test_the_largest_or_smallest_of_several_is_asked(question: str, extreme: int) -> None:
    assert asked_in(question).extreme == extreme


def test_courtesy_asks_nothing_and_a_misspelt_sum_is_read() -> None:
    assert asked_in("Could you tell me the harvest of 2022?").kind != "yes_no"
    assert asked_in("the avarage harvest in 2022 and 2023").operation == "mean"


@pytest.mark.parametrize(
    ("question", "told_apart"),
    [
        ("What was the deposit before the renovation, and what is it now?", True),
        ("Who keeps the keys now, and who did before?", True),
        ("What is the fine in 2024, and what was it previously?", True),
        ("押金以前是多少，现在是多少？", True),
        ("What must be paid before the start?", False),
        ("Who is the keeper now?", False),
    ],
)
def test_two_states_are_asked_by_a_then_and_a_now(question: str, told_apart: bool) -> None:
    assert asked_in(question).is_told_apart == told_apart


def test_the_end_of_a_year_is_no_word_to_look_for() -> None:
    weights = dict(asked_in("How many tenors were there at the end of 2023?").weights)
    assert "end" not in weights
    assert "end" in dict(asked_in("Who signs at the end of the contract?").weights)


@pytest.mark.parametrize("text", ["April-June", "Apr. to June", "second quarter", "Q2", "第二季度"])
def test_a_quarter_has_one_spelling(text: str) -> None:
    assert "q2" in stems(f"milk, {text}")


@pytest.mark.parametrize(
    "question",
    [
        "By what percentage did the rent fall in 2022?",
        "How many per cent less rent was paid in 2022 than the year before?",
        "rent 2022 compared with the previous year",
    ],
)
def test_a_change_is_reckoned_from_the_year_before_where_one_year_is_named(question: str) -> None:
    asked = asked_in(question)
    assert asked.periods == ("2021", "2022")


def test_words_that_ask_for_a_change_are_not_looked_for() -> None:
    words = {
        word
        for word, _ in asked_in("How far did fuel use drop from 2021 to 2022, in per cent?").weights
    }
    assert "fuel" in words and not words & {"far", "drop", "cent"}


@pytest.mark.parametrize(
    ("question", "is_list"),
    [
        ("Name the keepers of the light", True),
        ("Which sets does the shop sell?", True),
        ("In which sizes is the rope sold?", True),
        ("What did guests pay in each of the three seasons?", True),
        ("What do third parties pay?", False),
        ("What nitrogen limit does the permit set?", False),
        ("Which bus is late?", False),
    ],
)
def test_several_things_are_told_from_one(question: str, is_list: bool) -> None:
    assert asked_in(question).is_list == is_list


def test_a_letter_tells_things_of_one_kind_apart() -> None:
    assert set(stems("Gallery B")) & set(stems("is gallery B cool?")) > {"gallery"}
    assert not set(stems("Gallery B")) & set(stems("gallery C")) - {"gallery"}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How much does Phase Three cost?", "Three"),
        ("What does the Zed One cost?", "One"),
        ("Who pays for Phase 3?", "3"),
        ("Which of the Three Sisters is oldest?", ""),
        ("Who leads two teams?", ""),
    ],
)
def test_a_number_word_behind_a_name_tells_it_from_others(question: str, figures: str) -> None:
    asked = asked_in(question)
    assert set(asked.figures) == set(stems(figures))
    assert set(asked.figures) <= {word for word, _ in asked.weights}


def test_a_number_in_words_is_the_same_in_digits_and_no_other() -> None:
    found = forms_held(stems("three 2"), stems("there 3 two thirteen"))
    assert found == {"thre": {"3": 1.0}, "2": {"two": 1.0}}


@pytest.mark.parametrize(
    ("text", "is_word"),
    [("What is the IT budget?", True), ("What is it worth?", False), ("WHAT IS IT WORTH", False)],
)
def test_only_capitals_make_a_word_of_an_abbreviation(text: str, is_word: bool) -> None:
    assert ("infotech" in dict(asked_in(text).weights)) is is_word


@pytest.mark.parametrize(
    "question",
    [
        "What is the list price of Falcon S?",
        "Which Falcon S is sold?",
        "How long does it take in s?",
        "Who S?",
        "How many s?",
        "S?",
    ],
)
def test_a_letter_that_is_no_word_of_its_own_is_neither_verb_nor_deed(question: str) -> None:
    asked = asked_in(question)
    assert "s" not in (asked.verb, asked.deed, asked.counted)
