import pytest

from knowledge.storage.keywords import Keywords, write

_ON_A_DISK_THAT_IS_ONLY_READ = """
import shutil, subprocess
from pathlib import Path
from knowledge import CannotRead, Library

Path("zebra.md").write_text("Zebra has stripes.")
made = Library.open("made")
made.ingest("zebra.md")
made.history.keep("https://example.org/", "Zebra has stripes.", None)
shutil.copytree("made", "library", copy_function=shutil.copy)  # files of another time
subprocess.run("mount -o remount,ro $PWD", shell=True, check=True)
library = Library.open("library")
assert [one.overlap for one in library.search("stripes")] == [1.0]
assert library.history.addresses() == ["https://example.org/"]
try:
    library.ingest("zebra.md")
except CannotRead as error:
    print(error)
"""


def _row(key: int, text: str) -> dict:
    plain = {"title": "", "heading": "", "vendor": None, "system": None, "source": "", "date": ""}
    return {"key": key, "document_id": "d", "text": text, "extra": {}} | plain


def test_words_are_found_in_what_was_written(tmp_path):
    write(tmp_path / "index", [_row(3, "zebra"), _row(4, "okapi")])
    assert [key for key, _ in Keywords(tmp_path / "index").search({"okapi": 1.0}, 5)] == [4]


def test_words_are_looked_for_among_the_passages_of_some_vendors(tmp_path):
    rows = [_row(n, "zebra") | {"vendor": v} for n, v in enumerate([None, "A", "B", "A", "C"])]
    write(tmp_path / "index", rows)
    index = Keywords(tmp_path / "index")
    found = index.search({"zebra": 1.0}, 5, vendors=["A", "C"])
    assert {key for key, _ in found} == {1, 3, 4}
    assert {*found} < {*index.search({"zebra": 1.0}, 5)}
    assert (index.of_vendors(["A", "C"]), index.of_vendors(["Nobody"])) == (3, 0)


def test_opening_an_index_never_begins_one(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("none", "empty"):
        with pytest.raises(FileNotFoundError):
            Keywords(tmp_path / name)
    assert [file.name for file in tmp_path.rglob("*")] == ["empty"]


def test_a_library_that_may_only_be_read_answers_and_says_that_it_cannot_be_written(on_little_disk):
    told = on_little_disk(_ON_A_DISK_THAT_IS_ONLY_READ)
    assert "cannot be written (Read-only file system)" in told
