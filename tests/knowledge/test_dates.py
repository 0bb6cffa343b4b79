from datetime import date, datetime

import pytest

from knowledge.dates import first_day, read_date

CASES = {
    "2025": "2025",
    "2025-9": "2025-09",
    "2025-09-15": "2025-09-15",
    "2025/09/15": "2025-09-15",
    "2025-09-15T10:20:30+08:00": "2025-09-15",
    "15 September 2025": "2025-09-15",
    "Sept. 15, 2025": "2025-09-15",
    "September 2025": "2025-09",
    "2025年9月15日": "2025-09-15",
    "2025-02-30": None,
    "2025-2026": None,
    "soon": None,
    "": None,
}


@pytest.mark.parametrize(("written", "read"), CASES.items())
def test_dates_are_read_as_precisely_as_written(written, read):
    assert read_date(written) == read


def test_dates_of_python_are_read():
    assert read_date(date(2025, 9, 15)) == read_date(datetime(2025, 9, 15, 8)) == "2025-09-15"
    assert read_date(2025) == "2025"
    assert read_date(True) is None


def test_days_sort():
    assert first_day(None) < first_day("2025") < first_day("2025-01-02") < first_day("2025-02")
