"""A provider's answer is checked before anybody sees it as the answer: one precise repair request,
then what is still unsupported is struck."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.evidence import passages_of
from agent.middleware.grounding import Finding, check_answer
from agent.middleware.grounding.citations import NO_CITATION
from agent.middleware.grounding.mending import mend, repair_request

Handler = Callable[[Any], Any]


@dataclass(frozen=True)
class _Sources:
    """What this thread's answers may rest on, as `check_answer` takes it."""

    evidence: list[dict[str, Any]]
    tool_results: list[dict[str, Any]]
    question: str

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
        findings = sources.findings(said.text)
        if not findings:
            return response
        again = self._repaired(request, handler, said, findings)
        if again is not None and again.tool_calls:
            return again  # a sum, say: the next answer is checked in its turn
        if again is not None and again.text.strip():
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
        asked = HumanMessage(repair_request(said.text, findings))
        again = _last(handler(request.override(messages=[*request.messages, said, asked])))
        if turn.answered_by is not None:
            return again
        turn.answered_by, turn.down, turn.provider_down = answered_by, down, None
        return None


def sentence_holds(text: str, turn: Any) -> bool:
    """Whether words may be shown before the answer is checked as a whole: their figures check."""
    findings = _sources(turn, [HumanMessage(turn.question)]).findings(text)
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
    evidence = [{**row, "id": n} for n, row in rows.items()]
    return _Sources(evidence, _once(results), "\n".join(asked or [turn.question]))


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
