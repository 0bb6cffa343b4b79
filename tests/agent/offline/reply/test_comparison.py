import re

import pytest

from agent import Analyst


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in lines
        if "---" not in line
    ]


def test_prices_are_set_against_each_other_by_the_same_measure(analyst: Analyst) -> None:
    answer = analyst.ask("Compare the input prices of GPT-5 and Claude Sonnet 4.5")
    assert answer.text.startswith(
        "**GPT-5** has the lower input price in dollars per million tokens: 1.25"
    )
    header, row = _rows(answer.text)
    assert header == ["aspect", "GPT-5", "Claude Sonnet 4.5"]
    assert "1.25 dollars input" in row[1]
    assert "3 dollars input" in row[2]
    assert all(figure.origin != "unsupported" for figure in answer.figures)


def test_the_dearer_is_told_where_that_is_asked(analyst: Analyst) -> None:
    text = analyst.ask("Which is more expensive, GPT-5 or Claude Sonnet 4.5?").text
    assert text.startswith("**Claude Sonnet 4.5** has the higher input price")


def test_which_is_open_is_said_first(analyst: Analyst) -> None:
    text = analyst.ask("Gemini CLI or Claude Code: which one is open source?").text
    assert text.startswith("**Gemini CLI**: open. **Claude Code**: not open.")


def test_a_vendor_beside_a_model_of_another_is_a_side(analyst: Analyst) -> None:
    text = analyst.ask("Which is cheaper, DeepSeek or Claude Sonnet 5?").text
    assert _rows(text)[0] == ["aspect", "DeepSeek", "Claude Sonnet 5"]


def test_without_an_aspect_the_rows_are_what_the_library_holds_of_both(analyst: Analyst) -> None:
    names = [row[0] for row in _rows(analyst.ask("Compare Wan2.2 and HunyuanVideo").text)[1:]]
    assert {"models", "openness", "hardware"} <= set(names)


@pytest.mark.parametrize("question", ["Claude 和 Gemini 的价格比较", "比较 Wan2.2 和 HunyuanVideo"])
def test_a_chinese_comparison_is_chinese(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert _rows(answer.text)[0][0] == "方面"
    assert not re.search(r"(?:\b[a-z]{3,} ){4}", answer.text)


def test_a_statement_on_both_for_the_time_asked_leads(analyst: Analyst) -> None:
    answer = analyst.ask(
        "Who had more monthly users in the third quarter of 2025, Doubao or DeepSeek?"
    )
    first = answer.text.split("|")[0]
    assert "172 million" in first and "145" in first


def test_a_plan_of_a_family_is_compared_without_its_maker(analyst: Analyst) -> None:
    answer = analyst.ask("Compare the price of Claude Pro and ChatGPT Plus")
    head = next(line for line in answer.text.splitlines() if line.startswith("| aspect"))
    assert head == "| aspect | Claude Pro | ChatGPT Plus |"
    assert "Pro 20 dollars a month" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "RTX 4090 vs RTX 5090: memory and list price",
        "Compare the RTX 5090 with the RTX 4090 by memory and price",
        "RTX 4090和RTX 5090的显存和价格对比",
    ],
)
def test_cards_are_set_side_by_side_like_products(analyst: Analyst, question: str) -> None:
    text = analyst.ask(question).text
    assert all(said in text for said in ("| RTX 4090 |", "24 GB", "32 GB"))
    assert re.search(r"1,?999", text)
    assert re.search(r"1,?599", text)


def test_what_a_table_is_of_is_no_product(analyst: Analyst) -> None:
    answer = analyst.ask(
        "Put API prices of GPT-5 Nano, Claude 3.5 Haiku and Gemini 2.5 Pro in a table."
    )
    assert _rows(answer.text)[0] == ["aspect", "GPT-5 Nano", "Claude 3.5 Haiku", "Gemini 2.5 Pro"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Volcano Engine vs Alibaba Cloud: who leads by tokens and who by revenue?",
            ["49.2%", "35.8%", "14.8%"],
        ),
        (
            "Put IDC's and Omdia's numbers for Volcano Engine and Alibaba Cloud (H1 2025) next to each other.",
            ["49.2%", "27%", "35.8%"],
        ),
        ("Doubao, Qianwen and Yuanbao in April 2026: who has most users?", ["345 million", "166"]),
        ("2026年4月豆包和千问的月活分别是多少？", ["3.45 亿", "1.66 亿"]),
    ],
)
def test_what_tells_of_every_side_at_once_leads(
    analyst: Analyst, question: str, said: list[str]
) -> None:
    lead = analyst.ask(question).text.split("|")[0]
    assert all(one in lead for one in said)


def test_who_makes_each_side_is_a_row_of_its_own(analyst: Analyst) -> None:
    text = analyst.ask("How do WeKnora and Coze Studio differ in licence and maker?").text
    row = next(line for line in text.splitlines() if line.startswith("| maker"))
    assert "Tencent [" in row and "ByteDance [" in row


@pytest.mark.parametrize("question", ["Who is bigger, ChatGPT or Doubao?", "豆包和ChatGPT谁更火？"])
def test_the_bigger_of_two_products_is_told_by_its_users(analyst: Analyst, question: str) -> None:
    lines = analyst.ask(question).text.splitlines()
    users = next(line for line in lines if line.startswith(("| users", "| 用户")))
    assert re.search("345 million|3.45 亿", users)


def test_where_no_fact_is_told_of_a_side_the_check_of_the_article_is(analyst: Analyst) -> None:
    answer = analyst.ask("Coze Studio vs Tencent Yuanqi: which of them is open source?")
    assert "only Coze Studio is open" in answer.text
    assert "Nothing found supports it" in answer.text
    assert {"ByteDance", "Tencent"} == {citation.vendor for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    ["Qwen3 or gpt-oss, which is open?", "千问3和混元A13B，哪个更开放？"],
)
def test_a_closed_member_does_not_close_its_family(analyst: Analyst, question: str) -> None:
    text = analyst.ask(question).text
    assert "**Qwen3**: not open" not in text and "**Qwen3**：未开放" not in text


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("Yuanbao vs Doubao: who has more users?", "April 2026: Doubao 345 million"),
        ("元宝和豆包谁的用户多", "2026 年 4 月"),
    ],
)
def test_of_counts_of_all_sides_the_newest_leads(
    analyst: Analyst, question: str, newest: str
) -> None:
    assert newest in analyst.ask(question).text.splitlines()[0]


@pytest.mark.parametrize(
    "question", ["Claude Pro 和 ChatGPT Plus 哪个便宜", "元器和扣子，哪个开源？"]
)
def test_which_of_two_in_chinese_sets_them_side_by_side(analyst: Analyst, question: str) -> None:
    assert "\n| --- | --- | --- |\n" in analyst.ask(question).text


def test_what_another_member_of_a_family_reads_is_not_told_of_this_one(analyst: Analyst) -> None:
    text = analyst.ask("Which has the longer context, Qwen3-Max or Seed-OSS?").text
    assert text.startswith("**Seed-OSS** has the higher context in tokens: 524288")
    assert "262144" in text
