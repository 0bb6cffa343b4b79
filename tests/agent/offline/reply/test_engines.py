"""Replies out of the engines: what is said beside a sum."""

from agent import Analyst


def test_the_articles_price_is_told_in_chinese_in_a_chinese_answer(analyst: Analyst) -> None:
    text = analyst.ask("文章的价格是每年500美元，3000万订阅用户，收入多少？").text

    assert "每年500美元是文章自己的假设" in text
    assert "dollars" not in text


def test_who_sells_through_a_store_is_told_that_the_figure_is_gross(analyst: Analyst) -> None:
    sold = "10 million subscriptions at $20 a month through the App Store"

    assert "This is gross" in analyst.ask(f"What do {sold} bring a year?").text
    assert "This is gross" not in analyst.ask(f"What do {sold} at 30% bring a year?").text


def test_a_team_that_pays_is_not_asked_whether_it_means_millions(analyst: Analyst) -> None:
    assert "million?" not in analyst.ask("At $30 a month for our team of 300 users, what do we pay a year?").text  # fmt: skip
    assert "100 million?" in analyst.ask("100 subscribers at $500 a year: revenue?").text
