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


def test_a_library_that_is_copied_into_the_folder_is_named_once(library, write, tmp_path):
    write("in/a.md", "Zebra.")
    write("other/b.md", "Okapi.")
    Library.open(tmp_path / "other library").ingest(tmp_path / "documents/other")
    reports = watch(library, [tmp_path / "documents/in"])
    next(reports)
    copied = tmp_path / "documents/in/copy"
    (tmp_path / "other library").rename(copied)
    report = next(reports)
    assert [row["source"] for row in report.failed] == [str(copied)]
    assert "holds a library" in report.failed[0]["reason"]
    (copied / "more.md").write_text("Quagga.")
    assert next_after(reports, write("in/c.md", "Zebra too.")).failed == []
    assert {one.title for one in library.documents()} == {"a", "c"}
    reports.close()


def test_what_was_taken_in_of_a_library_before_it_was_whole_goes_again(library, write, tmp_path):
    write("in/a.md", "Zebra.")
    write("other/b.md", "Okapi.")
    other = tmp_path / "other library"
    Library.open(other).ingest(tmp_path / "documents/other")
    reports = watch(library, [tmp_path / "documents/in"])
    next(reports)
    copied = tmp_path / "documents/in/copy"
    text = write("in/copy/texts/b.txt", "Okapi.")
    assert next(reports).added == [str(text)]
    shutil.copytree(other, copied, dirs_exist_ok=True)
    next(one for one in reports if one.failed)
    assert {one.title for one in library.documents()} == {"a"}
    reports.close()


def next_after(reports, path):
    """The report that names this file."""
    return next(one for one in reports if str(path) in one.added)


def test_a_folder_with_a_manifest_that_is_removed_is_gone_and_no_failure(library, write, tmp_path):
    write("in/a.md", "Zebra.")
    gone = write("in/deep/b.md", "Okapi.")
    write("in/deep/manifest.jsonl", [{"file": "b.md", "title": "The okapi"}])
    reports = watch(library, [tmp_path / "documents/in"])
    next(reports)
    shutil.rmtree(tmp_path / "documents/in/deep")
    report = next(reports)
    assert (report.removed, report.failed) == ([str(gone)], [])
    (tmp_path / "documents/in/a.md").unlink()
    assert next(reports).failed == []
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
