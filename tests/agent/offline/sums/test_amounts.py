"""Whose price is meant where a question gives no figure."""

import pytest

from agent.offline.sums.amounts import named_price


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("文章里每个订阅用户每年的价格，乘以70亿订阅用户是多少收入？", "article"),
        ("按原文给出的单价算，3亿个订阅者能带来多少收入", "article"),
        ("文章的那个年费乘以60亿人", "article"),
        ("作者假设一个用户一年付多少？4亿人呢？", "article"),
        ("文章里提到Copilot，它的价格乘以3亿人", None),
        ("3亿个订阅者每年的价格是多少", None),
    ],
)
def test_the_price_that_the_article_assumes_is_named_in_many_ways(
    text: str, whose: str | None
) -> None:
    assert named_price(text, []) == whose
