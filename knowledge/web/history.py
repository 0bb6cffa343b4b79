"""What was fetched and when: the versions of each address, and what the server said of it."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from knowledge.document import Document
from knowledge.reading.address import Fetched, Known
from knowledge.reading.spelling import one_spelling
from knowledge.web.listed import Listed
from knowledge.web.tables import opened

FOLDER = ".sources"
"""In the library's folder, so that it goes where the library goes."""
_FORGOTTEN = timedelta(days=1)
"""A pull cut off longer ago is not gone on with: what it had done may have changed since."""


@dataclass(frozen=True)
class Version:
    """A text of an address, from the moment it was first seen until the next version."""

    address: str
    seen: str
    """ISO time, UTC."""
    date: str | None
    date_from: str | None
    title: str | None
    vendor: str | None
    system: str | None
    text: str | None
    """None from the moment the server said that it is gone."""


@dataclass(frozen=True)
class Visit:
    """How it went when an address was asked for last."""

    checked: str
    """ISO time, UTC."""
    state: str
    """`there`, `gone`, or the reason why it was not read."""


_FIELDS = [one.name for one in fields(Version)]


class History:
    """The versions of one library's addresses. Not for several threads at once.

    Raises:
        CannotRead: its file cannot be used, with what would help.
    """

    def __init__(self, library: Path) -> None:
        self._file = library / FOLDER / "history.sqlite"

    def own(self) -> list[Listed]:
        """The addresses that the user added."""
        return [Listed(*row) for row in self._rows("select * from own order by rowid")]

    def add_own(self, listed: Listed) -> None:
        """Keep an address, or what is said of one kept already."""
        with opened(self._file) as base:
            base.execute(
                "insert or replace into own values (?, ?, ?, ?, ?)",
                (listed.address, listed.kind, listed.vendor, listed.system, listed.title),
            )

    def remove_own(self, address: str) -> bool:
        """Forget an address that the user added, in whatever spelling; whether it was there."""
        plain = one_spelling(address)
        kept = self._rows("select address from own")
        meant = [row for row in kept if one_spelling(row[0]) == plain]
        if meant:
            with opened(self._file) as base:
                base.executemany("delete from own where address = ?", meant)
        return bool(meant)

    def known(self, address: str, said: str) -> Known | None:
        """What the server said of its current version, if that was read as `said` marks it."""
        found = (
            "select etag, modified from visits join readings using (address)"
            " where address = ? and said = ? and state = 'there'"
        )
        rows = self._rows(found, address, said)
        return Known(*rows[0]) if rows else None

    def visits(self) -> dict[str, Visit]:
        """The last visit of each address."""
        rows = self._rows("select address, checked, state from visits")
        return {address: Visit(checked, state) for address, checked, state in rows}

    def visited(
        self, address: str, fetched: Fetched | None, state: str = "there", said: str = ""
    ) -> None:
        """Note a visit; without `fetched` what the server said before still holds.

        `said` marks how its text was read: what a list says of it, the versions of the parsers.
        """
        known = fetched and fetched.known
        with opened(self._file) as base:
            base.execute(
                "insert into visits values (?, ?, ?, ?, ?) on conflict (address) do update set"
                " etag = iif(?, excluded.etag, etag), modified = iif(?, excluded.modified, modified),"
                " checked = excluded.checked, state = excluded.state",
                (
                    address, known and known.etag, known and known.modified, _now(), state,
                    known is not None, known is not None,
                ),
            )  # fmt: skip
            if fetched:
                base.execute("insert or replace into readings values (?, ?)", (address, said))
                mark = _mark(fetched.content)
                base.execute("insert or replace into contents values (?, ?)", (address, mark))

    def keep(
        self, address: str, text: str | None, document: Document | None, is_reread: bool = False
    ) -> bool:
        """Keep a version if it differs from the last one; whether it does. None: it is gone.

        With `is_reread` the page is the same and only read otherwise: the text takes the place of
        the last one.
        """
        last = self.versions(address)[-1:]
        if (last[0].text if last else None) == text:
            return False
        if is_reread and text is not None and last and last[0].text is not None:
            self._replace_last(address, text)
            return False
        about = [
            getattr(document, name, None)
            for name in ("date", "date_from", "title", "vendor", "system")
        ]
        if document is None and last:
            about = [last[0].date, last[0].date_from, last[0].title, last[0].vendor, last[0].system]
        content = None if text is None else _content(text)
        with opened(self._file) as base:
            base.execute(
                "insert into versions (address, seen, date, date_from, title, vendor, system,"
                " content) values (?, ?, ?, ?, ?, ?, ?, ?)",
                (address, _now(), *about, content),
            )
        return True

    def _replace_last(self, address: str, text: str) -> None:
        with opened(self._file) as base:
            base.execute(
                "update versions set content = ?"
                " where number = (select max(number) from versions where address = ?)",
                (_content(text), address),
            )

    def versions(self, address: str) -> list[Version]:
        """All of an address, oldest first."""
        rows = self._rows(
            "select address, seen, date, date_from, title, vendor, system, content from versions"
            " where address = ? order by number",
            address,
        )
        return [_version(row) for row in rows]

    def said_last(self, address: str) -> tuple[str, str] | None:
        """The text an address had when it was there last, and the day."""
        query = (
            "select content, max(seen, ifnull(checked, '')) from versions"
            " left join visits on visits.address = versions.address and state = 'there'"
            " where versions.address = ? and content is not null order by number desc limit 1"
        )
        rows = self._rows(query, address)
        return (_text(rows[0][0]), rows[0][1][:10]) if rows else None

    def is_as_read(self, address: str, fetched: Fetched) -> bool:
        """Whether these are the bytes that were read last; of readings from before their mark was
        kept, whether the server says so."""
        query = "select mark, etag, modified from visits left join contents using (address) where address = ?"
        for mark, *said in self._rows(query, address):
            if mark is not None:
                return mark == _mark(fetched.content)
            known = Known(*said)
            return known != Known() and known == fetched.known
        return False

    def is_there(self, address: str) -> bool:
        """Whether there is a version of it that is not noted as gone."""
        last = self.versions(address)[-1:]
        return bool(last) and last[0].text is not None

    def changed(self) -> dict[str, str]:
        """When a later version of an address than its first was first seen, ISO time, UTC."""
        query = "select address, max(seen) from versions group by address having count(*) > 1"
        return dict(self._rows(query))

    def addresses(self) -> list[str]:
        """Of which there are versions, the first seen first."""
        query = "select address from versions group by address order by min(number)"
        return [row[0] for row in self._rows(query)]

    def begun(self) -> str | None:
        """When the whole history begins."""
        rows = self._rows("select min(seen) from versions")
        return rows[0][0] if rows else None

    def led_to(self, listing: Listed) -> list[Listed]:
        """Where a sitemap, feed or repository leads, or led once and nothing is gone yet."""
        query = "select address, title, modified from listings where list = ? order by rowid"
        return [listing.lists(*row) for row in self._rows(query, listing.address)]

    def below(self, listing: str) -> set[str]:
        """All addresses that a list led to, by lists in it too."""
        query = (
            "with recursive below (address) as (select address from listings where list = ?"
            " union select listings.address from listings join below on list = below.address)"
            " select address from below"
        )
        return {row[0] for row in self._rows(query, listing)}

    def leads_to(self, listing: str, listed: Iterable[Listed]) -> None:
        """Note where a list leads now, beside where it led before, and which of it is new there."""
        rows = [(listing, one.address, one.title, one.modified) for one in listed]
        was_open = (
            "select 1 from listings where list = ?1 union select 1 from appeared where address = ?1"
        )
        with opened(self._file) as base:
            if base.execute(was_open, (listing,)).fetchone():
                known = base.execute(
                    "select address from listings union select address from visits"
                )
                new = {row[1] for row in rows} - {row[0] for row in known}
                base.executemany(
                    "insert or ignore into appeared values (?)", [(one,) for one in new]
                )
            base.executemany("insert or replace into listings values (?, ?, ?, ?)", rows)

    def appeared(self) -> set[str]:
        """What was not there when the list that leads to it was opened for the first time."""
        return {row[0] for row in self._rows("select address from appeared")}

    def led_to_no_more(self, addresses: Iterable[str]) -> None:
        """Forget that any list led to these: they are gone."""
        with opened(self._file) as base:
            every = [(address,) for address in addresses]
            base.executemany("delete from listings where address = ?", every)

    def lists(self) -> set[str]:
        """The sitemaps, feeds and repositories that were opened."""
        return {row[0] for row in self._rows("select distinct list from listings")}

    def resume(self, asked: str) -> set[str]:
        """Begin a pull, or go on with one of the same, by the mark `asked`, that was cut off: what
        that one has done.

        Never a list: what it leads to may not be done.
        """
        earliest = (datetime.now(UTC) - _FORGOTTEN).isoformat(timespec="microseconds")
        begun = self._rows("select begun from begun where asked = ? and begun > ?", asked, earliest)
        if begun:
            query = (
                "select address from visits where checked >= ? and state in ('there', 'gone')"
                " and address not in (select list from listings)"
            )
            return {row[0] for row in self._rows(query, begun[0][0])}
        with opened(self._file) as base:
            base.execute("delete from begun where begun <= ?", (earliest,))
            base.execute("insert or replace into begun values (?, ?)", (asked, _now()))
        return set()

    def finish(self, asked: str) -> None:
        """The pull is whole: the next one of the same asks for everything again."""
        with opened(self._file) as base:
            base.execute("delete from begun where asked = ?", (asked,))

    def _rows(self, query: str, *values: str) -> list[Any]:
        if not self._file.is_file():
            return []  # whoever only looks begins no history
        with opened(self._file) as base:
            return base.execute(query, values).fetchall()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(text: str) -> bytes:
    return zlib.compress(text.encode())


def _text(content: bytes) -> str:
    return zlib.decompress(content).decode()


def _version(row: tuple[Any, ...]) -> Version:
    *about, content = row
    text = None if content is None else _text(content)
    given: dict[str, Any] = dict(zip(_FIELDS, (*about, text), strict=True))
    return Version(**given)
