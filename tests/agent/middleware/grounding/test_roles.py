"""A figure told as another's or as another thing, a comparison turned round, an extreme for its
contrary: all inside one passage, whose figures and names are all there."""

import pytest

from agent.middleware.grounding import check_answer
from agent.middleware.grounding.compared import _comparisons
from agent.quantities import find_quantities


def objects(answer: str, passage: str) -> bool:
    evidence = [{"id": 1, "text": passage}]
    return bool(check_answer(answer, evidence=evidence, tool_results=[], question="?"))


@pytest.mark.parametrize(
    ("passage", "right", "wrongs"),
    [
        (
            "Alibaba holds 35.8% and Tencent holds 7% of the market.",
            "Alibaba holds 35.8% and Tencent holds 7% [1].",
            [
                "Alibaba holds 7% and Tencent holds 35.8% [1].",
                "Tencent leads with 35.8%, Alibaba has 7% [1].",
                "阿里巴巴占7%，腾讯占35.8%[1]。",
                "The shares are 7% for Alibaba and 35.8% for Tencent [1].",
            ],
        ),
        (
            "Omdia measures revenue: Alibaba Cloud 35.8%, Volcano 14.8%, Huawei 13.1%, Tencent Cloud 7% of 22.3 billion yuan in H1 2025",
            "Alibaba Cloud has 35.8%, Volcano 14.8% and Tencent Cloud 7% [1].",
            [
                "Alibaba Cloud has 14.8%, Volcano 35.8% [1].",
                "Huawei holds 7% and Tencent Cloud 13.1% [1].",
            ],
        ),
        (
            "Per million tokens: Pro 0.822 in and 4.11 out, Lite 0.1096 and 0.3699 dollars.",
            "每百万 token：Pro 输入 0.822 美元、输出 4.11 美元，Lite 输入 0.1096 美元、输出 0.3699 美元 [1]。",
            [
                "每百万 token：Lite 输出 0.1096 美元 [1]。",
                "Lite costs 0.3699 dollars input per million tokens [1].",
            ],
        ),
        (
            "It was priced 18 yuan input and 18 yuan output per million tokens.",
            "每百万 token 输入 18 元、输出 18 元 [1]。",
            [
                "每百万 token 输入 18 元、输入 18 元 [1]。",
                "It was 18 yuan output and 18 yuan output per million tokens [1].",
            ],
        ),
        (
            "It costs 0.15 yuan input and 1.5 yuan output per million tokens (inputs up to 32K).",
            "每百万 token 输入 0.15 元、输出 1.5 元（输入不超过 32K）[1]。",
            ["每百万 token 输入 0.15 元、输出 1.5 元（输出不超过 32K）[1]。"],
        ),
        (
            "At peak it is 6 yuan input and 12 output, off-peak 3 and 6 per million tokens.",
            "高峰时段输入 6 元、输出 12 元，非高峰时段输入 3 元、输出 6 元 [1]。",
            ["非高峰时段输出 3 元 [1]。"],
        ),
        (
            "ChatGPT Plus costs $20 a month; Claude Pro costs $17 a month.",
            "ChatGPT Plus is $20 a month, Claude Pro $17 [1].",
            [
                "ChatGPT Plus is $17 a month, Claude Pro $20 [1].",
                "Claude Pro costs $20 a month and ChatGPT Plus $17 [1].",
            ],
        ),
        (
            "GPT-5 costs 1.25 dollars per million input tokens and 10 dollars per million output tokens.",
            "GPT-5 costs $1.25 per million input tokens and $10 for output [1].",
            [
                "GPT-5 costs $10 per million input tokens and $1.25 for output [1].",
                "Output costs 1.25 dollars per million tokens [1].",
                "GPT-5 输入每百万 token 10 美元，输出 1.25 美元[1]。",
            ],
        ),
        (
            "Claude Opus: input 5 dollars, output 25 dollars per million tokens.",
            "Opus takes $5 for input and $25 for output per million tokens [1].",
            ["Opus takes $25 for input and $5 for output per million tokens [1]."],
        ),
        (
            "Zeta 3 and 3.5 up to 200k: 4 dollars input and 9 dollars output per million tokens.",
            "Zeta 3.5 up to 200k takes $4 for input and $9 for output per million tokens [1].",
            [
                "Zeta 3 and 3.5 up to 200k: 4 dollars input and 9 dollars input per million tokens [1].",
                "Zeta 3.5 up to 200k: $9 for input, $4 for output [1].",
                "Zeta 3.5（200k 以内）：每百万 token 输出 4 美元、输出 9 美元 [1]。",
                "Zeta 3.5（200k 以内）每百万 token 输入价 9 美元，输出价 4 美元 [1]。",
                "Of Zeta 3.5 up to 200k, input tokens cost $9 and output tokens cost $4 [1].",
            ],
        ),
        (
            "Zeta 5: In yuan: Flash 1 in and 4 out, Pro 4.5 and 13.5 per million tokens.",
            "Zeta 5：以人民币计，每百万 token，Flash 输入 1 元、输出 4 元，Pro 为 4.5 元和 13.5 元 [1]。",
            [
                "Zeta 5：每百万 token，Flash 输入 4 元 [1]。",
                "Zeta 5 Flash takes 4 yuan input per million tokens [1].",
            ],
        ),
        (
            "Tencent, autumn quarter: revenue 184.5 billion yuan, up 15%; capital spending 24% lower.",
            "腾讯秋季季度营收 1845 亿元，增长 15%，资本开支减少 24% [1]。",
            [
                "腾讯秋季季度营收 1845 亿元，下降 15% [1]。",
                "腾讯秋季营收 1845 亿元，同比下跌了约 15% [1]。",
                "In its autumn quarter Tencent took 184.5 billion yuan, down by 15% [1].",
                "Tencent's revenue of 184.5 billion yuan fell 15% in the autumn quarter [1].",
            ],
        ),
        (
            "Pro 20 dollars a month (17 on annual billing).",
            "Pro is $20 a month, or 17 dollars on annual billing [1].",
            ["Pro is $20 a year [1].", "Pro is 20 dollars yearly [1]."],
        ),
        (
            "ChatGPT Enterprise lists at 30 dollars per user and month, and 21 to 26 dollars at 500 seats.",
            "It lists at 30 dollars per user per month [1].",
            ["It lists at 30 dollars per user and year [1].", "每用户每年 30 美元[1]。"],
        ),
        (
            "Gemini is cheaper than Claude at 5 dollars.",
            "Gemini is cheaper than Claude [1].",
            [
                "Gemini is dearer than Claude [1].",
                "Gemini is more expensive than Claude [1].",
                "Claude is cheaper than Gemini [1].",
                "Gemini 比 Claude 更贵[1]。",
            ],
        ),
        (
            "OpenAI lost 5 billion dollars in 2024.",
            "OpenAI lost 5 billion dollars in 2024 [1].",
            [
                "OpenAI invested 5 billion dollars in 2024 [1].",
                "OpenAI earned 5 billion dollars in 2024 [1].",
                "OpenAI's profit was 5 billion dollars in 2024 [1].",
                "OpenAI 2024 年投资了 50 亿美元[1]。",
            ],
        ),
        (
            "Microsoft invested 13 billion dollars in OpenAI.",
            "Microsoft has invested 13 billion dollars in OpenAI [1].",
            [
                "Microsoft lost 13 billion dollars on OpenAI [1].",
                "Microsoft earned 13 billion dollars from OpenAI [1].",
            ],
        ),
        (
            "Alibaba Cloud revenue rose 34% to 39.8 billion yuan.",
            "Alibaba Cloud's revenue rose by 34% [1].",
            ["Alibaba Cloud's revenue fell by 34% [1].", "阿里云营收下降34%[1]。"],
        ),
        (
            "Wan2.2 was the first open video model with a mixture of experts.",
            "Wan2.2 was the first open video model with a mixture of experts [1].",
            ["Wan2.2 was the last open video model with a mixture of experts [1]."],
        ),
        (
            "Alibaba Cloud is the largest cloud vendor in China.",
            "Alibaba Cloud is the largest cloud vendor in China [1].",
            [
                "Alibaba Cloud is the smallest cloud vendor in China [1].",
                "Alibaba Cloud is the second largest cloud vendor in China [1].",
            ],
        ),
        (
            "Doubao has more daily users than Yuanbao.",
            "Doubao has more daily users than Yuanbao [1].",
            [
                "Doubao has fewer daily users than Yuanbao [1].",
                "Yuanbao has more daily users than Doubao [1].",
                "豆包的日活少于元宝[1]。",
            ],
        ),
        (
            "Anthropic's annual revenue reached 30 billion dollars; its costs were 12 billion dollars.",
            "Anthropic's revenue reached 30 billion dollars, costs 12 billion [1].",
            [
                "Anthropic's revenue reached 12 billion dollars, its costs 30 billion [1].",
                "Anthropic's costs were 30 billion dollars [1].",
            ],
        ),
        (
            "The highest score is held by Gemini with 92 points, the lowest by Grok with 60 points.",
            "Gemini has the highest score with 92 points [1].",
            ["Gemini has the lowest score with 92 points [1]."],
        ),
        (
            "Qwen3 is faster than DeepSeek and needs less memory.",
            "Qwen3 is faster than DeepSeek [1].",
            [
                "Qwen3 is slower than DeepSeek [1].",
                "Qwen3 needs more memory than DeepSeek [1].",
                "DeepSeek is faster than Qwen3 [1].",
            ],
        ),
        (
            "Tencent raised its prices by 10% in May 2026.",
            "Tencent raised its prices by 10% in May 2026 [1].",
            ["Tencent cut its prices by 10% in May 2026 [1].", "腾讯2026年5月降价10%[1]。"],
        ),
    ],
)
def test_what_a_passage_says_is_told_of_whom_and_of_what_it_says_it(
    passage: str, right: str, wrongs: list[str]
) -> None:
    assert not objects(right, passage)
    assert [wrong for wrong in wrongs if not objects(wrong, passage)] == []


