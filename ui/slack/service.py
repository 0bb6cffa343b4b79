"""The Slack app as a process: connects, keeps connected, and stops on a signal."""

import asyncio
import logging
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from knowledge.places import home
from ui.slack.bot import Answers, Bot
from ui.slack.clients import UNREACHABLE, is_proxied, patient_client, quick_client, reason
from ui.slack.diagnosis import Diagnosis, diagnose
from ui.slack.notebook import Notebook
from ui.slack.settings import EVENTS_PATH, CannotServe, SlackSettings, hidden_from_bolt

logger = logging.getLogger("ui.slack")

FINISH_SECONDS = 10
"""What is being answered gets so long to end when the app is stopped."""
STATUS_OF_SIGNAL = {signal.SIGINT: 130, signal.SIGTERM: 0}
REFUSED = {"invalid_auth", "not_authed", "token_revoked", "account_inactive", "app_uninstalled"}


def run(model: str | None = None) -> int:
    """Answer in Slack until SIGINT (exit status 130) or SIGTERM (0)."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    try:
        settings = SlackSettings.read()
        diagnosis = asyncio.run(diagnose(settings))
        if fatal := diagnosis.of("fatal"):
            raise CannotServe(" ".join(str(finding) for finding in fatal))
        for finding in diagnosis.of("problem"):
            _say(str(finding))
        # Here, so that a wrong token is told before seconds of loading.
        from agent import Analyst

        with Analyst(model=model) as analyst:
            return asyncio.run(_serve(settings, diagnosis, analyst))
    except ValueError as error:  # also the analyst's: an unknown preset, a store that is broken
        _say(" ".join(str(error).split()))
        return 1
    except KeyboardInterrupt:
        return 130


@asynccontextmanager
async def serving(
    settings: SlackSettings, diagnosis: Diagnosis, analyst: Answers, notebook: Notebook
) -> AsyncIterator[tuple[Bot, asyncio.Future[str]]]:
    """The running app, and a future that ends with the reason when Slack no longer lets it in."""
    assert diagnosis.identity is not None  # Slack knows the token, else there is a fatal finding
    bot = Bot(
        analyst,
        diagnosis.identity,
        notebook,
        client=patient_client(settings, settings.bot_token),
        quick=quick_client(settings, settings.bot_token),
    )
    app = _app(settings, diagnosis, bot)
    lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    try:
        if settings.mode == "http":
            async with _listening(app, settings):
                yield bot, lost
        else:
            async with _connected(app, settings, lost):
                yield bot, lost
    finally:
        await bot.close(FINISH_SECONDS)


async def _serve(settings: SlackSettings, diagnosis: Diagnosis, analyst: Answers) -> int:
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[int] = loop.create_future()
    for number, status in STATUS_OF_SIGNAL.items():
        with suppress(NotImplementedError):  # Windows: Ctrl-C then raises KeyboardInterrupt
            loop.add_signal_handler(number, _stop, stopped, status)
    work = asyncio.create_task(_until_lost(settings, diagnosis, analyst))
    await asyncio.wait([work, stopped], return_when=asyncio.FIRST_COMPLETED)
    if not stopped.done():
        return work.result()
    for number in STATUS_OF_SIGNAL:
        loop.remove_signal_handler(number)  # whoever presses Ctrl-C again means it
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return stopped.result()


async def _until_lost(settings: SlackSettings, diagnosis: Diagnosis, analyst: Answers) -> int:
    notebook = Notebook(home() / "slack.sqlite3")
    try:
        async with serving(settings, diagnosis, analyst, notebook) as (_, lost):
            identity = diagnosis.identity
            assert identity is not None
            _say(f"Answering in Slack as @{identity.name} in {identity.team_name}; Ctrl-C stops.")
            word = await lost
    finally:
        notebook.close()
    raise CannotServe(
        f"Slack no longer lets the app in ({word}); `vendorscope slack --check` says what to do."
    )


def _stop(stopped: asyncio.Future[int], status: int) -> None:
    if not stopped.done():
        stopped.set_result(status)


def _app(settings: SlackSettings, diagnosis: Diagnosis, bot: Bot) -> AsyncApp:
    identity = diagnosis.identity
    assert identity is not None
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team,
        bot_user_id=identity.user,
        bot_id=diagnosis.bot_id,
        bot_token=settings.bot_token,
    )

    async def authorize(**_: object) -> AuthorizeResult:
        # Slack was asked at the start; bolt would ask again at the first events, out of order.
        return known

    with hidden_from_bolt():
        app = AsyncApp(
            name="vendorscope",
            client=patient_client(settings),
            authorize=authorize,
            signing_secret=settings.signing_secret,
            attaching_conversation_kwargs_enabled=False,
        )

    @app.event("app_mention")
    @app.event("message")
    async def answer(event: dict[str, object], body: dict[str, object]) -> None:
        team = body.get("team_id")
        await bot.on_event(event, team if isinstance(team, str) else None)

    @app.event(re.compile(".*"))
    async def pass_over() -> None:
        """Acknowledged all the same: Slack repeats what is not."""

    return app


@asynccontextmanager
async def _connected(
    app: AsyncApp, settings: SlackSettings, lost: asyncio.Future[str]
) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, settings.app_token, ping_interval=settings.ping_seconds)
    if not is_proxied(settings.api_url):
        handler.client.proxy = None
    watch = asyncio.create_task(_watch(handler.client, 3 * settings.ping_seconds, lost))
    try:
        await handler.connect_async()
        yield
    finally:
        watch.cancel()
        await handler.close_async()


async def _watch(client: SocketModeClient, seconds: float, lost: asyncio.Future[str]) -> None:
    """Get a fresh address where a connection does not come back.

    The library tries one address for ever, but an address serves once and for a short time; and it
    tries for ever too where the app was uninstalled.
    """
    while True:
        await asyncio.sleep(seconds)
        if await client.is_connected():
            continue
        try:
            client.wss_uri = await client.issue_new_wss_url()
        except SlackApiError as error:
            if reason(error) in REFUSED and not lost.done():
                lost.set_result(reason(error))
        except UNREACHABLE as error:
            logger.warning("Slack cannot be reached (%s); trying again.", reason(error))


@asynccontextmanager
async def _listening(app: AsyncApp, settings: SlackSettings) -> AsyncIterator[None]:
    server = app.server(port=settings.port, path=EVENTS_PATH, host=settings.host)
    runner = web.AppRunner(server.web_app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        await runner.cleanup()
        raise CannotServe(
            f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}); choose "
            "another with PORT or HOST."
        ) from error
    try:
        yield
    finally:
        await runner.cleanup()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
