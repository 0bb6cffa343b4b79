"""`vendorscope slack --check`: what is missing, and where to click; the manifest asks for it."""

import asyncio
import json
from importlib import resources
from typing import Any

import pytest

from ui.slack import check
from ui.slack.diagnosis import OPTIONAL_SCOPES, REQUIRED_SCOPES


@pytest.fixture
def verdict(
    slack: Any,
    slack_server: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Any:
    """Run the check with these variables: exit status, stdout, stderr."""

    async def run(as_json: bool = False, **variables: str) -> tuple[int, str, str]:
        given = {
            "SLACK_BOT_TOKEN": slack_server.BOT_TOKEN,
            "SLACK_APP_TOKEN": slack_server.APP_TOKEN,
            "SLACK_SIGNING_SECRET": "",
            "SLACK_API_URL": slack.url,
        }
        for name, value in (given | variables).items():
            monkeypatch.setenv(name, value)
        status = await asyncio.to_thread(check, as_json)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


async def test_a_whole_set_up_is_said_to_be_ready(verdict: Any) -> None:
    status, out, err = await verdict()
    assert (status, err) == (0, "")
    assert "Slack is ready: @vendorscope in Acme, over Socket Mode." in out
    status, out, err = await verdict(as_json=True)
    assert (status, err) == (0, "")
    assert json.loads(out)["ok"] is True


async def test_http_needs_no_app_token(verdict: Any, slack_server: Any) -> None:
    secret = slack_server.SIGNING_SECRET
    status, out, _ = await verdict(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=secret)
    assert status == 0
    assert "over HTTP" in out


@pytest.mark.parametrize(
    ("variables", "kind", "words"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "missing_token", ["SLACK_BOT_TOKEN is not set", "OAuth & Perm"]),
        ({"SLACK_APP_TOKEN": ""}, "missing_token", ["SLACK_APP_TOKEN is not set", "App-Level"]),
        ({"SLACK_BOT_TOKEN": "xapp-right"}, "wrong_token", ["SLACK_BOT_TOKEN", "app-level"]),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "wrong_token", ["user's token", "xoxb-"]),
        ({"SLACK_BOT_TOKEN": "hunter2"}, "wrong_token", ["SLACK_BOT_TOKEN", "xoxb-"]),
        ({"SLACK_BOT_TOKEN": "xoxb-…"}, "wrong_token", ["SLACK_BOT_TOKEN", "xoxb-"]),
        ({"SLACK_APP_TOKEN": "xoxb-right"}, "wrong_token", ["SLACK_APP_TOKEN", "xapp-"]),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "invalid_auth", ["SLACK_BOT_TOKEN", "not known"]),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "invalid_auth", ["SLACK_APP_TOKEN", "not known"]),
        ({"SLACK_API_URL": "slack.com"}, "wrong_setting", ["SLACK_API_URL", "https://"]),
        ({"PORT": "http"}, "wrong_setting", ["PORT", "65535"]),
        (
            {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "xapp-right"},
            "wrong_secret",
            ["SLACK_SIGNING_SECRET", "Basic Information"],
        ),
    ],
)
async def test_what_is_wrong_is_named_with_the_place_to_mend_it(
    verdict: Any, variables: dict[str, str], kind: str, words: list[str]
) -> None:
    status, out, err = await verdict(**variables)
    assert (status, out) == (1, "")
    last = err.strip().splitlines()[-1]
    assert all(word in last for word in words)
    assert "Traceback" not in err
    status, out, err = await verdict(as_json=True, **variables)
    assert (status, out) == (1, "")
    error = json.loads(err)["error"]
    assert error["type"] == kind
    assert words[0] in error["message"]
    for token in (value for value in variables.values() if "-" in value):
        assert token not in err


async def test_swapped_tokens_are_both_named(verdict: Any) -> None:
    status, _, err = await verdict(SLACK_BOT_TOKEN="xapp-right", SLACK_APP_TOKEN="xoxb-right")
    assert status == 1
    assert "SLACK_BOT_TOKEN" in err.splitlines()[-1]
    assert "SLACK_APP_TOKEN" in err.splitlines()[-1]


@pytest.mark.parametrize("scope", REQUIRED_SCOPES)
async def test_a_missing_scope_is_named(
    verdict: Any, slack: Any, slack_server: Any, scope: str
) -> None:
    slack.scopes = ",".join(s for s in slack_server.SCOPES.split(",") if s != scope)
    status, out, err = await verdict(as_json=True)
    assert (status, out) == (1, "")
    error = json.loads(err)["error"]
    assert error["type"] == "missing_scope"
    assert scope in error["message"]
    assert "OAuth & Permissions" in error["hint"]
    assert "Reinstall" in error["hint"]


@pytest.mark.parametrize("scope", OPTIONAL_SCOPES)
async def test_a_scope_that_can_be_done_without_is_a_note(
    verdict: Any, slack: Any, slack_server: Any, scope: str
) -> None:
    slack.scopes = ",".join(s for s in slack_server.SCOPES.split(",") if s != scope)
    status, out, _ = await verdict()
    assert status == 0
    assert scope in out


async def test_scopes_that_slack_does_not_tell_are_no_failure(verdict: Any, slack: Any) -> None:
    slack.scopes = None
    status, out, _ = await verdict()
    assert status == 0
    assert "did not say which scopes" in out


async def test_an_app_token_without_its_scope_is_told_apart(verdict: Any, slack: Any) -> None:
    slack.app_error = "missing_scope"
    status, _, err = await verdict()
    assert status == 1
    assert "SLACK_APP_TOKEN lacks the scope connections:write" in err


async def test_a_slack_out_of_reach_is_told(verdict: Any, unused_tcp_port: int) -> None:
    status, _, err = await verdict(SLACK_API_URL=f"http://127.0.0.1:{unused_tcp_port}/api/")
    assert status == 1
    assert "could not be reached" in err.splitlines()[-1]


async def test_a_page_in_slacks_place_is_told(
    verdict: Any, slack: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, _, err = await verdict(SLACK_API_URL=slack.url.replace("/api/", "/nothing/"))
    assert status == 1
    assert "Traceback" not in err


def test_the_manifest_asks_for_what_the_check_looks_for() -> None:
    manifest = json.loads(resources.files("ui.slack").joinpath("manifest.json").read_text("utf-8"))
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert set(scopes) == set(REQUIRED_SCOPES) | set(OPTIONAL_SCOPES)
    view = manifest["features"]["agent_view"]
    assert len(view["agent_description"]) <= 300
    assert len(view["suggested_prompts"]) <= 4
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    events = {"app_mention", "message.im", "message.channels", "message.groups"}
    assert events <= set(settings["event_subscriptions"]["bot_events"])
