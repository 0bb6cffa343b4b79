from pathlib import Path
from random import Random

import pytest

from knowledge.storage.keywords import Keywords, weigh, write

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


def _documents(random: Random, words: int) -> list[dict]:
    """The passages of a document of a few words, most of which all documents hold."""
    name, said = f"d{random.random()}", ["zebra", "okapi", "quokka", "tapir", "civet"]
    texts = [" ".join(random.choices(said, range(5, 0, -1), k=words)) for _ in range(2)]
    return [_row(0, text) | {"document_id": name, "source": "Zebra"} for text in texts]


def _scores(index: Keywords) -> list[float]:
    _, (weights,) = weigh(["zebra", "okapi", "quokka", "tapir", "civet", "nowhere"], [index])
    return sorted(score for _, score in index.search(weights, 1000))


@pytest.mark.parametrize("writes", [1, 4])
@pytest.mark.parametrize("seed", range(3))
def test_passages_that_went_count_no_more(tmp_path: Path, seed: int, writes: int):
    random = Random(seed)
    held: list[list[dict]] = []
    for n in range(writes):
        gone = [held.pop(0)[0]["document_id"] for _ in range(min(len(held), 3))]
        new = [_documents(random, words=6) for _ in range(8 if n else 40)]
        write(tmp_path / "edited", [row for one in new for row in one], gone)
        held += new
    gone = [held.pop(random.randrange(len(held)))[0]["document_id"] for _ in range(12)]
    write(tmp_path / "edited", [], gone)
    write(tmp_path / "fresh", [row for one in held for row in one])
    edited, fresh = Keywords(tmp_path / "edited"), Keywords(tmp_path / "fresh")
    assert len(edited) == len(fresh)
    assert all(edited.found_in(word) == fresh.found_in(word) for word in ("zebra", "civet"))
    assert _scores(edited) == pytest.approx(_scores(fresh), rel=1e-5)
    assert min(_scores(edited)) > 0.0


def test_a_word_of_a_document_that_went_is_known_no_more(tmp_path):
    write(tmp_path, [_row(0, "zebra okapi"), _row(1, "zebra") | {"document_id": "other"}])
    write(tmp_path, [], gone=["d"])
    assert [Keywords(tmp_path).found_in(word) for word in ("zebra", "okapi")] == [1, 0]


def test_an_index_is_worn_once_much_of_it_went(tmp_path, monkeypatch):
    rows = [_row(n, "zebra") | {"document_id": f"d{n}"} for n in range(30)]
    write(tmp_path / "index", rows)
    whole = Keywords(tmp_path / "index")
    assert [whole.is_worn(gone) for gone in ([], ["d1"])] == [False, True]
    monkeypatch.setattr("knowledge.storage.keywords._FEW", 20)
    assert [whole.is_worn(gone) for gone in (["d1", "d2"], ["d1", "d2", "d3"])] == [False, True]
    write(tmp_path / "index", [], gone=["d1", "d2"])
    assert [Keywords(tmp_path / "index").is_worn(gone) for gone in ([], ["d3"])] == [False, True]
