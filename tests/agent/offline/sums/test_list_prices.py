"""Bills at the list prices that the library holds: by time, variant, length of prompt, plan and billing."""

import pytest

from agent import Analyst
from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("At early 2025 rates, deepseek-reasoner: 10M tokens in, half cache hits, and 2M out. Bill?", "$7.83"),
        ("deepseek-chat in yuan at mid 2025 prices: 10M in and 1M out?", "CNY 28"),
        ("What did 10M in and 1M out cost on the DeepSeek API in October 2025?", "$7.28"),
        ("DeepSeek V3.2 at its December 2025 price: 100M tokens in and 10M out?", "$32.20"),
        ("Gemini 2.5 Pro with prompts over 200k: 10M in and 2M out?", "$55"),
        ("Gemini 2.5 Pro, prompts under 200k: 10M in and 2M out?", "$32.50"),
        ("20 contracts of 300,000 tokens each, 1,000 tokens answer each, on Gemini 2.5 Pro. Cost?", "$15.30"),
        ("Claude Opus 5.5 for 10M in and 1M out?", "$60"),
        ("Claude Opus 4.5 through the batch API: 10M in, 2M out. Cost?", "$50"),
        ("用Claude Opus 4.5的批处理接口，输入1000万、输出200万token，多少美元？", "50美元"),
        ("70 Microsoft 365 Copilot seats for a year at list price?", "$25,200"),
        ("30 ChatGPT Business seats for a year, paid yearly", "$7,200"),
        ("5 GitHub Copilot Business seats and 2 Enterprise seats, per year?", "$2,076"),
        ("Microsoft 365 E5 at the July 2026 list price plus Copilot at 20 dollars: what do 100 people pay per year?", "$96,000"),
        ("10个ChatGPT Plus账号一年多少美元？", "2,400美元"),
        ("50 developers on GitHub Copilot Business who each use 2,400 AI credits a month. Monthly bill?", "$1,200"),
        ("10 GitHub Copilot Enterprise seats, each uses 4,900 credits a month: what is that per year?", "$5,880"),
    ],
)  # fmt: skip
def test_the_price_is_that_of_what_is_named(analyst: Analyst, question: str, figure: str) -> None:
    answer = analyst.ask(question)

    assert figure in answer.text[:120], answer.text
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Which is cheaper for 40M tokens in and 10M out, GPT-5 or Claude 4.5 Haiku?", "**Claude 4.5 Haiku is cheaper at $90**, against GPT-5 $150"),
        ("Compare GPT-5 Mini, Gemini 2.5 Flash and Claude 4.5 Haiku for 10M tokens in and 2M out.", "**GPT-5 Mini is the cheapest at $6.50**"),
        ("I use 1M input and 0.5M output tokens a month with GPT-5. Is the API cheaper than ChatGPT Plus?", "**GPT-5 API is cheaper at $6.25**, against ChatGPT Plus $20"),
        ("10 people on ChatGPT Business: per year with monthly billing or yearly billing?", "**billed yearly is cheaper at $2,400**, against billed monthly $3,000"),
        ("If 3 million payers are all on ChatGPT Plus, or all on Go: yearly revenue?", "**ChatGPT Plus $720 million; Go $288 million**: $432 million apart"),
    ],
)  # fmt: skip
def test_several_are_set_side_by_side(analyst: Analyst, question: str, opens: str) -> None:
    assert analyst.ask(question).text.startswith(opens)


def test_a_negative_number_of_seats_is_refused_by_that(analyst: Analyst) -> None:
    assert "cannot be negative" in analyst.ask("minus 30 ChatGPT Business seats for a year?").text


def test_a_price_just_told_is_multiplied_and_then_paid_by_the_year(analyst: Analyst) -> None:
    thread = "plans"
    analyst.ask("What did GitHub Copilot Pro cost in 2025?", thread=thread)

    assert "$1,200" in analyst.ask("10 of them, monthly billing, for a year?", thread=thread).text
    assert "$1,000" in analyst.ask("with the annual plan instead?", thread=thread).text


def test_a_bill_asks_for_its_model_and_goes_on_with_it(analyst: Analyst) -> None:
    thread = "model"
    assert analyst.ask("What's the bill for 8 million input and 2 million output tokens?", thread=thread).asked  # fmt: skip
    assert "$30" in analyst.ask("Gemini 2.5 Pro, prompts under 200k", thread=thread).text
    assert "$10,950" in analyst.ask("And if that is every day for a year?", thread=thread).text


@pytest.mark.parametrize(
    "question",
    [
        "800 employees on Microsoft 365 E5 at the July 2026 list price; a quarter also get the Microsoft 365 Copilot add-on. Yearly cost?",
        "800 staff use Microsoft 365 E5 and 25% of them also take Microsoft 365 Copilot. Annual bill?",
        "800名员工用Microsoft 365 E5，其中四分之一还加购Microsoft 365 Copilot，一年多少钱？",
    ],
)
def test_a_part_of_the_seats_takes_another_plan_too(question: str) -> None:
    (request,) = understand(question)

    first, second = request.arguments["plans"]
    assert (first["subscribers"], second["subscribers"]) == ("800", "200")
    assert "price_at" not in second


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("15 ppl on ChatGPT Plus per mo?", "$300 a month"),
        ("15 people on ChatGPT Plus per yr?", "$3,600"),
    ],
)
def test_short_words_for_people_and_periods(question: str, figure: str) -> None:
    with Analyst(threads=":memory:") as analyst:
        assert figure in analyst.ask(question).text
