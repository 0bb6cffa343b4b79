"""All mankind, all adults, or all who are online, named as those who pay."""

from agent.offline.vocabulary import phrase


def names_world(text: str) -> bool:
    """Whether one of them is named."""
    return world_named(text) is not None


def world_named(text: str) -> str | None:
    """The benchmark of those people, as the engine knows it."""
    if phrase("revenue", "online").search(text):
        return "Internet users"
    if phrase("revenue", "adults").search(text):
        return "People aged 15 and over"
    return "World population" if phrase("revenue", "world").search(text) else None
