import pytest

from agent.offline.times import ARTICLE_DATE, as_of, find_times, last_day, since


@pytest.mark.parametrize(
    ("text", "iso", "period"),
    [
        ("in the September quarter of 2025", "2025-09", True),
        ("September-quarter 2025 cloud revenue", "2025-09", True),
        ("2025年9月季度的收入", "2025-09", True),
        ("2025年第三季度资本开支", "2025-09", True),
        ("2025年上半年", "2025-06", True),
        ("Q3 2025", "2025-09", True),
        ("revenue in summer 2026", "2026-08", True),
        ("in the spring of 2026", "2026-05", True),
        ("2026年秋季", "2026-11", True),
        ("as of September 2025", "2025-09", False),
        ("2025年9月", "2025-09", False),
    ],
)
def test_a_quarter_is_a_period_and_a_month_is_none(text: str, iso: str, period: bool) -> None:
    (time,) = find_times(text)
    assert (time.iso, time.is_period) == (iso, period)


@pytest.mark.parametrize(
    ("text", "of_a_period", "day"),
    [
        ("Is it open as of September 2025?", False, "2025-09-30"),
        ("Who led by 2025?", False, "2025-12-31"),
        ("What did it earn in 2025?", False, None),
        ("What did it earn in August 2025?", True, None),
        ("Could Claude write in Excel in August 2025?", False, "2025-08-31"),
        ("截至2025年9月豆包开源吗？", False, "2025-09-30"),
        ("What has changed since 2024?", False, None),
        ("Revenue in the September quarter of 2025?", True, None),
        ("Did it exist when the author wrote?", False, "2025-09-15"),
        ("Could I have it on the article's date?", False, "2025-09-15"),
    ],
)
def test_only_a_day_of_knowing_hides_what_came_later(
    text: str, of_a_period: bool, day: str | None
) -> None:
    assert as_of(text, find_times(text), of_a_period) == day


def test_the_last_day_of_a_leap_february() -> None:
    assert last_day("2024-02") == "2024-02-29"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("What did it cost after the December 2025 change?", "2025-12-01"),
        ("What has Tencent released since 8 September 2025?", "2025-09-08"),
        ("2025年12月之后的价格", "2025-12-01"),
        ("since 2024", "2024-01-01"),
        ("What did it cost in December 2025?", None),
        ("before December 2025", None),
    ],
)
def test_a_time_after_which_is_asked_has_a_first_day(text: str, day: str | None) -> None:
    times = find_times(text)
    assert since(text, times) == day
    assert not (day and as_of(text, times))


def test_one_day_named_twice_is_one_day() -> None:
    text = "the price on the day the article came out (15 Sep 2025)"
    assert as_of(text, find_times(text)) == "2025-09-15"


def test_before_a_month_ends_the_day_before_it_and_by_it_within() -> None:
    before, by = "Before December 2025, what did it cost?", "By December 2025, what did it cost?"
    assert as_of(before, find_times(before)) == "2025-11-30"
    assert as_of(by, find_times(by)) == "2025-12-31"


def test_since_the_article_begins_on_its_day() -> None:
    text = "What has changed in the plan prices since the article?"
    assert since(text, find_times(text)) == ARTICLE_DATE
    assert as_of(text, find_times(text)) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025 年 9 月季度", "2025-09"),
        ("2025 年第三季度", "2025-09"),
        ("2025 年 9 月 15 日", "2025-09-15"),
    ],
)
def test_a_chinese_date_may_be_set_with_spaces(text: str, iso: str) -> None:
    assert [time.iso for time in find_times(text)] == [iso]


def test_what_a_figure_came_to_by_the_end_of_a_year_is_told_later() -> None:
    text = "By the end of 2025, what was OpenAI's revenue?"
    assert as_of(text, find_times(text), of_a_period=True) is None
    assert as_of(text, find_times(text)) == "2025-12-31"
