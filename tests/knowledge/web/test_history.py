import sqlite3

import pytest

from knowledge.document import CannotRead
from knowledge.web import History, Listed


@pytest.fixture
def history(tmp_path):
    found = History(tmp_path)
    found.keep("https://example.org/", "Zebra has stripes.", None)
    return found


def test_whoever_only_looks_begins_no_history(tmp_path):
    history = History(tmp_path / "new")
    assert (history.addresses(), history.own(), history.begun()) == ([], [], None)
    assert not (tmp_path / "new").exists()


def test_an_own_address_is_kept_and_forgotten_in_any_spelling(history):
    for spelling in ("https://Example.org", "https://example.org/#top"):
        history.add_own(Listed(spelling, vendor="Acme"))
    assert history.own() == [Listed("https://example.org/", vendor="Acme")]
    assert history.remove_own("HTTPS://example.org/")
    assert not history.remove_own("https://example.org/")


def test_a_history_in_use_is_to_be_waited_for_not_given_up(history, monkeypatch):
    monkeypatch.setattr("knowledge.web.tables._WAIT_SECONDS", 0.01)
    other = sqlite3.connect(history._file, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(CannotRead, match="another process is using it, so try again") as caught:
        history.addresses()
    assert "delete" not in str(caught.value)
    other.close()
    assert history.addresses() == ["https://example.org/"]


def test_a_damaged_history_is_to_be_moved_away(history):
    history._file.write_bytes(b"damaged" * 1000)
    with pytest.raises(CannotRead, match="move it away to begin a new one"):
        history.addresses()


def test_a_history_on_a_full_disk_asks_for_room(history, on_little_disk):
    told = on_little_disk(_ON_A_FULL_DISK)
    assert "make room" in told


_ON_A_FULL_DISK = """
from pathlib import Path
from knowledge import CannotRead
from knowledge.web import History

Path("filler").write_bytes(bytes(4096 * 1024 - 8192))
try:
    History(Path("library")).keep("https://example.org/", "x" * 99999, None)
except CannotRead as error:
    print(error)
"""
