"""Times of day: 7:30, 19h15, eight in the evening, 5 pm."""

import re

from agent.quantities.digits import read_number

CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-4])[:h](?P<minute>[0-5]\d)\b")
DAYTIME = re.compile(
    r"\s*(?:o['’]?clock\b\s*)?(?:(?P<late>(?:in the )?(?:evening|afternoon)|p\.?m\b\.?|at night)|(?P<early>(?:in the )?morning|a\.?m\b\.?))",
    re.IGNORECASE,
)
_NOON = 12


def minutes_of(text: str) -> int | None:
    """The minutes of the day at which a text begins to be a time; None where it is none.

    >>> minutes_of("7:30"), minutes_of("8 pm"), minutes_of("12 am"), minutes_of("2.50")
    (450, 1200, 0, None)
    """
    text = text.strip()
    clock = CLOCK.match(text)
    if clock is not None:
        hour, minute, end = int(clock["hour"]), int(clock["minute"]), clock.end()
    else:
        number = read_number(text, 0) if text else None
        if number is None or number.value % 1 or not 0 < number.value <= _NOON:
            return None
        hour, minute, end = int(number.value), 0, number.end
    daytime = DAYTIME.match(text, end)
    if daytime is None:
        return None if clock is None else 60 * hour + minute
    if hour <= _NOON:
        hour = hour % _NOON + (_NOON if daytime["late"] else 0)
    return 60 * hour + minute
