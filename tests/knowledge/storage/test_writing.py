import errno
import os

import pytest

from knowledge import Library

_ON_A_FULL_DISK = """
import shutil
from pathlib import Path
from knowledge import CannotRead, Library
from knowledge.storage.rebuild import rebuild

Path("okapi.md").write_text("Okapi eats leaves.")
Path("zebra.md").write_text("Zebra has stripes.")
Library.open("library").ingest("okapi.md")

def tell(act):
    try:
        act()
    except CannotRead as error:
        print(error)

def found(query):
    return Library.open("library").search(query)[0].title

Path("filler").write_bytes(bytes(shutil.disk_usage(".").free - FREE * 1024))
library = Library.open("library")
tell(lambda: library.ingest("zebra.md"))
assert found("okapi") == "okapi"
tell(lambda: rebuild(Path("library"), library._embedder))
assert found("okapi") == "okapi"
Path("filler").unlink()
assert Library.open("library").ingest("zebra.md").added == ["zebra.md"]
assert found("zebra") == "zebra"
"""


@pytest.mark.parametrize("free", [0, 8, 40, 60])
def test_a_full_disk_is_said_and_what_was_held_still_answers(on_little_disk, free):
    told = on_little_disk(_ON_A_FULL_DISK.replace("FREE", str(free))).splitlines()
    assert len(told) == 2
    assert all("cannot be written" in one and "make room" in one for one in told)
    assert not any("broken" in one for one in told)


@pytest.mark.parametrize("path", [None, "/elsewhere/model.onnx"])
def test_another_disk_that_is_full_is_not_said_to_be_the_librarys(write, tmp_path, path):
    class Full:
        name, dimension = "full", 8

        def encode(self, texts):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    with pytest.raises(OSError, match="No space left"):
        Library.open(tmp_path / "library", embedder=Full()).ingest(write("a.md", "Zebra."))
