"""Which messages were taken up, kept over a restart.

So none is answered twice, and a thread in which the app took part is known again.
"""

import sqlite3
import time
from pathlib import Path

from ui.slack.message import Message
from ui.slack.settings import CannotServe

KEPT_SECONDS = 180 * 24 * 3600


class Notebook:
    """A small table on disk, shared by every process of the same home; used from one thread."""

    def __init__(self, path: Path | None = None):
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._rows = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=5)
            self._rows.execute("PRAGMA journal_mode=WAL")
            self._rows.execute("PRAGMA synchronous=NORMAL")
            self._rows.execute(
                "CREATE TABLE IF NOT EXISTS taken (message TEXT PRIMARY KEY, thread TEXT, at REAL)"
            )
            self._rows.execute("CREATE INDEX IF NOT EXISTS threads ON taken (thread)")
            self._rows.execute("DELETE FROM taken WHERE at < ?", [time.time() - KEPT_SECONDS])
        except (OSError, sqlite3.Error) as error:
            raise CannotServe(
                f"The record of answered Slack messages, {path}, cannot be used ({error}); make "
                "its folder writable or move the file away."
            ) from error

    def take(self, message: Message) -> bool:
        """Claim the message; False when it was claimed before."""
        row = [message.key, message.thread, time.time()]
        done = self._rows.execute("INSERT OR IGNORE INTO taken VALUES (?, ?, ?)", row)
        return done.rowcount == 1

    def takes_part(self, thread: str) -> bool:
        """Whether a message of this thread was taken up."""
        found = self._rows.execute("SELECT 1 FROM taken WHERE thread = ? LIMIT 1", [thread])
        return found.fetchone() is not None

    def close(self) -> None:
        self._rows.close()
