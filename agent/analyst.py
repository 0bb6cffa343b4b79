"""The one door for every surface: a question in, an answer or its events out. Puts the parts
together and knows no channel."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Self

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent import given
from agent.answer import Answer, Event
from agent.answered import answered
from agent.crossing import run_on_thread
from agent.evidence import Ledger
from agent.gate import Gate
from agent.graph import Turn, build_graph, messages_of, next_number
from agent.language import language_of
from agent.middleware import default_middleware
from agent.middleware.grounded import sentence_holds
from agent.middleware.patience import Patience
from agent.middleware.spending import add_up
from agent.models import build_providers, is_offline, offered_models, settings_for
from agent.offline.chat_model import OfflineChatModel
from agent.offline.orders import is_order
from agent.remarks import remarks
from agent.settings import DEFAULT_MODEL, Settings
from agent.threads import IN_MEMORY, Message, Thread, Threads
from agent.toolbox import build_tools
from knowledge import IngestReport, Library
from knowledge.dates import check_date

_MOST_AT_ONCE = 32
"""Questions of asyncio callers answered at the same time; more wait."""


class Analyst:
    """Answers questions from a library and the engines, with any chat model.

    Args:
        model: A preset's name, `provider:model`, or a LangChain chat model; by default the
            settings' (`offline` unless set).
        library: A `Library` or the folder of one; by default the bundled library with the
            user's own documents.
        as_of: ISO text or a date; what is dated later is not seen.
        threads: Folder of the thread store, or `":memory:"` for none on disk; or one to share.
        settings: By default read from the environment.

    Raises:
        ValueError: what a user can mend, in one sentence; also for whatever is asked of an
            analyst that was closed.
        TypeError: `model` or `library` is something else altogether.

    One analyst may be used from many threads and tasks at once: every question runs on a thread
    of its own, so that one SQLite connection serves all event loops.
    """

    def __init__(
        self,
        model: str | BaseChatModel | None = None,
        library: Library | str | Path | None = None,
        as_of: str | date | None = None,
        threads: Threads | str | Path | None = None,
        settings: Settings | None = None,
    ) -> None:
        self._settings = settings or Settings.read()
        self._as_of = check_date(as_of)
        chosen = given.model(model or self._settings.model)
        self._folder = given.folder(library)
        self._library = library if isinstance(library, Library) else Library.open(library)
        self._is_closed = False
        needs_none = is_offline(chosen) or isinstance(chosen, OfflineChatModel)
        providers = [] if needs_none else build_providers(chosen, self._settings)
        self._model_name = providers[0].name if providers else DEFAULT_MODEL
        self._others: dict[str, Analyst] = {}
        is_shared = isinstance(threads, Threads)
        self._threads = (
            threads if is_shared else Threads(threads or self._settings.threads or IN_MEMORY)
        )
        offline = OfflineChatModel(
            library=self._library, stands_in_for=self._model_name if providers else None
        )
        self._workers = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="vendorscope")
        self._graph = build_graph(
            providers[0].model if providers else offline,
            build_tools(self._library),
            default_middleware(
                providers, offline if providers else None, is_order, self._settings.entailment
            ),
            self._threads.saver,
            resources.files("agent").joinpath("prompts/analyst.md").read_text("utf-8"),
        )

    def ask(self, question: str, thread: str | None = None) -> Answer:
        """The answer, when it is whole."""
        answer = None
        for event in self.stream(question, thread):
            answer = event.answer or answer
        assert answer is not None  # a stream ends with its answer
        return answer

    def stream(self, question: str, thread: str | None = None) -> Iterator[Event]:
        """Steps and tokens as they come, the answer last.

        Leaving the iterator early drops the turn: the thread stays as it was before.

        Raises:
            ValueError: an empty or overlong question, a thread that is no non-empty text, a
                library's folder that does not exist, or a library that cannot be searched.
        """
        self._check_open()
        given.check_exists(self._folder)
        question = given.question(question, self._settings.question_limit_characters)
        thread = given.thread(thread)
        return self._turn(question, thread)

    async def aask(self, question: str, thread: str | None = None) -> Answer:
        """`ask` for asyncio; the event loop stays free."""
        self._check_open()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, self.ask, question, thread)

    async def astream(self, question: str, thread: str | None = None) -> AsyncIterator[Event]:
        """`stream` for asyncio; leaving it early drops the turn as well."""
        async for event in run_on_thread(self.stream(question, thread), self._workers):
            yield event

    def learn(self, sources: Iterable[str | Path] | str | Path) -> IngestReport:
        """Add documents: files, folders or addresses; they are answerable at once."""
        self._check_open()
        many = [sources] if isinstance(sources, (str, Path)) else list(sources)
        return self._library.ingest(many)

    @property
    def library(self) -> Library:
        """Where the answers come from."""
        return self._library

    @property
    def model(self) -> str:
        """The preset or model that answers."""
        return self._model_name

    @property
    def offers(self) -> tuple[str, ...] | None:
        """The only models that a surface may offer beside its own; None for all that are ready."""
        return offered_models(self._settings)

    def with_model(self, model: str) -> "Analyst":
        """The same library, threads and day, asked with another model; it ends with this one."""
        self._check_open()
        if model not in self._others and model != self._model_name:
            settings = settings_for(model, self._settings)
            self._others[model] = Analyst(
                model, self._library, self._as_of, self._threads, settings
            )
        return self._others.get(model, self)

    def threads(self, limit: int = 50) -> list[Thread]:
        """Conversations, newest first."""
        self._check_open()
        return self._threads.newest(limit)

    def history(self, thread: str) -> list[Message]:
        """What was said in a thread, oldest first."""
        self._check_open()
        return self._threads.history(thread)

    def usage(self, thread: str) -> dict[str, Any]:
        """Tokens and cost of a thread so far; "unknown" where a part of it is."""
        self._check_open()
        answers = [m.answer for m in self._threads.history(thread) if m.answer is not None]
        return add_up([answer.usage for answer in answers])

    def knows(self, thread: str) -> bool:
        """Whether a question of this thread was answered before."""
        self._check_open()
        return self._threads.knows(thread)

    def forget(self, thread: str) -> None:
        """Delete a thread."""
        self._check_open()
        self._threads.forget(thread)

    def close(self) -> None:
        """Release the thread store and the library; a second time does nothing."""
        self._is_closed = True
        for other in self._others.values():
            other.close()
        self._workers.shutdown()
        self._threads.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _check_open(self) -> None:
        if self._is_closed:
            raise ValueError("This analyst was closed and answers no more; make a new Analyst().")

    def _turn(self, question: str, thread: str) -> Iterator[Event]:
        started = time.perf_counter()
        with self._threads.turn(thread):
            config = {"configurable": {"thread_id": thread}, "recursion_limit": 200}
            turn = Turn(
                question=question,
                language=language_of(question),
                as_of=self._as_of,
                ledger=Ledger(first=next_number(self._graph.get_state(config).values)),
                patience=self._patience(),
            )
            gate = Gate(
                self._model_name == DEFAULT_MODEL,
                holds=lambda sentence: sentence_holds(sentence, turn),
                waits=lambda: turn.may_think_aloud,
            )
            last: AIMessage | None = None
            pending: dict[str, dict[str, Any]] = {}
            for mode, part in self._graph.stream(
                {"messages": [HumanMessage(question)]},
                config,
                context=turn,
                stream_mode=["messages", "updates"],
                durability="exit",  # a turn is on disk whole or not at all
            ):
                if mode == "messages":
                    if isinstance(part[0], AIMessage) and (text := gate.push(part[0])):
                        yield Event("token", text=text)
                    continue
                for message in messages_of(part):
                    if isinstance(message, AIMessage):
                        last = message
                        if text := gate.finish(message):
                            yield Event("token", text=text)
                        for call in message.tool_calls:
                            pending[str(call["id"])] = dict(call["args"])
                            yield Event(
                                "step",
                                id=str(call["id"]),
                                name=call["name"],
                                arguments=dict(call["args"]),
                            )
                    elif isinstance(message, ToolMessage):
                        yield Event(
                            "step",
                            id=message.tool_call_id,
                            name=message.name or "",
                            arguments=pending.get(message.tool_call_id, {}),
                            result=message.artifact,
                        )
            answer = answered(
                last,
                turn,
                turn.ledger.calls_as_asked(pending),
                self._model_name,
                thread,
                time.perf_counter() - started,
            )
            self._threads.keep(question, answer)
            # What we say below a model's own words is streamed too: joined, the tokens are the text.
            for warned in remarks(turn, answer.citations, self._model_name):
                yield Event("token", text=f"\n\n{warned}")
        yield Event("answer", answer=answer)

    def _patience(self) -> Patience:
        budget = self._settings.cost_budget
        return Patience(self._settings.time_budget_seconds, budget and budget.amount)
