"""The Slack app over real sockets: who is answered, once, where, and what happens when calls
fail. The analyst is a scripted one; `test_slack_conversation.py` has the real one.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from agent.answer import Answer, Citation
from ui.slack.words import FAILED

CITATION = Citation(
    n=1,
    document_id="d",
    title="Facts",
    source="https://example.org/facts",
    vendor=None,
    date="2025-09",
    quote="words",
    char_start=0,
    char_end=5,
    score=1.0,
)


class ScriptedAnalyst:
    """Says what it was asked; `replies` change that, `gates` make a question wait."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.replies: dict[str, str | Exception] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.known: set[str] = set()

    async def aask(self, question: str, thread: str | None = None) -> Answer:
        assert thread is not None
        self.asked.append((thread, question))
        if gate := self.gates.get(question):
            await gate.wait()
        reply = self.replies.get(question, f"You asked: {question} [1]")
        if isinstance(reply, Exception):
            raise reply
        self.known.add(thread)
        return Answer(text=reply, citations=[CITATION], thread=thread)

    def knows(self, thread: str) -> bool:
        return thread in self.known


@pytest.fixture
def analyst() -> ScriptedAnalyst:
    return ScriptedAnalyst()


def acknowledgements(slack: Any) -> list[str]:
    shown = [call["status"] for call in slack.called("assistant.threads.setStatus")]
    return shown + [call["name"] for call in slack.called("reactions.add")]


