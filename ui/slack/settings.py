"""What Slack needs to be told: tokens, the address of its API, and where HTTP mode listens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, Self

SLACK_API_URL = "https://slack.com/api/"
EVENTS_PATH = "/slack/events"
BOLT_READS = (
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_VERIFICATION_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
)


class CannotServe(ValueError):
    """What keeps the Slack app from running, as a sentence that says what to do."""


@dataclass(frozen=True)
class SlackSettings:
    """Settings of the Slack app; `SlackSettings.read()` takes them from the environment."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    """App-level token; with it events come over Socket Mode."""
    signing_secret: str = field(default="", repr=False)
    """Without an app token events come over HTTP, each signed with this secret."""
    api_url: str = SLACK_API_URL
    host: str = "0.0.0.0"
    port: int = 3000
    ping_seconds: float = 10.0
    """How often Socket Mode looks whether its connection is still there."""

    @property
    def mode(self) -> Literal["socket", "http"]:
        """Socket Mode where there is an app token, or nothing to tell otherwise."""
        return "http" if self.signing_secret and not self.app_token else "socket"

    @classmethod
    def read(cls) -> Self:
        """Settings from `SLACK_*`, `HOST` and `PORT`.

        Raises:
            CannotServe: when an address or port cannot be one.
        """
        return cls(
            bot_token=_text("SLACK_BOT_TOKEN"),
            app_token=_text("SLACK_APP_TOKEN"),
            signing_secret=_text("SLACK_SIGNING_SECRET"),
            api_url=_api_url(),
            host=_text("HOST") or cls.host,
            port=_port(),
        )


@contextmanager
def hidden_from_bolt() -> Iterator[None]:
    """Settings that bolt would read by itself are out of its sight while an app is made.

    A token beside a client makes it warn, and SLACK_CLIENT_ID turns it into an app for many
    workspaces that has no token at all.
    """
    environment = os.environ  # noqa: TID251  # bolt reads it, whatever it is given
    hidden = {name: environment.pop(name) for name in BOLT_READS if name in environment}
    try:
        yield
    finally:
        environment.update(hidden)


def _text(name: str) -> str:
    # A line of .env copied with its quotes is the usual way for a token to be refused.
    return os.environ.get(name, "").strip().strip("\"'").strip()  # noqa: TID251  # Slack's own


def _api_url() -> str:
    given = _text("SLACK_API_URL") or SLACK_API_URL
    if not given.startswith(("https://", "http://")):
        raise CannotServe(
            f"SLACK_API_URL is {given!r}; it must be an address such as {SLACK_API_URL}"
        )
    return given.rstrip("/") + "/"


def _port() -> int:
    given = _text("PORT") or "3000"
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65_536:
        raise CannotServe(f"PORT is {given!r}; it must be a number from 1 to 65535.")
    return int(given)
