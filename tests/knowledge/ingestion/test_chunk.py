import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Parsed
from knowledge.ingestion.chunk import split
from knowledge.ingestion.length import count_tokens
from knowledge.parse.pages import join


def texts(text: str) -> list[str]:
    return [text[chunk.start : chunk.end] for chunk in split(text)]


def test_a_heading_opens_a_passage_and_is_its_path():
    text = "# Top\n\nIntro.\n\n## Price\n\nIt costs 5.\n\n## Licence\n\nFree.\n"
    chunks = split(text)
    assert [chunk.heading for chunk in chunks] == ["Top", "Top › Price", "Top › Licence"]
    assert texts(text)[1] == "## Price\n\nIt costs 5."


def test_a_table_stays_with_its_heading_and_a_cut_part_keeps_its_header():
    rows = "\n".join(f"| card {i} | {i} GB | a remark on card {i} |" for i in range(60))
    text = f"## Memory\n\nMeasured in May.\n\n| card | memory | remark |\n| --- | --- | --- |\n{rows}\n"
    chunks = split(text)
    assert len(chunks) > 3
    assert texts(text)[0].startswith("## Memory\n\nMeasured in May.\n\n| card |")
    assert all("card | memory | remark" in chunk.heading for chunk in chunks[1:])
    assert all(part.startswith("| card") for part in texts(text)[1:])


def test_long_prose_is_cut_between_sentences_in_both_languages():
    for sentence in ("This sentence tells something new. ", "这句话说了一些新的事情。"):
        parts = texts(sentence * 100)
        assert len(parts) > 1
        assert all(part.endswith((".", "。")) for part in parts)


def test_prose_with_semicolons_and_colons_is_cut_between_sentences():
    text = "It has two modes: fast; slow: better; and both: best for a while. " * 40
    assert all(part.endswith("while.") for part in texts(text))


@given(st.text(alphabet="a: ;|-\n.。b：1\\", max_size=3000))
def test_any_rows_are_split_in_order_without_losing_a_word(text):
    at = 0
    for chunk in split(text):
        assert at <= chunk.start < chunk.end <= len(text)
        assert not any(c.isalnum() for c in text[at : chunk.start])
        assert count_tokens(text[chunk.start : chunk.end]) <= 256
        at = chunk.end
    assert not any(c.isalnum() for c in text[at:])


def test_code_is_not_read_as_headings():
    assert len(split("```sh\n# not a heading\nrun\n```\n")) == 1


@given(st.text(alphabet="ab #|-\n.。混1`=*", max_size=600))
def test_any_text_is_split_into_spans_in_order_that_lose_no_word(text):
    chunks = split(text)
    at = 0
    for chunk in chunks:
        assert at <= chunk.start < chunk.end <= len(text)
        assert not any(c.isalnum() for c in text[at : chunk.start])
        assert count_tokens(text[chunk.start : chunk.end]) <= 256
        at = chunk.end
    assert not any(c.isalnum() for c in text[at:])


@pytest.mark.parametrize(
    "line",
    ["a" * 2_000_000, "alpha beta, " * 170_000, "中文没有标点" * 340_000, "a\n" * 1_000_000,
     "# a" + " " * 2_000_000 + "x", "a|b\n" + "|--" * 700_000 + "x", "a|b\n" + " " * 2_000_000 + "|",
     "".join(f"a{n}: b; " for n in range(20_000)), "a|b\n-|-\n" + "a|" * 100_000],
    ids=["word", "words", "chinese", "lines", "heading", "rule", "blanks", "record", "row"],
)  # fmt: skip
def test_millions_of_characters_without_a_break_are_split_in_one_go(line):
    """Counting what is left at each step took hours."""
    chunks = split(line)
    assert chunks
    assert all(a.end <= b.start for a, b in itertools.pairwise(chunks))
    kept = sum(len(re.sub(r"\s", "", line[c.start : c.end])) for c in chunks)
    assert kept >= 0.99 * len(re.sub(r"[\s|-]", "", line))


def on_pages(*pages: str) -> list[tuple[int, str]]:
    text, starts = join(pages)
    parsed = Parsed(text, pages=starts)
    return [
        (parsed.page_at(chunk.start) or 0, text[chunk.start : chunk.end])
        for chunk in split(text, starts)
    ]


def test_a_page_ends_a_passage_and_a_sentence_over_its_border_stays_whole():
    assert on_pages("One is here.", "", "Two is here. Three goes", "on here. Four.") == [
        (1, "One is here."),
        (3, "Two is here. Three goes\n\non here."),
        (4, "Four."),
    ]
    long = "This sentence tells something new. " * 30
    found = on_pages(f"{long}The plan costs", f"20 dollars. {long}")
    assert ["The plan costs\n\n20 dollars." in part for _, part in found].count(True) == 1
    assert all(page == 1 or part.startswith("This") for page, part in found)


def test_headings_hold_over_pages_and_an_unclosed_fence_does_not_hide_them():
    text, starts = join(["# Prices\n\nOne.", "Two.", "```\nthree", "# four"])
    chunks = split(text, starts)
    assert [text[c.start : c.end] for c in chunks] == ["# Prices\n\nOne.", "Two.", "```\nthree", "# four"]  # fmt: skip
    assert {c.heading for c in chunks} == {"Prices"}


@given(st.lists(st.text(alphabet="ab #|-\n.。混1`=", max_size=120), max_size=9))
def test_any_pages_are_split_in_order_without_losing_a_word(pages):
    text, starts = join(pages)
    at = 0
    for chunk in split(text, starts):
        assert at <= chunk.start < chunk.end <= len(text)
        assert not any(c.isalnum() for c in text[at : chunk.start])
        assert count_tokens(text[chunk.start : chunk.end]) <= 256
        at = chunk.end
    assert not any(c.isalnum() for c in text[at:])


def test_what_is_cut_is_never_cut_at_the_dot_of_a_day_or_an_abbreviation():
    one = "The lease of Acme Inc. in Oslo runs from Jan. 5, 2025 to 31. Dezember 2027, e.g. so. "
    parts = [(one * 40)[c.start : c.end] for c in split(one * 40)]
    assert len(parts) > 3
    assert all(part.startswith("The lease") and part.endswith("e.g. so.") for part in parts)
