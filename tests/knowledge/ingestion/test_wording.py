"""What may differ between copies of a passage, and what never may."""

import pytest

from knowledge.document import Document
from knowledge.ingestion.wording import mark_of, words_of
from knowledge.storage.view import Entry

SAID = (
    "The Zebra plan costs $24 a month and includes 5 seats, 100 GB of storage and support by mail "
    "for everyone in the team."
)


def _mark(text, **about):
    document = Document("id", about.get("title", "a"), "a", None, None, "en", 1)
    row = {"text": text, "heading": "", "is_cut": True, "title": document.title, "language": "en"}
    row |= dict.fromkeys(("vendor", "system", "date")) | about
    return mark_of(row, Entry(document, "/in/a.md", "a.md", "0" * 12, ""))


@pytest.mark.parametrize(
    "copy",
    [
        SAID.upper(),
        SAID.replace(",", "").replace(".", " !"),
        SAID.replace(" ", "\n  "),
        SAID.replace("Zebra", "**Zebra**"),
        SAID.replace("costs", "really just costs").replace("The ", ""),
        f"Skip to main content\n{SAID}\n[Read more](/more)\n".replace("(/more)", ""),
    ],
    ids=["case", "punctuation", "white space", "markup", "fillers", "boilerplate"],
)
def test_copies_bear_the_same_mark(copy):
    assert _mark(copy) == _mark(SAID) != ""


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("24", "25"),
        SAID.replace("$24", "€24"),
        SAID.replace("costs", "does not cost"),
        SAID.replace("Zebra", "Okapi"),
        SAID.replace("Zebra", "Zebra+"),
        SAID.replace("mail", "mail only"),
        SAID.replace("5 seats", "up to 5 seats"),
        SAID.replace("5 seats, 100 GB", "100 seats, 5 GB"),
        SAID + " Since 2025-02-01.",
    ],
)
def test_another_figure_name_bound_or_negation_is_another_passage(other):
    assert _mark(other) != _mark(SAID)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("该模型的上下文为１２８K。", "该模型上下文为 128K"),
        ("它的代码完全开源。", "它的代码完全开源！"),
    ],
)
def test_chinese_copies_bear_the_same_mark(one, other):
    assert _mark(one) == _mark(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("该模型开源。", "该模型不开源。"),
        ("Kling beats Sora.", "Sora beats Kling."),
        ("It is free.", "It isn't free."),
        ("| SSO | ✓ | ✗ |", "| SSO | ✗ | ✓ |"),
        ("| Pro | 5 | |", "| Pro | | 5 |"),
        ("Written in C#.", "Written in C++."),
    ],
)
def test_few_words_that_mean_the_opposite_are_kept_apart(one, other):
    assert _mark(one) != _mark(other)
    assert words_of(one, None, None) != words_of(other, None, None)


@pytest.mark.parametrize("name", ["vendor", "system", "date", "language", "heading"])
def test_what_filters_go_by_and_the_heading_are_part_of_it(name):
    assert _mark(SAID, **{name: "2025"}) != _mark(SAID)


def test_a_short_passage_is_about_its_title_and_a_long_one_about_its_figures_only():
    short = "The licence is Apache 2.0."
    assert _mark(short, title="Qwen licence") != _mark(short, title="Gemma licence")
    assert _mark(SAID, title="Plans") == _mark(SAID, title="Plans, a mirror")
    assert _mark(SAID, title="Plans 2024") != _mark(SAID, title="Plans 2025")


def test_a_row_as_its_author_made_it_has_none():
    assert _mark(SAID, is_cut=False) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The price is < 50 euros.", "The price is > 50 euros."),
        ("The price is >= 50 euros.", "The price is <= 50 euros."),
        ("The price is\n< 50 euros.", "The price is\n> 50 euros."),
        ("The fee is - 5 %.", "The fee is + 5 %."),
        ("The fee is – 5 %.", "The fee is 5 %."),
        ("Change:\n\n- 5 %", "Change:\n\n5 %"),
        ("The fee is - EUR 5.", "The fee is EUR 5."),
        ("For ~ 50 users.", "For 50 users."),
        ("For 50+ users.", "For 50 users."),
        ("It costs .5 dollars.", "It costs 5 dollars."),
        ("Wolf < Bear", "Wolf > Bear"),
        ("~~Sold~~ in Norway", "Sold in Norway"),
        ("Hosted in 🇩🇪", "Hosted in 🇫🇷"),
        ("It stores 5 GB.", "It stores 5 Gb."),
        ("Up to 10 Gbps.", "Up to 10 GBps."),
        ("Power (MW)", "Power (mW)"),
        ("It takes 10 ms.", "It takes 10 MS."),
    ],
)
def test_signs_of_a_figure_and_the_case_of_a_unit_count(one, other):
    assert _mark(one) != _mark(other)
    assert words_of(one, None, None) != words_of(other, None, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is <50 and ≥ 5.", "It is < 50 and >= 5."),
        ("Price: $5, 5%, −5", "Price: $ 5, 5 %, -5"),
        ("- 5 users\n- $24 a month", "* 5 users\n* $24 a month"),
        ("> Quoted text", "Quoted text"),
        ("Qwen3-8B IN 4K, 5 SEATS A MONTH", "Qwen3-8b in 4k, 5 seats a month"),
        ("Price\n---\n5 dollars", "Price\n5 dollars"),
    ],
)
def test_how_signs_are_written_does_not_count(one, other):
    assert _mark(one) == _mark(other)
    assert words_of(one, None, None) == words_of(other, None, None)


def test_a_line_of_signs_is_read_in_one_go():
    assert words_of("-" * 200_000 + " 5", None, None)
