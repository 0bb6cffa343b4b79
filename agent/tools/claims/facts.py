"""One claim against the library's facts, where the article says nothing near it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.tools.claims import vocabulary
from agent.tools.claims.checked import Checked, Reader, Row, Verdict, about, day, wording
from agent.tools.claims.compare import Match, compare
from agent.tools.claims.meaning import Meaning
from agent.tools.claims.names import covers

_SHARE = 0.75
"""A fact decides only where it holds nearly all that the claim says."""
_OUTRIGHT = frozenset({"openness", "payment", "permission"})
"""Pairs of opposites that say what a thing is by themselves."""
_OPEN = re.compile(r"\b(?:open|closed)\S*", re.IGNORECASE)
_PLAN = re.compile(r"\d (?:dollars|yuan|euros)[^;.]{0,20}\b(?:a|per|and) (?:month|year)|每[月年]")
_SHEETS = {"open": 1, "closed": -1}
"""The side of openness that a fact sheet by itself takes."""
_MOST = 4


def by_facts(claim: Meaning, facts: Sequence[Row], read: Reader) -> Checked | None:
    """What facts on the same system and matter say; None where there is none.

    One instance refutes that there is none. A figure is borne out by one fact that gives it; of
    facts that disagree otherwise, both sides are told.
    """
    if owner := _by_owner(claim, facts):
        return owner
    if not _may_be_decided(claim):
        return None
    near = _near(claim, facts, read)
    if "openness" in claim.sides:
        near = [of_it for pair in near if (of_it := _on_openness(claim, pair, read))]
    counted = any(figure.unit for figure in claim.figures)
    denying = ("opposite", "other name", "other date", *(["other figure"] if counted else []))
    against = [pair for pair in near if pair[1].relation in denying]
    same = [pair for pair in near if pair[1].relation == "same"]
    if rates := _only_rates(claim, same):
        same = [pair for pair in same if pair not in rates]
        if not same:
            return _in_part(rates)
    if claim.denies_existence:
        same, against = [], [pair for pair in against if pair[1].share == 1]
    if not same and not against:
        return None
    if (claim.figures or claim.released) and same:
        against = []
    verdict: Verdict = "partly" if same and against else "supported" if same else "contradicted"
    relation = "same" if same else against[0][1].relation
    figure = relation == "other figure"
    chosen = [*same[:_MOST], *against[: 2 if same else _MOST]]
    return Checked(
        verdict=verdict,
        closeness=chosen[0][1].share,
        evidence=sorted((row for row, _ in chosen), key=day),
        relation=relation,
        said=tuple((f.said, row) for row, match in chosen for f in match.said) if figure else (),
        asked=tuple(f.said for f in claim.figures) if figure else (),
    )


def _only_rates(claim: Meaning, same: Sequence[tuple[Row, Match]]) -> list[tuple[Row, Match]]:
    """Facts that give the claim's figure as a run rate, which the claim does not say it is."""
    cue = vocabulary.phrases("run_rate")
    if not claim.figures or cue.search(claim.text):
        return []
    return [pair for pair in same if cue.search(wording(pair[0], claim.chinese))]


def _in_part(near: Sequence[tuple[Row, Match]]) -> Checked:
    rows = sorted((row for row, _ in near[:_MOST]), key=day)
    return Checked("partly", closeness=near[0][1].share, evidence=rows)


def _by_owner(claim: Meaning, facts: Sequence[Row]) -> Checked | None:
    """Whose a product is: the vendor of the rows that stand for it."""
    if len(claim.names) != 2 or not (told := _tells_owner(claim)):
        return None
    vendors = {row.get("vendor") for row in facts}
    for thing, owner in (claim.names, claim.names[::-1]):
        own = [row for row in facts if row.get("system") == thing]
        if own and owner in vendors and thing not in vendors:
            same = own[0].get("vendor") == owner
            if not same and told == "sells":
                return None
            return Checked(
                "supported" if same else "contradicted",
                closeness=1.0,
                evidence=[own[0]],
                relation="same" if same else "other name",
            )
    return None


