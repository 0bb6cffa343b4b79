"""One claim against the article's digest: which statement it is, and what verdict the dated
evidence allows on a day. Plain values; who searches is not known here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["supported", "partly", "contradicted", "opinion", "unverifiable"]
Row = Mapping[str, Any]

_WORD = re.compile(r"[a-z0-9][a-z0-9.+\-]*[a-z0-9]|[a-z0-9]|[\u3400-\u9fff]")
_STOP = frozenset(
    "a an the is are was were be been it its this that these those of in on at to for and or as by"
    " with from does do did has have had really true article author says say said claim check"
    " verify whether not no any only just can could would will about s t".split()
)


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict."""

    verdict: Verdict
    closeness: float
    """0 to 1: how surely the claim is that statement of the article."""
    claim: Row | None
    """The article's statement."""
    reason: str
    evidence: Sequence[Row]


def check(
    text: str,
    statements: Sequence[Row],
    verdicts: Sequence[Row],
    evidence: Sequence[Row],
    similarity: Mapping[str, float] | None = None,
) -> Checked:
    """The verdict on `text`, from rows of the digest that a search found.

    Rows carry `text` and `extra` with `claim_id`; verdict rows `verdict` and `note` besides.
    `similarity` gives, by claim id, how near the search saw a statement in meaning (0 to 1).
    A claim near no statement is `unverifiable` here: its evidence is to be looked for elsewhere.
    """
    scored = [
        (_closeness(text, row, (similarity or {}).get(_id(row), 0.0)), row) for row in statements
    ]
    closeness, nearest = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if nearest is None or closeness < 0.35:
        return Checked("unverifiable", closeness, None, "", [])
    own = [row for row in verdicts if _id(row) == _id(nearest)]
    found = own[0]["extra"] if own else {}
    return Checked(
        verdict=found.get("verdict", "unverifiable"),
        closeness=closeness,
        claim=nearest,
        reason=str(found.get("note") or ""),
        evidence=sorted(
            (row for row in evidence if _id(row) == _id(nearest)),
            key=lambda row: str(row.get("date") or "9999"),
        ),
    )


def _closeness(text: str, row: Row, similarity: float) -> float:
    asked, said = (
        _words(text),
        _words(f"{row['text']} {' '.join(row['extra'].get('entities') or ())}"),
    )
    if not asked or not said:
        return similarity
    shared = len(asked & said)
    overlap = shared / min(len(asked), len(_words(row["text"])) or 1)
    return 0.5 * min(overlap, 1.0) + 0.5 * max(similarity, 0.0)


def _words(text: str) -> set[str]:
    return {
        _stem(word) for word in _WORD.findall(text.lower().replace("'s", "")) if word not in _STOP
    }


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def _id(row: Row) -> str:
    return str(row["extra"].get("claim_id") or "")
