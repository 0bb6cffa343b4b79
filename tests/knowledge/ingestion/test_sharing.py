"""Passages that say the same in two documents: one of them stored, with both as its sources."""

import signal
import subprocess
import sys
import time

import pytest

from knowledge import Library
from knowledge.embedding.embed import default_embedder
from knowledge.storage import keywords
from knowledge.storage.pointer import read_pointer
from knowledge.storage.rebuild import rebuild
from knowledge.storage.store import open_store

PLAN = "The {}Zebra plan costs {} dollars a month, with 5 seats and 100 GB of storage for all{}"
PAGE = "---\ndate: {date}\n---\n# Plans\n\n{plan}\n\n# Rest\n\n{rest}\n"


def _page(rest, filler="", price=24, end=".", date="2025-02-01"):
    return PAGE.format(plan=PLAN.format(filler, price, end), rest=rest, date=date)


@pytest.fixture
def three(write):
    """Of which each has a passage of its own, and one that the others have too."""
    return [
        write("a.md", _page("Okapi eats leaves.")),
        write("b.md", _page("Giraffe sleeps upright.", "really ", end="!")),
        write("c.md", _page("Quagga is extinct.", "**very** ")),
    ]


def _of(library, path):
    return next(one for one in library.documents() if one.source == str(path))


def _assert_whole(library):
    """Quotes are exact, and each passage lies where its words and its vector say."""
    for passage in library.passages():
        text = library.text(passage.document_id)
        assert text[passage.char_start : passage.char_end] == passage.text
    (view,) = library._views()
    assert len(view.keywords) == len(view)
    for i in range(len(view)):
        expected = library.embed([keywords.told(view.row(i))])[0]
        assert float(view.vectors[i] @ expected) > 0.9999
    folder = library._own.folder
    with open_store(folder / read_pointer(folder).chroma, "", 0) as store:
        assert store.ids() == {view.stored(i)["id"] for i in range(len(view))}


@pytest.mark.parametrize("at_once", [True, False])
def test_a_near_copy_is_stored_once_with_all_its_sources(library, three, at_once):
    for given in [three] if at_once else [[one] for one in three]:
        assert library.ingest(given).added == [*map(str, given)]
    assert [one.text[:6] for one in library.passages()] == ["# Plan", *["# Rest"] * 3]
    found = library.search("Zebra plan", k=1)[0]
    assert [one["source"] for one in found.extra["also"]] == [*map(str, three[1:])]
    told = [(one.passages, one.shared) for one in library.documents()]
    assert told == [(2, 0), (1, 1), (1, 1)]
    assert library.ingest(three).unchanged == [*map(str, three)]
    _assert_whole(library)


@pytest.mark.parametrize(
    "other",
    [{"price": 25}, {"filler": "un"}, {"end": ", not guests."}, {"date": "2025-03-01"}],
    ids=["figure", "name", "negation", "date"],
)
def test_what_says_or_dates_something_else_is_kept_apart(library, write, other):
    library.ingest([write("a.md", _page("Okapi.")), write("b.md", _page("Giraffe.", **other))])
    assert len(library.passages()) == 4


def test_another_vendors_copy_is_found_under_its_own_name(library, write):
    write("manifest.jsonl", [{"file": "a.md", "vendor": "A"}, {"file": "b.md", "vendor": "B"}])
    library.ingest([write("a.md", _page("Okapi.")), write("b.md", _page("Giraffe."))])
    assert len(library.passages()) == 4
    assert {one.vendor for one in library.search("Zebra plan", vendors=["B"])} == {"B"}


def test_each_of_its_sources_and_documents_finds_it(library, three):
    library.ingest(three)
    for path in three:
        for names in ({"sources": [str(path)]}, {"documents": [_of(library, path).document_id]}):
            found = library.search("Zebra plan cost", k=1, **names)[0]
            assert found.text.startswith("# Plans")
            sources = {found.source, *(one["source"] for one in found.extra["also"])}
            assert sources == {*map(str, three)}


