"""Where two versions of a text differ, and that it is told no longer than needed."""

import pytest

from knowledge.web.differing import differing

HEAD = "# Plans\n\n| Plan | Price |\n| --- | --- |\n"
FEE = "The fee, " + "which all members pay each month for what they use, " * 30 + "is {} USD."


def _rows(**prices):
    return HEAD + "".join(f"| {name} | {price} USD |\n" for name, price in prices.items())


def _told(before, after):
    return [
        (then and before[slice(*then)], now and after[slice(*now)])
        for then, now in differing(before, after)
    ]


def test_rows_that_lie_apart_are_told_one_by_one():
    prices = {f"m{n}": n for n in range(300)}
    found = _told(_rows(**prices), _rows(**prices | {"m0": 11, "m290": 55}))
    assert found == [
        ("| m0 | 0 USD |", "| m0 | 11 USD |"),
        ("| m290 | 290 USD |", "| m290 | 55 USD |"),
    ]


def test_neighbours_are_told_one_by_one_and_a_new_row_moves_none():
    found = _told(_rows(Plus=12, Pro=40, Max=99), _rows(Micro=5, Plus=15, Pro=45, Max=99))
    assert found == [
        (None, "| Micro | 5 USD |"),
        ("| Plus | 12 USD |", "| Plus | 15 USD |"),
        ("| Pro | 40 USD |", "| Pro | 45 USD |"),
    ]


@pytest.mark.parametrize("sentence", [FEE, "会员每月按用量付费，" * 80 + "价格为{}元。"])
def test_of_a_long_sentence_what_is_near_the_difference_is_told(sentence):
    ((then, now),) = _told(sentence.format(12), sentence.format(15))
    assert then and now
    assert "12" in then
    assert "15" in now
    assert len(then) < 300


def test_of_a_wrapped_paragraph_only_the_lines_with_other_words_are_told():
    before = "Plus costs 12 USD a month\nand is billed at its end,\nwherever you live."
    after = "Plus costs 12 USD a month and\nis always billed at its end,\nwherever you live."
    assert _told(before, after) == [("and is billed at its end,", "is always billed at its end,")]
    assert _told(before, before.replace("\n", " ")) == []


def test_other_paragraphs_are_told_beside_one_another_and_new_ones_alone():
    before = "Acme sells shoes. It is old.\n\nThe end."
    after = "Bolt makes cars. They are nice.\n\nCars cost money.\n\nThe end."
    assert _told(before, after) == [
        ("Acme sells shoes. It is old.", "Bolt makes cars. They are nice."),
        (None, "Cars cost money."),
    ]
    assert _told("", "One.\n\nTwo.") == [(None, "One."), (None, "Two.")]
