"""What can go wrong with a provider, told apart by what helps: waiting, asking again, or neither."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelPermissionDeniedError,
    ModelTimeoutError,
)
from langchain_core.messages import AIMessage

Kind = Literal[
    "silent", "key", "credit", "busy", "server", "unreachable", "broken", "empty", "filtered",
    "rejected", "no_tools", "too_long", "no_room", "unreadable", "half_call", "loop", "endless",
    "time", "cost",
]  # fmt: skip

_AGAIN: frozenset[Kind] = frozenset({"busy", "server", "unreachable", "broken", "empty"})
_FINISH_FIELDS = ("finish_reason", "stop_reason", "done_reason")
_FINISHED_BADLY = {"content_filter", "refusal", "safety", "prohibited_content"}
_BY_STATUS: dict[int, Kind] = {
    401: "key", 403: "key", 402: "credit", 408: "silent", 413: "too_long", 429: "busy",
}  # fmt: skip
# Servers say it with 400, 404, 422 and 500 alike: "does not support tools", "tools param requires
# --jinja", "auto tool choice requires --enable-auto-tool-choice".
_NAMES_TOOLS = re.compile(
    r"tools? (?:param|choice)|support tools?\b|function calling", re.IGNORECASE
)
# vLLM, llama.cpp, Anthropic, Google, DashScope, Ark, each in its own words.
_NAMES_WINDOW = re.compile(
    r"context[ _](?:length|window|size)|(?:prompt|input|messages?) (?:is|are|length|tokens?)?[^.]{0,40}"
    r"(?:too long|too many|exceed)|tokens? [^.]{0,40}exceed|exceed[^.]{0,40}tokens?\b"
    r"|range of input length",
    re.IGNORECASE,
)


@dataclass(eq=False)
class ProviderFailed(Exception):
    """A call that gave no answer. Holds nothing of what the provider said: it may quote the key."""

    kind: Kind
    retry_after_seconds: float | None = None

    @property
    def is_worth_another_try(self) -> bool:
        """Whether the same request may succeed a moment later."""
        return self.kind in _AGAIN


def failure_of(error: Exception) -> ProviderFailed:
    """The kind of failure behind any client's exception."""
    if isinstance(error, ProviderFailed):
        return error
    chain = list(_chain(error))
    status = next((code for one in chain if (code := _status(one)) is not None), None)
    names_window = any(_NAMES_WINDOW.search(str(one)) for one in chain)
    is_refused = status is not None and status not in _BY_STATUS  # 429 names tokens a minute
    if any(isinstance(one, ContextOverflowError) for one in chain) or (is_refused and names_window):
        return ProviderFailed("too_long")
    if any(isinstance(one, NotImplementedError) for one in chain):
        return ProviderFailed("no_tools")  # LangChain's word of a chat model without `bind_tools`
    if _says(chain, "insufficient_quota"):
        return ProviderFailed("credit")
    names_tools = any(_NAMES_TOOLS.search(str(one)) for one in chain)
    if is_refused and names_tools:
        return ProviderFailed("no_tools")
    if status is not None and (kind := _of_status(status)) is not None:
        return ProviderFailed(kind, _retry_after(chain) if kind == "busy" else None)
    if any("No generation" in str(one) for one in chain):  # LangChain's word for an empty stream
        return ProviderFailed("empty")
    return ProviderFailed(_of_class(chain))


def check_whole(message: AIMessage, reports_finish: bool) -> None:
    """Refuses an answer that is none: empty, or a stream that ended without saying so.

    `reports_finish`: its client hands a finish reason on; a chat model of one's own need not.

    Raises:
        ProviderFailed: what came is no whole answer.
    """
    notes = message.response_metadata
    reason = next((str(notes[name]) for name in _FINISH_FIELDS if notes.get(name)), "")
    if reason.lower() in _FINISHED_BADLY:
        raise ProviderFailed("filtered")
    asks = message.tool_calls or message.invalid_tool_calls
    if not (message.text.strip() or asks):
        raise ProviderFailed("empty")
    if reports_finish and not reason:
        raise ProviderFailed("broken")


def is_cut_short(message: AIMessage) -> bool:
    """Whether the model stopped at its own length limit."""
    notes = message.response_metadata
    return any(notes.get(name) in ("length", "max_tokens", "MAX_TOKENS") for name in _FINISH_FIELDS)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    found = getattr(error, "status_code", None) or getattr(error, "code", None)
    return found if isinstance(found, int) and found >= 400 else None


def _of_status(status: int) -> Kind | None:
    if status >= 500:
        return "server"
    return _BY_STATUS.get(status, "rejected")


def _of_class(chain: list[BaseException]) -> Kind:
    """Clients wrap one another's exceptions, and some let the socket's own through."""
    names = {base.__name__ for one in chain for base in type(one).__mro__}
    if any(isinstance(one, ModelTimeoutError) for one in chain) or names & {
        "TimeoutException",
        "TimeoutError",
    }:
        return "silent"
    if any(
        isinstance(one, (ModelAuthenticationError, ModelPermissionDeniedError)) for one in chain
    ):
        return "key"
    if names & {"RemoteProtocolError", "ReadError", "IncompleteRead"}:
        return "broken"
    if any(isinstance(one, (ModelConnectionError, ConnectionError)) for one in chain):
        return "unreachable"
    if "ConnectError" in names:
        return "unreachable"
    return "unreadable"


def _says(chain: list[BaseException], code: str) -> bool:
    return any(getattr(one, "code", None) == code for one in chain)


def _retry_after(chain: list[BaseException]) -> float | None:
    """Seconds that the provider asks for, as a number or a date."""
    for error in chain:
        headers: Mapping[str, Any] = getattr(getattr(error, "response", None), "headers", {})
        given = str(headers.get("retry-after", "")).strip()
        if not given:
            continue
        try:
            return max(0.0, float(given))
        except ValueError:
            return _seconds_until(given)
    return None


def _seconds_until(date: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except ValueError:
        return None
