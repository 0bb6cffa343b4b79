"""The model that needs no provider: understands, calls tools, composes. To the graph it is a chat
model like any other."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    ToolMessage,
)
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import PrivateAttr

from agent.offline import plan
from agent.offline.changed import PURPOSE, changes_call
from agent.offline.documents import asking
from agent.offline.documents.own import OwnDocuments
from agent.offline.entities import Lexicon
from agent.offline.reply import (
    Results,
    amounts_found,
    compose,
    nearest_statement,
    systems_to_list,
)
from agent.offline.request import NAMED, Request
from agent.offline.sums.set_beside import compared
from agent.offline.understanding import understand

_PIECE = re.compile(r"\s*\S+\s*?|\s+")
_WORDS_A_CHUNK = 4
_TURNS_REMEMBERED = 12


class OfflineChatModel(BaseChatModel):
    """A chat model made of a parser, the tools' results and a composer."""

    library: Any
    """The `Library` whose vendors, systems and titles widen what is understood."""
    stands_in_for: str | None = None
    """The provider that failed; the answer says so."""
    _lexicons: dict[int, Lexicon] = PrivateAttr(default_factory=dict)
    _owned: dict[Any, OwnDocuments] = PrivateAttr(default_factory=dict)

    @property
    def _llm_type(self) -> str:
        return "offline"

    def bind_tools(self, tools: Sequence[Any], **options: Any) -> Runnable[Any, AIMessage]:
        """Itself: it knows the toolbox."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._respond(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> Iterator[ChatGenerationChunk]:
        message = self._respond(messages)
        name = f"offline-{uuid.uuid4()}"
        for piece in _pieces(message.text):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece, id=name))
            if run_manager:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk
        yield ChatGenerationChunk(
            message=AIMessageChunk(
                content="",
                id=name,
                tool_calls=message.tool_calls,
                additional_kwargs=message.additional_kwargs,
                chunk_position="last",
            )
        )

    def _respond(self, messages: Sequence[BaseMessage]) -> AIMessage:
        *before, turn = _turns(messages)
        question = turn[0].text
        requests = _kept_requests(turn) or self._understood(question, self._earlier(before))
        results = _results(turn)
        own = self._own()
        calls = _calls_due(requests, results, turn, own)
        if calls:
            return _calling(calls, requests)
        reply = compose(requests, results, question, stands_in_for=self.stands_in_for, own=own)
        return AIMessage(
            content=reply.text,
            additional_kwargs={
                "vendorscope": {
                    "requests": [
                        _with_named(request, named).to_dict()
                        for request, named in zip(requests, reply.named, strict=True)
                    ],
                    "cited": reply.cited,
                    "abstained": reply.abstained,
                    "asked": reply.asked,
                    "why": reply.why,
                }
            },
        )

    def _earlier(self, turns: Sequence[Sequence[BaseMessage]]) -> list[Request]:
        """What earlier turns asked, also where another model answered them."""
        earlier: list[Request] = []
        for turn in turns[-_TURNS_REMEMBERED:]:
            earlier += _kept_requests(turn) or self._understood(turn[0].text, earlier)
        return earlier

    def _understood(self, question: str, earlier: Sequence[Request]) -> list[Request]:
        requests = understand(question, earlier, self._lexicon())
        return asking.put_to_documents(requests, question, earlier, self._own())

    def _own(self) -> OwnDocuments:
        """Read anew only when the library has changed."""
        generation = self.library.generation
        if generation not in self._owned:
            self._owned.clear()
            self._owned[generation] = OwnDocuments.of(self.library)
        return self._owned[generation]

    def _lexicon(self) -> Lexicon:
        """Built anew only when the library has changed."""
        generation = self.library.generation
        if generation not in self._lexicons:
            self._lexicons.clear()
            self._lexicons[generation] = Lexicon.from_library(self.library)
        return self._lexicons[generation]


def _turns(messages: Sequence[BaseMessage]) -> list[list[BaseMessage]]:
    """The messages cut at each question."""
    turns: list[list[BaseMessage]] = []
    for message in messages:
        if isinstance(message, HumanMessage):
            turns.append([message])
        elif turns:
            turns[-1].append(message)
    return turns


def _kept_requests(turn: Sequence[BaseMessage]) -> list[Request]:
    for message in reversed(turn):
        if isinstance(message, AIMessage):
            kept = message.additional_kwargs.get("vendorscope", {}).get("requests")
            if kept:
                return [Request.from_dict(row) for row in kept]
    return []


def _results(turn: Sequence[BaseMessage]) -> Results:
    """The artifacts of this turn's calls, by request and purpose."""
    results: Results = {}
    for message in turn:
        if (
            isinstance(message, ToolMessage)
            and message.artifact is not None
            and _is_ours(message.tool_call_id)
        ):
            results[plan.read_id(message.tool_call_id)] = message.artifact
    return results


