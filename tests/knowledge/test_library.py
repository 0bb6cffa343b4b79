import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge import CannotRead, Library

GUIDE = """---
title: Zebra guide
vendor: Acme
system: Zebra
date: 2025-09-15
language: en
source: {repo: acme/zebra, path: docs/guide.md, commit: c0ffee}
---
# Zebra

Zebra needs 24 GB of memory at 720p.

## Licence

Zebra is released under the Apache licence.
"""


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import knowledge, knowledge.places, knowledge.dates, sys;"
        "print([m for m in ('chromadb', 'onnxruntime', 'torch', 'numpy', 'tantivy', 'jieba') "
        "if m in sys.modules])"
    )
    assert _run(code) == "[]"


def test_a_search_needs_neither_chroma_nor_torch(library, write, tmp_path):
    library.ingest(write("guide.md", GUIDE))
    code = (
        "import sys; from knowledge import Library;"
        f"found = Library.open({str(tmp_path / 'library')!r}).search('zebra memory');"
        "print(len(found), [m for m in ('chromadb', 'torch', 'jieba') if m in sys.modules])"
    )
    assert _run(code) == "2 []"


def test_front_matter_says_what_a_passage_is(library, write):
    path = write("guide.md", GUIDE)
    report = library.ingest([path])
    assert report.added == [str(path)]
    passage = library.search("How much memory does Zebra need?")[0]
    assert (passage.title, passage.vendor, passage.system) == ("Zebra guide", "Acme", "Zebra")
    assert passage.source == "acme/zebra docs/guide.md"
    assert passage.url == "https://github.com/acme/zebra/blob/c0ffee/docs/guide.md"
    assert passage.date == "2025-09-15"
    document = library.documents()[0]
    assert document.document_id == passage.document_id
    assert document.passages == len(library.passages())


def test_spans_point_into_the_stored_text(library, write):
    long = "\n\n".join(f"## Part {i}\n\n" + f"Sentence {i} says more. " * 60 for i in range(5))
    library.ingest(
        [write("guide.md", GUIDE), write("long.md", long), write("中文.txt", "混元。" * 400)]
    )
    passages = library.passages()
    assert len(passages) > 10
    for passage in passages:
        text = library.text(passage.document_id)
        assert text[passage.char_start : passage.char_end] == passage.text


def test_rows_are_passages_with_their_own_fields(library, write):
    rows = [
        {"text": "Zebra costs 20 dollars.", "title": "Price", "date": "2025-06", "vendor": "Acme"},
        {
            "text": "Zebra has 24 stripes.",
            "source": {"url": "https://example.org/z"},
            "stripes": 24,
        },
    ]
    library.ingest(write("facts.jsonl", rows))
    price, stripes = sorted(library.passages(), key=lambda p: p.char_start)
    assert (price.title, price.date, price.vendor) == ("Price", "2025-06", "Acme")
    assert (stripes.source, stripes.url) == ("https://example.org/z", "https://example.org/z")
    assert stripes.date is not None
    assert stripes.extra == {"date_from": "file", "stripes": 24}
    assert library.text(price.document_id) == "Zebra costs 20 dollars.\nZebra has 24 stripes."


def test_a_manifest_describes_the_files_beside_it_and_is_no_document(library, write, tmp_path):
    write("a.txt", "The zebra is striped.")
    write("manifest.jsonl", [{"file": "a.txt", "title": "A", "date": "2024", "vendor": "Acme"}])
    report = library.ingest([tmp_path / "documents"])
    assert len(report.added) == 1
    assert not report.failed
    passage = library.passages()[0]
    assert (passage.title, passage.date, passage.vendor) == ("A", "2024", "Acme")


def test_as_of_hides_what_came_later_and_keeps_the_undated(library, write):
    rows = [
        {"text": f"Zebra fact dated {day}.", "date": day}
        for day in ("2025", "2025-09", "2025-09-15", "2025-09-16", "2025-10", None)
    ]
    library.ingest(write("facts.jsonl", rows))

    def seen(day: str | date) -> set[str | None]:
        return {passage.date for passage in library.search("zebra fact", as_of=day)}

    assert seen("2025-09-15") == {"2025", "2025-09", "2025-09-15", None}
    assert seen(date(2025, 9, 15)) == seen("2025-09-15")
    assert seen("2025-09") == {"2025", "2025-09", None}
    assert seen("2024-12-31") == {None}
    with pytest.raises(CannotRead, match="'yesterday' is no date"):
        library.search("zebra", as_of="yesterday")


