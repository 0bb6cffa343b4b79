from agent.tools.claims.names import covers, names_of, unknown_names

ROWS = [
    {
        "text": "Tencent: a row",
        "vendor": "Tencent",
        "system": None,
        "title": "",
        "extra": {"kind": "fact", "text_zh": "腾讯：一行"},
    },
    {
        "text": "Yuanqi: a row",
        "vendor": "Tencent",
        "system": "Yuanqi",
        "title": "",
        "extra": {"kind": "fact", "text_zh": "腾讯元器：一行"},
    },
    {
        "text": "Qwen3-8B: a row",
        "vendor": "Alibaba",
        "system": "Qwen3-8B",
        "title": "",
        "extra": {"entities": ["Qwen", "Larry Ellison"]},
    },
]


def test_names_are_found_in_both_languages() -> None:
    names = names_of(ROWS)
    assert list(names.find("Tencent's yuanqi").values()) == ["Tencent", "Yuanqi"]
    assert list(names.find("腾讯的元器").values()) == ["Tencent", "Yuanqi"]
    assert list(names.find("Was Ellison rich?").values()) == ["Larry Ellison"]


def test_a_name_with_another_number_is_unknown() -> None:
    names = names_of(ROWS)
    assert not names.find("Is Qwen9 open?")
    assert unknown_names("Is Qwen9 open?", names, names.find("Is Qwen9 open?")) == ["Qwen9"]
    assert unknown_names("Is Qwen open?", names, names.find("Is Qwen open?")) == []


def test_a_family_covers_its_members_and_no_later_number() -> None:
    assert covers("Qwen", "Qwen3-8B")
    assert not covers("Qwen3", "Qwen3.5")
    assert not covers("Qwen3-8B", "Qwen")
