import json

import pytest

from knowledge.document import CannotRead
from knowledge.parse.json import parse


def test_objects_of_a_list_are_paragraphs_under_its_name(samples):
    assert parse(samples[".json"]).text == (
        "vendor: Acme\n\n## plans\n\nplan: Plus; usd: 20\n\nplan: Pro; usd: 200"
    )


def test_figures_stay_as_they_are_written():
    assert parse(b'{"a": 0.10, "b": 1e400, "c": ' + b"9" * 5000 + b"}").text.startswith(
        "a: 0.10; b: 1e400; c: 999"
    )


def test_null_is_said_not_to_be_given_and_inner_objects_are_told_by_path():
    content = {"a": None, "b": {"in": 1, "of": {"until": None}}, "c": ["x", True]}
    assert parse(json.dumps([content]).encode()).text == (
        "a: not given; b.in: 1; b.of.until: not given; c: x, yes"
    )


def test_objects_in_the_lists_of_objects_are_a_table_with_the_names_of_whose_they_are():
    sites = [
        {"site": "Mill", "years": [{"year": 2022, "gas": 5}, {"year": 2023, "gas": None}]},
        {"site": "Quay", "years": [{"year": 2022, "gas": 7}]},
    ]
    assert parse(json.dumps({"sites": sites}).encode()).text == (
        "## sites\n\n### years\n\nsite: Mill; year: 2022; gas: 5\n\n"
        "site: Mill; year: 2023; gas: not given\n\nsite: Quay; year: 2022; gas: 7"
    )


def test_what_they_say_beside_is_a_table_of_its_own_and_equal_names_are_told_apart():
    teams = [{"name": "Blue", "since": 2001, "crew": [{"name": "Ada"}]}, {"name": "Red"}]
    assert parse(json.dumps({"teams": teams}).encode()).text == (
        "## teams\n\nname: Blue; since: 2001\n\nname: Red\n\n### crew\n\ncrew of: Blue; name: Ada"
    )


def test_objects_that_their_keys_name_are_rows():
    scores = {"pilots": {"owners": 8.4, "tenants": None}, "cranes": {"owners": 7.1, "tenants": 7.4}}
    assert parse(json.dumps({"scores": scores}).encode()).text == (
        "## scores\n\nname: pilots; owners: 8.4; tenants: not given\n\n"
        "name: cranes; owners: 7.1; tenants: 7.4"
    )


def test_objects_that_say_other_things_are_sections():
    content = {"bank": {"iban": "X1", "fee": {"usd": 2}}, "post": {"street": "Quay 1"}}
    assert parse(json.dumps({"how to pay": content}).encode()).text == (
        "## how to pay\n\nbank.iban: X1; bank.fee.usd: 2; post.street: Quay 1"
    )


def test_figures_by_name_are_rows_and_sentences_are_items():
    content = {
        "snow_cm": {"Valley": 214, "Hut": 452},
        "notes": ["A sensor failed in March.", "None."],
    }
    assert parse(json.dumps(content).encode()).text == (
        "## snow_cm\n\nname: Valley; snow_cm: 214\n\nname: Hut; snow_cm: 452\n\n"
        "## notes\n\n- A sensor failed in March.\n- None."
    )


def test_objects_with_a_text_are_passages_of_their_own():
    parsed = parse(b'[{"text": "one", "date": "2025"}, {"text": "two", "n": 1}, 3]')
    assert parsed.text == "one\ntwo"
    assert [row.about.date for row in parsed.rows or ()] == ["2025", None]


def test_objects_beside_them_are_told_by_their_keys_with_figures_as_written():
    parsed = parse(b'[{"text": "one"}, {"plan": "Plus", "usd": 0.10}]')
    assert parsed.text == "one\n\nplan: Plus; usd: 0.10"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": 1,', "not JSON \\(line 1: "),
        (b"[" * 1_000_000, "nested too deep"),
        (b"[" * 300 + b"1" + b"]" * 300, "nested too deep"),
        (b'{"a": null}', "no text"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, reason):
    with pytest.raises(CannotRead, match=reason):
        parse(content)


def test_half_a_surrogate_pair_does_not_get_in():
    parse(b'{"a": "\\ud83d"}').text.encode()


WORDS = "The Plus plan costs 20 dollars a month."


@pytest.mark.parametrize("name", ["text", "content", "Body"])
def test_an_object_with_a_text_is_a_document_with_its_title_and_day(name):
    one = {"title": "Prices", "date": "2025-09", "vendor": "Acme", name: WORDS, "usd": 0.10}
    parsed = parse(json.dumps(one).encode())
    assert parsed.text.split() == [*WORDS.split(), "usd:", "0.1"]
    assert parsed.rows is None
    given = parsed.given
    assert (given.title, given.date, given.vendor) == ("Prices", "2025-09", "Acme")
    assert given.date_from == "document metadata"


def test_a_list_of_texts_in_an_object_takes_over_what_that_says():
    rows = [
        {"title": "A", "content": WORDS},
        {"text": "B.", "date": "2024"},
        {"text": "C.", "date": None},
    ]
    parsed = parse(
        json.dumps({"vendor": "Acme", "date": 2025, "count": 3, "documents": rows}).encode()
    )
    assert parsed.text == f"{WORDS}\nB.\nC.\n\nvendor: Acme; date: 2025; count: 3"
    assert parsed.rows is not None
    first, second, third, rest = parsed.rows
    assert (first.about.title, first.about.date) == ("A", "2025")
    assert (second.about.vendor, second.about.date) == ("Acme", "2024")
    assert third.is_undated
    assert rest.about.date == "2025"


def test_a_column_called_content_is_no_text():
    assert parse(b'[{"title": "Cup", "content": "250 ml", "usd": 3}]').text == (
        "title: Cup; content: 250 ml; usd: 3"
    )


def test_a_figure_too_long_for_a_number_does_not_keep_a_text_out():
    parsed = parse(b'[{"text": "one", "n": ' + b"9" * 5000 + b"}]")
    assert parsed.text == "one"


def test_an_object_of_records_has_the_day_that_it_names():
    parsed = parse(b'{"updated": "2025-03-01", "products": [{"name": "Cup", "usd": 3}]}')
    assert (parsed.about.date, parsed.about.date_from) == ("2025-03-01", "document metadata")
    unsure = parse(b'{"updated": "03/04/2025", "products": [{"name": "Cup"}]}')
    assert unsure.about.date is None
    assert "may be two days" in unsure.skipped
