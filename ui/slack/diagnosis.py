"""What is wrong with the Slack set-up, and where to click to mend it."""

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from ui.slack.bot import Identity
from ui.slack.clients import UNREACHABLE, quick_client, reason
from ui.slack.settings import CannotServe, SlackSettings

APPS = "https://api.slack.com/apps"
PERMISSIONS = f"{APPS} → your app → OAuth & Permissions"
BASIC_INFORMATION = f"{APPS} → your app → Basic Information"

REQUIRED_SCOPES = {
    "app_mentions:read": "mentions of the app do not reach it",
    "chat:write": "it cannot answer",
    "im:history": "direct messages do not reach it",
    "channels:history": "follow-ups without a mention do not reach it in public channels",
    "groups:history": "follow-ups without a mention do not reach it in private channels",
}
OPTIONAL_SCOPES = {
    "assistant:write": "no status is shown while it works",
    "reactions:write": "no reaction is shown where a status cannot be",
}
BOT_TOKEN_HINT = f"Copy the Bot User OAuth Token (it begins with xoxb-) from {PERMISSIONS}."
APP_TOKEN_HINT = (
    "Make an app-level token with the scope connections:write (it begins with xapp-) at "
    f"{BASIC_INFORMATION} → App-Level Tokens."
)
SECRET_HINT = f"Copy the Signing Secret from {BASIC_INFORMATION} → App Credentials."

Severity = Literal["fatal", "problem", "note"]
"""`fatal` keeps the app from running, a `problem` from all that is promised, a `note` neither."""


@dataclass(frozen=True)
class Finding:
    kind: str
    message: str
    hint: str
    severity: Severity = "fatal"

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"


@dataclass
class Diagnosis:
    """What was found, and who the app is if Slack knows it."""

    mode: str
    findings: list[Finding] = field(default_factory=list)
    identity: Identity | None = None
    bot_id: str = ""
    scopes: list[str] = field(default_factory=list)

    def of(self, *severities: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity in severities]


def check(as_json: bool = False) -> int:
    """Print what is set up or, with exit status 1, what is missing and where to click."""
    try:
        diagnosis = asyncio.run(diagnose(SlackSettings.read()))
    except CannotServe as error:
        diagnosis = Diagnosis("unknown", [Finding("wrong_setting", str(error), "")])
    problems = diagnosis.of("fatal", "problem")
    if problems:
        print(_failure_json(problems) if as_json else _failure(problems), file=sys.stderr)
        return 1
    print(_success_json(diagnosis) if as_json else _success(diagnosis))
    return 0


async def diagnose(settings: SlackSettings) -> Diagnosis:
    """Look at the tokens, then ask Slack about them."""
    diagnosis = Diagnosis(settings.mode)
    bot_token = _bot_token_shape(settings)
    way_in = _way_in_shape(settings)
    diagnosis.findings += [finding for finding in (bot_token, way_in) if finding]
    client = quick_client(settings)
    if not bot_token:
        await _ask_about_bot(client, settings, diagnosis)
    if settings.app_token and not way_in:
        await _ask_about_app(client, settings, diagnosis)
    return diagnosis


def _bot_token_shape(settings: SlackSettings) -> Finding | None:
    token = settings.bot_token
    if not token:
        return Finding("missing_token", "SLACK_BOT_TOKEN is not set.", BOT_TOKEN_HINT)
    if token.startswith("xapp-"):
        message = "SLACK_BOT_TOKEN holds an app-level token (xapp-); that is SLACK_APP_TOKEN's."
        return Finding("wrong_token", message, BOT_TOKEN_HINT)
    if token.startswith(("xoxp-", "xoxe.xoxp-")):
        message = "SLACK_BOT_TOKEN holds a user's token (xoxp-), not the bot's."
        return Finding("wrong_token", message, BOT_TOKEN_HINT)
    if not token.startswith(("xoxb-", "xoxe.xoxb-")) or not _is_one_word(token):
        return Finding("wrong_token", "SLACK_BOT_TOKEN is no bot token.", BOT_TOKEN_HINT)
    return None


def _way_in_shape(settings: SlackSettings) -> Finding | None:
    token, secret = settings.app_token, settings.signing_secret
    if not token and not secret:
        message = "SLACK_APP_TOKEN is not set, nor SLACK_SIGNING_SECRET for HTTP."
        return Finding("missing_token", message, APP_TOKEN_HINT)
    if token.startswith(("xoxb-", "xoxp-", "xoxe.")):
        message = (
            f"SLACK_APP_TOKEN holds a bot's or user's token ({token[:5]}), no app-level token."
        )
        return Finding("wrong_token", message, APP_TOKEN_HINT)
    if token and not (token.startswith("xapp-") and _is_one_word(token)):
        return Finding("wrong_token", "SLACK_APP_TOKEN is no app-level token.", APP_TOKEN_HINT)
    if not token and (secret.startswith(("xox", "xapp-")) or not _is_one_word(secret)):
        return Finding("wrong_secret", "SLACK_SIGNING_SECRET is no signing secret.", SECRET_HINT)
    return None


