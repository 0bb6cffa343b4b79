"""The Slack app as a process: HTTP with signatures, signals, and what keeps it from starting."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.answer import Answer
from ui.slack import run
from ui.slack.clients import is_proxied
from ui.slack.settings import SlackSettings, hidden_from_bolt


class Echo:
    async def aask(self, question: str, thread: str | None = None) -> Answer:
        return Answer(text=question)

    def knows(self, thread: str) -> bool:
        return False


def mention(slack: Any) -> dict[str, Any]:
    text = "<@UBOT> over HTTP"
    where = {"channel": "C1", "user": "UANN", "ts": slack.new_ts()}
    return {"type": "app_mention", "text": text, **where}


async def test_over_http_only_what_slack_signed_is_answered(
    slack: Any, slack_server: Any, serve: Callable[..., Any], unused_tcp_port: int
) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}/slack/events"
    secret = slack_server.SIGNING_SECRET
    event = mention(slack)
    async with serve(Echo(), app_token="", signing_secret=secret, port=unused_tcp_port) as bot:
        assert await slack_server.send_signed(url, event, secret="f" * 32) == 401
        assert await slack_server.send_signed(url, event, at=time.time() - 3_600) == 401
        await bot.idle()
        assert slack.posts == []
        assert await slack_server.send_signed(url, event) == 200
        assert await slack_server.send_signed(url, event) == 200
        await bot.idle()
    assert [post["text"] for post in slack.posts] == ["over HTTP"]
    assert slack.connections == 0


def environment(slack: Any, slack_server: Any, home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "VENDORSCOPE_HOME": str(home),
        "SLACK_BOT_TOKEN": slack_server.BOT_TOKEN,
        "SLACK_APP_TOKEN": slack_server.APP_TOKEN,
        "SLACK_API_URL": slack.url,
        # Neither may lead it astray: a proxy does not reach this machine, a client id makes bolt
        # an app for many workspaces.
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "SLACK_CLIENT_ID": "1",
        "SLACK_CLIENT_SECRET": "1",
    }


REAL = "import sys; from ui.slack import run; sys.exit(run())"
STAND_IN = """
import agent, sys
from agent.answer import Answer
class Analyst:
    def __init__(self, model): self.model = model
    def __enter__(self): return self
    def __exit__(self, *_): print("closed", self.model, file=sys.stderr)
    def knows(self, thread): return False
    async def aask(self, question, thread=None): return Answer(text=question)
agent.Analyst = Analyst
from ui.slack import run
sys.exit(run("offline"))
"""


@pytest.mark.parametrize(
    ("program", "number", "status", "last_words"),
    [
        pytest.param(REAL, signal.SIGTERM, 0, [], id="the real analyst, SIGTERM"),
        pytest.param(STAND_IN, signal.SIGTERM, 0, ["closed offline"], id="SIGTERM"),
        pytest.param(STAND_IN, signal.SIGINT, 130, ["closed offline"], id="Ctrl-C"),
    ],
)
async def test_a_signal_ends_the_process_cleanly(
    slack: Any,
    slack_server: Any,
    tmp_path: Path,
    program: str,
    number: signal.Signals,
    status: int,
    last_words: list[str],
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program),
        env=environment(slack, slack_server, tmp_path),
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    ended = asyncio.create_task(process.communicate())
    asked = asyncio.create_task(slack.mention("100 million subscribers at $500 a year: revenue?"))
    try:
        await asyncio.wait([ended, asked], return_when=asyncio.FIRST_COMPLETED)
        assert not ended.done(), ended.result()
        post = await slack.posted(1)
        process.send_signal(number)
        out, err = await ended
    finally:
        asked.cancel()
        if process.returncode is None:
            process.kill()
    assert process.returncode == status, err.decode()
    assert "500" in post["text"]
    assert out == b""
    greeting = "Answering in Slack as @vendorscope in Acme; Ctrl-C stops."
    assert err.decode().splitlines() == [greeting, *last_words]


async def test_a_wrong_token_ends_it_at_once_with_a_sentence(
    slack: Any,
    slack_server: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack_server.BOT_TOKEN)
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-wrong")
    monkeypatch.setenv("SLACK_API_URL", slack.url)
    assert await asyncio.to_thread(run) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "SLACK_APP_TOKEN is not known to Slack" in line
    assert slack.connections == 0


async def test_an_app_that_was_uninstalled_is_told_and_not_tried_for_ever(
    slack: Any, slack_server: Any, tmp_path: Path
) -> None:
    from ui.slack.diagnosis import diagnose
    from ui.slack.notebook import Notebook
    from ui.slack.service import serving

    settings = SlackSettings(
        bot_token=slack_server.BOT_TOKEN,
        app_token=slack_server.APP_TOKEN,
        api_url=slack.url,
        ping_seconds=0.1,
    )
    notebook = Notebook(tmp_path / "slack.sqlite3")
    async with serving(settings, await diagnose(settings), Echo(), notebook) as (_, lost):
        slack.app_error = "account_inactive"
        await slack.sockets[-1].close()
        assert await asyncio.wait_for(lost, 20) == "account_inactive"
    notebook.close()


def test_this_machine_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    assert is_proxied("https://slack.com/api/")
    assert not is_proxied("http://127.0.0.1:5000/api/")
    assert not is_proxied("http://localhost:5000/api/")
    monkeypatch.setenv("NO_PROXY", "slack.internal")
    assert not is_proxied("https://slack.internal/api/")


def test_settings_are_read_with_their_quotes_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", ' "xoxb-1" ')
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setenv("PORT", "4000")
    settings = SlackSettings.read()
    assert (settings.bot_token, settings.mode, settings.port) == ("xoxb-1", "http", 4000)
    assert settings.api_url == "http://127.0.0.1:1/api/"
    assert "xoxb-1" not in repr(settings)


def test_bolt_sees_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1")
    with hidden_from_bolt():
        assert "SLACK_CLIENT_ID" not in os.environ
    assert os.environ["SLACK_CLIENT_ID"] == "1"
