from knowledge.language.question import SourceNames, named_days, named_sources, parts, without

NAMES = SourceNames(
    ["The Verge", "TechCrunch", "Fortune", "The Independent - Travel", "新浪财经", "/docs/Wired.md"]
)


def sources(text: str) -> list[set[str]]:
    return [set(spot.sources) for spot in named_sources(text, [NAMES])]


def test_sources_are_known_by_the_names_people_use():
    assert sources("Did the Verge and TechCrunch agree?") == [{"The Verge"}, {"TechCrunch"}]
    assert sources("What does The Independent - Travel say?") == [{"The Independent - Travel"}]
    assert sources("What does the independent write?") == [{"The Independent - Travel"}]
    assert sources("新浪财经怎么说？") == [{"新浪财经"}]


def test_a_word_is_no_source_and_a_path_is_not_called_by_name():
    assert sources("Who made a fortune with wired networks?") == []
    assert sources("Is it in docs Wired md?") == []


def test_each_source_gets_the_part_of_the_question_about_it():
    text = "Did Fortune praise FTX, while TechCrunch alleged fraud?"
    spots = named_sources(text, [NAMES])
    found = parts(text, spots)
    assert "praise FTX" in found["Fortune"] and "fraud" not in found["Fortune"]
    assert "alleged fraud" in found["TechCrunch"] and "praise" not in found["TechCrunch"]
    assert "Fortune" not in without(text, spots) and "alleged fraud?" in without(text, spots)


def test_days_in_common_notations():
    assert named_days("on October 26, 2023 and 2024-05-02") == [
        (20231026, 20231026),
        (20240502, 20240502),
    ]
    assert named_days("2025年9月15日之后") == [(20250915, 20250915)]
    assert named_days("in May 2024") == [(20240501, 20240531)]
    assert named_days("in 2025, for 3000 dollars") == []


def test_who_names_a_vendor_or_a_system_asks_about_it():
    names = SourceNames(["Nano Banana - price list", "Acme Weekly"], subjects=["Nano Banana"])
    found = named_sources("What does Acme Weekly say of Nano Banana?", [names])
    assert [set(spot.sources) for spot in found] == [{"Acme Weekly"}]
