import pytest

from knowledge.parse import parse

YAML = "date: 2025-04-04\nplans:\n  - name: Basic\n    updated: 2026-01-01\n"


@pytest.mark.parametrize(
    ("text", "suffix", "date"),
    [
        (YAML, ".yaml", "2025-04-04"),
        (f"%YAML 1.2\n# ours\n---\n{YAML}---\ndate: 2026-02-02\n", ".yml", "2025-04-04"),
        ("Last-Updated: '2025-04'  # by Ann\n{{ macro }}\na: [\n", ".yaml", "2025-04"),
        ("updated_at: 2025-04-04T10:00:00Z\ndate: 2024\n", ".yaml", "2025-04-04"),
        ("---\nplans:\n  - 1\n---\ndate: 2025\n", ".yaml", None),
        ("plans:\n  date: 2025-04-04\n", ".yaml", None),
        ("- date: 2025-04-04\n", ".yaml", None),
        ("title: A\ndate:\n", ".yaml", None),
        ("---\n", ".yaml", None),
        ('date = 2025-04-04\n[plan]\nupdated = 2026-01-01\n', ".toml", "2025-04-04"),
        ('modified = "April 2025"\na = [\n[1],\n]\n', ".toml", "2025-04"),
        ('[plan]\ndate = 2025-04-04\n', ".toml", None),
        ('date = 2025-04-04\nbroken\n', ".toml", None),
    ],
)  # fmt: skip
def test_a_configuration_is_of_the_date_at_its_top_and_its_text_as_it_is(text, suffix, date):
    parsed = parse(text.encode(), suffix)
    assert parsed.text == text
    assert parsed.about.date == date
    assert parsed.about.date_from == (date and "document metadata")


def test_a_date_that_cannot_be_taken_is_named():
    for text, suffix in (("date: 2025-13-45\n", ".yaml"), ('date = "03/04/2025"\n', ".toml")):
        assert "its date" in parse(text.encode(), suffix).skipped


def test_a_long_one_is_read_at_once():
    assert parse(b"date: 2025\n" + b"- {a: [1, 2]}\n" * 300_000, ".yaml").about.date == "2025"
    assert parse(b"a = 1\n" + b"# a\n" * 300_000, ".toml").about.date is None
