"""The same words under two addresses: one set of passages, all sources, exact quotes."""

import pytest

from knowledge import Library

PRICE = "---\ndate: {date}\n---\n# Prices\n\nThe Zebra plan costs 24 dollars a month.\n"


def _documents(library):
    return {document.title: document for document in library.documents()}


def _assert_exact(library):
    for passage in library.passages():
        text = library.text(passage.document_id)
        assert text[passage.char_start : passage.char_end] == passage.text


def test_the_same_words_are_stored_once_with_all_their_sources(library, write):
    first = write("a.md", "# Prices\n\nThe **Zebra** plan costs $24.")
    second = write("b.txt", "Prices\nthe Zebra plan   costs $24.\n")
    report = library.ingest([first, second])
    assert report.added == [str(first), str(second)]
    assert report.passages == 1
    (passage,) = library.search("Zebra plan")
    assert [one["source"] for one in passage.extra["also"]] == [str(second)]
    assert library.text(_documents(library)["b"].document_id).startswith("Prices\nthe Zebra")
    assert _documents(library)["b"].same_as == passage.document_id
    assert library.ingest([first, second]).unchanged == [str(first), str(second)]
    _assert_exact(library)


def test_a_single_other_figure_keeps_them_apart(library, write):
    library.ingest([write("a.md", "Zebra costs $24."), write("b.md", "Zebra costs $25.")])
    assert len(library.passages()) == 2


def test_another_vendors_copy_is_its_own(library, write):
    write("manifest.jsonl", [{"file": "a.md", "vendor": "A"}, {"file": "b.md", "vendor": "B"}])
    library.ingest([write("a.md", "Zebra licence."), write("b.md", "Zebra licence.")])
    assert library.search("licence", vendors=["B"])[0].vendor == "B"


def test_the_earliest_date_stands_whichever_came_first(library, write):
    library.ingest([write("a.md", PRICE.format(date="2025-09-01"))])
    library.ingest([write("b.md", PRICE.format(date="2025-02-01"))])
    (passage,) = library.search("Zebra plan", as_of="2025-03-01")
    assert passage.date == "2025-02-01"
    assert [one["date"] for one in passage.extra["also"]] == ["2025-09-01"]
    assert len(library.passages()) == 1


@pytest.mark.parametrize("other", ["The Zebra plan costs 24.", "the zebra plan  costs 24."])
def test_when_the_one_that_holds_the_passages_goes_the_other_takes_over(library, write, other):
    library.ingest([write("a.md", "The Zebra plan costs 24."), write("b.md", other)])
    holder = library.passages()[0].document_id
    library.remove(holder)
    (passage,) = library.search("Zebra plan")
    assert passage.document_id != holder
    assert passage.text == other
    assert "also" not in passage.extra
    assert [document.passages for document in library.documents()] == [1]
    _assert_exact(library)


def test_when_one_of_them_changes_both_are_found(library, write, tmp_path):
    library.ingest(
        [write("a.md", "The Zebra plan costs 24."), write("b.md", "The Zebra plan costs 24.")]
    )
    library.ingest([write("a.md", "The Zebra plan costs 25.")])
    assert {passage.text[-3:] for passage in library.passages()} == {"24.", "25."}
    library.ingest([write("a.md", "The Zebra plan costs 24.")])
    assert len(Library.open(tmp_path / "library").passages()) == 1
    _assert_exact(library)


def test_vectors_and_words_follow_the_passages(library, write):
    from knowledge.storage import keywords

    for name in "abc":
        write(f"{name}.md", f"Okapi number {name} eats leaves.")
    same = [write(f"{name}.md", "The Zebra plan costs 24.") for name in "xyz"]
    library.ingest(same[0].parent)
    for _ in range(2):
        library.remove(library.search("Zebra plan", k=1)[0].document_id)
        view = library._views()[0]
        for i in range(len(view)):
            vector = library.embed([keywords.told(view.row(i))])[0]
            assert float(view.vectors[i] @ vector) > 0.9999
        assert [p.text for p in library.search("Zebra plan", k=1)] == ["The Zebra plan costs 24."]
    library.remove(library.search("Zebra plan", k=1)[0].document_id)
    assert not [p for p in library.search("Zebra plan") if "Zebra" in p.text]
