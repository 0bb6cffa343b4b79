"""Whatever a file holds: each passage is a part of the text as it stands, and no word is lost."""

import csv
import json
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import Parsed
from knowledge.ingestion.chunk import split
from knowledge.parse import parse
from knowledge.parse.pages import join

_WORDS = st.text(
    st.sampled_from("abcXYZ 斑马有条纹。.,;:!?'\"|#-*€é"), min_size=1, max_size=40
).map(lambda word: f"w{' '.join(word.split())}")
_TABLES = st.lists(st.lists(_WORDS, min_size=3, max_size=3, unique=True), min_size=2, max_size=12)
_FEW = settings(max_examples=60, deadline=None)


@_FEW
@given(st.text(max_size=3000))
def test_text_of_any_kind(text):
    if text.strip() and not any(c < " " or c == "\x7f" for c in text.replace("\n", "")):
        _check(Parsed(text), ())


@_FEW
@given(_TABLES)
def test_tables(table):
    target = StringIO()
    # Cells full of semicolons or bars may be taken for columns, by people too.
    table = [[cell.replace(";", ",").replace("|", ",") for cell in row] for row in table]
    csv.writer(target).writerows(table)
    _check(parse(target.getvalue().encode(), ".csv"), [cell for row in table[1:] for cell in row])


@_FEW
@given(_TABLES)
def test_records(table):
    records = [dict(zip("abc", row, strict=True)) for row in table]
    cells = [cell for row in table for cell in row]
    _check(parse(json.dumps({"records": records}).encode(), ".json"), cells)


@_FEW
@given(st.lists(st.text("ab\n斑马", max_size=20), min_size=1, max_size=9))
def test_pages_begin_where_they_say(texts):
    text, pages = join(texts)
    parsed = Parsed(text, pages=pages)
    for n, (page, at) in enumerate(zip(texts, pages, strict=True), 1):
        assert text[at : at + len(page)] == page
        assert parsed.page_at(at) == n


def _check(parsed: Parsed, words: "list[str] | tuple[()]") -> None:
    passages: list[str] = []
    end = 0
    for chunk in split(parsed.text):
        assert end <= chunk.start < chunk.end <= len(parsed.text)
        passages.append(parsed.text[chunk.start : chunk.end])
        assert passages[-1] == passages[-1].strip()
        end = chunk.end
    for word in words:
        assert word in parsed.text
        assert any(word in passage for passage in passages) or len(word) > 200
