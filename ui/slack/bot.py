"""Slack's events in, one answer each out: who is meant, acknowledgement, order, post."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from agent.answer import Answer
from agent.language import language_of
from ui.slack.blocks import answer_message, sentence_message
from ui.slack.clients import UNREACHABLE, reason
from ui.slack.lanes import Lanes
from ui.slack.message import Message, read
from ui.slack.notebook import Notebook
from ui.slack.words import FAILED, STATUS, help_text

logger = logging.getLogger(__name__)

QUESTIONS_AT_ONCE = 8
ACKNOWLEDGE_SECONDS = 5
REACTION = "eyes"
OUR_MODULES = ("agent.", "knowledge.")
REFUSED_BLOCKS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}


class Answers(Protocol):
    """What the app needs of an `Analyst`."""

    async def aask(self, question: str, thread: str | None = None) -> Answer: ...

    def knows(self, thread: str) -> bool: ...


@dataclass(frozen=True)
class Identity:
    """Who the app is in its workspace."""

    team: str
    user: str
    """The app's own user, by which it is mentioned."""
    name: str = ""
    team_name: str = ""


Acknowledgement = Literal["status", "reaction"] | None


class Bot:
    """Answers messages; `client` posts and may wait, `quick` acknowledges and must not."""

    def __init__(
        self,
        analyst: Answers,
        identity: Identity,
        notebook: Notebook,
        *,
        client: AsyncWebClient,
        quick: AsyncWebClient,
    ):
        self._analyst = analyst
        self._identity = identity
        self._notebook = notebook
        self._client = client
        self._quick = quick
        self._lanes = Lanes(QUESTIONS_AT_ONCE)
        self._deciding = 0

    async def on_event(self, event: Mapping[str, Any], team: str | None) -> None:
        """Take up an `app_mention` or `message` event if it is a question for the app."""
        message = read(event, team or self._identity.team, self._identity.user)
        if message is None:
            return
        self._deciding += 1
        try:
            if await self._is_meant(message) and self._notebook.take(message):
                self._take_up(message)
        finally:
            self._deciding -= 1

    async def idle(self) -> None:
        """Wait until every message taken up is answered."""
        while self._deciding:
            await asyncio.sleep(0)
        await self._lanes.idle()

    async def close(self, seconds: float) -> None:
        """Finish what is being answered, for so long, and drop the rest."""
        if dropped := await self._lanes.close(seconds):
            logger.warning("Stopped before %d Slack threads had their answer.", dropped)

    async def _is_meant(self, message: Message) -> bool:
        if message.is_addressed:
            return True
        if not message.is_reply or message.is_to_others:
            return False
        if self._notebook.takes_part(message.thread):
            return True
        return await asyncio.to_thread(self._analyst.knows, message.thread)

    def _take_up(self, message: Message) -> None:
        acknowledged = asyncio.create_task(self._acknowledge(message))
        self._lanes.submit(message.thread, message.ts, lambda: self._answer(message, acknowledged))

    async def _answer(self, message: Message, acknowledged: asyncio.Task[Acknowledgement]) -> None:
        reply = await self._reply(message)
        # First the status, then the message that clears it: the other way round it would stay.
        acknowledgement = await acknowledged
        is_posted = await self._post(message, reply)
        if acknowledgement == "reaction":
            await self._quietly(self._reaction("remove", message))
        if acknowledgement == "status" and not is_posted:
            await self._quietly(self._status(message, ""))

    async def _reply(self, message: Message) -> dict[str, Any]:
        if not message.text:
            return sentence_message(help_text())
        try:
            answer = await self._analyst.aask(message.text, thread=message.thread)
            return answer_message(answer)
        except ValueError as error:
            if _is_for_people(error):
                return sentence_message(str(error))
            logger.exception("A question from Slack failed.")
        except Exception:  # the edge: whatever it was, people get a sentence and the log the rest
            logger.exception("A question from Slack failed.")
        return sentence_message(FAILED[language_of(message.text)])

    async def _acknowledge(self, message: Message) -> Acknowledgement:
        """A status, or where the scope does not allow it a reaction, or nothing."""
        if await self._quietly(self._status(message, STATUS[language_of(message.text)])):
            return "status"
        if await self._quietly(self._reaction("add", message)):
            return "reaction"
        return None

    async def _status(self, message: Message, status: str) -> None:
        await self._quick.assistant_threads_setStatus(
            channel_id=message.channel, thread_ts=message.root, status=status
        )

    async def _reaction(self, action: Literal["add", "remove"], message: Message) -> None:
        call = self._quick.reactions_add if action == "add" else self._quick.reactions_remove
        await call(channel=message.channel, timestamp=message.ts, name=REACTION)

    async def _quietly(self, call: Any) -> bool:
        """Whether the call worked; why it did not is for the log only."""
        try:
            await asyncio.wait_for(call, ACKNOWLEDGE_SECONDS)
        except Exception as error:  # whatever it was, it must not cost the answer
            logger.debug("Not acknowledged: %s", reason(error))
            return False
        return True

    async def _post(self, message: Message, reply: dict[str, Any]) -> bool:
        try:
            await self._send(message, reply)
        except SlackApiError as error:
            if reason(error) in REFUSED_BLOCKS and "blocks" in reply:
                logger.warning("Slack refused the blocks of an answer; posting its text.")
                return await self._post(message, {"text": reply["text"]})
            logger.error("Slack did not take an answer: %s", reason(error))
            return False
        except UNREACHABLE as error:
            # It may have arrived; posting again could answer twice.
            logger.error("Slack could not be reached with an answer: %s", reason(error))
            return False
        return True

    async def _send(self, message: Message, reply: dict[str, Any]) -> None:
        await self._client.chat_postMessage(
            channel=message.channel,
            thread_ts=message.root,
            # Unfurling would fetch addresses out of an answer: noise, and a way to leak.
            unfurl_links=False,
            unfurl_media=False,
            **reply,
        )


def _is_for_people(error: ValueError) -> bool:
    """Whether it is a refusal of ours: a whole sentence, which Python's own errors are not."""
    is_ours = type(error) is ValueError or type(error).__module__.startswith(OUR_MODULES)
    text = str(error)
    return is_ours and not text[:1].islower() and text.endswith(tuple(".?!。？！"))
