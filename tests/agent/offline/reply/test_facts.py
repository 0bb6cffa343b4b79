import pytest

from agent import Analyst
from knowledge.library import Library


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does ChatGPT Go cost?", "8 dollars a month"),
        (
            "What was Alibaba Cloud's growth in the September quarter of 2025?",
            "September-quarter 2025",
        ),
        ("Can we use Claude in Excel?", "Excel agent mode"),
        ("How many weekly users did ChatGPT have as of August 2025?", "700 million weekly users"),
    ],
)
def test_the_statement_on_the_thing_and_time_asked_leads(
    analyst: Analyst, question: str, said: str
) -> None:
    answer = analyst.ask(question)
    assert said in answer.text.splitlines()[0]
    assert answer.citations[0].n == 1


@pytest.mark.parametrize(
    "question",
    [
        "What is Nvidia's revenue?",
        "Who is the CEO of Anthropic?",
        "What is 2+2?",
        "What is Moonshot's revenue?",
    ],
)
def test_what_the_library_does_not_hold_is_not_answered_by_something_near(
    analyst: Analyst, question: str
) -> None:
    answer = analyst.ask(question)
    assert answer.abstained
    assert not answer.citations


def test_a_product_that_came_later_is_told_with_its_date(analyst: Analyst) -> None:
    answer = analyst.ask("As of June 2025, was Qwen-Image released?")
    assert answer.text.startswith("Not by 2025-06-30")
    assert "2025-08-04" in answer.text


def test_sources_that_do_not_differ_are_not_said_to(analyst: Analyst) -> None:
    assert "differ" not in analyst.ask("Who made Wan2.5 and when was it released?").text


def test_each_date_asked_gets_its_statement(analyst: Analyst) -> None:
    text = analyst.ask("Anthropic's run rate in August 2025 and in April 2026?").text
    lines = text.splitlines()
    assert lines[0].startswith("- **Then:**")
    assert any("30 billion dollars confirmed on 7 April 2026" in line for line in lines[1:])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # in force on the day, not what was so in some month of that year
        (
            "What did the DeepSeek API cost per million tokens on 15 September 2025?",
            "0.56 dollars in, 1.68 out",
        ),
        ("What was DeepSeek's API price after the December 2025 change?", "0.28 input"),
        # how much, not that it grew
        ("Alibaba Cloud revenue in the June quarter of 2025, with growth?", "33.4 billion yuan"),
        # reported in August, so of the quarter before
        ("What did Tencent's ads bring in the June quarter 2025?", "35.8 billion yuan"),
    ],
)
def test_the_time_asked_decides_which_statement_leads(
    analyst: Analyst, question: str, said: str
) -> None:
    assert said in analyst.ask(question).text.split("\n\n")[0]


def test_a_quarter_that_the_library_lacks_is_said_before_the_nearest(analyst: Analyst) -> None:
    answer = analyst.ask("What was Alibaba Cloud's revenue in the September quarter 2023?")
    assert answer.abstained
    assert answer.text.startswith("The library has no figure of this for 2023-07–2023-09.")
    assert answer.citations


def test_the_next_quarter_is_told_by_the_one_before(analyst: Analyst) -> None:
    analyst.ask("Alibaba Cloud revenue in the June quarter of 2025?", thread="quarters")
    text = analyst.ask("and the quarter after that", thread="quarters").text
    assert "39.8 billion yuan" in text.split("\n\n")[0]


def test_what_became_so_after_the_day_asked_is_not_said_to_have_been_so(analyst: Analyst) -> None:
    text = analyst.ask("Could Gemini make images in June 2025?").text
    assert text.startswith("Not by 2025-06-30")


def test_a_part_that_was_not_out_on_a_day_is_said_with_the_day_it_came(analyst: Analyst) -> None:
    answer = analyst.ask("On 10 August 2025, had Qwen-Image-Edit been released?")
    assert answer.text.startswith("Not by 2025-08-10")
    assert "18 Aug 2025" in answer.text


def test_a_year_is_answered_by_what_was_said_in_it_not_by_an_earlier_forecast(
    analyst: Analyst,
) -> None:
    answer = analyst.ask("What was Oracle's backlog as of September 2025, and what is it in 2026?")
    assert "455 billion" in answer.text
    assert any(figure in answer.text for figure in ("523", "553", "638"))


def test_a_later_version_does_not_answer_for_the_one_that_is_asked(analyst: Analyst) -> None:
    answer = analyst.ask("Is Qwen-Image open?")
    assert "Apache" in answer.text.splitlines()[0]


