from knowledge.language.terms import numbers, terms, years


def _said(query: str, *names: str, known: str = "") -> dict[str, bool]:
    found = terms(query, set(names), known.split().__contains__)
    return {" ".join(sorted(min(one.ways, key=len))): one.is_name for one in found}


def test_a_term_is_held_in_either_language():
    (term,) = [one for one in terms("豆包的价格", is_known=lambda _: True) if not one.is_name]
    assert term.is_in({"price"}) and term.is_in({"价格", "更多"})
    assert not term.is_in({"cost"})


def test_names_are_capitals_digits_and_what_the_library_calls_its_own():
    assert _said("who makes zephyr", "zephyr")["zephyr"]
    assert _said("who sells Zephyr")["zephyr"] and _said("who sells zephyr9")["zephyr9"]
    assert not _said("who sells zephyr")["zephyr"]
    assert not any(_said("at 720p in Q3").values())


def test_unknown_chinese_is_cut_where_that_makes_known_words():
    assert "食堂" in _said("大食堂好吃吗", known="食堂 好吃")
    assert "堂好" not in _said("大食堂好吃吗", known="食堂 好吃")


def test_years_and_numbers_of_a_question():
    assert years("in 2025 and 2031, not 12025 or 2025.5") == {"2025", "2031"}
    assert numbers("Opus 4.8 or 5.0 on 2025-09-11, 11 Sept, 9月11日, for 300 million") == {
        "4.8",
        "5",
    }


def test_a_term_is_held_by_each_of_its_words():
    (price,) = terms("价格", is_known=lambda _: True)
    assert price.is_in({"收费"})
    (context,) = terms("上下文", is_known=lambda _: True)
    assert context.is_in({"context"}) and context.is_in({"context", "length"})


def test_a_chinese_name_in_an_english_question_is_one_name():
    found = {one.ways: one.is_name for one in terms("Did the profit of 星云 fall?")}
    assert found[(frozenset({"星云"}),)]
    assert [name for ways, name in found.items() if frozenset({"profit"}) in ways] == [False]
