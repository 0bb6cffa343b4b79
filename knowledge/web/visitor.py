"""A polite visitor of other people's servers: slowly, by their robots.txt, and not in vain."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from knowledge import places
from knowledge.document import CannotRead
from knowledge.reading.address import AGENT, CannotFetch, Fetched, Known, get

MOST_BYTES = 64 * 2**20
_ROBOTS_BYTES = 512 * 2**10
"""RFC 9309, section 2.5: at least this much of a robots.txt is to be read."""
_MOST_WAIT_SECONDS = 120.0
_MOST_DELAY_SECONDS = 30.0
_TRIES = 3
_ASKS_TO_WAIT = {429, 503}

Sleep = Callable[[float], None]


class Visitor:
    """Fetches, at most one address of a host in `pause_seconds`. Not for several threads."""

    def __init__(self, pause_seconds: float = 1.0, sleep: Sleep = time.sleep) -> None:
        self._pause_seconds = pause_seconds
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._rules: dict[str, Any] = {}  # Any: protego has no types

    def get(
        self, address: str, known: Known | None = None, obeys_robots: bool = True
    ) -> Fetched | None:
        """What lies behind an address; None where the server says it is as `known`.

        Args:
            address: http(s). One of GitHub's raw files comes from the mirror that is set.
            known: What the server said of it last time.
            obeys_robots: False for what a person named: robots.txt speaks to those who follow
                links by themselves.

        Raises:
            CannotRead: as `address.get`; or robots.txt forbids it, or we are to wait too long.
        """
        place = _mirrored(address)
        delay = self._delay(place) if obeys_robots else 0.0
        for tries in range(1, _TRIES + 1):
            self._wait(place, delay)
            try:
                return get(place, MOST_BYTES, known)
            except CannotFetch as error:
                if error.status not in _ASKS_TO_WAIT or tries == _TRIES:
                    raise
                self._sleep(_asked_seconds(error, tries))
        raise AssertionError("the last try returns or raises")

    def _wait(self, place: str, delay: float) -> None:
        """Until the host's turn comes again."""
        host = urlsplit(place).netloc
        rest = self._next.get(host, 0.0) - time.monotonic()
        if rest > 0:
            self._sleep(rest)
        self._next[host] = time.monotonic() + max(self._pause_seconds, delay)

    def _delay(self, place: str) -> float:
        """The pause in seconds that robots.txt asks for.

        Raises:
            CannotRead: it forbids the address, or cannot be read although it is there.
        """
        parts = urlsplit(place)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(origin)
        rules = self._rules[origin]
        if isinstance(rules, str):
            raise CannotRead(rules)
        if not rules.can_fetch(place, AGENT):
            raise CannotRead("the site's robots.txt asks programs not to fetch it")
        return min(float(rules.crawl_delay(AGENT) or 0.0), _MOST_DELAY_SECONDS)

    def _read_rules(self, origin: str) -> Any:
        from protego import Protego

        self._wait(origin, 0.0)
        try:
            found = get(f"{origin}/robots.txt", _ROBOTS_BYTES)
        except CannotFetch as error:
            if 400 <= error.status < 500 and error.status != 429:
                return Protego.parse("")  # RFC 9309, section 2.3.1.3: no rules
            return f"its robots.txt cannot be read ({error}); try again later"
        except CannotRead as error:
            # Neither is a page that is no text, or too long: there are no rules in it.
            is_there = "no document" in str(error) or "larger than" in str(error)
            return Protego.parse("") if is_there else str(error)
        assert found is not None
        return Protego.parse(found.content.decode("utf-8", "replace"))


def _mirrored(address: str) -> str:
    usual = places.GITHUB["raw"] + "/"
    if address.startswith(usual):
        return f"{places.github('raw')}/{address.removeprefix(usual)}"
    return address


def _asked_seconds(error: CannotFetch, tries: int) -> float:
    """How long the server asks us to wait, or a little more each time where it does not say.

    Raises:
        CannotRead: longer than anyone would sit there for.
    """
    said = (error.retry_after or "").strip()
    seconds = 2.0**tries
    if said.isdecimal():
        seconds = float(said)
    elif said:
        try:
            until = parsedate_to_datetime(said)
            until = until if until.tzinfo else until.replace(tzinfo=UTC)
            seconds = max(0.0, (until - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            pass  # not a date either
    if seconds > _MOST_WAIT_SECONDS:
        raise CannotRead(f"{error}; it asks to come again in {seconds:.0f} s") from None
    return seconds
