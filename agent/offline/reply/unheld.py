"""What is said of a product, or a version of one, that the library does not know."""

from dataclasses import replace
from typing import Any

from agent.evidence import Row
from agent.offline.reply.part import found_rows
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request


def split_unheld(
    request: Request, results: dict[str, dict[str, Any]]
) -> tuple[str, Request | None]:
    """What is said of the names that nothing is held on, and the request for the others.

    ("", the request) where something is held on all; None in its place where on none.
    """
    unheld = _unheld(request, results)
    if not unheld:
        return "", request
    said = "\n\n".join(_said_of(name, newest, request) for name, newest in unheld.items())
    rest = tuple(name for name in request.systems if name not in unheld)
    if not rest:
        return said, None
    topic = "fact" if request.topic == "comparison" and len(rest) < 2 else request.topic
    return said, replace(request, systems=rest, topic=topic)


def _unheld(request: Request, results: dict[str, dict[str, Any]]) -> dict[str, str | None]:
    """Names that the table lacks and that no passage found holds either."""
    asked: dict[str, str | None] = request.arguments.get("unheld") or {}
    passages = [_plain(_text_of(row)) for row in found_rows(results)] if asked else []
    return {
        name: newest
        for name, newest in asked.items()
        if not any(_plain(name) in passage for passage in passages)
    }


def _said_of(name: str, newest: str | None, request: Request) -> str:
    key = "no_such_version" if newest else "nothing_on"
    return phrase(key, request.language, name=name, newest=newest)


def _text_of(row: Row) -> str:
    return (
        f"{row['title']}\n{row.get('system') or ''}\n{row['text']}\n{row['extra'].get('text_zh')}"
    )


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum() or c in ".\n")
