"""The thread store: what was answered is there after a restart, whole or not at all."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from agent.answer import Answer, Citation, Figure, ToolCall
from agent.threads import Threads, ThreadStoreError


def an_answer(thread: str, text: str = "$50 billion [1]") -> Answer:
    citation = Citation(1, "d", "Title", "Source", "OpenAI", "2025-09-15", "quote", 0, 5, 0.5)
    return Answer(
        text=text,
        citations=[citation],
        tool_calls=[ToolCall("calculate_revenue", {"price": "500"}, {"total": "1"}, 0.1)],
        figures=[Figure("50000000000", "USD", "$50 billion", "tool:calculate_revenue")],
        thread=thread,
    )


def test_a_turn_is_read_back_equal_after_a_restart(tmp_path: Path) -> None:
    first = Threads(tmp_path)
    first.keep("How much?", an_answer("t1"))
    first.close()
    again = Threads(tmp_path)
    assert again.knows("t1") and not again.knows("t2")
    asked, answered = again.history("t1")
    assert (asked.role, asked.text) == ("user", "How much?")
    assert answered.answer == an_answer("t1")


def test_threads_are_listed_newest_first_with_their_first_question(tmp_path: Path) -> None:
    threads = Threads(tmp_path)
    threads.keep("First question?", an_answer("a"))
    threads.keep("Other?", an_answer("b"))
    threads.keep("x" * 300, an_answer("c"))
    threads.keep("And then?", an_answer("a"))
    listed = {thread.thread: thread.title for thread in threads.newest()}
    assert listed["a"] == "First question?"
    assert len(listed["c"]) <= 80
    assert [t.thread for t in threads.newest(limit=1)] == ["a"]


def test_a_forgotten_thread_is_gone(tmp_path: Path) -> None:
    threads = Threads(tmp_path)
    threads.keep("Q?", an_answer("a"))
    threads.forget("a")
    assert not threads.knows("a") and threads.history("a") == [] and threads.newest() == []


def test_two_questions_of_one_thread_wait_for_each_other_and_other_threads_do_not(
    tmp_path: Path,
) -> None:
    threads = Threads(tmp_path)
    order: list[str] = []
    inside, release = threading.Event(), threading.Event()

    def first() -> None:
        with threads.turn("a"):
            inside.set()
            release.wait(10)
            order.append("first")

    def second() -> None:
        with threads.turn("a"):
            order.append("second")

    workers = [threading.Thread(target=first), threading.Thread(target=second)]
    workers[0].start()
    assert inside.wait(10)
    workers[1].start()
    with threads.turn("b"):
        order.append("other")
    time.sleep(0.05)
    release.set()
    for worker in workers:
        worker.join(10)
    assert order == ["other", "first", "second"]


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ThreadStoreError, match="choose a folder"):
        Threads(tmp_path / "file" / "threads")


def test_a_broken_store_names_the_file_to_move_away(tmp_path: Path) -> None:
    (tmp_path / "threads.sqlite").write_bytes(b"not a database, but long enough to be read" * 50)
    with pytest.raises(ThreadStoreError, match="threads"):
        Threads(tmp_path)


def test_the_store_is_ordinary_sqlite(tmp_path: Path) -> None:
    threads = Threads(tmp_path)
    threads.keep("Q?", an_answer("a"))
    threads.close()
    connection = sqlite3.connect(tmp_path / "threads.sqlite")
    assert connection.execute("SELECT count(*) FROM turns").fetchone() == (1,)
