"""A provider's answer is checked before anybody sees it as the answer: one precise repair request,
then what is still unsupported is struck."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.evidence import passages_of
from agent.middleware.fenced import OURS
from agent.middleware.grounding import Finding, check_answer
from agent.middleware.grounding.citations import NO_CITATION
from agent.middleware.grounding.mending import mend, repair_request
from agent.middleware.guard import guard, hosts_of
from agent.neutral import LEFT_OUT, asked_in, gives_orders, neutral, takes_over

NOTHING = {
    "en": "The model gave no answer that can be shown.",
    "zh": "模型没有给出可以显示的回答。",
}

Handler = Callable[[Any], Any]


_ADDRESSED = ("url", "source", "text")
_WORDED = ("title", "source", "text")
_ENGINES = ("calculate_revenue", "check_vram")
"""Tools whose results hold addresses of ours and no passage."""


@dataclass(frozen=True)
class _Sources:
    """What this thread's answers may rest on, as `check_answer` takes it."""

    evidence: list[dict[str, Any]]
    tool_results: list[dict[str, Any]]
    question: str

    @property
    def hosts(self) -> list[str]:
        """Those of the addresses that sources and questions name."""
        rows = [str(row.get(key) or "") for row in self.evidence for key in _ADDRESSED]
        results = [one["result"] for one in self.tool_results if one["name"] in _ENGINES]
        return hosts_of("\n".join([*rows, str(results), self.question]))

    def findings(self, text: str) -> list[Finding]:
        """What they do not bear out."""
        return check_answer(
            text,
            evidence=self.evidence,
            tool_results=self.tool_results,
            question=self.question,
        )


class Grounded(AgentMiddleware[Any, Any, Any]):
    """Stands outside of whoever asks the providers; the offline analyst's words need no check."""

    def wrap_model_call(self, request: Any, handler: Handler) -> Any:
        """The answer, repaired or mended; calls of tools pass."""
        turn = request.runtime.context
        response = handler(request)
        said = _last(response)
        if not _is_answer(said, turn):
            return response
        sources = _sources(turn, request.messages)
        instructions = request.system_message.text if request.system_message else ""
        shown = guard(said.text, sources.hosts, instructions)
        if shown != said.text:
            said = response = _with_text(said, shown.strip() or NOTHING[turn.language])
        findings = sources.findings(said.text)
        if not findings:
            return response
        again = self._repaired(request, handler, said, findings)
        if again is not None and again.tool_calls:
            return again  # a sum, say: the next answer is checked in its turn
        if again is not None and again.text.strip():
            again = _with_text(again, guard(again.text, sources.hosts, instructions))
            left = sources.findings(again.text)
            if len(left) <= len(findings):
                said, findings = again, left
        return _with_text(said, mend(said.text, findings, turn.language)) if findings else said

    def _repaired(
        self, request: Any, handler: Handler, said: AIMessage, findings: list[Finding]
    ) -> AIMessage | None:
        """What the model makes of one request to mend its answer; one in a turn, for it costs.

        None where it was asked before, where all there is to do is to drop a number, and where the
        provider fails at it: then its first answer stands, mended.
        """
        turn = request.runtime.context
        if turn.was_repaired or all(_is_dead_mark(f) for f in findings):
            return None
        turn.was_repaired = True
        answered_by, down = turn.answered_by, dict(turn.down)
        asked = HumanMessage(repair_request(said.text, findings), additional_kwargs=OURS)
        again = _last(handler(request.override(messages=[*request.messages, said, asked])))
        if turn.answered_by is not None:
            return again
        turn.answered_by, turn.down, turn.provider_down = answered_by, down, None
        return None


def sentence_holds(text: str, turn: Any) -> bool:
    """Whether words may be shown before the answer is checked as a whole: their figures check."""
    sources = _sources(turn, [HumanMessage(turn.question)])
    if guard(text, sources.hosts, "") != text:
        return False
    findings = sources.findings(text)
    return all(finding.kind == "citation" for finding in findings)


def _sources(turn: Any, messages: Iterable[Any]) -> _Sources:
    """This turn's ledger, and what tools and questions of the thread's earlier turns hold."""
    messages = list(messages)
    rows = {row["n"]: row for row in turn.ledger.rows}
    results = [{"name": call.name, "result": call.result} for _, call in turn.ledger.calls]
    for message in messages:
        if isinstance(message, ToolMessage):
            for row in passages_of(message.artifact):
                rows.setdefault(row["n"], row)
            if isinstance(message.artifact, dict):
                results.append({"name": message.name or "", "result": message.artifact})
    asked = [message.text for message in messages if isinstance(message, HumanMessage)]
    clean = {n: _without_orders(row) for n, row in rows.items()}
    if any(clean[n] is not row for n, row in rows.items()):
        results = [{**one, "result": _clean(one["result"])} for one in _once(results)]
    question = "\n".join(_asked(text) for text in asked or [turn.question])
    return _Sources([{**row, "id": n} for n, row in clean.items()], _once(results), question)


def _without_orders(row: dict[str, Any]) -> dict[str, Any]:
    """A passage without the orders it may hold: their figures and names bear nothing out."""
    said = {key: _spared(str(row[key])) for key in _WORDED if row.get(key)}
    return row if all(said[key] == row[key] for key in said) else {**row, **said}


def _clean(result: Any) -> Any:
    """A result with each passage in it cleaned."""
    if isinstance(result, dict):
        if "document_id" in result and "n" in result:
            return _without_orders(result)
        return {key: _clean(value) for key, value in result.items()}
    return [_clean(value) for value in result] if isinstance(result, list) else result


@lru_cache(maxsize=2048)  # read again with every sentence that is streamed
def _spared(text: str) -> str:
    said, orders = neutral(text, gives_orders)
    return said.replace(LEFT_OUT, "") if orders else text


def _asked(text: str) -> str:
    """A question without the orders of a text pasted into it."""
    return asked_in(text, takes_over)[0].replace(LEFT_OUT, "")


def _once(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each result once: this turn's stand in the ledger and in the messages."""
    seen: dict[int, dict[str, Any]] = {id(one["result"]): one for one in results}
    return list(seen.values())


def _is_answer(message: AIMessage, turn: Any) -> bool:
    """Whether it is a provider's last word, and not a call or the offline analyst's."""
    by_provider = getattr(turn, "answered_by", None) is not None
    return by_provider and not message.tool_calls and bool(message.text.strip())


def _is_dead_mark(finding: Finding) -> bool:
    return finding.kind == "citation" and finding.reason.startswith(NO_CITATION)


def _last(response: Any) -> AIMessage:
    return response if isinstance(response, AIMessage) else response.result[-1]


def _with_text(message: AIMessage, text: str) -> AIMessage:
    return message.model_copy(update={"content": text})
