import pytest

from agent.tools.claims.split import one_subject_each, premise, split, statements_in, with_subject


def test_claims_lie_where_they_say() -> None:
    text = "# Title\n\nIMA is open source. It costs nothing, they say."
    claims = split(text)
    assert [c.text for c in claims] == ["IMA is open source.", "It costs nothing, they say."]
    assert all(text[c.char_start : c.char_end] == c.text for c in claims)


def test_subjects_joined_by_and_are_told_apart() -> None:
    text = "Are A1, B2 and C3 open?"
    places = [(text.index(name), text.index(name) + 2) for name in ("A1", "B2", "C3")]
    assert one_subject_each(text, places) == {
        "A1": "Are A1 open?",
        "B2": "Are B2 open?",
        "C3": "Are C3 open?",
    }
    assert one_subject_each("Does A1 beat B2?", [(5, 7), (13, 15)]) == {}


def test_a_sentence_that_only_asks_for_a_check_is_no_claim() -> None:
    claims = split("IMA is open source. Coze costs nothing. Check both of them.")
    assert [c.text for c in claims] == ["IMA is open source.", "Coze costs nothing."]
    assert [c.text for c in split("Verify IMA is open.")] == ["Verify IMA is open."]


@pytest.mark.parametrize(
    ("text", "taken", "question"),
    [
        ("Now that A1 owns B2, what does it cost?", "A1 owns B2", "what does it cost?"),
        ("Since A1 is closed, what licence has it?", "A1 is closed", "what licence has it?"),
        ("Because A1 bought B2, how much is it?", "A1 bought B2", "how much is it?"),
        ("What does it cost given that A1 owns B2?", "A1 owns B2", "What does it cost?"),
        ("既然甲公司收购了乙公司，价格是多少？", "甲公司收购了乙公司", "价格是多少？"),
        ("既然甲公司收购了乙公司", "甲公司收购了乙公司", ""),
    ],
)
def test_what_is_taken_for_granted_is_told_from_the_question(
    text: str, taken: str, question: str
) -> None:
    assert premise(text) == (taken, question)


@pytest.mark.parametrize(
    "text",
    [
        "Since 2024, what did A1 cost?",
        "Since A1 came out, what did it cost?",
        "What has A1 cost since September 2025?",
        "As of June 2025, was A1 released?",
        "Because of the ban, what does A1 do?",
        "Given 100 million users, what is the revenue?",
        "A1 is open because B2 is closed, it says.",
    ],
)
def test_a_time_or_an_amount_is_no_premise(text: str) -> None:
    assert premise(text) == ("", text)


def places(text: str, *names: str) -> list[tuple[int, int]]:
    return [(text.index(name), text.index(name) + len(name)) for name in names]


def test_statements_with_their_own_subject_and_verb_are_told_apart() -> None:
    text = "A1 was sold, B2 is closed, and that C3 costs 5 dollars."
    said = statements_in(text, places(text, "A1", "B2", "C3"))
    assert said == ["A1 was sold", "B2 is closed", "C3 costs 5 dollars"]


@pytest.mark.parametrize(
    "text", ["A1 and B2 beat C3.", "A1 was sold and closed.", "A1 beats B2 and C3."]
)
def test_names_that_share_a_verb_make_one_statement(text: str) -> None:
    assert statements_in(text, places(text, *(n for n in ("A1", "B2", "C3") if n in text))) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A1 is open, but it's also paid.", "A1 is open, but A1 is also paid."),
        ("A1 was sold, and it has no price.", "A1 was sold, and A1 has no price."),
        ("A1 is open, but it costs more than B2.", "A1 is open, but A1 costs more than B2."),
        ("Does A1 run, if it is open?", "Does A1 run, if it is open?"),
    ],
)
def test_a_second_part_that_only_points_back_has_its_subject_said_again(text, whole) -> None:
    named = [name for name in ("A1", "B2") if name in text]
    assert with_subject(text, places(text, *named)) == whole
