"""Which questions rest on a premise, and which only name a time or what they count with."""

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    "question",
    [
        "Now that Alibaba owns Anthropic, what does Claude Sonnet 4 cost?",
        "Since Qwen-Image is closed source, what licence does it have?",
        "What does Claude Pro cost now that Google owns Anthropic?",
        "Confirm for my slide: Doubao had 2 billion monthly users.",
        "既然字节跳动收购了Anthropic，Claude Opus 4.8的API价格是多少？",
        "请确认：豆包月活20亿。",
        "The claim that Wan is admired worldwide: does it hold?",
        "Since Coze was bought by Google, what is its licence?",
        "Last week you told me the Seedance weights are MIT. Just confirm.",
        "You already said that Wan2.5 is open. Please confirm.",
        "你上次说即梦是开源的，确认一下",
        "'Gemini leads in most areas' - what do the numbers say?",
        '"Yuanqi is open to everyone" any evidence?',
        "“豆包的月活已经超过二十亿” 有数据吗？",
    ],
)
def test_a_premise_or_a_confirmation_is_a_claim(question: str) -> None:
    assert [request.topic for request in understand(question)] == ["claim"]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Since 2024, what has Claude Pro cost?", "fact"),
        ("As of June 2025, was Qwen-Image released?", "fact"),
        ("Since DeepSeek charges $20 a month, what do 50 million users bring?", "revenue"),
        ("Given that I have a 4090 with 24 GB, does Qwen3-32B fit?", "vram"),
        ('"Microsoft 365 Copilot" price per month?', "fact"),
        ("“Qwen-Image” 是什么？", "fact"),
        ("How many H800 hours did DeepSeek-V3 take?", "fact"),
        ("DeepSeek-V3用了多少H800小时？", "fact"),
        ("How many H800s does DeepSeek-V3 need?", "vram"),
        ("Cheaper output tokens: Claude Opus 4.8 or GPT-5?", "comparison"),
        ("Newer, Wan2.2 or Qwen-Image?", "comparison"),
        ("If 11bn subscribers paid $250 a year, what is that, and can it come true?", "revenue"),
        ("The author's price times 10 billion people: could that come true?", "revenue"),
        ("OpenAI will have a billion paying subscribers. Could that come true?", "claim"),
        ("Since Wan2.2 is open, how does it compare with Seedance 1.0?", "comparison"),
    ],
)
def test_other_questions_keep_their_topic(question: str, topic: str) -> None:
    assert understand(question)[0].topic == topic


@pytest.mark.parametrize(
    "question",
    [
        "The article says gpt-oss-20b runs on a 16 GB card, right?",
        "OpenAI says gpt-oss-120b fits a single 80 GB GPU, right?",
        "HunyuanVideo needs 60 GB of memory for 720p, right?",
        "DeepSeek-V3 was trained on 2,048 H800 cards, right?",
    ],
)
def test_what_somebody_published_of_a_card_stays_a_claim(question: str) -> None:
    assert [request.topic for request in understand(question)] == ["claim"]


def test_few_active_parameters_are_told_not_to_lower_the_memory() -> None:
    supposed = "GLM-4.5-Air activates 12B only, so one L40S holds it in bf16, right?"
    (of_mixture,) = understand(supposed)
    (of_dense,) = understand("Qwen3-32B on a 4090 in bf16, all of it active, right?")
    assert of_mixture.notes == ("active_only|106|12",)
    assert of_dense.notes == ()


def test_a_time_before_the_question_leaves_it_a_check_of_the_claim() -> None:
    asked = "When the text came out, were Doubao and Jimeng really 'paid tools'?"
    request = understand(asked)[0]
    assert (request.topic, request.time) == ("claim", "2025-09-15")


@pytest.mark.parametrize(
    ("question", "is_forecast"),
    [
        ("Alibaba's share price in September 2025?", False),
        ("What share of Microsoft's backlog in March 2026 is OpenAI's?", False),
        ("What will Oracle's share be worth in March 2027?", True),
        ("Where will Nvidia stock stand in January?", True),
    ],
)
def test_a_share_of_the_past_is_no_forecast(question: str, is_forecast: bool) -> None:
    assert (understand(question)[0].topic == "out_of_scope") is is_forecast


@pytest.mark.parametrize(
    "question",
    [
        "article: Liang does not want an all-in-one family. legit?",
        "Oracle jumped overnight, really?",
        "文章说梁文锋不想做全能模型，是这样吗？",
        "甲骨文股票真的一晚上就暴涨了？",
        "求出处：元器的代码仓库",
    ],
)
def test_a_doubt_in_passing_is_a_claim(question: str) -> None:
    assert understand(question)[0].topic == "claim"


@pytest.mark.parametrize(
    "question", ["13B模型的int8权重有多少GB？", "一个34B模型fp16权重多大", "4060: 8 or 16 gigs?"]
)
def test_a_format_beside_chinese_words_and_two_sizes_of_a_card_ask_for_memory(
    question: str,
) -> None:
    assert understand(question)[0].topic == "vram"


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("The author shows that Yuanqi is open, does he not?", "Yuanqi is open"),
        ("文章证明了元器是开源的，对吧？", "元器是开源的"),
        ("Please show the source for the following: IMA is MIT.", "IMA is MIT"),
        (
            "Source for Yuanqi repository tencent/yuanqi, MIT?",
            "Yuanqi repository tencent/yuanqi, MIT",
        ),
        ("提供这句话的出处：元器采用MIT许可。", "元器采用MIT许可"),
    ],
)
def test_a_statement_in_other_words_is_checked(question: str, claim: str) -> None:
    (request,) = understand(question)
    assert (request.topic, request.arguments["claim"]) == ("claim", claim)


def test_where_a_fact_is_told_is_no_claim() -> None:
    (request,) = understand("sources for input/output prices of Claude Opus 4.1?")
    assert request.topic == "fact"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("can i get flux.1-dev going on a single 4080?", "vram"),
        ("any hope of getting wan2.2 to work on my 3060?", "vram"),
        ("Seedance 1.0 speed for 10 s of 480P?", "fact"),
    ],
)
def test_to_get_a_model_going_is_a_check_and_its_published_speed_a_fact(
    question: str, topic: str
) -> None:
    assert understand(question)[0].topic == topic


def test_a_doubt_needs_no_question_mark() -> None:
    (request,) = understand("isnt Yuanqi open source")
    assert request.topic == "claim"
    assert understand("Don't tell me about IMA")[0].topic != "claim"
