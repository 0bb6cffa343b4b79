"""What was fetched as a page to be read, with what its list and its server say about it."""

from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from knowledge.dates import first_day
from knowledge.document import About
from knowledge.reading.address import Fetched
from knowledge.reading.sources import Page
from knowledge.web.listed import Listed


def page_of(listed: Listed, fetched: Fetched, last: tuple[str, str] | None = None) -> Page:
    """The address is the identity, wherever redirects led.

    `last` is what it said last and the day of it, where its bytes differ: what it says instead
    came later, whatever its list and its server say.
    """
    day = _day(listed, fetched)
    is_late = last is None or first_day(day.date) >= first_day(last[1])
    return Page(
        listed.address,
        listed.address,
        listed.address,
        fetched.content,
        fetched.suffix,
        listed.about(),
        day,
        last and (last[0], day if is_late else _today()),
    )


def _day(listed: Listed, fetched: Fetched) -> About:
    """When it changed last, by the list or the server, whichever is later: many lists are not kept
    up. Else today."""
    said = [listed.modified] if listed.modified else []
    with suppress(ValueError, TypeError):
        said.append(parsedate_to_datetime(fetched.known.modified or "").date().isoformat())
    return About(date=max(said, key=first_day)).dated_by("server") if said else _today()


def _today() -> About:
    """So it was on this day."""
    return About(date=datetime.now(UTC).date().isoformat()).dated_by("fetched")