def _is_one_word(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


async def _ask_about_bot(
    client: AsyncWebClient, settings: SlackSettings, diagnosis: Diagnosis
) -> None:
    try:
        # As a parameter, so that one client serves both tokens.
        known = await client.auth_test(token=settings.bot_token)
    except (SlackApiError, *UNREACHABLE) as error:
        diagnosis.findings.append(_refused("SLACK_BOT_TOKEN", BOT_TOKEN_HINT, error, settings))
        return
    diagnosis.bot_id = str(known.get("bot_id") or "")
    diagnosis.identity = Identity(
        team=str(known.get("team_id") or ""),
        user=str(known.get("user_id") or ""),
        name=str(known.get("user") or ""),
        team_name=str(known.get("team") or ""),
    )
    headers = {name.lower(): value for name, value in known.headers.items()}
    diagnosis.findings += _scopes(headers, diagnosis)


def _scopes(headers: Mapping[str, str], diagnosis: Diagnosis) -> list[Finding]:
    if "x-oauth-scopes" not in headers:
        hint = f"Compare them yourself at {PERMISSIONS}."
        return [
            Finding("unknown_scopes", "Slack did not say which scopes there are.", hint, "note")
        ]
    granted = {scope.strip() for scope in headers["x-oauth-scopes"].split(",")} - {""}
    diagnosis.scopes = sorted(granted)
    lacking = (
        _lacking(REQUIRED_SCOPES, granted, "problem"),
        _lacking(OPTIONAL_SCOPES, granted, "note"),
    )
    return [finding for finding in lacking if finding]


def _lacking(wanted: Mapping[str, str], granted: set[str], severity: Severity) -> Finding | None:
    lacking = [scope for scope in wanted if scope not in granted]
    if not lacking:
        return None
    parts = ", ".join(f"{scope} ({wanted[scope]})" for scope in lacking)
    hint = f"Add to Bot Token Scopes at {PERMISSIONS}, then Reinstall to Workspace."
    return Finding("missing_scope", f"Missing scopes: {parts}.", hint, severity)


async def _ask_about_app(
    client: AsyncWebClient, settings: SlackSettings, diagnosis: Diagnosis
) -> None:
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except (SlackApiError, *UNREACHABLE) as error:
        diagnosis.findings.append(_refused("SLACK_APP_TOKEN", APP_TOKEN_HINT, error, settings))


def _refused(name: str, hint: str, error: Exception, settings: SlackSettings) -> Finding:
    """The finding for a call that failed; the token itself is never repeated."""
    word = reason(error)
    if not isinstance(error, SlackApiError) or word == "not JSON":
        message = f"Slack could not be reached at {settings.api_url} ({word})."
        return Finding("unreachable", message, "Check the network, the proxy and SLACK_API_URL.")
    if word == "missing_scope":
        return Finding("missing_scope", f"{name} lacks the scope connections:write.", hint)
    if word == "ratelimited":
        return Finding("ratelimited", "Slack asks to wait.", "Try again in a minute.")
    told = _REFUSALS.get(word, "was refused by Slack")
    return Finding(word, f"{name} {told} ({word}).", hint)


_REFUSALS = {
    "invalid_auth": "is not known to Slack",
    "not_authed": "is not known to Slack",
    "token_revoked": "was revoked",
    "token_expired": "has expired",
    "account_inactive": "belongs to an app that is no longer installed",
    "not_allowed_token_type": "is of a kind that Slack does not accept there",
}


def _failure(problems: list[Finding]) -> str:
    """One sentence on the last line, what it rests on above where there is more than one."""
    if len(problems) == 1:
        return str(problems[0])
    summary = " ".join(problem.message for problem in problems)
    lines = [f"- {problem}" for problem in problems]
    return "\n".join([*lines, f"Slack is not set up: {summary}"])


def _failure_json(problems: list[Finding]) -> str:
    error = {
        "type": problems[0].kind,
        "message": " ".join(problem.message for problem in problems),
        "hint": " ".join(problem.hint for problem in problems),
    }
    return json.dumps({"error": error}, ensure_ascii=False)


def _success(diagnosis: Diagnosis) -> str:
    identity = diagnosis.identity or Identity("", "")
    mode = "Socket Mode" if diagnosis.mode == "socket" else "HTTP"
    lines = [f"Slack is ready: @{identity.name} in {identity.team_name}, over {mode}."]
    lines += [f"- {note}" for note in diagnosis.of("note")]
    lines.append(
        "- Events cannot be seen from here: your app → Event Subscriptions must list app_mention, "
        "message.im, message.channels and message.groups."
    )
    return "\n".join(lines)


def _success_json(diagnosis: Diagnosis) -> str:
    identity = diagnosis.identity or Identity("", "")
    document: dict[str, Any] = {
        "ok": True,
        "mode": diagnosis.mode,
        "team": identity.team_name,
        "team_id": identity.team,
        "bot": identity.name,
        "bot_user_id": identity.user,
        "scopes": diagnosis.scopes,
        "notes": [str(note) for note in diagnosis.of("note")],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
