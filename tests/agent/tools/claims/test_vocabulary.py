from agent.tools.claims import vocabulary


def test_one_look_tells_whether_any_side_is_taken() -> None:
    for text in ("it is open source", "shares fell", "股价暴跌", "no paid tools"):
        assert vocabulary.any_side().search(text)
    assert not vocabulary.any_side().search("a table of names")


def test_a_compound_is_read_by_its_parts_unless_it_is_a_word_itself() -> None:
    assert {"video", "model"} <= vocabulary.content("a text-to-video model")
    assert vocabulary.content("the go-to choice") == vocabulary.content("the favourite")


def test_forms_of_a_verb_are_one_word() -> None:
    for forms in (("make", "makes"), ("release", "released", "releasing"), ("own", "owns")):
        assert len({vocabulary.stem(form) for form in forms}) == 1
