"""A file is whole or not there."""

import pytest

from ui.cli.failure import Failure
from ui.cli.output import write_file


def test_a_file_appears_when_it_is_whole(tmp_path):
    target = tmp_path / "a.txt"

    write_file(target, lambda path: path.write_text("whole"))

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text() == "whole"


def test_a_writer_that_breaks_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def half(path):
        path.write_text("hal")
        raise OSError(28, "No space left on device")

    with pytest.raises(Failure, match="No space left"):
        write_file(target, half)

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text() == "old"
