"""A claim with its verdict, and what is read from the rows it was checked with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from agent.tools.claims.compare import Relation
from agent.tools.claims.meaning import Meaning

Verdict = Literal["supported", "partly", "contradicted", "opinion", "unverifiable"]
Row = Mapping[str, Any]
Reader = Callable[[str], Meaning]


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict."""

    verdict: Verdict
    closeness: float = 0.0
    """0 to 1: how surely the claim is that statement of the article."""
    claim: Row | None = None
    """The article's statement; None where the library's facts decided, or nothing did."""
    reason: str = ""
    evidence: Sequence[Row] = ()
    reason_zh: str = ""
    stored: Verdict | None = None
    """The digest's verdict on the article's statement itself."""
    relation: Relation = "same"
    """How the claim stands to the statement, or to the facts."""
    said: tuple[tuple[str, Row], ...] = ()
    """Figures that the sources give instead of the claim's, each with its row."""
    asked: tuple[str, ...] = ()
    """The claim's figures that no source gives."""
    since: str | None = None
    """The day from which later evidence shows what was not so on the article's day."""
    unknown: tuple[str, ...] = ()
    """Names in the claim that the library never mentions."""


def about(row: Row) -> list[str]:
    """The names a row stands for."""
    extra = row["extra"]
    names = [row.get("vendor"), row.get("system"), *(extra.get("entities") or ())]
    return [str(name) for name in [*names, *(extra.get("vendors") or ())] if name]


def wording(row: Row, chinese: bool) -> str:
    """The words of a row that a claim in that language is compared with."""
    extra = row["extra"]
    said = extra.get("text_zh") if chinese else extra.get("paraphrase")
    return str(said or row["text"])


def day(row: Row) -> str:
    """The row's date for sorting; the undated last."""
    return str(row.get("date") or "9999")
