import pytest

from knowledge.language.glossary import in_chinese, in_english
from knowledge.language.words import asked, words

CASES = [
    ("HunyuanVideo", "hunyuan video"),
    ("Qwen3-8B", "qwen3 8b"),
    ("Wan2.2", "wan 2.2"),
    ("RTX4090", "rtx 4090"),
    ("prices and licenses", "price licence"),
    ("50,000 dollars", "50000 dollar"),
    ("5 t CO₂ on 20 m²", "co2 m2"),
    ("阿里巴巴的视频模型", "阿里巴巴 视频 模型"),
]


@pytest.mark.parametrize(("written", "sought"), CASES)
def test_names_are_found_however_they_are_written(written, sought):
    assert set(sought.split()) <= set(words(written))
    assert set(asked(sought)) <= set(words(written))


def test_the_words_of_asking_are_left_out():
    assert asked("What is the price of it?") == ["price"]


def test_terms_cross_between_the_languages():
    assert in_english("混元视频模型需要多少显存") == "Hunyuan video model memory"
    assert in_english("no Chinese here") == "no Chinese here"
    assert "显存" in in_chinese("memory of Hunyuan")
