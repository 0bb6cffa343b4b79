from datetime import date, datetime

import pytest

from knowledge.dates import check_date, first_day, read_date
from knowledge.document import CannotRead

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
    "15.09.2025": "2025-09-15",
    "1.2.2025": "2025-02-01",
    "20250915": "2025-09-15",
    "20250915T080000Z": "2025-09-15",
    "09/15/2025": "2025-09-15",
    "09/15/2025 10:20 PM": "2025-09-15",
    "09/10/2025, 10:20": None,
    "15/09/2025": "2025-09-15",
    "09/09/2025": "2025-09-09",
    "09/10/2025": None,
    "9-10-2025": None,
    "15.13.2025": None,
    "99999999": None,
    "Q3 2025": "2025-09-30",
    "2025-Q1": "2025-03-31",
    "2025年第四季度": "2025-12-31",
    "Q5 2025": None,
    "2025-02-30": None,
    "2025-2026": None,
    "Market 2025": None,
    "Jui 2025": None,
    "7. Juni 2025": "2025-06-07",
    "März 2025": "2025-03",
    "1er août 2025": "2025-08-01",
    "7 de junio de 2025": "2025-06-07",
    "7-Jun-2025": "2025-06-07",
    "Sat, 07 Jun 2025 10:00:00 GMT": "2025-06-07",
    "Saturday, June 7th, 2025 10:00 PM": "2025-06-07",
    "Montag, 7. Juni 2025": "2025-06-07",
    "1738454400": "2025-02-02",
    "1738454400000": "2025-02-02",
    "5 soon": None,
    "Friday, 2025": None,
    "soon": None,
    "": None,
}


@pytest.mark.parametrize(("written", "read"), CASES.items())
def test_dates_are_read_as_precisely_as_written(written, read):
    assert read_date(written) == read


def test_dates_of_python_are_read():
    assert read_date(date(2025, 9, 15)) == read_date(datetime(2025, 9, 15, 8)) == "2025-09-15"
    assert (read_date(2025), read_date(20250915)) == ("2025", "2025-09-15")
    assert read_date(True) is None


def test_days_sort():
    assert first_day(None) < first_day("2025") < first_day("2025-01-02") < first_day("2025-02")


def test_a_quarter_is_no_bound_of_a_search():
    with pytest.raises(CannotRead, match="write it as"):
        check_date("Q3 2025")
