from evals import retrieval
from knowledge import Library


def test_the_questions_are_many_and_quote_little():
    spans, languages = retrieval.read(retrieval.SPANS), retrieval.read(retrieval.LANGUAGES)
    assert (len(spans), len(languages)) == (60, 40)
    assert all(len(row["must_contain"].split()) <= 15 for row in spans)
    assert len({row["question"] for row in (*spans, *languages)}) == 100


def test_a_document_with_the_span_is_found_and_one_without_is_not(tmp_path):
    row = retrieval.read(retrieval.SPANS)[0]
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text(f"# Answer\n\nIt has: {row['must_contain']}.\n")
    library = Library.open(tmp_path / "library")
    library.ingest([folder])
    found = retrieval.spans(library, folder)
    assert found["mended"]["found"] == 1 / 30
    assert found["unread"]["found"] == 0.0
