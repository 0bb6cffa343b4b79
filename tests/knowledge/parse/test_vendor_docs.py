"""Every vendor document is read or named with the reason, and every passage is where it says."""

import json
from collections import Counter
from pathlib import Path

import pytest

from knowledge.document import Parsed
from knowledge.ingestion.chunk import split
from knowledge.parse import parse
from knowledge.reading.sources import Source, find_sources


@pytest.fixture(scope="module")
def documents(shared: Path) -> dict[str, tuple[Source, Parsed]]:
    found = find_sources([shared / "data/vendor_docs"])
    sources = [one for one in found if isinstance(one, Source)]
    return {Path(s.shown).name: (s, parse(*s.read())) for s in sources}


def test_all_of_them_are_read(documents, shared):
    lines = (shared / "data/vendor_docs/manifest.jsonl").read_text("utf-8").splitlines()
    assert documents.keys() >= {json.loads(line)["file"] for line in lines}
    kinds = Counter(Path(name).suffix for name in documents)
    assert kinds[".pdf"] == 4
    assert kinds[".po"] == kinds[".rst"] == kinds[".html"] == 2


def test_every_passage_is_where_it_says(documents):
    for name, (_, parsed) in documents.items():
        chunks = split(parsed.text)
        assert chunks, name
        end = 0
        for chunk in chunks:
            assert end <= chunk.start < chunk.end <= len(parsed.text), name
            assert (
                parsed.text[chunk.start : chunk.end].strip() == parsed.text[chunk.start : chunk.end]
            )
            end = chunk.end


def test_every_document_keeps_what_the_manifest_says(documents, shared):
    for line in (shared / "data/vendor_docs/manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        source, parsed = documents[row["file"]]
        about = parsed.about_with(source.about())
        assert about.vendor == (parsed.given.vendor or row["vendor"])
        assert about.licence == (parsed.given.licence or row["licence"])
        if not parsed.given.date:
            assert (about.date, about.date_from) == (row["date"], "manifest")


def test_chinese_is_intact(documents):
    for name, (_, parsed) in documents.items():
        assert "\ufffd" not in parsed.text or "\ufffd" in Path(documents[name][0].place).read_text(
            "utf-8"
        ), name
    assert (
        "检测方法"
        in documents["X028_weknora-document-reader-fixture-merged-table-cells-docx.docx"][1].text
    )


def test_pages_of_a_report_are_counted(documents):
    (report,) = (p for name, (_, p) in documents.items() if name.startswith("X020"))
    assert len(report.pages) == 14
    assert report.page_at(report.text.index("| MMLU | 88.40 |")) == report.page_at(
        report.text.index("| MMLU-Pro | 60.20 |")
    )
