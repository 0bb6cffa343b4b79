import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from knowledge import Library
from knowledge.document import Interrupted
from knowledge.storage.pointer import read_pointer
from knowledge.storage.store import open_store


def test_unchanged_content_costs_a_hash(library, write):
    path = write("a.md", "Zebra has stripes.")
    library.ingest([path])
    generation = library.generation
    os.utime(path, (0, 0))
    report = library.ingest([path, path])
    assert (report.unchanged, report.added, report.updated) == ([str(path)], [], [])
    assert report.passages == 0
    assert library.generation == generation


def test_a_changed_document_replaces_its_passages(library, write, tmp_path):
    path = write("a.md", "Zebra has 24 stripes.")
    library.ingest([path])
    write("a.md", "Zebra has 25 stripes.")
    report = library.ingest([path])
    assert report.updated == [str(path)]
    assert [passage.text for passage in library.passages()] == ["Zebra has 25 stripes."]
    assert [passage.text for passage in library.search("24")] == ["Zebra has 25 stripes."]
    with open_store(tmp_path / "library/chroma-1", "", 0) as store:
        assert len(store.ids()) == 1


def test_of_a_document_that_cannot_be_read_any_more_it_is_told_that_its_text_stays(library, write):
    path = write("a.md", "Zebra has 24 stripes.")
    library.ingest([path])
    write("a.md", "")
    (failed,) = library.ingest([path, write("b.md", "")]).failed[:1]
    assert failed["reason"] == (
        "the file is empty; what it said before stays in the library, "
        "and `vendorscope remove` takes it out"
    )
    assert library.ingest([write("b.md", "")]).failed[0]["reason"] == "the file is empty"
    assert [passage.text for passage in library.passages()] == ["Zebra has 24 stripes."]


def test_a_manifest_that_changes_changes_the_document(library, write):
    path = write("a.md", "Zebra has stripes.")
    library.ingest([path])
    write("manifest.jsonl", [{"file": "a.md", "date": "2020-02"}])
    assert library.ingest([path]).updated == [str(path)]
    assert library.passages()[0].date == "2020-02"


def test_a_file_gone_from_a_folder_given_again_is_taken_out(library, write, tmp_path):
    gone = write("in/gone.md", "Quagga is extinct.")
    write("in/here.md", "Zebra has stripes.")
    elsewhere = write("elsewhere.md", "Okapi eats leaves.")
    library.ingest([tmp_path / "documents/in", elsewhere])
    gone.unlink()
    elsewhere.unlink()
    report = library.ingest([tmp_path / "documents/in"])
    assert report.removed == [str(gone)]
    assert {document.title for document in library.documents()} == {"here", "elsewhere"}


def test_a_file_replaced_by_a_folder_is_taken_out_and_a_folder_replaced_by_a_file(
    library, write, tmp_path
):
    file, inner = write("in/a.md", "Quagga is extinct."), write("in/b.md/c.md", "Okapi eats.")
    library.ingest(tmp_path / "documents/in")
    file.unlink()
    inner.unlink()
    inner.parent.rmdir()
    write("in/a.md/c.md", "Zebra has stripes.")
    write("in/b.md", "Kiwi has feathers.")
    report = library.ingest(tmp_path / "documents/in")
    assert sorted(report.removed) == [str(file), str(inner)]
    assert {passage.text for passage in library.passages()} == {
        "Zebra has stripes.",
        "Kiwi has feathers.",
    }


def test_identity_is_the_path_whatever_front_matter_says(library, write):
    same = "---\ntitle: Same\nsource: same\n---\n"
    library.ingest([write("a.md", same + "Zebra."), write("b.md", same + "Okapi.")])
    assert len(library.documents()) == 2


def test_the_files_time_is_the_last_resort_for_a_date(library, write):
    path = write("a.txt", "Zebra has stripes.")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    library.ingest([path])
    assert library.passages()[0].date == "2023-11-14"


def test_vectors_stay_with_their_passages_through_changes(library, write):
    from knowledge.storage import keywords

    for i in range(4):
        library.ingest(write(f"{i}.md", f"Animal number {i} has {i * 7} stripes."))
    write("1.md", "Quite another text about the price of tea.")
    library.ingest(write("1.md", "Quite another text about the price of tea."))
    library.remove(next(d.document_id for d in library.documents() if d.title == "0"))
    view = library._views()[0]
    for i in range(len(view)):
        expected = library.embed([keywords.told(view.row(i))])[0]
        assert float(view.vectors[i] @ expected) > 0.9999
    assert library.search("price of tea")[0].title == "1"
    assert not [p for p in library.search("animal stripes") if p.title == "0"]


