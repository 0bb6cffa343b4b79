import pytest

from knowledge.ingestion.borders import running_over


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ("The plan costs", "twenty dollars. It is new.", "twenty dollars."),
        ("It is new. The plan costs\n12", "20 dollars. More.", "20 dollars."),
        ("The lease runs from", "Jan. 5, 2025 at Acme Inc. in Oslo. More.", "Jan. 5, 2025 at Acme Inc. in Oslo."),
        ("It was bought by", "Acme. More follows.", "Acme."),
        ("豆包在九月涨价。混元的月费上涨到", "二十元。新的一句。", "二十元。"),
        ("A line as wide as the page\nand another as wide as it\nand a third one about Acme", "Limited. It is", "Limited."),
    ],
    ids=["small letter", "page number", "day", "preposition", "chinese", "full line"],
)  # fmt: skip
def test_the_rest_of_a_sentence_belongs_to_the_page_before(before, after, taken):
    assert after[: running_over(before, after)] == taken


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It is new.", "the rest. More."),
        ("Zebra report", "Prices follow."),
        ("It is new. See", "2.1 Prices. More."),
        ("It is new. The", "• one. • two."),
        ("the plan costs", "twenty dollars without an end"),
        ("12", "twenty dollars."),
    ],
    ids=["ended", "title", "numbered", "item", "endless", "empty page"],
)
def test_what_is_complete_or_never_ends_is_cut_at_the_border(before, after):
    assert running_over(before, after) == 0
