import pytest

from knowledge.document import CannotRead
from knowledge.parse.markdown import parse


def test_front_matter_is_not_part_of_the_text():
    parsed = parse(b"---\ntitle: T\ndate: 2025-09\n---\n\n# Heading\n\nText.\n")
    assert parsed.text == "# Heading\n\nText.\n"
    assert (parsed.about.title, parsed.about.date) == ("T", "2025-09")


def test_the_first_heading_is_the_title_without_its_markup():
    assert parse(b"![logo](a.png)\n\n# **A** [b](c) <br> `d`\n").about.title == "A b  d"
    assert parse(b"Title\n=====\n\ntext\n").about.title == "Title"


def test_what_only_looks_like_front_matter_stays_text():
    for text in (
        "---\njust a line\n---\nText.\n",
        "---\nand [so on\n---\nText.\n",
        "---\nunclosed\n",
    ):
        assert parse(text.encode()).text == text


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("title: Acme\ndate: 2025-13-40", "date: month must be"),
        ("date: '2025-02-30'", "there is no day '2025-02-30'"),
        ("vendor: Acme\ntitle: [unclosed", "line 3: expected"),
        ("title: Acme\n  note: a: b", "line 3: mapping values"),
    ],
)
def test_broken_front_matter_is_refused_with_the_reason(block, said):
    with pytest.raises(CannotRead, match="front matter") as caught:
        parse(f"---\n{block}\n---\nText.\n".encode())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_colon_in_a_title_needs_no_quotes():
    block = "title: Acme's list: prices: all\ndate: 2025-09\nvendor: 'Acme: Ltd'\nurl: http://a.example/b"
    given = parse(f"---\n{block}\n---\nText.\n".encode()).given
    assert (given.title, given.date) == ("Acme's list: prices: all", "2025-09")
    assert (given.vendor, given.url) == ("Acme: Ltd", "http://a.example/b")


@pytest.mark.parametrize(
    "title", ['"Never again" – a talk with the miller', "'Mill' and 'quarry'", '"Mill": rules']
)
def test_a_title_may_begin_with_a_quotation(title):
    given = parse(f"---\ntitle: {title}\ndate: 2025-09\n---\nText.\n".encode()).given
    assert (given.title, given.date) == (title, "2025-09")


def test_a_date_in_words_is_no_reason_to_refuse():
    assert parse(b"---\ndate: Spring 2025\n---\nText.\n").about.date is None


def test_only_front_matter_outranks_a_manifest():
    parsed = parse(b"---\ndate: 2025-09\nlicense: MIT\n---\n# Heading\n")
    assert (parsed.given.title, parsed.about.title) == (None, "Heading")
    assert (parsed.given.date, parsed.given.date_from) == ("2025-09", "front matter")
    assert parsed.given.licence == "MIT"


def test_a_control_character_in_front_matter_is_one_sentence():
    with pytest.raises(CannotRead, match="special characters are not allowed") as caught:
        parse(b"---\ntitle: \x1cA\n---\nText.\n")
    assert "\n" not in str(caught.value)


def test_references_in_front_matter_do_not_multiply():
    lines = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12)]
    block = "\n".join(["k0: &k0 [x, x]", *lines, "source: {deep: *k11, note: plain}"])
    parsed = parse(f"---\n{block}\n---\nText.\n".encode())
    assert parsed.about.source == '{"note": "plain"}'


def test_a_blank_cell_of_a_table_is_told_as_in_csv():
    table = "| Zone | 2023 | 2024 |\n| --- | :-: | --: |\n| Outer | | 3.10 |\n| 北区 | 2.00 | |\n"
    told = "| Outer | not given | 3.10 |\n| 北区 | 2.00 | not given |\n"
    assert parse(f"# Fares\n\n{table}\nEnd.\n".encode()).text.endswith(f"{told}\nEnd.\n")
    bare = parse(b"Zone | 2023 | 2024\n--- | --- | ---\nOuter || 3.1\n").text
    assert bare.endswith("Outer | not given | 3.1\n")


@pytest.mark.parametrize(
    "text",
    [
        "| a | b | c |\n|---|---|---|\n| x | | |\n",  # fills too little of its columns
        "| a | | c |\n|---|---|---|\n| x | | 3 |\n",  # a column without a name
        "| a | b | c |\n|---|---|---|\n| | b2 | c2 | \n",  # the header's second line
        "| a | b | c |\n|---|---|---|\n| x | \\| | 3 |\n",  # a bar is what it says
        "```\n| a | b | c |\n|---|---|---|\n| x | | 3 |\n```\n",
        "one | two\nx | | y\n",
    ],
    ids=["sparse", "unnamed", "second header", "bar", "code", "no table"],
)
def test_what_is_no_blank_cell_of_a_record_stays_as_it_is(text):
    assert parse(text.encode()).text == text