@pytest.mark.parametrize("question", ["What does Claude Pro cost?", "Claude Max price"])
def test_a_plan_is_found_in_a_statement_on_its_family(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert "Pro 20 dollars a month" in answer.text and "Max 100 or 200" in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("In September 2025, was Doubao a paid app?", "stayed free until June 2026"),
        ("WeKnora采用什么开源协议？能接飞书吗？", "飞书"),
        ("WeKnora用什么许可证？能不能连接钉钉？", "钉钉"),
        ("Does WeKnora connect to Feishu?", "Feishu"),
        ("on the article's date could I already download Qwen-Image-Edit-2509?", "22 Sept 2025"),
    ],
)
def test_what_a_thing_can_do_or_costs_is_heard_in_other_words(
    analyst: Analyst, question: str, said: str
) -> None:
    assert said in analyst.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "What salary does ByteDance pay a researcher in its Seed team?",
        "阿里巴巴工程师的年薪是多少？",
    ],
)
def test_pay_is_not_answered_by_what_a_company_spends(analyst: Analyst, question: str) -> None:
    assert analyst.ask(question).abstained


@pytest.mark.parametrize(
    "question",
    [
        "On 10 October 2025, could I already download HunyuanVideo-1.5 or just the older one?",
        "Was HunyuanVideo-1.5 out yet on 1 November 2025?",
        "2025年10月10日已经能下载HunyuanVideo-1.5了吗？",
    ],
)
def test_what_was_not_out_on_a_day_is_said_with_the_day_it_came(
    analyst: Analyst, question: str
) -> None:
    text = analyst.ask(question).text
    assert "2025-11-20" in text
    assert "8.3" in text


def test_tokens_a_day_are_told_for_both_dates(analyst: Analyst) -> None:
    text = analyst.ask("How many tokens a day did Doubao process in December 2025 and June 2026?").text  # fmt: skip
    assert "50 trillion" in text and "180 trillion" in text


def test_a_serving_cost_is_no_price(analyst: Analyst) -> None:
    question = "What did serving cost DeepSeek for the day it published in Feb 2025?"
    assert "87,072 dollars" in analyst.ask(question).text.splitlines()[0]


def test_the_articles_own_date_asks_for_no_date(analyst: Analyst) -> None:
    question = "On the article's date, what was the newest Sonnet and its price?"
    first = analyst.ask(question).text.splitlines()[0]
    assert "Claude Sonnet 4" in first and "3 dollars input" in first


def test_what_is_to_be_invested_is_no_price(analyst: Analyst) -> None:
    assert "3800 亿元" in analyst.ask("阿里未来三年打算在云和AI基础设施上投多少钱？").text


def test_what_is_dated_in_the_month_asked_did_not_come_since_then(analyst: Analyst) -> None:
    analyst.ask("List price of the Microsoft 365 Copilot add-on?", thread="seats")
    answer = analyst.ask("how many paid seats in Jan 2026", thread="seats")
    assert answer.text.startswith("Microsoft 365 Copilot: 15 million paid seats in Jan 2026")
    assert answer.text.count("15 million paid seats") == 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When was Seedance 1.0 released, and is it open?", "Closed video model of June 2025"),
        ("Seedance 1.0 是什么时候发布的，开源吗", "2025 年 6 月的闭源视频模型"),
    ],
)
def test_a_statement_on_the_very_thing_answers_one_of_two_aspects(
    analyst: Analyst, question: str, said: str
) -> None:
    assert said in analyst.ask(question).text.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    ["How big is Hunyuan-MT and when did it come out?", "Hunyuan-MT: size, release date"],
)
def test_a_dated_model_of_a_size_answers_both(analyst: Analyst, question: str) -> None:
    assert "7B translation model of 1 Sept 2025" in analyst.ask(question).text


@pytest.mark.parametrize(
    "question",
    ["How did the price of Office 365 E3 change in July 2026?", "Office 365 E3 before and after July 2026: price?"],
)  # fmt: skip
def test_what_tells_both_values_answers_a_change(analyst: Analyst, question: str) -> None:
    assert "from 23 to 26 dollars" in analyst.ask(question).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("DeepSeek V3.2什么时候发布的", "2025 年 12 月 1 日"),
        ("deepseek v3.2 out when", "1 December 2025"),
        ("was HunyuanVideo-1.5 even a thing when the author wrote it?", "20 Nov 2025"),
        ("写文章那会儿有Wan2.5吗", "2025-09-15"),
        ("Did Qwen3 exist back in February 2025?", "29 April 2025"),
    ],
)
def test_when_something_came_out_is_told_in_any_words(
    bundled: Library, question: str, told: str
) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        assert told in analyst.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "OpenAI's secret roadmap for 2029",
        "谷歌2029年的秘密路线图是什么",
        "who owns Kimi",
        "Kimi属于哪家公司",
        "exact deepseek revenue 2025",
        "DeepSeek 2025年的确切收入是多少？",
    ],
)
def test_what_nobody_published_is_not_made_up_from_what_stands_near(
    bundled: Library, question: str
) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        assert analyst.ask(question).abstained


def test_a_family_does_not_answer_for_a_line_with_a_sheet_of_its_own(bundled: Library) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        assert "dense" not in analyst.ask("Is Qwen3-VL open?").text
