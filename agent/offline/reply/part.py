"""The pieces a reply is put together from, and the marks that tie its statements to passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.answer import Language
from agent.evidence import Row
from agent.offline.reply.phrases import phrase
from agent.offline.reply.series import in_full
from agent.offline.request import Request
from agent.offline.statements import Statement

ARTICLE = ("article_claim", "article_summary")
"""Kinds of rows that say what the author says; said only as his."""
_LABEL = re.compile(r"^[^:：，。年]{1,40}(?::\s|：)\s*")
"""The name that a statement begins with, not a clause of it."""
_MARK = re.compile(r"\[(\d+)\]")
_CHECKS = ("verdict", "note", "evidence")
"""Kinds of rows that speak of the article's statements."""

Results = dict[tuple[int, str], dict[str, Any]]
"""Artifacts of tool calls by (request, purpose)."""


@dataclass(frozen=True)
class Part:
    """The reply to one request."""

    text: str
    abstained: bool = False
    asked: bool = False
    named: tuple[str, ...] = ()
    """What it lists or sets side by side, in its order: "the second one" is one of these."""


@dataclass(frozen=True)
class Reply:
    """The reply to a message; mark `[i]` stands for ledger number `cited[i - 1]`."""

    text: str
    cited: list[int] = field(default_factory=list)
    abstained: bool = False
    asked: bool = False
    why: list[str] = field(default_factory=list)
    """Why each request was answered as it was."""
    named: list[tuple[str, ...]] = field(default_factory=list)
    """What the reply to each request lists."""


@dataclass
class Writer:
    """Numbers passages in the order they are used."""

    cited: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list[Row])
    """The passages themselves, in the same order."""

    def mark(self, row: Row) -> str:
        """`[i]` for a passage; the same passage keeps its mark."""
        if row["n"] not in self.cited:
            self.cited.append(row["n"])
            self.rows.append(row)
        return f"[{self.cited.index(row['n']) + 1}]"

    def sources(self, text: str, language: Language) -> str:
        """What stands behind the marks of a text: where it was published, and when."""
        marks: dict[str, str] = {}
        for n in sorted({int(mark[1]) for mark in _MARK.finditer(text)}):
            where = _published(self.rows[n - 1], language)
            marks[where] = f"{marks.get(where, '')}[{n}]"
        lines = [f"{where} {numbers}" for where, numbers in marks.items()]
        return f"{phrase('sources', language)}\n{bullets(lines)}" if lines else ""

    def statement(self, said: Statement, language: Language, short: bool = False) -> str:
        """A statement with its date and mark: `Qwen-Image: … (2025-08-04) [1]`.

        `short` leaves out the name it begins with, where a heading has said it.
        """
        text = said.row["extra"].get(f"text_{language}") if said.kind else None
        text = str(text or said.row["extra"].get("paraphrase") or said.text).strip()
        if short or said.kind == "note":
            text = _LABEL.sub("", text, count=1) or text
        if said.kind == "fact" and language == "en":
            text = in_full(text)
        text = text.rstrip(".。 ") if not text.endswith(("…", "...")) else text
        brackets = "（{}）" if language == "zh" else " ({})"
        return f"{text}{brackets.format(dated(said.row, language))} {self.mark(said.row)}"


def _published(row: Row, language: Language) -> str:
    where = f"{row['source']} ({dated(row, language)})"
    return f"{where}: {row['url']}" if row.get("url") else where


def dated(row: Row, language: Language) -> str:
    """The passage's date, or the word for none."""
    return row.get("date") or phrase("undated", language)


def bullets(lines: Sequence[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def is_of_article(row: Row) -> bool:
    return row["extra"].get("kind") in ARTICLE


def facts_of(rows: Sequence[Row]) -> list[Row]:
    """Facts, evidence and documents: neither the article's statements, which are one man's view,
    nor our verdicts on them."""
    return [row for row in rows if not is_of_article(row) and row["extra"].get("kind") != "verdict"]


def is_check(row: Row) -> bool:
    """Whether the row bears on a statement of the article, rather than standing alone."""
    return row["extra"].get("kind") in _CHECKS


def nothing(request: Request) -> Part:
    """That the library holds no answer."""
    return Part(phrase("nothing", request.language), abstained=True)


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
