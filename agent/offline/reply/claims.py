"""Replies to claims: the verdict first, what the article says, and the dated evidence."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.reply.facts import fact_reply
from agent.offline.reply.part import Part, Writer, bullets, dated, found_rows
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import rank, select
from agent.offline.sums.asserted import agrees
from agent.offline.words import spelling

_CLOSE_ENOUGH = 0.6
"""How close a question must be to a statement of the article to be answered by its verdict."""
_NEAR_ENOUGH = 0.5
"""How near in meaning a statement of the article must be to stand for what is put in its mouth."""
_MOST_EVIDENCE = 4
_MOST_OF_PREMISE = 2

Results = dict[str, dict[str, Any]]


def is_about_this(request: Request, results: Results) -> bool:
    """Whether the question is a statement of the article in other words, is refuted by what the
    library holds, or names something the library does not know."""
    checked = _first(results)
    if checked is None:
        return False
    if claim := checked.get("claim"):
        return checked.get("closeness", 0) >= _CLOSE_ENOUGH and _names_all(claim, request)
    if checked.get("evidence"):
        return checked["verdict"] == "contradicted" and checked.get("closeness", 0) == 1
    return any(any(c.isdigit() for c in name) for name in checked.get("unknown") or ())


def _names_all(claim: dict[str, Any], request: Request) -> bool:
    """Whether the article's statement is on every product asked about: one on Office and ChatGPT
    does not say whether Copilot is in a plan of Office."""
    extra = claim["extra"]
    said = spelling(f"{claim['text']} {' '.join(map(str, extra.get('entities') or ()))}")
    return all(spelling(name.split()[-1]) in said for name in request.systems)


def claim_reply(request: Request, results: Results, writer: Writer) -> Part:
    """Verdict, the article's statement where it makes one, evidence in the order of its dates."""
    found = results.get("claim") or {}
    claims = found.get("claims") or []
    if premise := found.get("premise"):
        return _beside_premise(request, results, writer, claims, premise)
    several = len(claims) > 1 and any(claim.get("subject") for claim in claims)
    checked = [c for c in claims if several or c.get("evidence") or c.get("claim")]
    is_own = all(c.get("relation") != "same" for c in checked)  # no sum of the article
    if is_own and (reckoned := _reckoned(request, results)):
        return reckoned
    if not any(c.get("evidence") or c.get("claim") for c in checked):
        return _unverified(request, results, writer, claims)
    parts = [_checked(request, results, writer, claim) for claim in checked]
    if several:
        parts = [_named(c["subject"], p, request) for c, p in zip(checked, parts, strict=True)]
    return Part("\n\n".join(parts))


def _reckoned(request: Request, results: Results) -> Part | None:
    """Whether a sum comes to what the claim says, with the calculation; None where it states none."""
    found = results.get("sum") or {}
    is_right = agrees(request.arguments, found) if found else None
    if is_right is None:
        return None
    key = "sum_comes_out" if is_right else "sum_comes_to_other"
    return Part(f"{phrase(key, request.language)}\n\n{found['text']}")


def _beside_premise(
    request: Request,
    results: Results,
    writer: Writer,
    claims: Sequence[dict[str, Any]],
    premise: dict[str, Any],
) -> Part:
    """What is to be said of the premise with what contradicts it, then the answer."""
    said = _in(premise, "headline", request.language)
    evidence = [row for claim in claims for row in claim["evidence"]] if said else []
    lines = [_evidence(row, request.language, writer) for row in evidence[:_MOST_OF_PREMISE]]
    if not premise["question"]:  # it is answered as a request of its own
        return Part("\n\n".join(filter(None, [said, bullets(lines)])))
    answer = fact_reply(_without(premise["names"], request), results, writer)
    blocks = [said, bullets(lines), answer.text]
    return replace(answer, text="\n\n".join(block for block in blocks if block))


def _without(names: Sequence[str], request: Request) -> Request:
    """The request on the question's own names, where it has some beside the premise's."""
    systems = tuple(name for name in request.systems if name not in names)
    vendors = tuple(name for name in request.vendors if name not in names)
    rest = replace(request, topic="fact", systems=systems, vendors=vendors)
    return rest if systems or vendors else replace(request, topic="fact")


def _named(subject: str, text: str, request: Request) -> str:
    """A verdict after what it is on: a name, or a statement in its own words."""
    if not subject:
        return text
    if request.language == "zh":
        return f"{subject}：{text}"
    return f"“{subject}”: {text}" if " " in subject else f"{subject}: {text}"


def _checked(request: Request, results: Results, writer: Writer, checked: dict[str, Any]) -> str:
    language = request.language
    lines = [_verdict(checked, language, writer)]
    if claim := checked.get("claim"):
        text = _statement(claim, language)
        lines[0] += " " + phrase("article_says", language, text=text, mark=writer.mark(claim))
    return "\n\n".join([*lines, *_grounds(request, results, writer, checked)])