async def test_a_mention_is_acknowledged_and_answered_once_in_its_thread(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.mention("Is IMA open source?")
        await bot.idle()
    [post] = slack.posts
    assert analyst.asked == [(f"slack:T1:C1:{ts}", "Is IMA open source?")]
    assert (post["channel"], post["thread_ts"]) == ("C1", ts)
    assert post["unfurl_links"] is False
    assert post["unfurl_media"] is False
    assert post["text"].startswith("You asked")
    assert post["blocks"][0] == {"type": "markdown", "text": "You asked: Is IMA open source? [1]"}
    assert "[1] <https://example.org/facts|Facts>" in post["blocks"][1]["elements"][0]["text"]
    assert len(acknowledgements(slack)) == 1
    methods = [call.method for call in slack.calls]
    assert methods.index("assistant.threads.setStatus") < methods.index("chat.postMessage")


async def test_each_envelope_is_acknowledged_once_while_the_answer_is_still_being_made(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    gate = analyst.gates["slow"] = asyncio.Event()
    async with serve(analyst) as bot:
        await slack.mention("slow")
        await slack.until(lambda: len(acknowledgements(slack)) == 1)
        assert len(slack.acks) == len(set(slack.acks)) == 2
        assert slack.posts == []
        gate.set()
        await bot.idle()
    assert len(slack.posts) == 1


async def test_a_follow_up_in_the_thread_needs_no_mention(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.mention("first")
        await slack.mention("second", thread_ts=ts)
        await slack.say("third &lt;3 &amp; more", thread_ts=ts)
        await bot.idle()
    thread = f"slack:T1:C1:{ts}"
    assert analyst.asked == [(thread, "first"), (thread, "second"), (thread, "third <3 & more")]
    assert [post["thread_ts"] for post in slack.posts] == [ts] * 3


async def test_a_direct_message_needs_no_mention(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.say("hello", channel="D1", channel_type="im")
        await slack.say(
            "again", channel="D1", channel_type="im", thread_ts=ts, subtype="file_share"
        )
        await bot.idle()
    thread = f"slack:T1:D1:{ts}"
    assert analyst.asked == [(thread, "hello"), (thread, "again")]


async def test_what_is_not_said_to_it_is_left_alone(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.mention("first")
        await bot.idle()
        await slack.say("talk in the channel")
        await slack.say("talk in another thread", thread_ts="1749999999.000001")
        await slack.say("<@UBOB> what do you think?", thread_ts=ts)
        await slack.say("as <@UBOB> said, wait", thread_ts=ts)
        await slack.say("<!here> lunch", thread_ts=ts)
        await slack.say("first", thread_ts=ts, subtype="message_changed")
        await slack.say("joined", thread_ts=ts, subtype="channel_join")
        await slack.say("another bot", thread_ts=ts, bot_id="BOTHER")
        await slack.say("its own words", thread_ts=ts, user="UBOT", bot_id="BBOT")
        await slack.deliver({"type": "app_home_opened", "user": "UANN", "tab": "messages"})
        await bot.idle()
    assert [question for _, question in analyst.asked] == ["first"]
    assert len(slack.posts) == 1
    assert len(acknowledgements(slack)) == 1


async def test_a_message_delivered_again_is_not_answered_again(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    event = {
        "type": "app_mention",
        "channel": "C1",
        "user": "UANN",
        "ts": slack.new_ts(),
        "text": "<@UBOT> once",
    }
    async with serve(analyst) as bot:
        await slack.deliver(event)
        await slack.deliver(event, retry=1)
        await slack.ask_to_reconnect()
        await slack.deliver(event, retry=2)
        await bot.idle()
    async with serve(analyst) as bot:
        await slack.deliver(event, retry=3)
        await bot.idle()
    assert len(slack.posts) == 1
    assert len(analyst.asked) == 1


@pytest.mark.parametrize("loss", ["ask_to_reconnect", "drop_socket"])
async def test_it_answers_on_after_a_lost_connection(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst, loss: str
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.mention("before")
        await getattr(slack, loss)()
        await slack.say("after", thread_ts=ts)
        await bot.idle()
    assert len(slack.posts) == 2


async def test_a_socket_address_that_failed_is_not_tried_for_ever(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        slack.broken_links = 2
        await slack.drop_socket()
        await slack.mention("after")
        await bot.idle()
    assert len(slack.posts) == 1


async def test_a_thread_is_known_again_after_a_restart(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        ts = await slack.mention("before")
        await bot.idle()
    other = "1749999999.000007"
    second = ScriptedAnalyst()
    second.known = {f"slack:T1:C1:{other}"}
    async with serve(second) as bot:
        await slack.say("after", thread_ts=ts)
        await slack.say("from the analyst's own store", thread_ts=other)
        await bot.idle()
    assert sorted(second.asked) == [
        (f"slack:T1:C1:{other}", "from the analyst's own store"),
        (f"slack:T1:C1:{ts}", "after"),
    ]


async def test_questions_of_a_thread_wait_for_each_other_and_not_for_other_threads(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    gate = analyst.gates["slow"] = asyncio.Event()
    async with serve(analyst) as bot:
        ts = await slack.mention("slow")
        await slack.say("next", thread_ts=ts)
        await slack.mention("elsewhere")
        elsewhere = await slack.posted(1)
        assert elsewhere["thread_ts"] != ts
        assert [question for _, question in analyst.asked] == ["slow", "elsewhere"]
        gate.set()
        await bot.idle()
    assert [question for _, question in analyst.asked] == ["slow", "elsewhere", "next"]


async def test_messages_that_wait_are_answered_in_the_order_they_were_written(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    gate = analyst.gates["slow"] = asyncio.Event()
    async with serve(analyst) as bot:
        ts = await slack.mention("slow")
        earlier, later = slack.new_ts(), slack.new_ts()
        await slack.say("later", thread_ts=ts, ts=later)
        await slack.say("earlier", thread_ts=ts, ts=earlier)
        gate.set()
        await bot.idle()
    assert [question for _, question in analyst.asked] == ["slow", "earlier", "later"]


async def test_a_post_that_slack_puts_off_is_sent_when_it_may(
    slack: Any, slack_server: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    slack.plan("chat.postMessage", slack_server.rate_limited(0), slack_server.rate_limited(0))
    async with serve(analyst) as bot:
        await slack.mention("patience")
        await bot.idle()
    assert len(slack.posts) == 1
    assert len(analyst.asked) == 1


@pytest.mark.parametrize(
    ("missing", "method", "number"),
    [
        ("assistant:write", "reactions.add", 1),
        ("reactions:write", "assistant.threads.setStatus", 1),
        ("assistant:write,reactions:write", "reactions.add", 0),
    ],
)
async def test_a_missing_scope_costs_the_acknowledgement_only(
    slack: Any,
    slack_server: Any,
    serve: Callable[..., Any],
    analyst: ScriptedAnalyst,
    missing: str,
    method: str,
    number: int,
) -> None:
    granted = slack_server.SCOPES.split(",")
    slack.scopes = ",".join(scope for scope in granted if scope not in missing.split(","))
    async with serve(analyst) as bot:
        await slack.mention("quietly")
        await bot.idle()
    assert len(slack.called(method)) == len(acknowledgements(slack)) == number
    assert len(slack.called("reactions.remove")) == (number if method == "reactions.add" else 0)
    assert len(slack.posts) == 1


async def test_a_failure_posts_one_sentence_and_no_secret(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    analyst.replies["fail"] = RuntimeError("key sk-secret at /srv/agent.py line 3")
    analyst.replies["bug"] = ValueError("invalid literal for int(): 'sk-secret'")
    analyst.replies["不行"] = json.JSONDecodeError("Expecting value", "sk-secret", 0)
    async with serve(analyst) as bot:
        ts = await slack.mention("fail")
        await slack.mention("不行")
        await slack.mention("bug")
        await bot.idle()
        await slack.say("try again", thread_ts=ts)
        await bot.idle()
    *failed, last = [post["text"] for post in slack.posts]
    assert sorted(failed) == sorted([FAILED["en"], FAILED["en"], FAILED["zh"]])
    assert last.startswith("You asked: try again")
    assert "sk-secret" not in json.dumps(slack.posts)


async def test_a_refused_question_gets_the_sentence_of_the_refusal(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    analyst.replies["long"] = ValueError("The question has <20,001> characters.")
    async with serve(analyst) as bot:
        await slack.mention("long")
        await bot.idle()
    assert [post["text"] for post in slack.posts] == ["The question has &lt;20,001&gt; characters."]


async def test_a_mention_without_a_question_gets_examples(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    async with serve(analyst) as bot:
        await slack.mention("")
        await bot.idle()
    [post] = slack.posts
    assert post["text"].count("?") == 3
    assert analyst.asked == []


async def test_blocks_that_slack_refuses_are_followed_by_the_text_alone(
    slack: Any, slack_server: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    slack.plan("chat.postMessage", slack_server.refusal("invalid_blocks"))
    async with serve(analyst) as bot:
        await slack.mention("blocks")
        await bot.idle()
    [post] = slack.posts
    assert "blocks" not in post
    assert post["text"].startswith("You asked: blocks")


async def test_an_answer_that_slack_does_not_take_leaves_no_status_behind(
    slack: Any, slack_server: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    slack.plan("chat.postMessage", slack_server.refusal("is_archived"))
    async with serve(analyst) as bot:
        await slack.mention("gone")
        await bot.idle()
    statuses = [call["status"] for call in slack.called("assistant.threads.setStatus")]
    assert slack.posts == []
    assert statuses[-1] == ""


async def test_what_is_being_answered_is_finished_when_the_app_is_stopped(
    slack: Any, serve: Callable[..., Any], analyst: ScriptedAnalyst
) -> None:
    gate = analyst.gates["slow"] = asyncio.Event()
    async with serve(analyst):
        await slack.mention("slow")
        await slack.until(lambda: len(acknowledgements(slack)) == 1)
        asyncio.get_running_loop().call_later(0.2, gate.set)
    assert len(slack.posts) == 1
