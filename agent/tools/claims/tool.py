"""`audit_claims`: each statement of a text looked up in the article's digest and the library, with
verdict and dated evidence."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cached_property, lru_cache
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, tool
from pydantic import BaseModel, Field

from agent.evidence import Row
from agent.graph import Turn
from agent.quantities import find_quantities
from agent.tools.claims.check import check
from agent.tools.claims.checked import Checked, about
from agent.tools.claims.days import is_shown, last_day
from agent.tools.claims.meaning import Meaning, read, read_row
from agent.tools.claims.names import covers, names_of
from agent.tools.claims.sentences import headline, on_premise
from agent.tools.claims.split import one_subject_each, premise, split, statements_in, with_subject
from agent.tools.search.tool import asking_library, earliest
from knowledge import Library, Passage
from knowledge.dates import check_date
from knowledge.language.glossary import in_english

_CANDIDATES = 40
_MOST_CLAIMS = 60
_VECTORS = 1024
"""Texts whose meaning is kept, the last used."""
_WORST_FIRST = ("contradicted", "unverifiable", "partly", "opinion", "supported")
_ARTICLE = ("article_claim", "article_summary", "verdict", "note")


class AuditArguments(BaseModel):
    """Arguments of `audit_claims`."""

    text: str = Field(description="The statement to check, or a text of several statements.")
    as_of: str | None = Field(None, description="Only evidence dated on or before this day.")


def audit_tool(library: Library) -> BaseTool:
    """The tool over `library`; the statements and evidence it uses enter the turn's ledger."""
    shelf = Shelf(library)

    @tool(args_schema=AuditArguments, response_format="content_and_artifact")
    def audit_claims(
        text: str, runtime: ToolRuntime[Turn, Any], as_of: str | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Check statements, above all the article's, against dated evidence: verdict and sources."""
        nonlocal shelf
        turn = runtime.context
        until = earliest(turn.as_of, last_day(check_date(as_of)))
        with asking_library():
            if shelf.generation != library.generation:
                shelf = Shelf(library)
            result = _audited(shelf, text, until, turn)
        return _as_text(result["claims"]), result

    return audit_claims


def _audited(shelf: "Shelf", text: str, until: str | None, turn: Turn) -> dict[str, Any]:
    taken, question = premise(text)
    claims = [
        {**asdict(claim), **found}
        for claim in split(taken or text)[:_MOST_CLAIMS]
        for found in look_up(shelf, claim.text, until, turn)
    ]
    counts = dict(Counter(claim["verdict"] for claim in claims))
    result = {"document": text, "claims": claims, "counts": counts, "as_of": until}
    return result | ({"premise": _premise(shelf, taken, question, claims)} if taken else {})


class Shelf:
    """The library's rows as one state of it holds them, and what they say."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.generation = library.generation
        self._read: dict[str, Meaning] = {}
        self._vector = lru_cache(_VECTORS)(
            lambda text: self.library.embed([in_english(text) or text])[0]
        )

    @cached_property
    def rows(self) -> list[Row]:
        return [_plain(p) for p in self.library.passages()]

    @cached_property
    def names(self) -> Any:
        return names_of(self.rows)

    @cached_property
    def _of_claim(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[str(row["extra"].get("claim_id") or "")].append(row)
        return found

    def claim(self, text: str) -> Meaning:
        """A claim taken apart; nothing is kept of it."""
        return read(text, self.names)

    def read(self, text: str) -> Meaning:
        """A row's words taken apart, once."""
        if text not in self._read:
            self._read[text] = read_row(text, self.names)
        return self._read[text]

    def like(self, one: str, other: str) -> float:
        """How near two texts are in meaning; a Chinese one by its English words."""
        return float(self._vector(one) @ self._vector(other))

    def statements(self, until: str | None) -> list[Row]:
        return [
            row
            for row in self.rows
            if row["extra"].get("kind") == "article_claim" and is_shown(row["date"], until)
        ]

    def own(self, claim_id: str, until: str | None) -> list[Row]:
        """Verdict and evidence of one statement of the article."""
        return [row for row in self._of_claim[claim_id] if is_shown(row["date"], until)]

    def facts(self, claim: Meaning, hits: Sequence[Passage], until: str | None) -> list[Row]:
        """Rows that a search found, and all that stand for a name of the claim."""
        named = [
            row
            for row in self.rows
            if is_shown(row["date"], until)
            and any(covers(name, other) for name in claim.names for other in about(row))
        ]
        rows = [*map(_plain, hits), *named]
        kept = {row["key"]: row for row in rows if row["extra"].get("kind") not in _ARTICLE}
        return list(kept.values())


def look_up(shelf: Shelf, text: str, until: str | None, turn: Turn) -> list[dict[str, Any]]:
    """One claim checked, its statement and evidence numbered in the turn's ledger; each statement
    of several in a sentence, and of a claim on two things that no source puts together, each."""
    text = with_subject(text, list(shelf.names.find(text)))
    places = list(shelf.names.find(text))
    if len(said := statements_in(text, places)) > 1:
        return [{**_as_data(one, _check(shelf, one, until), turn), "subject": one} for one in said]
    checked = _check(shelf, text, until)
    apart = one_subject_each(text, places)
    if checked.claim or checked.evidence or not apart:
        return [_as_data(text, checked, turn)]
    return [
        {**_as_data(part, _check(shelf, part, until), turn), "subject": subject}
        for subject, part in apart.items()
    ]


def _premise(
    shelf: Shelf, taken: str, question: str, claims: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What a question takes for granted and what to say of it, the question without it, and the
    names of the first alone."""
    asked = set(_names_in(shelf, question))
    only = [name for name in _names_in(shelf, taken) if name not in asked]
    worst = min((claim["verdict"] for claim in claims), key=_WORST_FIRST.index)
    note = on_premise(taken, worst)
    return {
        "text": taken,
        "question": question,
        "names": only,
        "headline": str(note),
        "headline_zh": note.zh,
    }


def _names_in(shelf: Shelf, text: str) -> list[str]:
    return list(dict.fromkeys(shelf.names.find(text).values()))


def _check(shelf: Shelf, text: str, until: str | None) -> Checked:
    hits = shelf.library.search(text, k=_CANDIDATES, as_of=until)
    near = {str(h.extra["claim_id"]): h.similarity for h in hits if _is_statement(h)}
    claim = shelf.claim(text)
    return check(
        claim,
        shelf.read,
        shelf.statements(until),
        lambda claim_id: shelf.own(claim_id, until),
        shelf.facts(claim, hits, until),
        near,
        shelf.like,
    )


def _as_data(text: str, checked: Checked, turn: Turn) -> dict[str, Any]:
    checked = _numbered(checked, turn)
    sentence = headline(checked)
    return {
        "subject": "",
        "verdict": checked.verdict,
        "headline": str(sentence),
        "headline_zh": sentence.zh,
        "closeness": round(checked.closeness, 3),
        "reason": checked.reason,
        "reason_zh": checked.reason_zh,
        "claim": checked.claim,
        "evidence": list(checked.evidence),
        "relation": checked.relation,
        "said": [{"text": figure, "n": row["n"]} for figure, row in checked.said],
        "since": checked.since,
        "unknown": list(checked.unknown),
        "figures": [
            {"text": q.text, "value": format(q.value, "f"), "unit": q.unit}
            for q in find_quantities(text)
        ],
    }


def _numbered(checked: Checked, turn: Turn) -> Checked:
    """With the ledger's rows in place of the library's."""
    used = [*([checked.claim] if checked.claim else []), *checked.evidence]
    used += [row for _, row in checked.said]
    rows = turn.ledger.add_passages([row["passage"] for row in used])
    ours = {old["key"]: new for old, new in zip(used, rows, strict=True)}
    return replace(
        checked,
        claim=ours[checked.claim["key"]] if checked.claim else None,
        evidence=[ours[row["key"]] for row in checked.evidence],
        said=tuple((figure, ours[row["key"]]) for figure, row in checked.said),
    )


def _is_statement(passage: Passage) -> bool:
    return passage.extra.get("kind") == "article_claim"


def _plain(passage: Passage) -> Row:
    return {
        "key": (passage.document_id, passage.char_start, passage.char_end),
        "text": passage.text,
        "title": passage.title,
        "date": passage.date,
        "vendor": passage.vendor,
        "system": passage.system,
        "extra": passage.extra,
        "passage": passage,
    }


def _as_text(claims: list[dict[str, Any]]) -> str:
    lines: list[str] = []
    for claim in claims:
        lines.append(f"{claim['text']} — {claim['verdict']}. {claim['reason']}".strip())
        if claim["relation"] != "same":
            lines.append(f"  against what the sources say: {claim['relation']}")
        if claim["since"]:
            lines.append(f"  later evidence shows it from {claim['since']} on")
        if claim["claim"]:
            lines.append(f"  the article: [{claim['claim']['n']}] {claim['claim']['text']}")
        lines += [
            f"  [{row['n']}] {row['date'] or 'undated'}: {row['text']}" for row in claim["evidence"]
        ]
    return "\n".join(lines)
