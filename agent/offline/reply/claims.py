"""Replies to claims: the verdict first, what the article says, and the dated evidence."""

from typing import Any

from agent.offline.reply.facts import fact_reply
from agent.offline.reply.part import Part, Writer, bullets, dated, found_rows
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import rank, select

_CLOSE_ENOUGH = 0.6
"""How close a question must be to a statement of the article to be answered by its verdict."""
_MOST_EVIDENCE = 4

Results = dict[str, dict[str, Any]]


def is_about_this(request: Request, results: Results) -> bool:
    """Whether the question is a statement of the article in other words."""
    checked = _first(results)
    return checked is not None and checked.get("closeness", 0) >= _CLOSE_ENOUGH


def claim_reply(request: Request, results: Results, writer: Writer) -> Part:
    """Verdict, the article's statement where it makes one, evidence in the order of its dates."""
    checked = _first(results)
    if checked is None or "verdict" not in checked:
        return fact_reply(request, results, writer)
    language = request.language
    if not checked.get("evidence") and not checked.get("claim"):
        return _unverified(request, results, writer)
    lines = [
        f"{phrase('verdict_' + checked['verdict'], language)} {_reason(checked, language)}".strip()
    ]
    if claim := checked.get("claim"):
        extra = claim["extra"]
        text = extra.get(f"text_{language}") or extra.get("paraphrase") or claim["text"]
        lines[0] += " " + phrase("article_says", language, text=text, mark=writer.mark(claim))
    for key, late in (("evidence", False), ("later_evidence", True)):
        rows = [
            row for row in checked["evidence"] if bool(row["extra"].get("after_article")) == late
        ]
        if rows:
            said = [_evidence(row, language, writer) for row in rows[:_MOST_EVIDENCE]]
            lines.append(f"{phrase(key, language)}\n{bullets(said)}")
    extra = _related(request, results, writer, checked)
    if extra:
        lines.append(f"{phrase('library_says', language)}\n{bullets(extra)}")
    return Part("\n\n".join(lines))


def _unverified(request: Request, results: Results, writer: Writer) -> Part:
    """No statement of the article is near: what the library holds decides, or nothing does."""
    found = fact_reply(request, results, writer)
    if found.abstained:
        return Part(phrase("verdict_unverifiable", request.language), abstained=True)
    return found


def _related(
    request: Request, results: Results, writer: Writer, checked: dict[str, Any]
) -> list[str]:
    """Facts of the library beside the verdict's own evidence, the closest two."""
    used = {row["n"] for row in checked["evidence"]}
    rows = [
        row
        for row in found_rows(results, "facts")
        if row["n"] not in used and row["extra"].get("kind") == "fact"
    ]
    near = [s for s in rank(request, rows) if s.about >= 0.7 and s.on_aspect >= 0.5]
    return [writer.statement(s, request.language) for s in select(near, 2, share_of_best=0.85)]


def _evidence(row: dict[str, Any], language: Any, writer: Writer) -> str:
    text = str(row["extra"].get(f"text_{language}") or row["text"]).rstrip(".。 ")
    return f"{text} ({dated(row, language)}) {writer.mark(row)}"


def _reason(checked: dict[str, Any], language: str) -> str:
    return str(checked.get(f"reason_{language}") or checked.get("reason") or "")


def _first(results: Results) -> dict[str, Any] | None:
    claims = (results.get("claim") or {}).get("claims") or []
    return claims[0] if claims else None
