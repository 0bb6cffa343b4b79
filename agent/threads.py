"""Threads on disk: the graph's checkpoints and, beside them, each turn as its reader saw it."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langgraph.checkpoint.sqlite import SqliteSaver

from agent.answer import Answer, Citation, Figure, ToolCall

IN_MEMORY = ":memory:"
_TITLE_CHARACTERS = 80


class ThreadStoreError(ValueError):
    """The thread store cannot be opened; the sentence says what to do."""


@dataclass(frozen=True)
class Thread:
    """One conversation, for a list of them."""

    thread: str
    title: str
    """Its first question, shortened."""
    updated: str
    """ISO time, UTC."""


@dataclass(frozen=True)
class Message:
    """One side of a turn."""

    role: str
    """`user` or `assistant`."""
    text: str
    answer: Answer | None = None


class Threads:
    """The store of one folder. Every method may be called from any thread.

    All of it goes through one connection: SQLite has one writer anyway, and `SqliteSaver` holds
    this same lock around its own statements.
    """

    def __init__(self, folder: Path | str) -> None:
        self._connection = _connect(folder)
        self.saver = SqliteSaver(self._connection)
        try:
            self.saver.setup()
            with self.saver.lock:
                self._connection.execute(
                    "CREATE TABLE IF NOT EXISTS turns (thread TEXT, turn INTEGER, at TEXT,"
                    " question TEXT, answer TEXT, PRIMARY KEY (thread, turn))"
                )
                self._connection.commit()
        except sqlite3.DatabaseError as error:
            raise ThreadStoreError(
                f"The thread store in {folder} cannot be read ({error}); move its threads.sqlite "
                "away to begin a new one."
            ) from error
        self._busy: dict[str, _Turn] = {}
        self._busy_lock = threading.Lock()

    @contextmanager
    def turn(self, thread: str) -> Iterator[None]:
        """Holds `thread` for one question: a second one of the same thread waits."""
        with self._busy_lock:
            held = self._busy.setdefault(thread, _Turn())
            held.waiting += 1
        try:
            with held.lock:
                yield
        finally:
            with self._busy_lock:
                held.waiting -= 1
                if not held.waiting:
                    del self._busy[thread]

    def keep(self, question: str, answer: Answer) -> None:
        """Store a finished turn and drop the thread's older checkpoints, which nothing reads."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = json.dumps(vars(answer), default=vars, ensure_ascii=False)
        with self.saver.lock:
            self._connection.execute(
                "INSERT INTO turns SELECT ?, count(*), ?, ?, ? FROM turns WHERE thread = ?",
                (answer.thread, at, question, row, answer.thread),
            )
            for table in ("checkpoints", "writes"):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id <"
                    " (SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ?)",
                    (answer.thread, answer.thread),
                )
            self._connection.commit()

    def newest(self, limit: int = 50) -> list[Thread]:
        """The newest threads first."""
        rows = self._rows(
            "SELECT first.thread, first.question, max(all_turns.at) AS updated FROM turns AS first"
            " JOIN turns AS all_turns ON all_turns.thread = first.thread WHERE first.turn = 0"
            " GROUP BY first.thread ORDER BY updated DESC, max(all_turns.rowid) DESC LIMIT ?",
            (limit,),
        )
        return [Thread(thread, _title(question), at) for thread, question, at in rows]

    def history(self, thread: str) -> list[Message]:
        """The messages of a thread, oldest first; empty for one not seen before."""
        rows = self._rows(
            "SELECT question, answer FROM turns WHERE thread = ? ORDER BY turn", (thread,)
        )
        messages: list[Message] = []
        for question, row in rows:
            answer = _answer(json.loads(row))
            messages += [Message("user", question), Message("assistant", answer.text, answer)]
        return messages

    def knows(self, thread: str) -> bool:
        """Whether a turn of this thread was finished, also before a restart."""
        return bool(self._rows("SELECT 1 FROM turns WHERE thread = ? LIMIT 1", (thread,)))

    def forget(self, thread: str) -> None:
        """Delete a thread with all it holds."""
        self.saver.delete_thread(thread)
        with self.saver.lock:
            self._connection.execute("DELETE FROM turns WHERE thread = ?", (thread,))
            self._connection.commit()

    def close(self) -> None:
        """Close the store; what was kept is on disk."""
        with self.saver.lock:
            self._connection.close()

    def _rows(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self.saver.lock:
            return self._connection.execute(statement, values).fetchall()


class _Turn:
    """The lock of one thread while somebody uses it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = 0


def _connect(folder: Path | str) -> sqlite3.Connection:
    if str(folder) == IN_MEMORY:
        return sqlite3.connect(IN_MEMORY, check_same_thread=False)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            Path(folder) / "threads.sqlite", check_same_thread=False, timeout=30
        )
        # WAL lets other processes read while one writes; NORMAL loses no finished turn but in a
        # power cut.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
    except (OSError, sqlite3.OperationalError) as error:
        raise ThreadStoreError(
            f"The thread store cannot be opened in {folder} ({error}); choose a folder you may "
            "write to with VENDORSCOPE_HOME."
        ) from error
    except sqlite3.DatabaseError as error:
        raise ThreadStoreError(
            f"The thread store in {folder} cannot be read ({error}); move its threads.sqlite "
            "away to begin a new one."
        ) from error
    return connection


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= _TITLE_CHARACTERS else line[: _TITLE_CHARACTERS - 1] + "…"


def _answer(row: dict[str, Any]) -> Answer:
    parts = {"citations": Citation, "tool_calls": ToolCall, "figures": Figure}
    made = {name: [part(**value) for value in row[name]] for name, part in parts.items()}
    return Answer(**{**row, **made})