def test_a_killed_ingestion_leaves_what_was_and_a_second_run_completes_it(write, tmp_path):
    first = write("in/000.md", "Zebra has stripes.")
    folder = tmp_path / "library"
    Library.open(folder).ingest([first])
    for i in range(1, 30):
        write(f"in/{i:03}.md", f"# Animal {i}\n\nAnimal number {i} has {i * 3} stripes.")
    code = (
        "from knowledge import Library;"
        f"Library.open({str(folder)!r}).ingest([{str(first.parent)!r}])"
    )
    for pause in (0.5, 1.0, 1.4, 1.8):
        process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        library = Library.open(folder)
        assert len(library.documents()) in {1, 30}
        assert library.search("zebra")
    library.ingest([first.parent])
    _assert_whole(library, folder, 30)


def test_a_killed_first_ingestion_can_be_repeated(write, tmp_path):
    path = write("a.md", "Zebra has stripes.")
    folder = tmp_path / "library"
    code = f"from knowledge import Library; Library.open({str(folder)!r}).ingest([{str(path)!r}])"
    for pause in (0.3, 0.8, 1.1, 1.3):
        process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(Library.open(folder).documents()) in {0, 1}
    library = Library.open(folder)
    library.ingest([path])
    _assert_whole(library, folder, 1)


def test_what_a_kill_left_before_the_first_state_was_named_is_written_past(write, tmp_path):
    folder = tmp_path / "library"
    (folder / "view-1").mkdir(parents=True)
    (folder / "view-1/half.npy").write_bytes(b"half")
    Library.open(folder).ingest([write("a.md", "Zebra has stripes.")])
    assert read_pointer(folder).chroma == "chroma-2"
    _assert_whole(Library.open(folder), folder, 1)


def test_progress_tells_how_many_of_how_many(library, write, tmp_path):
    write("a.md", "Zebra has stripes.")
    write("b.jsonl", [{"text": f"Zebra number {n}."} for n in range(150)])
    told = []
    library.ingest([tmp_path / "documents"], progress=lambda *step: told.append(step))
    assert [name.rpartition("/")[2] for _, _, name in told] == [
        "a.md",
        "b.jsonl",
        "a",
        "b",
        "b",
        "",
    ]
    # A document is done when its passages have vectors, which takes nearly all the time.
    assert [round(done, 2) for done, _, _ in told] == [0, 0, 0, 0.85, 1.7, 2]
    assert {total for _, total, _ in told} == {2}
    told.clear()
    write("a.md", "Zebra has 25 stripes.")
    library.ingest([tmp_path / "documents"], progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == [0, 0, 1, 2]


def _assert_whole(library: Library, folder: Path, passages: int) -> None:
    assert len(library.passages()) == passages
    # Not always chroma-1: what a killed process left there is never written into again.
    with open_store(folder / read_pointer(folder).chroma, "", 0) as store:
        assert len(store.ids()) == passages


def test_ctrl_c_says_how_many_documents_are_in_and_the_next_call_does_the_rest(library, write):
    first = write("a.jsonl", [{"text": f"Zebra number {n}."} for n in range(210)])
    rest = [write(f"{name}.md", f"Okapi {name}.") for name in "bc"]

    def stop(done, total, name):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        library.ingest([first, *rest], progress=stop)
    assert caught.value.documents == len(library.documents()) == 1
    report = library.ingest([first, *rest])
    assert (report.unchanged, report.added) == ([str(first)], list(map(str, rest)))


def test_ctrl_c_in_a_small_ingestion_keeps_most_of_what_was_done(tmp_path, write):
    class Slow:
        name, dimension, done = "slow", 8, 0

        def encode(self, texts):
            self.done += len(texts)
            if self.done > 100:
                raise KeyboardInterrupt
            time.sleep(0.05 * len(texts))
            return np.ones((len(texts), 8))

    library = Library.open(tmp_path / "library", embedder=Slow())
    documents = [write(f"{n}.md", f"Zebra number {n}.") for n in range(120)]
    with pytest.raises(Interrupted) as caught:
        library.ingest(documents)
    assert caught.value.documents == len(library.documents()) >= 50


def test_a_library_below_the_folder_given_is_not_taken_in(write, tmp_path):
    """It grew with each run; what an older version took of it goes."""
    write("a.md", "Zebra has 24 stripes.")
    library = Library.open(tmp_path / "documents/library")
    assert len(library.ingest(tmp_path / "documents").added) == 1
    assert library.ingest(tmp_path / "documents").written == 0
    (own,) = (tmp_path / "documents/library/texts").iterdir()
    taken = own.with_name("b.md")
    taken.write_text("Okapi eats leaves.")
    assert len(library.ingest(taken).added) == 1
    assert library.ingest(tmp_path / "documents").removed == [str(taken)]
    assert [one.title for one in library.documents()] == ["a"]
