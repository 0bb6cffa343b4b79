from collections.abc import Callable

ReadPage = Callable[..., str]


def _marked(x: int, number: int, text: str) -> tuple[int, int, str]:
    """Words at a place, marked as a piece of their own."""
    return x, 700, f") Tj /P <</MCID {number}>> BDC ({text}) Tj EMC ("


def test_pieces_that_stand_close_are_words_of_their_own(read_page: ReadPage):
    assert read_page([_marked(60, 0, "Medium"), _marked(104, 1, "1405")]) == "Medium 1405"


def test_parts_of_a_word_that_touch_stay_together(read_page: ReadPage):
    assert read_page([_marked(60, 0, "Medium"), _marked(103, 1, "sized")]) == "Mediumsized"


def test_letters_of_one_piece_stay_together(read_page: ReadPage):
    assert read_page([_marked(60, 0, "Medium"), _marked(104, 0, "sized")]) == "Mediumsized"
