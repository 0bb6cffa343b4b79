from knowledge.parse.markdown import parse


def test_front_matter_is_not_part_of_the_text():
    parsed = parse(b"---\ntitle: T\ndate: 2025-09\n---\n\n# Heading\n\nText.\n")
    assert parsed.text == "# Heading\n\nText.\n"
    assert (parsed.about.title, parsed.about.date) == ("T", "2025-09")


def test_the_first_heading_is_the_title_without_its_markup():
    assert parse(b"![logo](a.png)\n\n# **A** [b](c) <br> `d`\n").about.title == "A b  d"
    assert parse(b"Title\n=====\n\ntext\n").about.title == "Title"


def test_what_only_looks_like_front_matter_stays_text():
    for text in ("---\njust a line\n---\nText.\n", "---\na: [1\n---\nText.\n", "---\nunclosed\n"):
        assert parse(text.encode()).text == text
