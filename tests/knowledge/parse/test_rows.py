import pytest

from knowledge.document import CannotRead
from knowledge.parse.rows import parse


def test_rows_without_text_are_no_passages():
    parsed = parse(
        b'{"text": "one"}\n\n{"title": "none"}\n{"text": " "}\n{"text": "two", "a": 1}\n'
    )
    assert parsed.text == "one\ntwo"
    assert parsed.rows is not None
    assert [parsed.text[row.start : row.end] for row in parsed.rows] == ["one", "two"]
    assert parsed.rows[1].extra == {"a": 1}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"text": "a"}\n{"text"', "line 2 is not JSON"),
        (b"[1]", "line 1 is not a JSON object"),
        (b'{"title": "a"}', "no row has a 'text'"),
        (b'{"text": "a", "deep": ' + b"[" * 100_000, "line 1 is not JSON"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "line 1 is not JSON"),
    ],
)
def test_a_broken_row_is_named_by_its_line(content, reason):
    with pytest.raises(CannotRead, match=reason):
        parse(content)


def test_half_a_surrogate_pair_does_not_get_in():
    parse(b'{"text": "a \\ud83d b", "title": "\\ud83d"}').text.encode()


def test_line_separators_inside_strings_do_not_cut():
    assert parse('{"text": "a\u2028b"}'.encode()).text == "a\u2028b"
