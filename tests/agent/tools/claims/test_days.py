from agent.tools.claims.days import is_shown, last_day


def test_a_month_is_asked_with_all_its_days() -> None:
    assert last_day("2025-09") == "2025-09-30"
    assert is_shown("2025-09-20", last_day("2025-09"))
    assert not is_shown("2025-10", last_day("2025-09"))


def test_a_span_of_years_counts_from_its_first_day() -> None:
    assert is_shown("2025-2026", "2025-01-01")
    assert not is_shown("2025-2026", "2024-12-31")
