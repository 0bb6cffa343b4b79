from pathlib import Path

import pytest

from knowledge import CannotRead, places


def test_the_variable_wins_then_xdg_then_the_users_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    for variable, xdg, find, default in (
        ("VENDORSCOPE_HOME", "XDG_DATA_HOME", places.home, ".local/share"),
        ("VENDORSCOPE_CACHE", "XDG_CACHE_HOME", places.cache, ".cache"),
    ):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(xdg, raising=False)
        assert find() == tmp_path / default / "vendorscope"
        monkeypatch.setenv(xdg, "not/absolute")
        assert find() == tmp_path / default / "vendorscope"
        monkeypatch.setenv(xdg, "/xdg")
        assert find() == Path("/xdg/vendorscope")
        monkeypatch.setenv(variable, "~/mine")
        assert find() == tmp_path / "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(CannotRead, match="is a file"):
        places.make(file)
    with pytest.raises(CannotRead, match="lies under a file"):
        places.make(file / "folder")
