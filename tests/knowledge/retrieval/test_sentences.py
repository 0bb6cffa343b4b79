from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.sentences import best_held, open_questions, sentences, trimmed

TEXT = "Nothing here. The zebra has stripes. It is tall. The zebra eats grass. Nothing there."
RARE = {"zebra": 2.0, "stripe": 3.0, "grass": 1.0}


def kept(texts: list[str], scores: list[float], leads: list[int] | None = None) -> list[str]:
    spans = trimmed(texts, scores, leads or [*range(len(texts))], RARE)
    return [text[a:b] for text, (a, b) in zip(texts, spans, strict=True)]


def test_a_worse_passage_keeps_less_but_always_its_best_sentence():
    texts = [TEXT, TEXT.replace("zebra", "zebras"), TEXT]
    first, second, third = kept(texts, [0.9, 0.6, 0.1])
    assert first.startswith("Nothing here.") or first.startswith("The zebra")
    assert "stripes" in first and "grass" in first
    assert third == "The zebra has stripes."
    assert len(third) <= len(second) <= len(first)


def test_what_goes_on_from_a_better_passage_is_part_of_it():
    before, after = "The zebra has stripes.", "Nothing at all. Nothing more."
    assert kept([before, after], [0.9, 0.2], [0, 0]) == [before, ""]
    both = kept([before, "The zebra has stripes too. Nothing."], [0.9, 0.2], [0, 0])
    assert both[1].startswith("The zebra has stripes too.")


def test_the_first_passage_never_makes_room_for_what_goes_on_from_it():
    first, after = "Nothing of it. It is here.", "The zebra has stripes. The zebra eats grass."
    assert kept([first, after], [0.5, 0.4], [0, 0]) == [first, after]
    assert kept(["Grass. Nothing.", after], [0.5, 0.4], [0, 0]) == ["Grass.", after]
    assert kept([TEXT, first, after], [0.5, 0.4, 0.3], [0, 1, 1])[1] == ""


def test_tables_and_what_holds_no_word_stay_whole():
    table = "Zebras.\n\n| zebra | stripes |\n| --- | --- |\n| one | two |"
    assert kept([TEXT, table], [0.9, 0.1])[1] == table
    assert kept(["Lions. Tigers."], [0.5]) == ["Lions. Tigers."]
    assert kept([], []) == []


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


def test_a_passage_is_not_trimmed_at_the_dot_of_a_day_or_an_abbreviation():
    answer = "The zebra of Stripes Inc. has stripes from Jan. 5, 2025 to 31. Dezember, e.g. grass."
    assert kept([TEXT, f"Nothing here. {answer} Nothing there."], [0.9, 0.1])[1] == answer


def test_a_question_is_open_where_no_reply_follows():
    assert open_questions("Who made it? Acme did.\n\n**Who pays?**\nAnn.") == []
    assert open_questions("# Open\n\n- Who pays?\n- Where is it?\n") == [
        "- Who pays?",
        "- Where is it?",
    ]
    assert open_questions("We like it. Who made it?") == ["Who made it?"]
