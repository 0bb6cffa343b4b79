"""Slack with the real analyst and the offline model: cited answers, context kept in a thread."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent import Analyst

REVENUE = "With 100 million subscribers at $500 a year, what is the revenue?"


@pytest.fixture
def threads(tmp_path: Path) -> Path:
    return tmp_path / "threads"


@pytest.fixture
def analyst(threads: Path) -> Iterator[Analyst]:
    with Analyst(model="offline", threads=threads) as analyst:
        yield analyst


def markdown(post: dict[str, Any]) -> str:
    return next(block["text"] for block in post["blocks"] if block["type"] == "markdown")


def sources(post: dict[str, Any]) -> list[str]:
    blocks = [block for block in post["blocks"] if block["type"] == "context"]
    return [block["elements"][0]["text"] for block in blocks]


async def test_a_mention_and_follow_ups_get_one_answer_each_in_context(
    slack: Any, slack_server: Any, serve: Callable[..., Any], analyst: Analyst
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.mention(REVENUE)
        await slack.say("and with 1 billion?", thread_ts=ts)
        await slack.mention("and with 10 billion?", thread_ts=ts)
        await bot.idle()
    first, second, third = slack.posts
    assert {post["thread_ts"] for post in slack.posts} == {ts}
    assert "$50 billion" in markdown(first)
    assert "$500 billion" in markdown(second)
    assert "world" in markdown(third).lower()
    assert all(slack_server.block_error(post["blocks"]) is None for post in slack.posts)
    assert analyst.knows(f"slack:T1:C1:{ts}")


async def test_a_thread_goes_on_after_a_restart(
    slack: Any, serve: Callable[..., Any], threads: Path
) -> None:
    with Analyst(model="offline", threads=threads) as analyst:
        async with serve(analyst) as bot:
            ts = await slack.mention(REVENUE)
            await bot.idle()
    with Analyst(model="offline", threads=threads) as analyst:
        async with serve(analyst) as bot:
            await slack.say("and with 1 billion?", thread_ts=ts)
            await bot.idle()
    assert "$500 billion" in markdown(slack.posts[1])


async def test_an_answer_from_the_library_carries_its_sources(
    slack: Any, slack_server: Any, serve: Callable[..., Any], analyst: Analyst
) -> None:
    async with serve(analyst) as bot:
        await slack.say("Is Tencent's IMA open source?", channel="D1", channel_type="im")
        await bot.idle()
    [post] = slack.posts
    shown = sources(post)
    assert shown
    assert all("<http" in source or "“" in source for source in shown)
    assert slack_server.block_error(post["blocks"]) is None


async def test_an_overlong_question_is_refused_with_a_sentence(
    slack: Any, serve: Callable[..., Any], analyst: Analyst
) -> None:
    async with serve(analyst) as bot:
        await slack.mention("word " * 5_000)
        await bot.idle()
    [post] = slack.posts
    assert "characters" in post["text"]
    assert "blocks" not in post
