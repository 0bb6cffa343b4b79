"""Times told from today, resolved to days."""

from datetime import date

import pytest

from knowledge.language.ago import time_ago

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since yesterday", "2026-11-29", None),
        ("what came yesterday", "2026-11-29", "2026-11-29"),
        ("between the day before yesterday and today", "2026-11-28", None),
        ("since last month", "2026-10-01", None),
        ("last month", "2026-10-01", "2026-10-31"),
        ("in the last month", "2026-10-30", None),
        ("in the last 7 days", "2026-11-23", None),
        ("over the past two weeks", "2026-11-16", None),
        ("this week", "2026-11-30", None),
        ("this quarter", "2026-10-01", None),
        ("since Monday", "2026-11-23", None),
        ("on Friday", "2026-11-27", "2026-11-27"),
        ("at the weekend", "2026-11-28", "2026-11-29"),
        ("three days ago", "2026-11-27", "2026-11-27"),
        ("recently", "2026-10-31", None),
        ("上周以来", "2026-11-23", None),
        ("上个月", "2026-10-01", "2026-10-31"),
        ("最近7天", "2026-11-23", None),
        ("近半年", "2026-05-30", None),
        ("周一以来", "2026-11-23", None),
        ("昨天", "2026-11-29", "2026-11-29"),
        ("since November 1", "2026-11-01", None),
        ("since 1 November", "2026-11-01", None),
        ("after the 3rd of October", "2026-10-03", None),
        ("since Dec. 24th", "2025-12-24", None),
        ("since May", "2026-05-01", None),
        ("in December", "2025-12-01", "2025-12-31"),
        ("on 12 Oct", "2026-10-12", "2026-10-12"),
        ("in November", "2026-11-01", None),
        ("自10月3日起", "2026-10-03", None),
        ("12月以来", "2025-12-01", None),
    ],
)
def test_a_time_told_from_today_is_resolved(text: str, first: str, last: str | None) -> None:
    found = time_ago(f"Acme {text}", MONDAY)
    assert found is not None
    assert (found.first.isoformat(), found.last and found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("before last week", "the last customer", "in May 2025", "上6年级"),
        *("since November 2025", "since 1 November 2025", "since Nov 1, 2025", "since 31 June"),
        *("before October 3", "it may", "since 2025年10月", "3个月", "on Mayfield"),
    ],
)
def test_other_words_are_no_such_time(text: str) -> None:
    assert time_ago(text, MONDAY) is None
