"""The language of documents and passages, out of the text and of what the file declares."""

import os
from io import BytesIO

import pytest

GERMAN = "Das Modell ist nicht offen und kostet 24 Euro pro Monat für alle Nutzer."
TABLE = "| Plan | USD |\n|---|---|\n| Pro | 24 |\n"


def _languages(library, path):
    assert library.ingest([path]).failed == []
    (document,) = library.documents()
    return document.language, {one.language for one in library.passages()}


def _page(language, body):
    return f'<html lang="{language}"><head><title>T</title></head><body>{body}</body></html>'


def test_a_search_finds_one_language_alone_by_code_or_name(library, write):
    write("de.md", GERMAN)
    write("en.md", "The model is not open and costs 24 euros a month for all users.")
    write("ja.md", "このモデルはオープンではなく、月額24ユーロです。")
    library.ingest([write("zh.md", "该模型不开源，每月24欧元。").parent])
    for names, found in ((["de"], "de"), (["German"], "de"), (["ja-JP"], "ja"), (["zh"], "zh")):
        hits = library.search("24", languages=names)
        assert [one.title for one in hits] == [found]
        assert hits[0].language == found


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        ("nl-NL", "<p>Qwen-Max 24 USD</p>", "nl"),
        ("en", f"<p>{GERMAN}</p>", "de"),
        ("", "<p>Qwen-Max 24 USD</p>", "en"),
    ],
)
def test_a_pages_language_counts_where_its_text_does_not_tell(
    library, write, language, body, expected
):
    assert _languages(library, write("a.html", _page(language, body))) == (expected, {expected})


def test_front_matter_is_believed(library, write):
    path = write("a.md", f"---\nlang: fr-FR\n---\n{TABLE}")
    assert _languages(library, path) == ("fr", {"fr"})


def test_a_word_document_declares_its_language(library, tmp_path):
    import docx

    document, out = docx.Document(), BytesIO()
    document.add_paragraph("Qwen-Max 24 USD")
    document.core_properties.language = "it-IT"
    document.save(out)
    path = tmp_path / "a.docx"
    path.write_bytes(out.getvalue())
    assert _languages(library, path) == ("it", {"it"})


def test_a_pdf_declares_its_language(library, write, make_pdf):
    content = make_pdf([["Qwen-Max 24 USD"]]).replace(
        b"/Type /Catalog /Pages", b"/Lang(sv-SE) /Type /Catalog /Pages"
    )
    assert _languages(library, write("a.pdf", content)) == ("sv", {"sv"})


def test_a_part_in_another_language_is_told_apart(library, write):
    english = "The model is open, and it will be free for all of us from May on. " * 20
    path = write("a.md", f"# One\n\n{english}\n\n# Two\n\n{GERMAN}\n\n# 三\n\n该模型不开源。\n")
    assert _languages(library, path) == ("en", {"en", "de", "zh"})


def test_a_row_without_a_date_takes_the_files_one_and_never_another_rows(library, write):
    rows = [{"text": "Zebras cost 5 dollars.", "date": "2030-01-01"}, {"text": "Okapis cost 6."}]
    path = write("a.jsonl", [*rows, {"text": "Quaggas are gone.", "date": None}])
    os.utime(path, (1757937600, 1757937600))  # 2025-09-15
    library.ingest(path)
    dates = [(one.date, one.extra.get("date_from")) for one in library.passages()]
    assert dates == [("2030-01-01", "row"), ("2025-09-15", "file"), (None, None)]
    assert not [
        one for one in library.search("Okapis cost", as_of="2025-09-14") if "Okapi" in one.text
    ]
