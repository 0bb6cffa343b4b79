import pytest

from knowledge.document import CannotRead
from knowledge.parse import parse


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize(
    "block",
    [
        "---\nTitle: Acme\nlast_updated: 15.09.2025\n---\n",
        "---\nTitle: Acme\ndate: 2025-09-15\n...\n",
        '+++\ntitle = "Acme"\ndate = 2025-09-15T08:00:00Z\n[extra]\nweight = 1\n+++\n',
    ],
)
def test_front_matter_is_read_and_left_out(block, suffix):
    parsed = parse(f"{block}\nWords.\n".encode(), suffix)
    assert parsed.text == "Words.\n"
    assert (parsed.given.title, parsed.given.date) == ("Acme", "2025-09-15")
    assert parsed.about.date_from == "front matter"


def test_a_date_that_may_be_two_days_is_told(library, write):
    report = library.ingest(write("a.md", "---\ntitle: A\ndate: 09/10/2025\n---\nWords.\n"))
    assert len(report.added) == 1
    assert "'09/10/2025' may be two days" in report.failed[0]["reason"]
    assert library.documents()[0].date_from == "file"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("---\nNote: a: b [c\n---\nWords.\n", ".txt"),
        ("---\nA rule: above and below.\n---\nWords.\n", ".txt"),
        ("---\ntitle: Acme\n---\nkind: other\n", ".yaml"),
        ("+++\nplus signs\n+++\nWords.\n", ".md"),
    ],
)
def test_what_only_looks_like_it_stays(text, suffix):
    assert parse(text.encode(), suffix).text == text


def test_broken_toml_is_one_sentence():
    with pytest.raises(CannotRead, match="front matter cannot be read") as caught:
        parse(b'+++\ntitle = "Acme\n+++\nWords.\n', ".md")
    assert "\n" not in str(caught.value)