def test_vendors_limit_the_search(library, write):
    rows = [
        {"text": f"The zebra of {vendor} has stripes.", "vendor": vendor}
        for vendor in ("Acme", "Beta", "Gamma")
    ]
    library.ingest(write("facts.jsonl", rows))
    found = library.search("zebra", vendors=["acme", "Gamma"])
    assert {passage.vendor for passage in found} == {"Acme", "Gamma"}
    assert library.search("zebra", vendors=["Nobody"]) == []


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(library, write, tmp_path):
    given = [
        write("good.md", "The zebra is striped."),
        write("empty.md", ""),
        write("binary.txt", bytes(range(256)) * 20),
        write("program.exe", b"MZ"),
        write("cut.jsonl", '{"text": "whole"}\n{"text": "cu'),
        tmp_path / "missing.md",
        "ftp://example.org/file.txt",
    ]
    report = library.ingest(given)
    assert report.added == [str(given[0]), str(given[4])]
    reasons = {Path(row["source"]).name: row["reason"] for row in report.failed}
    assert reasons == {
        "empty.md": "the file is empty",
        "binary.txt": "the file is binary, not text",
        "program.exe": reasons["program.exe"],
        "cut.jsonl": "line 2 is not JSON; its other row is in",
        "missing.md": "there is no such file",
        "file.txt": "only http and https addresses are fetched",
    }
    assert "'.exe'" in reasons["program.exe"]
    assert {passage.text for passage in library.passages()} == {"The zebra is striped.", "whole"}


def test_removal_is_seen_at_once(library, write):
    library.ingest(write("guide.md", GUIDE))
    before = library.generation
    library.remove(library.documents()[0].document_id)
    assert library.search("zebra") == []
    assert library.documents() == []
    assert library.generation != before
    with pytest.raises(CannotRead, match="no document 'nothing'"):
        library.remove("nothing")
    with pytest.raises(CannotRead, match="no document 'nothing'"):
        library.text("nothing")


def test_nothing_asked_finds_nothing(library, write):
    assert library.search("zebra") == []
    library.ingest(write("guide.md", GUIDE))
    assert library.search("   ") == []
    assert library.search("zebra", k=0) == []
    assert len(library.search("zebra " * 200_000, k=1)) == 1


def test_vectors_are_of_unit_length(library):
    vectors = library.embed(["one", "another one"])
    assert vectors.shape == (2, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_another_process_sees_a_change_with_its_next_search(library, write, tmp_path):
    library.ingest(write("guide.md", GUIDE))
    reader = Library.open(tmp_path / "library")
    assert reader.search("zebra")
    other = write("okapi.md", "The okapi has striped legs.")
    _run(
        "from knowledge import Library;"
        f"library = Library.open({str(tmp_path / 'library')!r});"
        f"library.ingest([{str(other)!r}]);"
        "library.remove(next(d.document_id for d in library.documents() if d.vendor == 'Acme'))"
    )
    assert [passage.title for passage in reader.search("okapi zebra")] == ["okapi"]


def test_many_threads_read_while_one_writes(library, write):
    library.ingest(write("guide.md", GUIDE))
    failures: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                for passage in library.search("zebra memory", k=3):
                    text = library.text(passage.document_id)
                    assert text[passage.char_start : passage.char_end] == passage.text
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for thread in readers:
        thread.start()
    for i in range(4):
        library.ingest(write(f"more-{i}.md", f"Animal number {i} has {i} stripes."))
    stop.set()
    for thread in readers:
        thread.join()
    assert failures == []
    assert len(library.documents()) == 5


def test_the_open_library_is_the_bundled_one_with_own_documents_over_it(own_home, write):
    library = Library.open()
    bundled = len(library.documents())
    assert bundled > 20
    library.ingest(write("okapi.md", "The okapi eats 30 kg of leaves a day."))
    assert len(library.documents()) == bundled + 1
    assert library.search("What does the okapi eat?")[0].title == "okapi"
    assert library.search("ChatGPT Plus price")[0].system == "ChatGPT Plus"
    assert (own_home / "documents").is_dir()
    with pytest.raises(CannotRead, match="cannot be removed"):
        library.remove(library.documents()[0].document_id)
    passages = library.passages()
    texts = {d.document_id: library.text(d.document_id) for d in library.documents()}
    for passage in passages:
        text = texts[passage.document_id]
        assert text[passage.char_start : passage.char_end] == passage.text


def test_a_document_with_broken_front_matter_is_named_and_left_out(library, write):
    bad = write("bad.md", "---\ntitle: A\ndate: 2025-13-40\n---\nZebra costs 5 dollars.")
    report = library.ingest([bad, write("good.md", "The zebra is striped.")])
    (failed,) = report.failed
    assert failed["source"] == str(bad)
    assert "front matter" in failed["reason"]
    assert [document.title for document in library.documents()] == ["good"]


def test_a_query_that_is_no_text_is_one_sentence(library, write):
    library.ingest(write("guide.md", GUIDE))
    with pytest.raises(CannotRead, match="not valid text"):
        library.search("zebra \ud800")


def test_a_folder_without_a_name_is_not_the_current_one():
    with pytest.raises(CannotRead, match="no name"):
        Library.open("")


def test_openings_are_of_what_was_added_newest_last(own_home, write):
    library = Library.open()
    assert library.openings() == []
    library.ingest([write("a.md", "Zebra One. " * 400), write("b.md", "Okapi Two.")])
    titles = [document.title for document, _ in library.openings()]
    assert titles == ["a", "b"]
    assert [len(opening) for _, opening in library.openings(characters=50)] == [50, 10]
    assert [document.title for document, _ in library.openings(most=1)] == ["b"]


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
