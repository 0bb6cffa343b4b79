import pytest

from knowledge.language.glossary import in_chinese, in_english


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Zibble 的销售额是多少？", "Zibble sales"),
        ("Zibble 的营业额是多少？", "Zibble revenue"),
        ("Zibble 有多少门店？", "Zibble stores"),
        ("Zibble 的库存", "Zibble inventory"),
        ("Zibble 的订单和毛利率", "Zibble orders gross margin"),
        ("Zibble 的创始人是谁？", "Zibble founder"),
    ],
)
def test_what_reports_about_any_business_speak_of_is_known(question, english):
    assert in_english(question) == english


def test_the_same_is_found_the_other_way_round():
    assert in_chinese("How large is the inventory of its stores?") == "库存 存货 门店 商店 店铺"
