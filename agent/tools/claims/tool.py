"""`audit_claims`: each statement of a text looked up in the article's digest, with verdict and
dated evidence."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, tool
from pydantic import BaseModel, Field

from agent.evidence import Row
from agent.graph import Turn
from agent.quantities import find_quantities
from agent.tools.claims.check import Checked, check
from agent.tools.claims.split import split
from agent.tools.search.tool import earliest
from knowledge import Library, Passage

_CANDIDATES = 40
_MOST_CLAIMS = 60


class AuditArguments(BaseModel):
    """Arguments of `audit_claims`."""

    text: str = Field(description="The statement to check, or a text of several statements.")
    as_of: str | None = Field(None, description="Only evidence dated on or before this day.")


def audit_tool(library: Library) -> BaseTool:
    """The tool over `library`; the statements and evidence it uses enter the turn's ledger."""

    @tool(args_schema=AuditArguments, response_format="content_and_artifact")
    def audit_claims(
        text: str, runtime: ToolRuntime[Turn, Any], as_of: str | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Check statements, above all the article's, against dated evidence: verdict and sources."""
        turn = runtime.context
        until = earliest(turn.as_of, as_of)
        claims = []
        for claim in split(text)[:_MOST_CLAIMS]:
            checked, rows = look_up(library, claim.text, until, turn)
            claims.append(
                {
                    **asdict(claim),
                    "verdict": checked.verdict,
                    "closeness": round(checked.closeness, 3),
                    "reason": checked.reason,
                    "claim": checked.claim,
                    "evidence": rows,
                    "figures": [
                        {"text": q.text, "value": format(q.value, "f"), "unit": q.unit}
                        for q in find_quantities(claim.text)
                    ],
                }
            )
        counts = dict(Counter(claim["verdict"] for claim in claims))
        result = {"document": text, "claims": claims, "counts": counts, "as_of": until}
        return _as_text(claims), result

    return audit_claims


def look_up(
    library: Library, text: str, as_of: str | None, turn: Turn
) -> tuple[Checked, list[Row]]:
    """One claim checked, its statement and evidence numbered in the turn's ledger."""
    hits = library.search(text, k=_CANDIDATES, as_of=as_of)
    statements = [hit for hit in hits if hit.extra.get("kind") == "article_claim"]
    near = {str(hit.extra["claim_id"]): hit.similarity for hit in statements}
    found = check(text, [_plain(hit) for hit in statements], [], [], near)
    if found.claim is None:
        return found, []
    own = _of_claim(library, str(found.claim["extra"]["claim_id"]), as_of)
    checked = check(
        text,
        [_plain(hit) for hit in statements],
        [_plain(p) for p in own if p.extra.get("kind") == "verdict"],
        [],
        near,
    )
    evidence = sorted(
        (p for p in own if p.extra.get("kind") == "evidence"), key=lambda p: p.date or "9999"
    )
    said = [hit for hit in statements if _plain(hit) == found.claim]
    rows = turn.ledger.add_passages([*said, *evidence])
    return Checked(checked.verdict, checked.closeness, rows[0], checked.reason, rows[1:]), rows[1:]


def _of_claim(library: Library, claim_id: str, as_of: str | None) -> list[Passage]:
    """Verdict and evidence of one statement of the article."""
    hits = library.search(f"Verdict on claim {claim_id} evidence", k=_CANDIDATES, as_of=as_of)
    return [hit for hit in hits if hit.extra.get("claim_id") == claim_id]


def _plain(passage: Passage) -> Row:
    return {"text": passage.text, "date": passage.date, "extra": passage.extra}


def _as_text(claims: list[dict[str, Any]]) -> str:
    lines = []
    for claim in claims:
        lines.append(f"{claim['text']} — {claim['verdict']}. {claim['reason']}".strip())
        if claim["claim"]:
            lines.append(f"  the article: [{claim['claim']['n']}] {claim['claim']['text']}")
        lines += [
            f"  [{row['n']}] {row['date'] or 'undated'}: {row['text']}" for row in claim["evidence"]
        ]
    return "\n".join(lines)
