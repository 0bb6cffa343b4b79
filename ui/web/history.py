"""The list of earlier chats, as HTML. Every entry is a plain link, so it opens in a tab as well."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import quote

_OURS = "web-"
"""Threads of this channel. Others (Slack, the terminal) are not shown to whoever opens the page."""


def new_thread() -> str:
    """An id that nobody can guess."""
    return f"{_OURS}{uuid.uuid4().hex}"


def is_ours(thread: str) -> bool:
    """Whether a thread was begun on the web."""
    return thread.startswith(_OURS) and len(thread) <= 80


def history_html(threads: Iterable[Any], current: str, now: datetime | None = None) -> str:
    """The threads of the web, newest first, the open one marked."""
    ours = [entry for entry in threads if is_ours(entry.thread)]
    if not ours:
        return '<p class="vs-no-history">Your chats are kept here.</p>'
    today = now or datetime.now(UTC)
    items = "".join(_item(entry, entry.thread == current, today) for entry in ours)
    return f'<nav aria-label="Earlier chats"><ul class="vs-history">{items}</ul></nav>'


def _item(entry: Any, is_open: bool, now: datetime) -> str:
    here = ' aria-current="page"' if is_open else ""
    return (
        f'<li><a href="?thread={quote(entry.thread)}" data-thread="{escape(entry.thread)}"{here}>'
        f'<span class="vs-chat-title">{escape(entry.title)}</span>'
        f'<span class="vs-dim">{_when(entry.updated, now)}</span></a></li>'
    )


def _when(updated: str, now: datetime) -> str:
    """How long ago, in words; the date once it is a week."""
    try:
        then = datetime.fromisoformat(updated)
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 60 * 24:
        return f"{minutes // 60} h ago"
    days = minutes // (60 * 24)
    if days < 7:
        return "yesterday" if days == 1 else f"{days} days ago"
    return then.date().isoformat()
