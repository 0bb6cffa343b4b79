import pytest

from knowledge.document import CannotRead
from knowledge.parse.po import parse


def test_a_text_stands_over_its_translation(samples):
    parsed = parse(samples[".po"])
    assert parsed.text == "Zebra\n\n斑马"
    assert (parsed.about.date, parsed.about.date_from) == ("2025-09-15", "document metadata")


def test_an_unsure_translation_is_left_out(samples):
    content = samples[".po"].replace(b'msgid "Zebra"', b'#, fuzzy\nmsgid "Zebra"')
    assert parse(content).text == "Zebra"


def test_a_text_that_names_a_file_does_not_open_it(tmp_path):
    file = tmp_path / "other.po"
    file.write_text('msgid "secret"\nmsgstr ""\n')
    with pytest.raises(CannotRead, match="no translations"):
        parse(str(file).encode())


def test_broken_entries_are_named():
    with pytest.raises(CannotRead, match="entries cannot be read"):
        parse(b'msgid "a"\nmsgstr b\nnonsense\n')
