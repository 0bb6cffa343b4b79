"""One of several that a turn before named or listed: by its place, as people point."""

import uuid

import pytest

from agent import Analyst


def last_answer(analyst: Analyst, *turns: str) -> str:
    thread = uuid.uuid4().hex
    return [analyst.ask(turn, thread=thread).text for turn in turns][-1]


@pytest.mark.parametrize(
    ("turns", "said", "unsaid"),
    [
        (("Compare GPT-5 and Qwen3-Max by price", "what context has the second one?"), "262,144", "400,000"),
        (("Compare GPT-5 and Qwen3-Max by price", "what context has the second one?", "and the first?"), "400,000", "262,144"),
        (("Compare Tencent and ByteDance by revenue", "how many users has the second one?"), "Doubao", "WeChat"),
        (("Which open video models are there?", "When did the second one come out?"), "28 July 2025", "Hunyuan"),
        (("Compare Wan2.2 and HunyuanVideo by licence", "who makes the second one?"), "**Tencent** makes HunyuanVideo", "Alibaba"),
        (("混元有哪些视频模型？", "第二个什么时候发布的？"), "2025 年 11 月 20 日", "2024 年 12 月 3 日开放"),
    ],
)  # fmt: skip
def test_the_one_pointed_at_is_answered_for(
    analyst: Analyst, turns: tuple[str, ...], said: str, unsaid: str
) -> None:
    text = last_answer(analyst, *turns)
    assert said in text and unsaid not in text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Will it fit?", "Wan2.2 TI2V-5B on a 4070"), "the RTX 4070 has about 11.8 GiB usable"),
        (("装得下吗？", "Qwen3-8B，24 GB 的 3090"), "RTX 3090"),
    ],
)
def test_the_reply_to_what_was_asked_back_is_put_to_use(
    analyst: Analyst, turns: tuple[str, ...], said: str
) -> None:
    assert said in last_answer(analyst, *turns)
