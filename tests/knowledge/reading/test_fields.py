import pytest

from knowledge.reading.fields import about_from, unread_date


def test_a_source_object_becomes_text_and_an_address():
    about = about_from({"source": {"repo": "a/b", "path": "x y.md", "commit": "c0"}})
    assert about.source == "a/b x y.md"
    assert about.url == "https://github.com/a/b/blob/c0/x%20y.md"
    assert about_from({"source": {"url": "https://e.org", "title": "T"}}).source == "T"
    assert about_from({"source": ["odd"], "title": {"odd": 1}, "date": "soon"}).source is None


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"Date": "2025-09-15"}, "2025-09-15"),
        ({"published": "15.09.2025"}, "2025-09-15"),
        ({"last-updated": 20250915}, "2025-09-15"),
        ({"as of": "Q3 2025"}, "2025-09-30"),
        ({"published": "2024", "updated": "2025"}, "2025"),
        ({"date": "2023", "Updated": "2025"}, "2025"),
        ({"date": "2023-01-02", "last_modified_at": "2025-06-07"}, "2025-06-07"),
        ({"date": "2025-06-07", "created": "2023-01-02"}, "2025-06-07"),
        ({"datePublished": "2023-01-02", "dateModified": "2025-06-07"}, "2025-06-07"),
        ({"created_at": 1738454400}, "2025-02-02"),
        ({"date": None, "updated": "2025"}, "2025"),
        ({"dates": "2025"}, None),
    ],
)
def test_a_date_is_read_under_the_names_that_people_give_it(fields, date):
    assert about_from(fields).date == date
    assert unread_date(fields) == ""


def test_other_fields_may_begin_with_a_capital():
    about = about_from({"Title": "T", "Vendor": "Acme", "License": "MIT", "Language": "en"})
    assert (about.title, about.vendor, about.licence, about.language) == ("T", "Acme", "MIT", "en")


def test_a_date_that_is_not_taken_is_told_and_never_guessed():
    assert about_from({"date": "09/10/2025"}).date is None
    assert "'09/10/2025' may be two days" in unread_date({"date": "09/10/2025"})
    assert "'week 40 of 2025' cannot be read" in unread_date({"Updated": "week 40 of 2025"})
    assert unread_date({"date": "soon"}) == ""
