import zipfile
from io import BytesIO

import pytest

from knowledge.document import CannotRead
from knowledge.parse import KNOWN
from knowledge.parse.kinds import kind_of


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".pptx", ".xlsx"])
def test_the_first_bytes_count_more_than_the_name(samples, suffix):
    for wrong in ("", ".txt", ".bin", ".pdf", ".docx"):
        assert kind_of(samples[suffix], wrong) == suffix


def test_a_page_is_told_by_its_first_tag_only_where_the_name_says_nothing(samples):
    assert kind_of(samples[".html"], ".txt") == ".html"
    assert kind_of(samples[".html"], ".md") == ".md"


def test_a_text_that_speaks_of_pdf_is_text():
    assert kind_of(b"A PDF begins with %PDF-1.4.", ".md") == ".md"


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".pptx", ".xlsx"])
def test_what_is_not_what_its_name_says_is_refused(suffix):
    with pytest.raises(CannotRead, match=f"named {suffix}"):
        kind_of(b"Plain words.", suffix)


def test_an_old_or_locked_office_file_says_what_to_do():
    with pytest.raises(CannotRead, match="save it without"):
        kind_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc")


def test_archives_and_bombs_are_refused_without_unpacking():
    with pytest.raises(CannotRead, match="an archive"):
        kind_of(_zip({"a.txt": b"x"}), ".zip")
    with pytest.raises(CannotRead, match=r"100 MB in 2 parts"):
        kind_of(
            _zip({"[Content_Types].xml": b"", "word/document.xml": b" " * 100 * 2**20}), ".docx"
        )
    with pytest.raises(CannotRead, match=r"in 10001 parts"):
        kind_of(_zip({f"word/{n}": b"" for n in range(10_001)}), ".docx")
    with pytest.raises(CannotRead, match="damaged or cut off"):
        kind_of(_zip({"a.txt": b"x" * 99})[:60], ".docx")


def test_every_kind_of_the_samples_is_known(samples):
    assert set(samples) <= set(KNOWN)


def _zip(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()
