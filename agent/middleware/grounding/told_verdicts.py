"""Passages that give a verdict on a claim, "Claim (X): contradicted by the evidence": they do not say
X, and an answer that cites them may not say it as if they did."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agent.middleware.grounding.statements import Clause, clauses, nearness, word_list

Verdict = Literal["supported", "contradicted", "open"]
_CLAIM = re.compile(
    r"[(（](?P<claim>[^()（）\n]*(?:[(（][^()（）\n]*[)）][^()（）\n]*)*)[)）]"
    r"\s*(?:[:：—–-]|is\b|was\b|是|为)+\s*(?P<verdict>[^.。;；\n]*)",
    re.IGNORECASE,
)
_MOST = 0.6


@dataclass(frozen=True)
class Told:
    """A claim and what a passage says of it; `open` is neither borne out nor refuted."""

    claim: str
    verdict: Verdict


def read_verdicts(passage: str) -> tuple[str, tuple[Told, ...]]:
    """What a passage says itself, and the verdicts it gives.

    >>> read_verdicts("Claim (A is open): contradicted by the evidence.")
    ('Claim : contradicted by the evidence.', (Told(claim='A is open', verdict='contradicted'),))
    """
    told: list[Told] = []

    def without_claim(found: re.Match[str]) -> str:
        verdict = _verdict(found["verdict"])
        if verdict is None:
            return found[0]
        told.append(Told(found["claim"], verdict))
        if verdict == "supported":
            return found[0]
        return found[0].replace(found[0][: len(found["claim"]) + 2], "", 1)

    return _CLAIM.sub(without_claim, passage), tuple(told)


def turned_round(said: str, around: str, told: Iterable[Told]) -> str | None:
    """What a verdict is where the words say the contrary; `around` are all words that the citation
    vouches for, one of which may say how the claim stands.

    >>> turned_round("A is open.", "A is open.", [Told("A is open", "contradicted")])
    'this claim is contradicted: A is open'
    """
    for one in told:
        denials = _denials(_words("frame").sub(" ", _words("refused").sub(" ", said)), one.claim)
        if not denials or any(denials):
            continue
        refused = len(_words("refused").findall(said)) % 2 == 1
        spoken = _words("refused").search(around) is not None
        hedged = spoken or _words("hedged").search(around) is not None
        wrong = {"supported": refused, "contradicted": not spoken, "open": not hedged}
        if wrong[one.verdict]:
            word = "neither borne out nor refuted" if one.verdict == "open" else one.verdict
            return f"this claim is {word}: {one.claim}"
    return None


def _denials(said: str, claim: str) -> list[bool]:
    """Of each clause that is one of the claim's, or that holds one, whether it denies it."""
    return [
        _denies(clause, other)
        for clause in clauses(said)
        for other in clauses(claim)
        if nearness(clause, other) or _holds(clause, other)
    ]


def _holds(clause: Clause, other: Clause) -> bool:
    """Two of the other's words at least, and most of them."""
    shared = len(clause.matter & other.matter)
    return shared > 1 and shared >= _MOST * len(other.matter)


def _denies(one: Clause, other: Clause) -> bool:
    """By denials and opposites; across two languages too, as a verdict's claim is short."""
    ours, theirs = dict(one.sides), dict(other.sides)
    against = sum(ours[name] != theirs[name] for name in ours.keys() & theirs)
    return (one.denied != other.denied) != bool(against % 2)


def _verdict(words: str) -> Verdict | None:
    """By the word that stands first, since "not supported" holds "supported"."""
    kinds: tuple[Verdict, ...] = ("open", "contradicted", "supported")
    places = [(found.start(), i) for i, k in enumerate(kinds) if (found := _words(k).search(words))]
    return kinds[min(places)[1]] if places else None


@cache
def _words(name: str) -> re.Pattern[str]:
    return word_list("verdicts", name)
