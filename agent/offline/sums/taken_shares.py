"""Shares that others take of a result: "the app store keeps 15%", "half goes to the partner", "平台抽成三成"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agent.offline.sums.amounts import plain
from agent.offline.sums.rates import clause_at, is_nearest
from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_MORE = re.compile(r"\b(?:another|also|then|further|on top)\b|再|另外|还要", re.IGNORECASE)


_PAYING = re.compile(r"\s+(?:of \w+ )?pay(?:s|ing)?\b", re.IGNORECASE)
"""Behind the share of those who pay, whoever charges them."""


class Taken(NamedTuple):
    """Shares that others take, and what a question holds beside them."""

    shares: list[str]
    """As "15%" or "1/5", in the order written."""
    rest: list[Quantity]
    text: str
    """With shares in words blanked, so that nobody reads them as those who pay."""


def taken_shares(text: str, quantities: Sequence[Quantity]) -> Taken:
    """The shares of a result that somebody takes, by percentages and in words."""
    percents = [
        q
        for q in quantities
        if q.unit == "percent"
        and not _is_growth(text, q)
        and not _PAYING.match(text, q.end)
        and (
            _is_eaten(text, q, quantities)
            or _is_taken(clause_at(text, q)[0])
            or _is_beside_taker(text, q)
            or _is_deducted(text, q)
        )
    ]
    spoken = [f for f in spoken_shares(text) if _is_taken(_clause(text, f[0], f[1]))]
    kept = _gross_margin(text, quantities)
    percents += [q for q in kept if q not in percents]
    held = [q for q in quantities if q.unit == "percent" and _is_held_in(text, q)]
    percents = [q for q in percents if q not in held]
    found = [(q.start, f"{plain(q.value)}/{plain(100 + q.value)}") for q in held]
    found += [
        (q.start, _part_taken(text, q, is_kept=q in kept or _is_ours(text, q.start)))
        for q in percents
    ]
    found += [(start, part) for start, _, part in spoken]
    letters = list(text)
    for start, end, _ in spoken:
        letters[start:end] = " " * (end - start)
    rest = [q for q in quantities if q not in percents and q not in held]
    return Taken([share for _, share in sorted(found)], rest, "".join(letters))


def _is_eaten(text: str, q: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether it is the share of a result that something else uses up: "running it eats 40% of that"."""
    clause, start = clause_at(text, q)
    counted = [o for o in quantities if o is not q and start <= o.start < start + len(clause)]
    return not counted and phrase("revenue", "eaten").search(clause) is not None


def _part_taken(text: str, q: Quantity, *, is_kept: bool) -> str:
    """The part that goes: of "prices include 19% VAT" 19/119, as the rate is one of the net price; "minus 30%" takes 30."""
    rate = abs(q.value)
    included = phrase("revenue", "tax_included").search(clause_at(text, q)[0])
    if included and not is_kept:
        return f"{plain(rate)}/{plain(100 + rate)}"
    return f"{plain(100 - rate if is_kept else rate)}%"


def _gross_margin(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The margin, where gross profit is asked: what is left of the revenue, never those who pay."""
    if not phrase("revenue", "gross_profit").search(text):
        return []
    return [
        q
        for q in quantities
        if q.unit == "percent"
        and (
            re.search(
                r"(?:\bmargins?(?: of| is| at|:)? ?|毛利率(?:为|是)?)$", text[: q.start], re.I
            )
            or re.match(r" (?:gross |profit )?margin\b|的?毛利率", text[q.end :], re.I)
        )
    ]


def _is_beside_taker(text: str, q: Quantity) -> bool:
    """Whether the share stands right behind who takes it: "through the App Store at 30%", "(VAT 19%)"."""
    named = words("revenue", "fee_takers")
    before = rf"(?:{named})(?:'s|’s)?(?: at| of| is| fee| cut|的)?\s*[（(:：]?\s*$"
    given = rf"(?:\b(?:pay|give|owe|hand)(?:s|ing)?|付给|交给|给)\s*(?:the )?(?:{words('revenue', 'taker')})\s*$"
    ahead = text[: q.start]
    return bool(re.search(before, ahead, re.IGNORECASE) or re.search(given, ahead, re.IGNORECASE))


def _is_growth(text: str, q: Quantity) -> bool:
    """Whether it is a rate of growth a period, whatever else its clause names: "growing 20% a year after tax"."""
    return (
        q.per is not None and phrase("revenue", "growth").search(clause_at(text, q)[0]) is not None
    )


def _is_deducted(text: str, q: Quantity) -> bool:
    """Whether the share is named as what is lost of a result: "20% tax", "refunds of 3%"."""
    clause, start = clause_at(text, q)
    return q.per is None and is_nearest("deducted", ("growth", "churn"), clause, q.start - start, q)


def _is_held_in(text: str, q: Quantity) -> bool:
    """Whether it is a tax that the price holds already: "€24 including 20% VAT" holds 20/120."""
    named = words("revenue", "price_taxes")
    held = re.search(rf"{words('revenue', 'held_in')}\s*(?:{named})?(?: of| at)?\s*$", text[: q.start], re.I)  # fmt: skip
    after = re.match(rf"\s*(?:of )?(?:{named})", text[q.end :], re.IGNORECASE)
    before = re.search(rf"(?:{named})(?: of| at)?\s*$", text[: q.start], re.IGNORECASE)
    return bool(held and (after or before))


def takers_without_share(text: str) -> list[str]:
    """Those named who take a part of sales, to be said where no share of theirs is given: "through the app store"."""
    found = phrase("revenue", "fee_takers").finditer(text)
    return list(dict.fromkeys(m[0] if m[0].isupper() else m[0].lower() for m in found))


def _is_ours(text: str, at: int) -> bool:
    """Whether the share is what we get, so that the others take the rest: "we get 30% of"."""
    before = text[max(0, at - 24) : at]
    return phrase("revenue", "ours").search(before) is not None


def adds_to_earlier(text: str) -> bool:
    """Whether a share comes after those said before: "and tax takes another 20%"."""
    return _MORE.search(text) is not None


def fractions_in(text: str) -> list[tuple[str, str]]:
    """Each share in words as "3/4" or "30%", behind the clause it stands in."""
    return [(_clause(text, at, end), part) for at, end, part in spoken_shares(text)]


def _is_taken(clause: str) -> bool:
    """Whether somebody who takes and the taking of it are both named in the clause."""
    if phrase("revenue", "cut_word").search(clause):
        return True
    taker, takes = phrase("revenue", "taker"), phrase("revenue", "takes")
    return taker.search(clause) is not None and takes.search(clause) is not None


def _clause(text: str, start: int, end: int) -> str:
    """The words around a fraction, to the next comma or full stop."""
    # the comma of "900,000" ends nothing
    before = re.split(r",(?!\d{3})|[，;；。?？]|\.\s", text[:start])[-1]
    after = re.split(r",(?!\d{3})|[，;；。?？]|\.(?:\s|$)", text[end:])[0]
    return f"{before}{text[start:end]}{after}"
