"""A small Slack on this machine: the Web API, Socket Mode over real sockets, signed HTTP events.

It enforces what the real one does and the app must respect: tokens, scopes, one-time socket
addresses, acknowledged envelopes, limits of blocks.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web

TEAM, BOT_USER, BOT_ID = "T1", "UBOT", "BBOT"
BOT_TOKEN, APP_TOKEN = "xoxb-right", "xapp-right"
SIGNING_SECRET = "0123456789abcdef" * 2
SCOPES = (
    "app_mentions:read,assistant:write,channels:history,chat:write,groups:history,im:history,"
    "reactions:write"
)
NEEDED_SCOPE = {
    "chat.postMessage": "chat:write",
    "assistant.threads.setStatus": "assistant:write",
    "reactions.add": "reactions:write",
    "reactions.remove": "reactions:write",
    "conversations.replies": "channels:history",
    "users.info": "users:read",
}
PATIENCE_SECONDS = 30


@dataclass
class Call:
    """One call of the Web API, in the order of arrival."""

    method: str
    arguments: dict[str, Any]
    error: str | None


@dataclass
class SlackServer:
    """Start it with `async with`; then deliver events and look at `calls`, `posts`, `acks`."""

    scopes: str | None = SCOPES
    app_error: str | None = None
    """What `apps.connections.open` refuses with."""
    broken_links: int = 0
    """So many sockets fail to open; their addresses are used up all the same."""
    calls: list[Call] = field(default_factory=list)
    acks: list[str] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    connections: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self._planned: dict[str, list[web.Response]] = defaultdict(list)
        self._numbers = count(1)
        self._tickets: set[str] = set()
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> "SlackServer":
        app = web.Application()
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()

    # What a test looks at

    def called(self, method: str) -> list[dict[str, Any]]:
        """Arguments of the calls of a method that were let through."""
        return [call.arguments for call in self.calls if call.method == method and not call.error]

    @property
    def posts(self) -> list[dict[str, Any]]:
        return self.called("chat.postMessage")

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to become true of this server."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._changed:
            await self._changed.wait_for(holds)

    async def posted(self, number: int) -> dict[str, Any]:
        """The message of that number, counted from 1, when it is there."""
        await self.until(lambda: len(self.posts) >= number)
        return self.posts[number - 1]

    # What a test lets happen

    def plan(self, method: str, *responses: web.Response) -> None:
        """The next calls of a method are answered with these instead."""
        self._planned[method] += responses

    def new_ts(self) -> str:
        return f"1750000000.{next(self._numbers):06d}"

    async def mention(self, text: str, **fields: Any) -> str:
        """A message that tags the app: as in Slack, one event of each kind tells of it."""
        event = self._said(f"<@{BOT_USER}> {text}", **fields)
        await self.deliver({**event, "type": "app_mention"})
        await self.deliver(event)
        return event["ts"]

    async def say(self, text: str, **fields: Any) -> str:
        """A message that tags nobody."""
        event = self._said(text, **fields)
        await self.deliver(event)
        return event["ts"]

    async def deliver(self, event: dict[str, Any], retry: int | None = None) -> None:
        """Send an event over the newest socket and wait for its acknowledgement."""
        envelope = f"envelope-{next(self._numbers)}"
        message: dict[str, Any] = {
            "envelope_id": envelope,
            "type": "events_api",
            "accepts_response_payload": False,
            "payload": payload(event),
        }
        if retry:
            message |= {"retry_attempt": retry, "retry_reason": "timeout"}
        await self.until(lambda: any(not socket.closed for socket in self.sockets))
        await self.sockets[-1].send_json(message)
        await self.until(lambda: envelope in self.acks)

    async def ask_to_reconnect(self) -> None:
        """What Slack does every few hours: a new socket is expected, then the old one goes."""
        await self._lose_socket(
            lambda socket: socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        )

    async def drop_socket(self) -> None:
        """The connection breaks without a word."""

        async def abort(socket: web.WebSocketResponse) -> None:
            transport = socket._req.transport if socket._req else None  # no public way to break it
            assert transport is not None
            transport.abort()

        await self._lose_socket(abort)

    async def _lose_socket(self, lose: Callable[[web.WebSocketResponse], Awaitable[None]]) -> None:
        before = self.connections
        await lose(self.sockets[-1])
        await self.until(lambda: self.connections > before)

    def _said(self, text: str, **fields: Any) -> dict[str, Any]:
        event = {
            "type": "message",
            "channel": "C1",
            "channel_type": "channel",
            "user": "UANN",
            "ts": self.new_ts(),
            "text": text,
        }
        return event | fields

    # The Web API

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            arguments |= await request.json()
        else:
            arguments |= dict(await request.post())
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        response, error = self._response(method, arguments, token)
        async with self._changed:
            self.calls.append(Call(method, arguments, error))
            self._changed.notify_all()
        return response

    def _response(
        self, method: str, arguments: dict[str, Any], token: str
    ) -> tuple[web.Response, str | None]:
        if self._planned[method]:
            return self._planned[method].pop(0), "planned"
        answer = self._answer(method, arguments, token)
        headers = {} if self.scopes is None else {"x-oauth-scopes": self.scopes}
        return web.json_response(answer, headers=headers), answer.get("error")

    def _answer(self, method: str, arguments: dict[str, Any], token: str) -> dict[str, Any]:
        if method == "apps.connections.open":
            return self._new_link(token)
        if token != BOT_TOKEN:
            return {"ok": False, "error": "invalid_auth"}
        needed = NEEDED_SCOPE.get(method)
        if needed and needed not in (self.scopes or SCOPES).split(","):
            return {"ok": False, "error": "missing_scope", "needed": needed}
        if method == "auth.test":
            who = {"user": "vendorscope", "user_id": BOT_USER, "bot_id": BOT_ID}
            return {"ok": True, "team": "Acme", "team_id": TEAM, **who}
        if method == "chat.postMessage":
            return self._post(arguments)
        return {"ok": True}

    def _new_link(self, token: str) -> dict[str, Any]:
        if token != APP_TOKEN:
            return {"ok": False, "error": "invalid_auth"}
        if self.app_error:
            return {"ok": False, "error": self.app_error}
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        link = self.url.replace("http://", "ws://").replace("/api/", "/link")
        return {"ok": True, "url": f"{link}?ticket={ticket}"}

    def _post(self, arguments: dict[str, Any]) -> dict[str, Any]:
        blocks = arguments.get("blocks") or []
        if error := block_error(blocks) or (None if arguments.get("text") else "no_text"):
            return {"ok": False, "error": error}
        return {"ok": True, "channel": arguments["channel"], "ts": self.new_ts()}

    # Socket Mode

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="an address serves once")
        self._tickets.discard(ticket)
        if self.broken_links:
            self.broken_links -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        async with self._changed:
            self.sockets.append(socket)
            self.connections += 1
            self._changed.notify_all()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                async with self._changed:
                    self.acks.append(json.loads(message.data).get("envelope_id", ""))
                    self._changed.notify_all()
        return socket


def payload(event: dict[str, Any]) -> dict[str, Any]:
    """An event as it comes over a socket or as the body of a request."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": f"Ev{event.get('ts', '')}{event['type']}",
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        "event": event,
    }


def refusal(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})


def rate_limited(seconds: int) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)}
    )


def block_error(blocks: list[dict[str, Any]]) -> str | None:
    """What Slack says to blocks over its limits."""
    texts = [block["text"] for block in blocks if block["type"] == "markdown"]
    if len(blocks) > 50 or any(len(text) > 12_000 or not text for text in texts):
        return "invalid_blocks"
    elements = [e for block in blocks if block["type"] == "context" for e in block["elements"]]
    if any(len(element["text"]) > 3_000 for element in elements):
        return "invalid_blocks"
    size = len(json.dumps(blocks, ensure_ascii=False))
    return "msg_blocks_too_long" if size >= 13_000 else None


async def send_signed(
    url: str, event: dict[str, Any], secret: str = SIGNING_SECRET, at: float | None = None
) -> int:
    """Deliver an event over HTTP, signed; the status that came back."""
    body = json.dumps(payload(event))
    timestamp = str(int(at or time.time()))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as response,
    ):
        return response.status
