import pytest

from knowledge.language.when import FIRST, LAST, asks_now, blanked, stretches, within, without_now


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("What did it cost before 2018?", [(FIRST, 20180100)]),
        ("What did it cost after 2022?", [(20221232, LAST)]),
        ("prices before and after 2020", [(FIRST, 20200100), (20201232, LAST)]),
        ("before 2020 and after May 2021", [(FIRST, 20200100), (20210532, LAST)]),
        ("since 2018 until 2020", [(20180101, 20201231)]),
        ("no later than 2018-05-03", [(FIRST, 20180503)]),
        ("as of the end of 2012", [(FIRST, 20121231)]),
        ("before May 11, 2024", [(FIRST, 20240510)]),
        ("from 2019 onwards", [(20190101, LAST)]),
        ("2018年以前的价格", [(FIRST, 20180100)]),
        ("2022年之后的价格", [(20221232, LAST)]),
        ("自2019年5月以来", [(20190501, LAST)]),
        ("截至2018年底", [(FIRST, 20181231)]),
    ],
)
def test_a_date_right_behind_its_word_bounds_an_open_time(text, bounds):
    found = dict.fromkeys((one.first, one.last) for one in stretches(text))
    assert list(found) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "What was the price before the increase of 2024?",
        "What was the price before the 2024 increase?",
        "What was it before January 2024's rise?",
        "Where was it two years after 2018?",
        "Does it stop after 2000 steps?",
        "What does it cost in 2018?",
        "2018年前三季度的收入",
    ],
)
def test_a_date_that_bounds_no_time_is_none(text):
    assert stretches(text) == []


def test_what_lies_in_a_time_is_dated_in_it():
    times = stretches("after 2022")
    assert within("2023", times) and within("2023-01-01", times)
    assert not within("2022-12-31", times) and not within(None, times)


def test_words_of_time_are_blanked_at_their_places():
    text = "Helix before 2018 or now?"
    assert blanked(text, stretches(text)) == "Helix             or now?"
    assert without_now(text) == "Helix before 2018 or    ?"


@pytest.mark.parametrize(
    "text", ["now", "the latest price", "今天目前多少钱", "current plan", "Preis today"]
)
def test_signs_of_now(text):
    assert asks_now(text)


@pytest.mark.parametrize(
    "text", ["now that it is dear", "at the latest", "in 2019", "alternating current"]
)
def test_no_signs_of_now(text):
    assert not asks_now(text)
