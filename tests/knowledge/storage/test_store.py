import sqlite3
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest

from knowledge.storage.store import BrokenStore, check, open_store


def row(name: str) -> dict:
    plain = {"title": "T", "source": "S", "vendor": None, "date": "2025"}
    return {"id": name, "document_id": "d", "text": f"text {name}", **plain}


def test_passages_and_vectors_come_back_as_they_went_in(tmp_path):
    vectors = np.eye(3, 4, dtype=np.float32)
    with open_store(tmp_path, "m", 4, create=True) as store:
        store.add([row(name) for name in "abc"], vectors)
        store.add([row("a")], vectors[:1])
        assert store.nearest(vectors[1:2], 1)[0][0] == "b"
    with open_store(tmp_path, "m", 4) as store:
        back = {r["id"]: (r, v) for r, v in store.read()}
        assert back["c"][0] == row("c")
        assert np.allclose(back["c"][1], vectors[2])
        store.delete(["a", "b"])
        assert store.ids() == {"c"}


def test_what_is_missing_is_said(tmp_path):
    with pytest.raises(BrokenStore, match="no Chroma database"), open_store(tmp_path, "m", 4):
        pass
    with open_store(tmp_path, "m", 4, create=True) as store:
        store.add([row("a")], np.eye(1, 4, dtype=np.float32))
    check(tmp_path, {"a"}, 4)
    with pytest.raises(BrokenStore, match="1 of its passages are gone"):
        check(tmp_path, {"a", "b"}, 4)


_KILLED = """
import os, signal, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA journal_mode = DELETE")
base.execute("PRAGMA cache_size = 1")  # what does not fit is written before the change is done
base.execute("BEGIN")
base.execute("CREATE TABLE half (done)")
base.executemany("INSERT INTO half VALUES (?)", [("x" * 5000,)] * 400)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_writer_left_half_done_is_taken_back(tmp_path):
    with open_store(tmp_path, "m", 4, create=True) as store:
        store.add([row("a")], np.eye(1, 4, dtype=np.float32))
    database = tmp_path / "chroma.sqlite3"
    subprocess.run([sys.executable, "-c", _KILLED, str(database)], check=False)
    assert (tmp_path / "chroma.sqlite3-journal").is_file()
    check(tmp_path, {"a"}, 4)
    with closing(sqlite3.connect(database)) as base:
        assert not base.execute("SELECT * FROM sqlite_master WHERE name = 'half'").fetchall()
