from agent.tools.claims.split import one_subject_each, split


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
