"""The pieces a reply is put together from, and the marks that tie its statements to passages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.answer import Language
from agent.evidence import Row
from agent.offline.reply.phrases import phrase
from agent.offline.statements import Statement

Results = dict[tuple[int, str], dict[str, Any]]
"""Artifacts of tool calls by (request, purpose)."""


@dataclass(frozen=True)
class Part:
    """The reply to one request."""

    text: str
    abstained: bool = False
    asked: bool = False


@dataclass(frozen=True)
class Reply:
    """The reply to a message; mark `[i]` stands for ledger number `cited[i - 1]`."""

    text: str
    cited: list[int] = field(default_factory=list)
    abstained: bool = False
    asked: bool = False


@dataclass
class Writer:
    """Numbers passages in the order they are used."""

    cited: list[int] = field(default_factory=list)

    def mark(self, row: Row) -> str:
        """`[i]` for a passage; the same passage keeps its mark."""
        if row["n"] not in self.cited:
            self.cited.append(row["n"])
        return f"[{self.cited.index(row['n']) + 1}]"

    def statement(self, said: Statement, language: Language, short: bool = False) -> str:
        """A statement with its date and mark: `Qwen-Image: … (2025-08-04) [1]`."""
        text = said.row["extra"].get(f"text_{language}") if said.kind else None
        text = str(text or said.row["extra"].get("paraphrase") or said.text).strip()
        if short:
            text = text.partition(": ")[2] or text
        text = text.rstrip(".。 ") if not text.endswith(("…", "...")) else text
        return f"{text} ({dated(said.row, language)}) {self.mark(said.row)}"


def dated(row: Row, language: Language) -> str:
    """The passage's date, or the word for none."""
    return row.get("date") or phrase("undated", language)


def bullets(lines: Sequence[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; pipes and line ends in cells are made harmless."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(" ".join(c.replace("|", "\\|").split()) for c in cells) + " |"

    return "\n".join([line(header), line(["---"] * len(header)), *map(line, rows)])


def found_rows(results: dict[str, dict[str, Any]], *purposes: str) -> list[Row]:
    """Passages of the named searches (of all where none is named), each once, in order."""
    rows: dict[int, Row] = {}
    for purpose, result in results.items():
        if not purposes or purpose in purposes:
            for row in result.get("passages") or ():
                rows.setdefault(row["n"], row)
    return list(rows.values())
