"""Slack's Web API clients as the app needs them, and what their failures are called."""

from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from ui.slack.settings import SlackSettings

UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)
"""What a call raises when Slack is not reached at all."""


def patient_client(settings: SlackSettings, token: str | None = None) -> AsyncWebClient:
    """Waits when Slack asks to, and tries again where a connection could not be made.

    A connection that broke later may have carried its message: trying that again could answer
    twice, and the library's own handler does.
    """
    return _client(
        settings,
        token,
        timeout=30,
        retries=[
            AsyncRateLimitErrorRetryHandler(max_retry_count=5),
            AsyncConnectionErrorRetryHandler(
                max_retry_count=3, error_types=[aiohttp.ClientConnectorError]
            ),
        ],
    )


def quick_client(settings: SlackSettings, token: str | None = None) -> AsyncWebClient:
    """One try, for what is not worth waiting for."""
    return _client(settings, token, timeout=5, retries=[])


def reason(error: Exception) -> str:
    """Slack's own word for the failure, or the kind of it; never what was sent."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "no reason given") if isinstance(data, dict) else "not JSON"


def is_proxied(address: str) -> bool:
    """Whether a proxy of the environment is meant for this address: Slack's library asks not."""
    host = urlsplit(address).hostname or ""
    is_this_machine = host == "localhost" or host.startswith("127.") or host == "::1"
    return not is_this_machine and not proxy_bypass(host)


def _client(
    settings: SlackSettings, token: str | None, timeout: int, retries: list[AsyncRetryHandler]
) -> AsyncWebClient:
    client = AsyncWebClient(
        token=token, base_url=settings.api_url, timeout=timeout, retry_handlers=retries
    )
    if not is_proxied(settings.api_url):
        client.proxy = None
    return client