def _is_ours(call_id: str) -> bool:
    return re.fullmatch(r"offline[0-9a-f]+-\d+\.\w+", call_id) is not None


def _calls_due(
    requests: Sequence[Request],
    results: Results,
    turn: Sequence[BaseMessage],
    own: OwnDocuments,
) -> list[plan.Call]:
    if not results:
        return _first_calls(requests)
    if _asked_further(turn):
        return []
    amounts = {
        i: found
        for i, request in enumerate(requests)
        if plan.waits_for_amounts(request) and (i, "revenue") not in results
        if (found := amounts_found(request, _of(i, results))) is not None
    }
    listed = {
        i: systems_to_list(request, results[i, "facts"])
        for i, request in enumerate(requests)
        if request.topic == "list" and (i, "facts") in results and (i, "detail0") not in results
    }
    from_own = [
        call
        for i, request in enumerate(requests)
        if request.arguments.get("own")
        for call in asking.further_calls(i, request, _of(i, results), own)
    ]
    near = {
        i: text
        for i, request in enumerate(requests)
        if (i, "nearest") not in results
        and (text := nearest_statement(request, _of(i, results))) is not None
    }
    beside = None if any(purpose == "beside" for _, purpose in results) else compared(requests, results)  # fmt: skip
    return [
        *plan.second_calls(requests, amounts),
        *([plan.Call(beside[0], "beside", "calculate_revenue", beside[1])] if beside else []),
        *plan.detail_calls(listed, requests),
        *plan.nearest_calls(near, requests),
        *from_own,
    ]


def _first_calls(requests: Sequence[Request]) -> list[plan.Call]:
    """The searches of the library, and those of the user's documents before them."""
    asked = [(i, r) for i, r in enumerate(requests) if r.arguments.get("own")]
    own = [call for i, r in asked for call in asking.first_calls(i, r)]
    own += [changes_call(i, r) for i, r in enumerate(requests) if r.arguments.get(PURPOSE)]
    alone = {i for i, r in enumerate(requests) if r.arguments.get("own_alone")}
    return own + [call for call in plan.first_calls(requests) if call.request not in alone]


def _asked_further(turn: Sequence[BaseMessage]) -> bool:
    """Whether the user's documents were asked a second time; a sum that failed is not tried again."""
    return any(
        isinstance(message, AIMessage)
        and any(".own_" in str(call["id"]) for call in message.tool_calls)
        for message in turn
    )


def _of(request: int, results: Results) -> dict[str, dict[str, Any]]:
    return {purpose: result for (i, purpose), result in results.items() if i == request}


def _calling(calls: Sequence[plan.Call], requests: Sequence[Request]) -> AIMessage:
    turn = f"offline{uuid.uuid4().hex[:8]}"
    return AIMessage(
        content="",
        tool_calls=[
            {"name": call.name, "args": call.arguments, "id": f"{turn}-{call.id}"} for call in calls
        ],
        additional_kwargs={"vendorscope": {"requests": [r.to_dict() for r in requests]}},
    )


def _with_named(request: Request, named: Sequence[str]) -> Request:
    """The request with what its reply lists, which a later turn may point at."""
    return replace(request, arguments={**request.arguments, NAMED: [*named]}) if named else request


def _pieces(text: str) -> Iterator[str]:
    """The text in chunks of a few words; joined they are the text."""
    words = _PIECE.findall(text)
    for i in range(0, len(words), _WORDS_A_CHUNK):
        yield "".join(words[i : i + _WORDS_A_CHUNK])