def _tells_owner(claim: Meaning) -> str:
    """The words by which a claim says whose a thing is, where it says no more; else empty."""
    if vocabulary.phrases("belonging").search(claim.text):
        return "words"
    for key in ("makes", "sells"):
        rest, said = vocabulary.phrases("belonging", key).subn(" ", claim.predicate)
        if said and not vocabulary.content(rest):
            return key
    return ""


def _near(claim: Meaning, facts: Sequence[Row], read: Reader) -> list[tuple[Row, Match]]:
    """Facts on the claim's subject that hold nearly all it says, the nearest first."""
    matches = [
        (row, compare(claim, read(_with_topic(row, claim.chinese)), about(row))) for row in facts
    ]
    near = [pair for pair in matches if pair[1].on_subject and pair[1].share >= _SHARE]
    near = _of_its_months(claim, near, read) or near
    if not claim.figures:
        near = [pair for pair in near if _stands_for(pair[0], claim)] or near
    # Evidence on a statement of the article says less about the thing itself than a fact does.
    return sorted(near, key=lambda p: (-p[1].share, p[0]["extra"].get("kind") != "fact"))


def _on_openness(claim: Meaning, pair: tuple[Row, Match], read: Reader) -> tuple[Row, Match] | None:
    """What a row shows of whether the very thing claimed is open: nothing where it only mentions
    it or is on a further version. One that speaks of open and closed goes by its sheet."""
    row, match = pair
    own = any(covers(name, other) for name in claim.names for other in about(row))
    if claim.names and (not own or _is_of_version(row, claim)):
        return None
    if read(wording(row, claim.chinese)).sides.get("openness") != 0:
        return pair
    stands = _SHEETS.get(str(row["extra"].get("coverage")))
    if stands is None:
        return None
    is_so = stands == claim.sides["openness"]
    return row, replace(match, relation="same" if is_so else "opposite")


def _is_of_version(row: Row, claim: Meaning) -> bool:
    """Whether it speaks of a version (Qwen-Image-2.0) of what is claimed without one."""
    text, asked = wording(row, claim.chinese), claim.text.casefold()
    said = (m for name in claim.names for m in re.findall(rf"{re.escape(name)}-\d[\d.]*", text))
    return any(name.casefold() not in asked for name in said)


def _stands_for(row: Row, claim: Meaning) -> bool:
    """Whether a row is a fact on the very thing claimed: evidence that names it besides another
    says less."""
    own = {name.casefold() for name in claim.names}
    return row["extra"].get("kind") == "fact" and str(row.get("system")).casefold() in own


def _of_its_months(
    claim: Meaning, near: Sequence[tuple[Row, Match]], read: Reader
) -> list[tuple[Row, Match]]:
    """Facts on a month that the claim names; a number of another month refutes nothing."""
    return [
        (row, match)
        for row, match in near
        if str(row.get("date"))[:7] in claim.months
        or claim.months & read(wording(row, claim.chinese)).months
    ]


def _may_be_decided(claim: Meaning) -> bool:
    """Whether a claim says enough to be held against a fact: of something named, two things at
    least, or one that facts state outright."""
    if not claim.names and not claim.unknown:
        return False
    return (
        claim.matter > 1
        or bool(claim.released or claim.licences)
        or bool(_OUTRIGHT & claim.sides.keys())
        or bool(claim.figures)
    )


def _with_topic(row: Row, chinese: bool) -> str:
    """The row's words and what its sheet is about: "20 dollars a month" speaks of a price."""
    text = wording(row, chinese)
    topic = "" if chinese else _OPEN.sub(" ", str(row.get("title") or "").partition("—")[2])
    if row["extra"].get("coverage") == "price" and _PLAN.search(text):
        topic += " ; 付费套餐" if chinese else " ; paid plan"
    return f"{text} ; {topic}"
