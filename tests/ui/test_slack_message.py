"""What people write in Slack, read as a question."""

from typing import Any

import pytest

from ui.slack.message import Message, read


def said(text: str, **fields: Any) -> Message | None:
    event = {"type": "message", "channel": "C1", "user": "U1", "ts": "2.0", "text": text}
    return read(event | fields, "T1", "UBOT")


def words(text: str) -> str:
    message = said(text)
    assert message is not None
    return message.text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@UBOT> hello", "hello"),
        ("<@UBOT|vendorscope>: hello", "hello"),
        ("hey <@UBOT> is it open?", "hey is it open?"),
        ("<@UBOT>，你好", "你好"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("see <https://x.org/a?b=1&amp;c=2>", "see https://x.org/a?b=1&c=2"),
        ("see <http://ima.qq.com|ima.qq.com>", "see ima.qq.com"),
        ("see <https://x.org/p|the list>", "see the list (https://x.org/p)"),
        ("<mailto:a@x.org|a@x.org>", "a@x.org"),
        ("in <#C2|prices> by <@U2>", "in #prices by @someone"),
        ("<!subteam^S1|@team> and <!here>", "@team and @here"),
        ("line 1\nline 2", "line 1\nline 2"),
        ("<@UBOT>", ""),
    ],
)
def test_slack_markup_is_read_as_it_was_typed(text: str, plain: str) -> None:
    assert words(text) == plain


def test_a_message_belongs_to_the_thread_of_its_root() -> None:
    root, reply = said("a"), said("a", thread_ts="1.0")
    assert root is not None
    assert reply is not None
    assert (root.thread, root.is_reply) == ("slack:T1:C1:2.0", False)
    assert (reply.thread, reply.is_reply) == ("slack:T1:C1:1.0", True)
    assert root.key == reply.key


@pytest.mark.parametrize(
    "fields",
    [
        {"subtype": "message_changed"},
        {"subtype": "bot_message"},
        {"bot_id": "B2"},
        {"user": "UBOT"},
        {"user": None},
        {"hidden": True},
        {"channel": None},
    ],
)
def test_what_no_person_said_is_no_message(fields: dict[str, Any]) -> None:
    assert said("hello", **fields) is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_a_message_with_a_file_or_shown_in_the_channel_too_is_one(subtype: str) -> None:
    assert said("hello", subtype=subtype) is not None


@pytest.mark.parametrize(
    ("text", "fields", "addressed", "to_others"),
    [
        ("hello", {}, False, False),
        ("<@UBOT> hello", {}, True, False),
        ("<@U2> ask <@UBOT>", {}, True, True),
        ("<@U2> hello", {}, False, True),
        ("hello", {"channel": "D1"}, True, False),
        ("hello", {"channel_type": "im"}, True, False),
        ("hello", {"type": "app_mention"}, True, False),
    ],
)
def test_who_is_meant(text: str, fields: dict[str, Any], addressed: bool, to_others: bool) -> None:
    message = said(text, **fields)
    assert message is not None
    assert (message.is_addressed, message.is_to_others) == (addressed, to_others)
