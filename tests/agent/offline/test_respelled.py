import pytest

from agent import Analyst
from agent.offline.entities import Lexicon
from agent.offline.respelled import respelled


def put_right(text: str) -> str:
    return respelled(text, Lexicon.bundled().may_be_name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("teh artcle", "the article"),
        ("10 bilion subscibers a mounth", "10 billion subscribers a month"),
        ("waht is the contxt lenght", "what is the context length"),
        ("chrun per yaer", "churn per year"),
        ("a montly price", "a monthly price"),
        ("the formla will realy arive", "the formula will really arrive"),
        ("evrybody comming in tiem", "everybody coming in time"),
        ("dose the peice", "does the piece"),
        ("Waht did it cost in Octobr 2025? Ture?", "What did it cost in October 2025? True?"),
        ("since Janurary 2026", "since January 2026"),
        ("the begining of a real-tiem demo", "the beginning of a real-time demo"),
        ("its bakclog in one sentance", "its backlog in one sentence"),
        ("文张里提到的价隔", "文章里提到的价格"),
        ("能代来多少收入，换蒜成美圆", "能带来多少收入，换算成美元"),
    ],
)
def test_misspelt_words_of_questions_are_put_right(typed: str, meant: str) -> None:
    assert put_right(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "35 million payers at $20",  # known, though it is no cue
        "what licensee surpasses the quarry in debug mode",
        "claud code and hunyuan and gemni",  # names are corrected as names
        "Skarn, kling, tram and shapes",
        "write to me@subscibers.com or /tmp/mounth.txt",
        "qwen3-32b-awq on rtx3060 12g",
        "wan 2.2 animate and orbita",
        "Canva, Runa and Manus",  # names that the library lacks
        "seed-oss and qwen-imge",
    ],
)
def test_words_names_and_addresses_stay(text: str) -> None:
    assert put_right(text) == text


def test_a_question_full_of_slips_is_answered_as_the_right_one(analyst: Analyst) -> None:
    right = analyst.ask("half a billion people at ten dollars a month, yearly?")
    typed = analyst.ask("half a bilion poeple at ten dolars a mounth, yealry?")
    assert "$60 billion" in right.text and "$60 billion" in typed.text


@pytest.mark.parametrize(
    "text", ["AI时代来临", "显存现在还剩多少", "那些模型", "完全重写", "问题到底在哪"]
)
def test_chinese_words_that_only_look_like_slips_stay(text: str) -> None:
    assert put_right(text) == text
