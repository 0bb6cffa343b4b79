"""What a page's list and its server say of its date."""

import pytest

from knowledge.reading.address import Fetched, Known
from knowledge.web.listed import Listed
from knowledge.web.page import page_of


@pytest.mark.parametrize(
    ("listed", "server", "date"),
    [
        ("2024-01-05", "Mon, 01 Sep 2025 10:00:00 GMT", "2025-09-01"),
        ("2025-10", "Mon, 01 Sep 2025 10:00:00 GMT", "2025-10"),
        ("2025-09", "Mon, 15 Sep 2025 10:00:00 GMT", "2025-09-15"),
        ("2024", None, "2024"),
        ("2024", "yesterday", "2024"),
        (None, "Mon, 01 Sep 2025 10:00:00 GMT", "2025-09-01"),
    ],
)
def test_the_later_of_what_list_and_server_say_is_its_date(listed, server, date):
    address = "https://example.org/a"
    fetched = Fetched(b"# A", ".md", address, Known(None, server))
    page = page_of(Listed(address, modified=listed), fetched)
    assert (page.day.date, page.day.date_from) == (date, "server")


def test_without_either_it_is_the_day_it_was_fetched():
    fetched = Fetched(b"# A", ".md", "https://example.org/a", Known())
    page = page_of(Listed("https://example.org/a"), fetched)
    assert page.day.date_from == "fetched"


@pytest.mark.parametrize(
    ("seen", "date_from"), [("2025-09-15", "server"), ("2025-09-16", "fetched"), (None, "server")]
)
def test_what_a_page_says_anew_came_after_what_it_said_last(seen, date_from):
    fetched = Fetched(b"# A", ".md", "https://example.org/a", Known())
    listed = Listed("https://example.org/a", modified="2025-09-15")
    page = page_of(listed, fetched, seen and ("# Before", seen))
    assert page.last_resort("# A").date_from == date_from
    assert page.last_resort("# Before").date_from == "server"
