"""A client for servers that were asked for a stream and answer in one piece: their JSON is handed on
as the events that a stream would have had, so that one question costs one request."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2


def http_client(timeout_seconds: float) -> httpx2.Client:
    """For OpenAI's client; `timeout_seconds` is the longest silence, and one attempt to connect."""
    return httpx2.Client(
        timeout=timeout_seconds,
        follow_redirects=True,
        event_hooks={"response": [_as_stream]},
    )


def _as_stream(response: httpx2.Response) -> None:
    kind = response.headers.get("content-type", "")
    asked = b'"stream":true' in response.request.content.replace(b": ", b":")
    is_plain = "content-encoding" not in response.headers
    stream = response.stream
    if (
        response.is_success
        and asked
        and is_plain
        and kind.startswith("application/json")
        and isinstance(stream, httpx2.SyncByteStream)
    ):
        response.stream = _Events(stream)


class _Events(httpx2.SyncByteStream):
    """The body of a whole answer as server-sent events; anything else as it is."""

    def __init__(self, body: httpx2.SyncByteStream) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        raw = b"".join(self._body)
        try:
            answer = json.loads(raw)
            choices = answer["choices"]
        except (ValueError, KeyError, TypeError):
            yield raw
            return
        head = {key: answer.get(key) for key in ("id", "created", "model")}
        head |= {"object": "chat.completion.chunk"}
        yield _event(head | {"choices": [_delta(choice) for choice in choices]})
        if answer.get("usage"):
            yield _event(head | {"choices": [], "usage": answer["usage"]})
        yield b"data: [DONE]\n\n"

    def close(self) -> None:
        self._body.close()


def _delta(choice: dict[str, Any]) -> dict[str, Any]:
    message = dict(choice.get("message") or {})
    if calls := message.get("tool_calls"):
        message["tool_calls"] = [{"index": i, **call} for i, call in enumerate(calls)]
    return {
        "index": choice.get("index", 0),
        "delta": message,
        "finish_reason": choice.get("finish_reason"),
    }


def _event(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()