def _statement(claim: dict[str, Any], language: Any) -> str:
    extra = claim["extra"]
    return str(extra.get(f"text_{language}") or extra.get("paraphrase") or claim["text"])


def _grounds(
    request: Request, results: Results, writer: Writer, checked: dict[str, Any]
) -> list[str]:
    """The evidence up to the article's day, what came later, and what else the library holds."""
    language = request.language
    lines: list[str] = []
    for key, late in (("evidence", False), ("later_evidence", True)):
        rows = [
            row for row in checked["evidence"] if bool(row["extra"].get("after_article")) == late
        ]
        if rows:
            said = [_evidence(row, language, writer) for row in rows[:_MOST_EVIDENCE]]
            lines.append(f"{phrase(key, language)}\n{bullets(said)}")
    is_one = not checked.get("subject")  # beside several verdicts it would be on another of them
    extra = _related(request, results, writer, checked) if checked.get("claim") and is_one else []
    if extra:
        lines.append(f"{phrase('library_says', language)}\n{bullets(extra)}")
    return lines


def _verdict(checked: dict[str, Any], language: Any, writer: Writer) -> str:
    """The engine's sentence where it has one, with marks for the figures it names; then the note."""
    sentence = _in(checked, "headline", language)
    if not sentence:
        sentence = phrase("verdict_" + checked["verdict"], language)
    numbers = dict.fromkeys(figure["n"] for figure in checked.get("said") or ())
    if checked.get("relation") == "other figure" and numbers:
        marks = [writer.mark(row) for row in _rows(checked) if row["n"] in numbers]
        sentence += f" {''.join(marks)}" + ("。" if language == "zh" else ".")
    return f"{sentence} {_in(checked, 'reason', language)}".strip()


def _rows(checked: dict[str, Any]) -> list[dict[str, Any]]:
    return [*([checked["claim"]] if checked.get("claim") else []), *checked["evidence"]]


def _unverified(
    request: Request, results: Results, writer: Writer, claims: list[dict[str, Any]]
) -> Part:
    """No statement of the article is near: what the library holds decides, or nothing does."""
    language = request.language
    if claims and claims[0].get("unknown"):
        sentence = _in(claims[0], "headline", language)
        return Part(sentence or phrase("verdict_unverifiable", language), abstained=True)
    if nearest := _nearest_of_article(request, results, writer):
        return nearest
    found = fact_reply(request, results, writer)
    if found.abstained or not request.aspects or not (request.systems or request.vendors):
        return Part(phrase("verdict_unverifiable", language), abstained=True)
    if not claims:
        return found
    return Part(
        f"{phrase('verdict_unverifiable', language)} {phrase('library_says', language)}"
        f"\n\n{found.text}"
    )


def nearest_statement(request: Request, results: Results) -> str | None:
    """The article's statement to be checked in place of a claim that is put in its mouth in other
    words; None where the claim itself was found, or none is near."""
    found = results.get("claim") or {}
    claims = found.get("claims") or []
    is_settled = any(c.get("evidence") or c.get("claim") or c.get("unknown") for c in claims)
    if request.topic != "claim" or found.get("premise") or is_settled:
        return None
    rows = (row for row in found_rows(results, "author") if _is_near(row))
    near = next(rows, None)
    return str(near["extra"].get("paraphrase") or near["text"]) if near else None


def _is_near(row: dict[str, Any]) -> bool:
    is_statement = row["extra"].get("kind") == "article_claim"
    return is_statement and float(row.get("similarity") or 0.0) >= _NEAR_ENOUGH


def _nearest_of_article(request: Request, results: Results, writer: Writer) -> Part | None:
    """Asked of what the article says in words of one's own: its nearest statement with our verdict
    on that and the evidence; None where none is near."""
    checked = ((results.get("nearest") or {}).get("claims") or [None])[0]
    if not (checked and checked.get("claim")):
        return None
    language, claim = request.language, checked["claim"]
    text, mark = _statement(claim, language), writer.mark(claim)
    nearest = phrase("nearest_of_article", language, text=text, mark=mark)
    gap = "" if language == "zh" else " "
    said = f"{nearest}{gap}{_verdict(checked, language, writer)}"
    return Part("\n\n".join([said, *_grounds(request, results, writer, checked)]))


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


def _in(checked: dict[str, Any], key: str, language: str) -> str:
    return str(checked.get(f"{key}_{language}") or checked.get(key) or "")


def _first(results: Results) -> dict[str, Any] | None:
    claims = (results.get("claim") or {}).get("claims") or []
    return claims[0] if claims else None
