"""One claim against the article's digest and the library: which statement it is, whether it agrees
with it, and what verdict the dated evidence allows. Plain values; who searches is not known here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.tools.claims import vocabulary
from agent.tools.claims.checked import Checked, Reader, Row, Verdict, about, day, wording
from agent.tools.claims.compare import Match, Relation, agrees, comparable, compare
from agent.tools.claims.facts import by_facts
from agent.tools.claims.figures import Figure
from agent.tools.claims.meaning import Meaning
from agent.tools.claims.names import covers

_CLOSE = 0.35
"""Below this no statement of the article is meant."""
_SHARE = 0.5
"""How much of a claim its statement must hold, and the other way round."""
_LONG = 6
"""A claim of more words says several things; one of them may be the statement's."""
_MEANT = 0.5
"""How near a search must see a statement that is meant in other words."""
_FEW = 3
"""Words beside the side that a claim takes, which say when or how."""
_SUPPOSED = ("arithmetic", "prediction")
_SAME_TEXT = 0.82
"""How near two texts are that say the same with no word in common: of statements of the article on
the same names only one pair lies nearer, image and video models of one firm, which words tell apart."""
_WHOLE = 0.75
"""How much of a statement a claim holds that is that statement, and no part of it."""
Likeness = Callable[[str, str], float]
"""How near two texts are in meaning, 0 to 1."""
_TURNED: dict[Verdict, Verdict] = {"supported": "contradicted", "contradicted": "supported"}


@dataclass(frozen=True)
class _Candidate:
    row: Row
    match: Match
    closeness: float
    is_named: bool = False
    """Whether the statement itself names what the claim does."""


def check(
    claim: Meaning,
    read: Reader,
    statements: Sequence[Row],
    own: Callable[[str], Sequence[Row]],
    facts: Sequence[Row],
    similarity: Mapping[str, float] | None = None,
    like: Likeness = lambda one, other: 0.0,
) -> Checked:
    """The verdict on a claim; `read` takes a row's words apart.

    `statements` are the article's, each with `claim_id` in `extra`; `own` gives the verdict and
    evidence rows of one id; `facts` are rows of the library near the claim. `similarity` gives, by
    claim id, how near a search saw a statement in meaning (0 to 1); `like` compares what is said
    without the names, so that a statement in other words is found.
    """
    near = similarity or {}
    candidates = [
        candidate
        for row in statements
        if (candidate := _candidate(claim, row, read, near.get(_id(row), 0.0), like))
    ]
    best = max(candidates, key=_rank, default=None)
    nothing = Checked("unverifiable", unknown=claim.unknown)
    told = by_facts(claim, facts, read) if _is_for_facts(claim, best) else None
    if told and (told.verdict == "supported" or not claim.states_existence):
        return told
    found = _by_article(claim, best, own(_id(best.row)), read) if best else None
    if found and found.relation == "unsaid figure" and (told := by_facts(claim, facts, read)):
        return told  # it speaks of no amount
    refuted = found if found and found.verdict == "contradicted" else None
    if found and (not claim.denies_existence or (refuted and found.stored == "supported")):
        return found
    # That one thing is not so does not show that there is none; that it is so in part does.
    in_part = refuted if refuted and refuted.stored == "partly" else None
    if found and found.verdict in ("supported", "contradicted"):
        found = None
    return by_facts(claim, facts, read) or in_part or found or nothing


def _is_for_facts(claim: Meaning, best: _Candidate | None) -> bool:
    """Whether facts are asked before the article: on a thing that there is, where no statement is
    just that, and on a month after it."""
    if claim.states_existence and (best is None or best.match.share_back < _WHOLE):
        return True
    return best is not None and any(month > str(best.row["date"]) for month in claim.months)