def test_when_its_document_goes_or_changes_another_keeps_it(library, three, write):
    library.ingest(three)
    library.remove(_of(library, three[0]).document_id)
    found = library.search("Zebra plan cost", k=1)[0]
    assert found.source == str(three[1])
    assert [one["source"] for one in found.extra["also"]] == [str(three[2])]
    _assert_whole(library)
    write("b.md", _page("Giraffe sleeps upright.", price=99))
    assert library.ingest([three[1]]).updated == [str(three[1])]
    assert sorted(one.text.count("99") for one in library.passages()) == [0, 0, 0, 1]
    assert [(one.passages, one.shared) for one in library.documents()] == [(2, 0)] * 2
    _assert_whole(library)


def test_a_change_beside_it_leaves_it_shared(library, three, write):
    library.ingest(three)
    write("a.md", _page("Okapi eats grass now."))
    library.ingest([three[0]])
    assert len(library.passages()) == 4
    _assert_whole(library)


def test_a_document_of_nothing_but_copies_is_there_and_comes_back(library, three, write):
    library.ingest(three)
    bare = write("e.md", f"---\ndate: 2025-02-01\n---\n# Plans\n\n{PLAN.format('', 24, '')}\n")
    library.ingest([bare])
    assert (_of(library, bare).passages, _of(library, bare).shared) == (0, 1)
    for path in three:
        library.remove(_of(library, path).document_id)
    assert [one.source for one in library.passages()] == [str(bare)]
    _assert_whole(library)
    library.remove(_of(library, bare).document_id)
    assert library.passages() == []


def test_word_for_word_twins_of_a_document_that_shares_are_named_and_take_over(library, three):
    twin = three[1].with_name("twin.md")
    twin.write_text(three[1].read_text())
    library.ingest(three)
    library.ingest([twin])
    (plan,) = [one for one in library.passages() if one.text.startswith("# Plans")]
    assert {one["title"] for one in plan.extra["also"]} == {"Plans"}
    assert {one["source"] for one in plan.extra["also"]} == {*map(str, three[1:]), str(twin)}
    library.remove(_of(library, three[1]).document_id)
    assert any("Giraffe" in one.text and one.source == str(twin) for one in library.passages())
    _assert_whole(library)
    library.remove(_of(library, three[0]).document_id)
    library.remove(_of(library, three[2]).document_id)
    assert sorted(one.text[:6] for one in library.passages()) == ["# Plan", "# Rest"]
    assert "also" not in library.passages()[0].extra
    _assert_whole(library)


@pytest.mark.parametrize("is_state_lost", [False, True])
def test_a_rebuilt_library_shares_as_before(three, tmp_path, is_state_lost):
    folder = tmp_path / "library"
    Library.open(folder).ingest(three)
    if is_state_lost:
        (folder / "library.json").unlink()
    rebuild(folder, default_embedder())
    library = Library.open(folder)
    library.remove(_of(library, three[0]).document_id)
    assert library.search("Zebra plan cost", k=1)[0].source == str(three[1])
    _assert_whole(library)


def test_a_rebuilt_library_names_a_document_whose_passage_was_lost_with_anothers_text(
    three, tmp_path
):
    folder = tmp_path / "library"
    library = Library.open(folder)
    library.ingest(three)
    (view,) = library._views()
    (folder / "texts" / view.entries[0].text_file).unlink()
    said = rebuild(folder, default_embedder())
    assert all(str(path) in said for path in three)


def test_a_killed_ingestion_of_copies_is_completed_by_the_next(three, write, tmp_path):
    folder = tmp_path / "library"
    Library.open(folder).ingest(three[:1])
    for i in range(20):
        write(f"{i}.md", _page(f"Animal {i} eats.", "very "))
    place = str(three[0].parent)
    code = f"from knowledge import Library; Library.open({str(folder)!r}).ingest([{place!r}])"
    for pause in (0.5, 0.9, 1.2, 1.5):
        process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert Library.open(folder).search("Zebra plan")
    library = Library.open(folder)
    library.ingest([place])
    assert len(library.passages()) == 1 + 23
    assert len(library.search("Zebra plan cost", k=1)[0].extra["also"]) == 22
    _assert_whole(library)
