"""A watched folder, in a process of its own: what changes is in the library a moment later."""

import shutil
import signal
import subprocess
import sys
import time

import pytest

from knowledge import Library
from knowledge.document import CannotRead
from knowledge.watch import watch

_GIVEN_UP_SECONDS = 60


@pytest.fixture
def watched(write, tmp_path):
    """`vendorscope ingest --watch` of `documents/in`, past its first look."""
    write("in/a.md", "Zebra has 24 stripes.")
    words = (
        "ingest",
        "--watch",
        str(tmp_path / "documents/in"),
        "--store",
        str(tmp_path / "library"),
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *words, "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert '"added"' in process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def _until(library, texts):
    """Wait until the library holds just these texts."""
    end = time.monotonic() + _GIVEN_UP_SECONDS
    while (found := {passage.text for passage in library.passages()}) != texts:
        assert time.monotonic() < end, found
        time.sleep(0.05)


def test_new_changed_renamed_and_deleted_files_are_followed(watched, write, tmp_path):
    library = Library.open(tmp_path / "library")
    folder = tmp_path / "documents/in"
    _until(library, {"Zebra has 24 stripes."})
    write("in/deep/b.md", "Okapi eats leaves.")
    _until(library, {"Zebra has 24 stripes.", "Okapi eats leaves."})
    write("in/a.md", "Zebra has 25 stripes.")
    _until(library, {"Zebra has 25 stripes.", "Okapi eats leaves."})
    (folder / "a.md").rename(folder / "c.md")
    _until(library, {"Zebra has 25 stripes.", "Okapi eats leaves."})
    (folder / "c.md").unlink()
    _until(library, {"Okapi eats leaves."})
    shutil.rmtree(folder / "deep")
    _until(library, set())
    write("in/.hidden.md", "Not to be taken in.")
    write("in/d.md", "Quagga is extinct.")
    _until(library, {"Quagga is extinct."})
    watched.send_signal(signal.SIGINT)
    _, said = watched.communicate(timeout=_GIVEN_UP_SECONDS)
    assert watched.returncode == 130
    assert "Interrupted" in said
    assert "Traceback" not in said


def test_only_folders_are_watched(library, write):
    with pytest.raises(CannotRead, match="no folder"):
        next(watch(library, [write("a.md", "Zebra.")]))


def test_a_library_in_the_folder_is_not_followed(write, tmp_path):
    """It changed with each change that was taken in, without end."""
    write("in/a.md", "Zebra.")
    library = Library.open(tmp_path / "documents/in/library")
    reports = watch(library, [tmp_path / "documents/in"])
    assert len(next(reports).added) == 1
    for n in range(3):
        path = write(f"in/{n}.md", f"Okapi {n}.")
        assert next(reports).added == [str(path)]
    assert {one.title for one in library.documents()} == {"a", "0", "1", "2"}
    reports.close()


def test_a_link_out_of_the_folder_is_named_and_what_it_leads_to_stays_out(library, write, tmp_path):
    write("in/a.md", "Zebra.")
    write("out/secret.md", "Okapi.")
    reports = watch(library, [tmp_path / "documents/in"])
    next(reports)
    link = tmp_path / "documents/in/link"
    link.symlink_to(tmp_path / "documents/out")
    report = next(reports)
    assert [row["source"] for row in report.failed] == [str(link)]
    assert "link out of the folder" in report.failed[0]["reason"]
    write("out/more.md", "Quagga.")
    write("out/manifest.jsonl", [{"file": "more.md", "title": "More"}])
    write("in/b.md", "Zebra too.")
    assert next(reports).added == [str(tmp_path / "documents/in/b.md")]
    assert {one.title for one in library.documents()} == {"a", "b"}
    reports.close()
