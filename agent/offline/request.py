"""What a question was understood to ask: plain values, kept in the thread as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

Topic = Literal[
    "fact",
    "comparison",
    "list",
    "change",
    "timeline",
    "article",
    "claim",
    "revenue",
    "vram",
    "greeting",
    "help",
    "recall",
    "instruction",
    "out_of_scope",
]
Language = Literal["en", "zh"]
Output = Literal["table", "number", "short", "chart", "sources"]

NAMED = "named"
"""Key of `arguments` under which a request keeps what its reply listed."""


@dataclass(frozen=True)
class Request:
    """One question of a message, made to stand alone."""

    topic: Topic
    question: str
    """This part of the message with pronouns and ellipsis resolved; what retrieval reads."""
    language: Language = "en"
    vendors: tuple[str, ...] = ()
    """As the data write them: Alibaba, OpenAI, Comfy Org, …; those named first, then those implied
    by a system."""
    systems: tuple[str, ...] = ()
    """Products and families as the data write them: Qwen-Image, ChatGPT Plus, IMA, …"""
    aspects: tuple[str, ...] = ()
    """What is asked about them: names of `[aspects]` in `vocabulary.toml`."""
    time: str | None = None
    """The date as of which the question is asked: `2025`, `2025-09` or `2025-09-15`."""
    since: str | None = None
    """The first day of the time after which is asked: "after the December 2025 change"."""
    dates: tuple[str, ...] = ()
    """Every time the question names, in its order; quarters and halves by their last month."""
    spans: tuple[str, ...] = ()
    """First and last month of each quarter, half or year among them: `2025-07/2025-09`."""
    window: tuple[str, ...] = ()
    """First and last day of the one stretch of time named; an open one ends with ""."""
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """For revenue, vram and claim: arguments of the tool, plain JSON, amounts as text."""
    missing: str | None = None
    """The value without which the tool cannot be called: subscribers, price, product, model, …"""
    output: Output | None = None
    notes: tuple[str, ...] = ()
    """Premises of the user's to be checked or said, such as a card's memory that is not so."""
    query: str = ""
    """The question widened for an English index: names and aspect words in English."""
    elliptical: bool = False
    """Whether parts were taken over from an earlier request."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; `from_dict` gives back an equal request."""
        plain: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        plain["arguments"] = dict(self.arguments)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in plain.items()}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """A request from `to_dict`; keys of a later version are ignored."""
        known = {f.name for f in fields(cls)}
        # Plain JSON has no tuples; which field is one is checked by the round-trip test.
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in plain.items() if k in known
        }
        return cls(**values)
