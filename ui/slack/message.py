"""An event of Slack read as what somebody said: who is meant by it, where, and the plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Two subtypes are things people say; edits, joins, bots and the rest are not.
SPOKEN_SUBTYPES = {None, "file_share", "thread_broadcast"}


@dataclass(frozen=True)
class Message:
    """What a person said in a channel or a direct message."""

    team: str
    channel: str
    ts: str
    root: str
    """The message that the thread hangs on: `thread_ts or ts`."""
    text: str
    """The question in plain words, without the mention of the app."""
    is_direct: bool
    is_addressed: bool
    """Said to the app: it is mentioned, or the message is a direct one."""
    is_to_others: bool
    """Somebody else is called by name."""

    @property
    def thread(self) -> str:
        """The analyst's name of this conversation; the same after a restart."""
        return f"slack:{self.team}:{self.channel}:{self.root}"

    @property
    def key(self) -> str:
        """The same for every delivery and every event of one message."""
        return f"{self.team}:{self.channel}:{self.ts}"

    @property
    def is_reply(self) -> bool:
        return self.root != self.ts


def read(event: Mapping[str, Any], team: str, bot_user: str) -> Message | None:
    """The message of an `app_mention` or `message` event; None when no person said anything."""
    channel, ts, user = event.get("channel"), event.get("ts"), event.get("user")
    if not (channel and ts and user) or user == bot_user:
        return None
    if event.get("subtype") not in SPOKEN_SUBTYPES or event.get("bot_id") or event.get("hidden"):
        return None
    text = event.get("text") or ""
    called = _CALLED.findall(text)
    is_direct = event.get("channel_type") == "im" or channel.startswith("D")
    is_mentioned = event.get("type") == "app_mention" or f"@{bot_user}" in called
    return Message(
        team=team,
        channel=channel,
        ts=ts,
        root=event.get("thread_ts") or ts,
        text=_plain(text, bot_user),
        is_direct=is_direct,
        is_addressed=is_direct or is_mentioned,
        is_to_others=any(name != f"@{bot_user}" for name in called),
    )


_CALLED = re.compile(r"<(@\w+|!subteam\^\w+|!here|!channel|!everyone)(?:\|[^>]*)?>")
_MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def _plain(text: str, bot_user: str) -> str:
    """Slack's markup as a person would have typed it."""
    text = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", text)
    text = _MARKUP.sub(_typed, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = re.sub(r"[ \t]{2,}", " ", text)
    return text.strip().lstrip(",:;，：；、").strip()


def _typed(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("@"):
        return f"@{label or 'someone'}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    address = target.removeprefix("mailto:")
    # Slack links addresses by itself, "ima.qq.com" as http://ima.qq.com: then the label was typed.
    if not label or label in address:
        return label or address
    return f"{label} ({address})"