@pytest.mark.parametrize(
    ("answer", "passage"),
    [
        ("Input and output cost 5 and 25 dollars per million tokens [1].", "Output is 25 dollars, input 5 dollars per million tokens."),
        ("Team is 25 dollars a month, 20 on annual billing [1].", "Pro 20 dollars a month (17 on annual billing), Team 25 a month (20 annual)."),
        ("The Copilot family has more than 5 million users of Copilot apps [1].", "Copilot family: More than 5 million users of the Copilot apps."),
        ("Claude is dearer than Gemini [1].", "Gemini is cheaper than Claude."),
        ("Claude costs more than Gemini [1].", "Gemini costs less than Claude."),
        ("Revenue rose from 30 to 40 billion dollars, while costs fell by 5% [1].", "Costs fell by 5%; revenue rose from 30 to 40 billion dollars."),
        ("The second largest vendor is Tencent Cloud [1].", "Alibaba Cloud is the largest vendor, Tencent Cloud the second largest."),
    ],
)  # fmt: skip
def test_the_same_in_another_order_is_right(answer: str, passage: str) -> None:
    assert not objects(answer, passage)


@pytest.mark.parametrize(
    "answer",
    [
        "GPT-5 costs 1.25 dollars input and 10 dollars input per million tokens [1].",
        "GPT-5 costs 1.25 dollars output and 10 dollars output per million tokens [1].",
        "GPT-5 每百万 token 输入 1.25 美元、输入 10 美元[1]。",
    ],
)
def test_one_role_cannot_be_both_prices(answer: str) -> None:
    assert objects(answer, "GPT-5: 1.25 dollars input and 10 dollars output per million tokens.")


def test_two_that_are_compared_are_read_in_both_languages() -> None:
    (english,) = _comparisons("Gemini is cheaper than Claude.")
    (chinese,) = _comparisons("Claude 比 Gemini 贵。")
    assert (english.kind, english.more, english.less) == (chinese.kind, chinese.more, chinese.less)


def test_a_share_behind_a_makers_name_is_no_card() -> None:
    assert [q.text for q in find_quantities("Huawei 13.1%, Huawei 13%")] == ["13.1%", "13%"]
