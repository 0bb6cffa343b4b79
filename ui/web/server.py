"""The web server of the chat: one port, nothing from other hosts, a clean end."""

import errno
import logging
import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI

if TYPE_CHECKING:
    import gradio as gr

    from agent import Analyst

log = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_LARGEST_UPLOAD = "64mb"

# Gradio's page has inline scripts and compiles its templates: both must stay allowed. What counts
# is that nothing is fetched from, or sent to, another host.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


class CannotServe(ValueError):
    """The address cannot be listened on; the sentence says what to do."""


def run(analyst: "Analyst", host: str, port: int) -> None:
    """Serve until Ctrl-C; see `ui.web.serve`."""
    with _listen(host, port) as listener:
        app = build_app(analyst)
        shown = f"[{host}]" if ":" in host else host.replace("0.0.0.0", "127.0.0.1")
        server = _Server(f"http://{shown}:{listener.getsockname()[1]}", app, analyst)
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            print()  # the terminal shows ^C on the line of the prompt


def build_app(analyst: "Analyst") -> FastAPI:
    """The page as a web application, for any ASGI server."""
    # Gradio has no argument for all of its telemetry.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # noqa: TID251
    import gradio as gr

    from ui.web import build
    from ui.web.theme import theme

    app = FastAPI(openapi_url=None)
    app.add_middleware(_SafeHeaders)
    return gr.mount_gradio_app(
        app,
        _queued(build(analyst)),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=_LARGEST_UPLOAD,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        favicon_path=str(_HERE / "icon.svg"),
        theme=theme(),
        css=(_HERE / "style.css").read_text("utf-8"),
        head=f"<script>{(_HERE / 'page.js').read_text('utf-8')}</script>",
    )


def _queued(page: "gr.Blocks") -> "gr.Blocks":
    return page.queue(api_open=False, max_size=200)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything heavy is loaded.

    Raises:
        CannotServe: when the port is taken or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Port {port} on {host} is already in use; stop the other program or choose "
                f"another port, for example --port {port + 1}."
            ) from error
        raise CannotServe(
            f"{host}:{port} cannot be listened on ({error.strerror or error}); choose another "
            "--host or --port."
        ) from error


class _Server(uvicorn.Server):
    """uvicorn that says once where it is, and does not wait for open event streams at the end."""

    def __init__(self, address: str, app: FastAPI, analyst: "Analyst") -> None:
        super().__init__(
            uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, ws="none")
        )
        self._address = address
        self._analyst = analyst

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            print(f"vendorscope is at {self._address} (Ctrl-C stops)", flush=True)
            threading.Thread(target=_warm, args=(self._analyst,), daemon=True).start()


def _warm(analyst: "Analyst") -> None:
    """One search ahead of the first question, so that the embedder and indexes are loaded."""
    try:
        analyst.library.search("open source model licence", k=1)
    except Exception:  # the first question will say what is wrong, to whom it concerns
        log.debug("Warming up failed", exc_info=True)


class _SafeHeaders:
    """Adds the headers above to every answer, streams included."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
