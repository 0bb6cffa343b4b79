"""A completion as a server of the OpenAI protocol streams it, for servers of our own."""

import json
from http.server import BaseHTTPRequestHandler
from typing import Any


def event(delta: dict[str, Any], finish: str | None) -> str:
    """One piece of the stream; the last tells why it ends."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n"


class StreamHandler(BaseHTTPRequestHandler):
    """Sends events as one body, and logs nothing."""

    def send_events(self, events: str) -> None:
        """The answer to a request: `events`, and that they are all."""
        raw = f"{events}data: [DONE]\n\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""