def _candidate(
    claim: Meaning, row: Row, read: Reader, similarity: float, like: Likeness
) -> _Candidate | None:
    """The statement, where it has the claim's subject and its predicate."""
    said = read(wording(row, claim.chinese))
    match = compare(claim, said, about(row))
    closeness = 0.5 * max(match.share, match.share_back) + 0.5 * similarity
    small, large = sorted((match.share, match.share_back))
    attributed = vocabulary.phrases("attributed").search(claim.text) is not None
    meant = match.on_subject and _is_meant(claim, said, match, similarity, like)
    alike = (
        meant
        or small >= _SHARE
        or (small >= 0.3 and large >= 0.6 and similarity >= 0.55)
        or (large == 1 and (attributed or similarity >= 0.55 or match.relation == "other name"))
        or (len(claim.names) > 1 and not claim.matter and similarity >= 0.55)
    )
    on_subject = match.on_subject
    same = _same_predicate(claim, said) or (meant and not claim.sides)
    if len(claim.words) > _LONG and match.share_back >= _SHARE:
        alike, on_subject = True, on_subject or (match.holds_subject and bool(said.names))
        if match.share < _SHARE:  # what it denies may be another thing that it says
            match = replace(match, relation="same", said=())
    if not claim.words and _is_narrower(claim, said):
        return None
    if not claim.names and match.relation.endswith("figure") and match.share < _WHOLE:
        return None  # another amount on a thing that is not named is on another thing
    bounded = any(figure.bound for figure in claim.figures)
    supposed = row["extra"].get("claim_kind") in _SUPPOSED and claim.figures
    if supposed and (bounded or not match.agreed):
        return None  # what would be at other amounts says nothing on these
    if not on_subject or not alike or closeness < _CLOSE or not same:
        return None
    named = any(covers(name, other) for name in claim.names for other in said.names)
    return _Candidate(row, match, closeness, named)


def _is_meant(
    claim: Meaning, said: Meaning, match: Match, similarity: float, like: Likeness
) -> bool:
    """Whether the claim says the statement in other words: the same names and nearly the same text,
    or a word in common and a predicate that is near in meaning."""
    if similarity < _MEANT:
        return False
    if (
        like(claim.text, said.text) >= _SAME_TEXT
        and like(claim.predicate, said.predicate) >= _MEANT
    ):
        return True
    shared = max(match.share, match.share_back)
    sides = claim.sides.keys() & said.sides  # that both take a side in the same thing is no chance
    if len(said.names) > 1 and match.holds_subject and similarity >= _WHOLE and not claim.figures:
        return True
    if sides and len(claim.words) <= _FEW and not claim.figures:
        return True
    near = shared + like(claim.predicate, said.predicate) + (0.15 if sides else 0)
    return shared > 0 and near >= _WHOLE


def _is_narrower(claim: Meaning, said: Meaning) -> bool:
    """Whether the statement is on another thing of the vendor named: IMA is not Tencent."""
    named = any(covers(name, other) for name in claim.names for other in said.names)
    return bool(claim.names and said.names) and not named


def _same_predicate(claim: Meaning, said: Meaning) -> bool:
    """Whether they speak of the same opposites, where either speaks of any: a model that is among
    the best loved is no answer to whether there is one."""
    asked, held = set(claim.sides), set(said.sides)
    return bool(asked & held) or not held or len(claim.words) > _LONG


def _rank(candidate: _Candidate) -> float:
    """The nearest, and among equally near ones that whose figures are the claim's."""
    figures = {"other figure": -0.2, "unsaid figure": -0.1}
    match = candidate.match
    named = 0.1 * candidate.is_named
    return candidate.closeness + figures.get(match.relation, 0.0) + 0.1 * match.agreed + named


