"""Two statements against each other: on the same matter or not, and if so, whether they agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from agent.tools.claims import vocabulary
from agent.tools.claims.figures import Figure
from agent.tools.claims.meaning import Clause, Meaning
from agent.tools.claims.names import covers

Relation = Literal["same", "opposite", "other figure", "unsaid figure", "other name", "other date"]

_MONEY = frozenset({"USD", "CNY", "EUR", "GBP", "JPY", "INR", "HKD", "KRW"})
_TOLERANCE = Decimal("0.03")
"""How far two amounts may lie apart and be one, by their rounding."""


@dataclass(frozen=True)
class Match:
    """How a claim stands to a statement."""

    on_subject: bool
    """Whether the statement speaks of what the claim names."""
    share: float
    """How much of the claim's matter the statement holds, 0 to 1."""
    share_back: float
    """How much of the statement's matter the claim holds, 0 to 1."""
    relation: Relation
    said: tuple[Figure, ...] = ()
    """The statement's figures where they are others than the claim's."""
    holds_subject: bool = False
    """Whether the claim speaks of all that the statement names, and perhaps of more."""
    agreed: float = 0.0
    """How many of the claim's figures the statement holds; the first counts most."""


def compare(claim: Meaning, statement: Meaning, about: Sequence[str] = ()) -> Match:
    """How the claim stands to the statement; `about` are further names the statement stands for.

    A figure is compared with figures of its own unit only; a bound ("more than 30 %") is met by
    what lies beyond it.
    """
    held = _of_its_names(claim, statement.figures)
    said, wrong, unsaid = _figures(claim.figures, held)
    share, back = _shares(claim, statement)
    on_subject = _on_subject(claim, statement, about)
    relation: Relation = "same"
    if not on_subject and _is_other_name(claim, statement, about):
        on_subject, relation = True, "other name"
    elif claim.licences and statement.licences and not claim.licences & statement.licences:
        relation = "other name"
    elif claim.released and statement.years and not claim.released & statement.years:
        relation = "other date"
    elif _is_opposite(claim, statement):
        relation = "opposite"
    elif wrong:
        relation = "other figure"
    elif unsaid:
        relation = "unsaid figure"
    agreed = sum(
        1 / (1 + place)
        for place, figure in enumerate(claim.figures)
        if any(agrees(figure, other) for other in held)
    )
    holds = all(any(covers(name, other) for other in claim.names) for name in statement.names)
    return Match(on_subject, share, back, relation, tuple(said), holds, agreed)


def comparable(one: str | None, other: str | None) -> bool:
    """Whether two units measure the same kind of thing: all currencies do, and what is unsaid."""
    return one == other or (one in _MONEY and other in _MONEY)


def agrees(asked: Figure, said: Figure) -> bool:
    """Whether a figure said bears out the figure asked."""
    if asked.unit != said.unit and None not in (asked.unit, said.unit):
        return False
    if _rate(asked) and _rate(said) and _rate(asked) != _rate(said):
        return False
    if asked.bound:
        return (said.value - asked.value) * asked.bound >= 0
    return abs(asked.value - said.value) <= _TOLERANCE * max(abs(asked.value), abs(said.value))


def _of_its_names(claim: Meaning, figures: Sequence[Figure]) -> list[Figure]:
    """In a list of names with their figures, those of the claim's names, and what is no part of
    the list."""
    own = [f for f in figures if f.of and _is_named(claim, f.of)]
    is_list = len({f.of for f in figures if f.of}) > 1
    units = {f.unit for f in own}
    others = [f for f in figures if f not in own and not (f.of and is_list)]
    return [*own, *(f for f in others if f.unit not in units)]


def _is_named(claim: Meaning, name: str) -> bool:
    return any(covers(ours, name) for ours in claim.names)


def _rate(figure: Figure) -> str | None:
    return figure.quantity.per


def _figures(
    asked: Sequence[Figure], said: Sequence[Figure]
) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """The statement's figures that contradict; the claim's that are contradicted; its unsaid."""
    against: list[Figure] = []
    wrong: list[Figure] = []
    unsaid: list[Figure] = []
    free = [s for s in said if not any(agrees(a, s) for a in asked)]
    for figure in asked:
        if any(agrees(figure, s) for s in said):
            continue
        rivals = [s for s in free if comparable(figure.unit, s.unit)]
        against += rivals
        (wrong if rivals else unsaid).append(figure)
    return against, wrong, unsaid


def _on_subject(claim: Meaning, statement: Meaning, about: Iterable[str]) -> bool:
    held = [*statement.names, *about]
    lower = statement.text.lower()
    known = all(any(covers(name, other) for other in held) for name in claim.names)
    return known and all(name.lower() in lower for name in claim.unknown)


def _is_other_name(claim: Meaning, statement: Meaning, about: Iterable[str]) -> bool:
    """Whether both tell what the same thing is, and only the name they give is another."""
    if not vocabulary.phrases("identity").search(statement.text) or len(claim.names) != 2:
        return False
    first, other = claim.names
    held = [*statement.names, *about]
    return (
        len(statement.names) > 1
        and covers(first, statement.names[0])
        and not any(covers(other, name) for name in held)
        and not claim.unknown
    )


def _shares(claim: Meaning, statement: Meaning) -> tuple[float, float]:
    asked, held = _matter(claim), _matter(statement)
    if claim.licences:  # which licence is asked, not whether it is an open one or has one
        asked -= {"pair openness", *vocabulary.content("licence licensed")}
    shared = len(asked & held)
    return shared / (len(asked) or 1), shared / (len(held) or 1)


def _matter(meaning: Meaning) -> frozenset[str]:
    """Words, pairs of opposites and kinds of figures."""
    units = {"money" if f.unit in _MONEY else str(f.unit) for f in meaning.figures}
    licence = {"named licence"} if meaning.licences else set[str]()
    return (
        meaning.words
        | licence
        | {f"pair {name}" for name in meaning.sides}
        | {f"figure {unit}" for unit in units}
    )


def _nearest(meaning: Meaning, other: Meaning) -> Clause:
    """The clause that says most of the other statement."""
    return max(
        meaning.clauses,
        key=lambda c: len(c.words & other.words) + 1.5 * len(set(c.sides) & set(other.sides)),
    )


def _is_opposite(claim: Meaning, statement: Meaning) -> bool:
    asked, said = _nearest(claim, statement), _nearest(statement, claim)
    against = [n for n in asked.sides.keys() & said.sides if asked.sides[n] * said.sides[n] < 0]
    turned = _turned_round(claim, statement)
    return (bool(against) != turned) != (asked.denied != said.denied)


def _turned_round(claim: Meaning, statement: Meaning) -> bool:
    """Whether the claim lets the other one win: who stands before "beats" stands behind it."""
    if "rank" not in claim.order or "rank" not in statement.order:
        return False
    (before, after), (their_before, their_after) = claim.order["rank"], statement.order["rank"]
    return bool((before & their_after) or (after & their_before))
