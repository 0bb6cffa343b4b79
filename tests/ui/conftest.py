"""Fixtures of the surfaces' tests."""

import importlib.util
import json
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="session")
def slack_server() -> ModuleType:
    """The module `slack_server.py`, which importlib mode leaves out of reach of an import."""
    name = "tests_ui_slack_server"
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("slack_server.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
async def slack(slack_server: ModuleType) -> AsyncIterator[Any]:
    """A running local Slack."""
    async with slack_server.SlackServer() as server:
        yield server


@pytest.fixture
def serve(
    slack_server: ModuleType, slack: Any, tmp_path: Path
) -> Callable[..., AbstractAsyncContextManager[Any]]:
    """`async with serve(analyst) as bot`: the app, connected to the local Slack.

    Served again in the same test it has the same home, as after a restart.
    """
    from ui.slack.diagnosis import diagnose
    from ui.slack.notebook import Notebook
    from ui.slack.service import serving
    from ui.slack.settings import SlackSettings

    @asynccontextmanager
    async def start(analyst: Any, **settings: Any) -> AsyncIterator[Any]:
        given = {
            "bot_token": slack_server.BOT_TOKEN,
            "app_token": slack_server.APP_TOKEN,
            "api_url": slack.url,
            "host": "127.0.0.1",
            "ping_seconds": 0.2,
        }
        slack_settings = SlackSettings(**(given | settings))
        diagnosis = await diagnose(slack_settings)
        assert not diagnosis.of("fatal"), diagnosis.findings
        notebook = Notebook(tmp_path / "slack.sqlite3")
        try:
            async with serving(slack_settings, diagnosis, analyst, notebook) as (bot, _):
                yield bot
        finally:
            notebook.close()

    return start


@pytest.fixture(scope="session")
def provider_address() -> Iterator[str]:
    """A server that answers every question alike and reports no usage."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            message = {"role": "assistant", "content": "Nothing is known about that."}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            body = json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]})
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
