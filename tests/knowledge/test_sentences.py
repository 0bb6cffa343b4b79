from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import best_held, sentences, trimmed

TEXT = "Nothing here. The zebra has stripes. It is tall. The zebra eats grass. Nothing there."
RARE = {"zebra": 2.0, "stripe": 3.0, "grass": 1.0}


def test_further_down_less_is_kept_but_always_the_best_sentence():
    def kept(place: int) -> str:
        start, end = trimmed(TEXT, RARE, place)
        return TEXT[start:end]

    assert kept(0) == TEXT
    assert kept(1) == "The zebra has stripes. It is tall. The zebra eats grass."
    assert kept(7) == "The zebra has stripes."


def test_tables_and_what_holds_no_word_stay_whole():
    table = "Zebras.\n\n| zebra | stripes |\n| --- | --- |\n| one | two |"
    assert trimmed(table, RARE, 5) == (0, len(table))
    assert trimmed("Lions. Tigers.", RARE, 5) == (0, len("Lions. Tigers."))


def test_what_stands_in_one_sentence_counts_more_than_what_is_spread():
    assert best_held("Zebra stripes and grass.", RARE) == 6.0
    assert best_held("A zebra. Stripes. Grass.", RARE) == 3.0


@given(st.text(alphabet='ab .!?。\n"”', max_size=80))
def test_sentences_are_in_order_and_lose_no_letter(text):
    at = 0
    for start, end, _ in sentences(text):
        assert at <= start < end <= len(text)
        assert not any(c.isalnum() for c in text[at:start])
        at = end
    assert not any(c.isalnum() for c in text[at:])
