import pytest

from agent.offline.request import Request
from agent.offline.shifted import dated
from agent.offline.times import find_times

JUNE_QUARTER = Request("fact", "", dates=("2025-06",), spans=("2025-04/2025-06",))
JANUARY = Request("fact", "", dates=("2026-01",))
YEAR = Request("fact", "", dates=("2024",))


@pytest.mark.parametrize(
    ("last", "text", "iso", "is_period"),
    [
        (JUNE_QUARTER, "and the quarter after that", "2025-09", True),
        (JUNE_QUARTER, "The previous quarter?", "2025-03", True),
        (JUNE_QUARTER, "same quarter a year earlier?", "2024-06", True),
        (JUNE_QUARTER, "下个季度呢", "2025-09", True),
        (JUNE_QUARTER, "上一季度呢？", "2025-03", True),
        (JANUARY, "and a month later?", "2026-02", False),
        (JANUARY, "and the quarter after that?", "2026-06", True),
        (JANUARY, "and in April?", "2026-04", False),
        (JANUARY, "那到4月呢", "2026-04", False),
        (JANUARY, "上个月呢", "2025-12", False),
        (YEAR, "the year after that?", "2025", False),
        (YEAR, "the following year", "2025", False),
    ],
)
def test_a_time_told_by_an_earlier_one_is_written_out(
    last: Request, text: str, iso: str, is_period: bool
) -> None:
    (time,) = find_times(dated(text, [last]))
    assert (time.iso, time.is_period) == (iso, is_period)


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        ([], "and the quarter after that"),
        ([JUNE_QUARTER], "and in March 2026?"),
        ([JUNE_QUARTER], "What may it cost?"),
        ([JUNE_QUARTER], "price per month after the trial?"),
        ([JUNE_QUARTER], "每月多少钱"),
        ([JANUARY], "revenue of $20 a month for the next 3 years"),
    ],
)
def test_what_names_no_such_time_stays_as_it_is(earlier: list[Request], text: str) -> None:
    assert dated(text, earlier) == text
