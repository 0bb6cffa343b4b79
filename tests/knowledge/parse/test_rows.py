import json

import pytest

from knowledge.document import CannotRead
from knowledge.parse.rows import parse


def test_rows_with_a_text_are_passages_and_others_beside_them_are_told_by_their_keys():
    parsed = parse(
        b'{"text": "one"}\n\n{"title": "none", "date": "2025-03"}\n{"text": " "}\n{"text": "two", "a": 1}\n'
    )
    assert parsed.text == "one\n\ntitle: none; date: 2025-03\ntwo"
    assert parsed.rows is not None
    assert [parsed.text[row.start : row.end] for row in parsed.rows] == [
        "one",
        "title: none; date: 2025-03",
        "two",
    ]
    assert [row.about.date for row in parsed.rows] == [None, "2025-03", None]
    assert [row.extra for row in parsed.rows] == [{}, {}, {"a": 1}]


@pytest.mark.parametrize(
    "row",
    ['{"text": "", "date": "2025-01-01"}', '{"text": " ", "title": "T", "heading": "H"}',
     '{"text": null, "Vendor": "Acme", "last-updated": "2025"}', '{"content": "", "lang": "de"}'],
)  # fmt: skip
def test_a_row_whose_text_is_empty_is_no_passage(row):
    assert parse(f'{row}\n{{"text": "one"}}'.encode()).text == "one"
    with pytest.raises(CannotRead, match="no text"):
        parse(row.encode())


def test_what_a_row_of_an_empty_text_holds_beside_it_is_kept():
    assert parse(b'{"text": "one"}\n{"text": "", "price": 2}').text == "one\n\nprice: 2"
    assert parse(b'{"key": "a", "text": ""}').text == "key: a; text: not given"


def test_a_file_without_any_text_is_read_as_a_table_with_nested_keys_by_path():
    parsed = parse(
        '{"plan": "Plus", "price": {"usd": 20.10, "eur": null}, "tags": ["a", "b"]}\n'
        '{"plan": "专业版", "price": {"usd": 200}, "seats": [{"of": "team"}, 5]}\n'.encode()
    )
    assert parsed.rows is None
    assert parsed.text == (
        "plan: Plus; price.usd: 20.10; price.eur: not given; tags: a, b\n\n"
        "plan: 专业版; price.usd: 200; seats[0].of: team; seats[1]: 5"
    )


def test_a_line_that_cannot_be_read_is_named_and_the_rest_is_kept():
    parsed = parse(b'{"text": "a"}\n{"text"\n[1]\n{"text": "b"}')
    assert parsed.text == "a\nb"
    assert parsed.skipped == (
        "line 2 is not JSON; line 3 is not a JSON object; its other 2 rows are in"
    )
    many = parse(b'{"text": "a"}\n' + b"{\n" * 9)
    assert many.skipped.endswith("line 6 is not JSON; and 4 more of its lines; its other row is in")


def test_a_date_that_is_not_taken_is_told_with_its_row():
    lines = [
        {"text": "one", "date": "2025"},
        {"text": "two", "date": "09/10/2025"},
        {"text": "three", "updated": "week 5"},
        {"text": "four", "date": "undated"},
    ]
    parsed = parse("\n".join(map(json.dumps, lines)).encode())
    assert parsed.skipped == (
        "row 2: its date '09/10/2025' may be two days and was left out; write it as 2025-09-15 "
        "(and so in 1 of its other rows)"
    )
    assert parsed.rows is not None
    assert [row.is_undated for row in parsed.rows] == [False, True, True, True]


def test_of_several_dates_of_a_row_the_latest_counts_whatever_holds_its_words():
    words = "The Plus plan costs 20 dollars."
    for name in ("text", "body"):
        row = {"title": "T", "date": "2023", "updated": "2025", name: words}
        assert parse(json.dumps(row).encode()).about.date == "2025"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"text"', "line 1 is not JSON"),
        (b"[1]", "line 1 is not a JSON object"),
        (b'{"title": null}', "no text in its rows"),
        (b'{"text": "a", "deep": ' + b"[" * 100_000, "line 1 is not JSON"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "line 1 is not JSON"),
    ],
)
def test_a_file_without_one_good_row_is_refused_by_its_lines(content, reason):
    with pytest.raises(CannotRead, match=reason):
        parse(content)


def test_half_a_surrogate_pair_does_not_get_in():
    parse(b'{"text": "a \\ud83d b", "title": "\\ud83d"}').text.encode()


def test_line_separators_inside_strings_do_not_cut():
    assert parse('{"text": "a\u2028b"}'.encode()).text == "a\u2028b"


def test_words_under_another_name_are_a_passage_with_what_else_is_said_below():
    row = {
        "title": "Prices",
        "Published": "2025-09",
        "body": "The Plus plan costs 20 dollars.",
        "usd": 20,
    }
    parsed = parse(json.dumps(row).encode())
    assert parsed.text == "The Plus plan costs 20 dollars.\nPublished: 2025-09; usd: 20"
    assert parsed.rows is not None
    (chunk,) = parsed.rows
    assert (chunk.about.title, chunk.about.date) == ("Prices", "2025-09")
