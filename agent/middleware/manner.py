"""How a provider wants to be asked, and what its failures teach of it."""

from dataclasses import dataclass, replace
from typing import Any

from agent.middleware import window
from agent.middleware.failures import ProviderFailed


@dataclass
class Manner:
    """How a provider wants to be asked, as far as it has shown."""

    calls_as_json: bool
    holds_schema: bool
    context_tokens: int | None = None
    asked_again: bool = False
    thinks_aloud: bool | None = None
    """Its words may begin with a thought of which only the end is marked; None: not heard yet."""


def better(manner: Manner, failed: ProviderFailed, request: Any) -> Manner | None:
    """Another way to ask, where the failure points to one that was not tried yet."""
    if failed.kind == "no_tools" and not manner.calls_as_json:
        return replace(manner, calls_as_json=True)
    if failed.kind in ("rejected", "no_tools") and manner.calls_as_json and manner.holds_schema:
        return replace(manner, holds_schema=False)
    is_unwhole = failed.kind == "unreadable" if manner.calls_as_json else failed.kind == "half_call"
    if is_unwhole and not manner.asked_again:
        return replace(manner, asked_again=True)
    if failed.kind == "too_long":
        smaller = (manner.context_tokens or 2 * window.request_tokens(request)) // 2
        return replace(manner, context_tokens=smaller) if smaller >= 1024 else None
    return None
