"""Fixtures of the agent's tests: one analyst on the bundled library, one scripted model."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from agent import Analyst
from knowledge import Library


@pytest.fixture(scope="session")
def bundled() -> Library:
    """The bundled library, opened once."""
    return Library.open()


@pytest.fixture(scope="session")
def analyst(bundled: Library) -> Iterator[Analyst]:
    """The offline analyst with threads in memory."""
    with Analyst(library=bundled, threads=":memory:") as made:
        yield made


@dataclass
class Provider:
    """A server on loopback that speaks chat completions and says what it is told to, in order."""

    url: str
    script: list[Any] = field(default_factory=list)
    """Texts, lists of (tool, arguments), or (status, body)."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    streams: bool = True


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider with an empty script; it answers 500 when the script has run out."""
    made = Provider(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            made.requests.append(request)
            say = made.script.pop(0) if made.script else (500, "out of lines")
            if isinstance(say, tuple):
                self._send(say[0], "text/html", str(say[1]))
            elif request.get("stream"):
                self._send(200, "text/event-stream", "".join(_events(say)))
            else:
                self._send(200, "application/json", json.dumps(_whole(say)))

        def _send(self, status: int, kind: str, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


def _message(say: Any) -> dict[str, Any]:
    if isinstance(say, str):
        return {"role": "assistant", "content": say}
    calls = [
        {
            "index": i,
            "id": f"call_{i}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(arguments)},
        }
        for i, (name, arguments) in enumerate(say)
    ]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def _whole(say: Any) -> dict[str, Any]:
    done = "stop" if isinstance(say, str) else "tool_calls"
    choice = {"index": 0, "message": _message(say), "finish_reason": done}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    return {
        "id": "x",
        "object": "chat.completion",
        "model": "m",
        "choices": [choice],
        "usage": usage,
    }


def _events(say: Any) -> Iterator[str]:
    deltas = (
        [{**_message(say), "content": piece} for piece in say.split(" ")]
        if isinstance(say, str)
        else [_message(say)]
    )
    for i, delta in enumerate(deltas):
        if isinstance(say, str) and i:
            delta["content"] = " " + delta["content"]
        yield _event([{"index": 0, "delta": delta, "finish_reason": None}])
    done = "stop" if isinstance(say, str) else "tool_calls"
    yield _event([{"index": 0, "delta": {}, "finish_reason": done}])
    yield "data: [DONE]\n\n"


def _event(choices: list[dict[str, Any]]) -> str:
    chunk = {"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": choices}
    return f"data: {json.dumps(chunk)}\n\n"
