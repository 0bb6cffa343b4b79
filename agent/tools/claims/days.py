"""Days written as ISO text of any precision: what is shown on a day, and the last day of a month."""

import calendar


def is_shown(date: str | None, until: str | None) -> bool:
    """Whether a passage of `date` is known on the day `until`; a bare month or year counts from its
    first day, the undated is always shown.

    >>> is_shown("2025-09", "2025-09-15"), is_shown("2025-10", "2025-09-15"), is_shown(None, "2025")
    (True, False, True)
    """
    return not date or not until or first_day(date) <= first_day(until)


def first_day(date: str) -> str:
    """The day that a date begins with; of two years ("2025-2026") the first."""
    parts = date.split("-")
    month = parts[1] if len(parts) > 1 and len(parts[1]) == 2 else "01"
    return f"{parts[0]}-{month}-{parts[2] if len(parts) > 2 else '01'}"


def last_day(date: str | None) -> str | None:
    """The day that a date ends with: a claim on September is checked with all of September.

    >>> last_day("2025-09"), last_day("2025"), last_day("2025-09-15"), last_day(None)
    ('2025-09-30', '2025-12-31', '2025-09-15', None)
    """
    parts = (date or "").split("-")
    if date is None or len(parts) > 2:
        return date
    if len(parts) == 1:
        return f"{date}-12-31"
    return f"{date}-{calendar.monthrange(int(parts[0]), int(parts[1]))[1]:02d}"
