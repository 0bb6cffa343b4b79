from collections.abc import Callable

import pytest

ReadPage = Callable[..., str]


def _set(text: str, size: int, rise: int) -> str:
    """Operators for words that are raised, in the middle of others."""
    return f") Tj {rise} Ts /F {size} Tf ({text}) Tj 0 Ts /F 12 Tf ("


def _placed(x: int, y: int, text: str, size: int = 8) -> tuple[int, int, str]:
    """Words of a size of their own at a place."""
    return x, y, f") Tj /F {size} Tf ({text}"


def test_raised_words_are_read_as_superscripts(read_page: ReadPage):
    exponent, index, mark = _set("6", 8, 4), _set("2", 8, -2), _set("1", 7, 5)
    text = f"Takes 10{exponent} calls, emits CO{index}, costs $9{mark} a month."
    assert read_page([(60, 700, text)]) == "Takes 10⁶ calls, emits CO₂, costs $9(1) a month."


def test_what_is_drawn_apart_from_its_line_is_set_into_it(read_page: ReadPage):
    words = [(60, 700, "It takes 10"), (124, 700, "calls a day."), (60, 680, "Below.")]
    assert read_page([*words, _placed(116, 704, "6")]) == "It takes 10⁶ calls a day.\nBelow."


def test_a_mark_before_its_note_is_set_into_it(read_page: ReadPage):
    assert read_page([_placed(60, 704, "1"), (65, 700, "Without tax.")]) == "(1) Without tax."


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((116, 712), "6\nIt takes 10"),
        ((140, 704), "It takes 10 6"),
        ((116, 700), "It takes 10\n6"),
    ],
    ids=["far above", "far beside", "on the line"],
)
def test_small_words_elsewhere_are_no_superscripts(
    read_page: ReadPage, place: tuple[int, int], text: str
):
    assert read_page([(60, 700, "It takes 10"), _placed(place[0], place[1], "6")]) == text
