"""What callers give an analyst: the checks that need no analyst."""

from pathlib import Path

import pytest

from agent import given


def test_a_thread_left_out_is_a_new_one_each_time() -> None:
    assert given.thread(None) != given.thread(None)
    assert given.thread("t1") == "t1"


def test_a_question_loses_the_space_around_it() -> None:
    assert given.question("  What is IMA?\n", most=20) == "What is IMA?"
    with pytest.raises(ValueError, match="at most 20"):
        given.question("w" * 21, most=20)


def test_a_folder_may_be_named_before_it_is_made(tmp_path: Path) -> None:
    assert given.folder(None) is None
    folder = given.folder(str(tmp_path / "new"))
    assert folder == tmp_path / "new"
    with pytest.raises(ValueError, match="no library"):
        given.check_exists(folder)
    given.check_exists(tmp_path)
    given.check_exists(None)
