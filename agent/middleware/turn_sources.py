"""What one turn's answer and its calls of tools may rest on: this turn's ledger, and what tools and
questions of the thread's earlier turns hold, without the orders that texts of others give."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from langchain_core.messages import HumanMessage, ToolMessage

from agent.evidence import passages_of
from agent.middleware.fenced import OURS
from agent.middleware.grounding import Finding, check_answer
from agent.middleware.grounding.sources import Sources, read_sources
from agent.middleware.guard import hosts_of
from agent.neutral import LEFT_OUT, asked_in, gives_orders, neutral, plain, takes_over

UNTRACED = "untraced"
"""In a tool's message, the figures of its arguments that came from nowhere."""
_ADDRESSED = ("url", "source", "text")
_WORDED = ("title", "source", "text")
_ENGINES = ("calculate_revenue", "check_vram")
"""Tools whose results hold addresses of ours and no passage."""


@dataclass(frozen=True)
class TurnSources:
    """What this thread's answers may rest on, as `check_answer` takes it."""

    evidence: list[dict[str, Any]]
    tool_results: list[dict[str, Any]]
    question: str
    untraced: tuple[str, ...] = ()
    """Figures given to tools that came from nowhere; `tool_results` are without what they gave."""
    orders: tuple[str, ...] = ()
    """What documents and pasted texts order; no part of the above."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was looked up or computed."""
        return not self.evidence and not self.tool_results

    @property
    def hosts(self) -> list[str]:
        """Those of the addresses that sources and questions name."""
        rows = [str(row.get(key) or "") for row in self.evidence for key in _ADDRESSED]
        results = [one["result"] for one in self.tool_results if one["name"] in _ENGINES]
        return hosts_of("\n".join([*rows, str(results), self.question]))

    def read(self) -> Sources:
        """As the checks read them."""
        return read_sources(self.evidence, self.tool_results, self.question)

    def findings(self, text: str) -> list[Finding]:
        """What they do not bear out."""
        return check_answer(
            text,
            evidence=self.evidence,
            tool_results=self.tool_results,
            question=self.question,
        )


def sources_of(turn: Any, messages: Iterable[Any]) -> TurnSources:
    """This turn's ledger, and what tools and questions of the thread's earlier turns hold."""
    messages = list(messages)
    rows = {row["n"]: row for row in turn.ledger.rows}
    calls = [call for _, call in turn.ledger.calls]
    results = [{"name": c.name, "result": c.result} for c in calls if not c.untraced]
    untraced = [figure for call in calls for figure in call.untraced]
    for message in messages:
        if isinstance(message, ToolMessage):
            for row in passages_of(message.artifact):
                rows.setdefault(row["n"], row)
            if isinstance(message.artifact, dict) and UNTRACED not in message.additional_kwargs:
                results.append({"name": message.name or "", "result": message.artifact})
    clean = {n: _without_orders(row) for n, row in rows.items()}
    if any(clean[n] is not row for n, row in rows.items()):
        results = [{**one, "result": _clean(one["result"])} for one in _once(results)]
    asked = [m.text for m in messages if isinstance(m, HumanMessage) and not _is_ours(m)]
    asked = asked or [turn.question]
    return TurnSources(
        [{**row, "id": n} for n, row in clean.items()],
        _once(results),
        "\n".join(_asked(text) for text in asked),
        tuple(dict.fromkeys(untraced)),
        tuple(order for text in [*map(_worded, rows.values()), *asked] for order in _orders(text)),
    )


def _is_ours(message: HumanMessage) -> bool:
    return OURS.items() <= message.additional_kwargs.items()


def _worded(row: dict[str, Any]) -> str:
    return "\n".join(str(row[key]) for key in _WORDED if row.get(key))


@lru_cache(maxsize=2048)
def _orders(text: str) -> tuple[str, ...]:
    """The orders in a passage or a question, also in disguise."""
    return tuple(plain(order) for order in neutral(text, gives_orders)[1])


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
