"""The tables of a history in SQLite, and what helps where they cannot be used."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from knowledge import places
from knowledge.document import CannotRead

_WAIT_SECONDS = 30.0
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM_OR_RIGHT = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
}

_TABLES = """
create table if not exists own (
    address text primary key, kind text, vendor text, system text, title text);
create table if not exists visits (
    address text primary key, etag text, modified text, checked text, state text);
create table if not exists readings (address text primary key, said text);
create table if not exists contents (address text primary key, mark text);
create table if not exists versions (
    number integer primary key, address text, seen text, date text, date_from text,
    title text, vendor text, system text, content blob);
create index if not exists by_address on versions (address, number);
create table if not exists begun (asked text primary key, begun text);
create table if not exists listings (
    list text, address text, title text, modified text, primary key (list, address));
create table if not exists appeared (address text primary key);
"""


@contextmanager
def opened(file: Path) -> Generator[sqlite3.Connection]:
    """The database, for one transaction: it is whole after a crash at any moment.

    Raises:
        CannotRead: it cannot be used, with what would help.
    """
    try:
        places.make(file.parent)
        with closing(sqlite3.connect(file, timeout=_WAIT_SECONDS)) as base:
            base.executescript(_TABLES)
            with base:
                yield base
    except sqlite3.Error as error:
        raise CannotRead(
            f"The history {file} cannot be used ({error}); {_way_out(error)}."
        ) from None


def _way_out(error: sqlite3.Error) -> str:
    """What would help; never to delete what only a passing trouble keeps from being read."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the kind of a kind
    if code in _BUSY:
        return "another process is using it, so try again when that is done"
    if code in _NO_ROOM_OR_RIGHT:
        return "make room, or see to it that you may write there"
    return "move it away to begin a new one without the versions that it holds"
