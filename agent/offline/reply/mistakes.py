"""What the article gets wrong: its statements that dated evidence contradicts, wholly or in part."""

from typing import Any

from agent.evidence import Row
from agent.offline.reply.part import Part, Writer, bullets, dated, found_rows
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request

_ORDER = ("contradicted", "partly")
_MOST = 12

Results = dict[str, dict[str, Any]]


def mistakes(request: Request, results: Results, writer: Writer) -> Part:
    """One line a statement: the verdict, what the article says, and why."""
    rows = [row for row in found_rows(results, *_ORDER) if _is_wrong(row, request)]
    if not rows:
        return Part(phrase("no_mistakes", request.language), abstained=True)
    rows.sort(key=lambda row: (_ORDER.index(row["extra"]["verdict"]), row["title"]))
    lines = [_line(row, request, writer) for row in rows[:_MOST]]
    if len(rows) > _MOST:
        lines.append(phrase("and_others", request.language, count=len(rows) - _MOST))
    return Part(f"{phrase('mistakes', request.language)}\n{bullets(lines)}")


def _is_wrong(row: Row, request: Request) -> bool:
    extra = row["extra"]
    if extra.get("kind") != "verdict" or extra.get("verdict") not in _ORDER:
        return False
    asked = {*request.vendors, *request.systems}
    return not asked or bool(asked & {*extra.get("vendors", ()), *extra.get("entities", ())})


def _line(row: Row, request: Request, writer: Writer) -> str:
    extra, language = row["extra"], request.language
    said = extra.get(f"about_{language}") or extra.get("about") or row["text"]
    why = extra.get(f"note_{language}") or extra.get("note") or ""
    verdict = phrase(f"verdict_{extra['verdict']}", language)
    text = " ".join(part for part in (verdict, str(said).rstrip(), str(why).rstrip()) if part)
    return f"{text} ({dated(row, language)}) {writer.mark(row)}"