def _by_article(claim: Meaning, best: _Candidate, own: Sequence[Row], read: Reader) -> Checked:
    found: Mapping[str, Any] = next((r["extra"] for r in own if _kind(r) == "verdict"), {})
    evidence = sorted((r for r in own if _kind(r) == "evidence"), key=day)
    stored: Verdict = found.get("verdict", "unverifiable")
    relation, said, asked = _with_evidence(claim, best, evidence, read)
    note, note_zh = _note(own)
    not_yet = vocabulary.phrases("negation", "not_yet").search(wording(best.row, claim.chinese))
    flatly = vocabulary.phrases("flatly").search(claim.text) is not None
    verdict = _verdict(stored, relation, not_yet is not None, flatly)
    once = (stored == "contradicted" or not_yet) and relation in ("same", "opposite")
    return Checked(
        verdict=verdict,
        closeness=best.closeness,
        claim=best.row,
        reason=note,
        reason_zh=note_zh,
        evidence=evidence,
        stored=stored,
        relation=relation,
        said=said,
        asked=asked,
        since=_since(evidence) if once else None,
    )


def _note(own: Sequence[Row]) -> tuple[str, str]:
    """What limits the verdict, as far as it was known on the day asked."""
    for row in sorted(own, key=lambda row: _kind(row) != "verdict"):
        extra = row["extra"]
        if _kind(row) in ("verdict", "note") and extra.get("note"):
            translated = str(extra.get("text_zh") or "").partition("：")[2]
            return str(extra["note"]), str(extra.get("note_zh") or translated)
    return "", ""


def _verdict(stored: Verdict, relation: Relation, not_yet: bool, flatly: bool) -> Verdict:
    """The stored verdict, turned where the claim says the opposite, withheld where it says more."""
    if relation == "other figure" or (relation == "other name" and stored == "supported"):
        return "contradicted"
    if relation == "opposite":
        refuted = not_yet or (flatly and stored == "partly")
        return "contradicted" if refuted else _TURNED.get(stored, stored)
    if relation == "unsaid figure" and stored == "supported":
        return "unverifiable"
    return stored


def _with_evidence(
    claim: Meaning, best: _Candidate, evidence: Sequence[Row], read: Reader
) -> tuple[Relation, tuple[tuple[str, Row], ...], tuple[str, ...]]:
    """The relation once the evidence's figures are read too."""
    relation = best.match.relation
    if relation not in ("other figure", "unsaid figure"):
        return relation, (), ()
    sources = [(row, _figures_of(row, read, claim.chinese)) for row in [best.row, *evidence]]
    open_figures = [f for f in claim.figures if not _is_said(f, sources)]
    if not open_figures or (len(claim.words) > _LONG and len(open_figures) < len(claim.figures)):
        return "same", (), ()
    said = tuple(
        (rival.said, row)
        for row, held in sources
        for rival in held
        if any(_may_answer(asked, rival) for asked in open_figures)
        and not any(agrees(other, rival) for other in claim.figures)
    )
    asked = tuple(figure.said for figure in open_figures)
    return ("other figure" if said else "unsaid figure"), said, asked


def _figures_of(row: Row, read: Reader, chinese: bool) -> list[Figure]:
    return [*read(wording(row, chinese)).figures]


def _is_said(asked: Figure, sources: Iterable[tuple[Row, Sequence[Figure]]]) -> bool:
    for row, held in sources:
        if any(agrees(asked, figure) for figure in held):
            return True
        numbers = (row["extra"].get("figures") or {}).values()
        if any(isinstance(n, (int, float)) and float(asked.value) == n for n in numbers):
            return True
    return False


def _may_answer(asked: Figure, said: Figure) -> bool:
    """Whether a figure said stands where the figure asked would; a bare "81" may be an age."""
    return comparable(asked.unit, said.unit) or {asked.unit, said.unit} == {None, "years"}


def _since(evidence: Sequence[Row]) -> str | None:
    """The first later day on which a source shows that it has come."""
    came, denied = vocabulary.phrases("came"), vocabulary.phrases("negation")
    days = [
        str(row["date"])
        for row in evidence
        if row["extra"].get("after_article") and row.get("date") and came.search(row["text"])
        if not denied.search(row["text"][: came.search(row["text"]).start()][-20:])  # type: ignore[union-attr]
    ]
    return min(days, default=None)


def _kind(row: Row) -> str:
    return str(row["extra"].get("kind") or "")


def _id(row: Row) -> str:
    return str(row["extra"].get("claim_id") or "")
