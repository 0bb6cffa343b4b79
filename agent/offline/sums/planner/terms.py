"""A question's amounts as typed terms: what each counts, for what, and what its words do with it."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.offline.sums.amounts import is_money, plain
from agent.offline.sums.planner import units
from agent.offline.sums.planner.costs import is_money_term, marked, rates_of_cost
from agent.offline.sums.planner.lengths import is_period_asked, is_year_named, lengths_in
from agent.offline.sums.planner.nouns import counted_units, noun_before, noun_behind, past_its_name
from agent.offline.sums.planner.shares import share_terms
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.tokens import told_apart
from agent.offline.sums.recount import recounted
from agent.offline.vocabulary import table, words
from agent.quantities import Quantity, find_quantities

_RATE_MOVES = re.compile(
    r"(?:\bfrom|从|由)\s*\d[\d.]*\s?[%％]?\s*(?:down |up )?(?:to|[^\d，。]{0,2}[到至])\s*\d[\d.]*\s?[%％]",
    re.IGNORECASE,
)
"""A rate that becomes another, which is a change of its own kind."""
_OF_PERIOD = re.compile(
    r"\s*(?:of|in) (?:our |its |the )?(yearly|annual|monthly|weekly|daily)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[;；。?？!！]|\.(?:\s|$)")


@dataclass(frozen=True)
class _Beside:
    """What stands around an amount."""

    text: str
    counted: frozenset[str]
    """Units that some amount of the text counts, or that its question asks for."""


def terms_in(
    text: str, quantities: Sequence[Quantity], counted: Iterable[str] = ()
) -> list[Term] | None:
    """All terms in their order; None where an amount is of a kind that no sum is made of.

    `counted` are units that an earlier turn counts.
    """
    kept = [_to_comma(q) for q in _without_slips(text, recounted(quantities, text))]
    if _RATE_MOVES.search(text):
        return None
    earlier = _earlier_prices(text, kept)
    found, rest = share_terms(text, [q for q in kept if q not in earlier.values()])
    rest = [q for q in rest if not (is_period_asked(q, text) or is_year_named(q, text))]
    units_known = frozenset([*counted_units(text, rest), *counted])
    beside = _Beside(text, units_known)
    held = [(x.start, x.end) for x in (*found, *rest)]
    amounts = [t for t in lengths_in(text) if not any(a < t.end and t.start < b for a, b in held)]
    for q in rest:
        term = _amount(q, beside)
        if term is None:
            return None
        before = earlier.get(q.start)
        amounts.append(replace(term, was=plain(before.value)) if before else term)
    amounts = told_apart(text, marked(text, rates_of_cost(text, amounts)))
    return sorted([*found, *amounts], key=lambda term: term.start)


def _without_slips(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Without an amount that is taken back: "70% adults... er, 70% online"."""
    slip = re.compile(rf"[^?!]{{0,24}}?\W(?:{words('worksheet', 'slip')})", re.IGNORECASE)
    return [
        q
        for i, q in enumerate(quantities)
        if i + 1 == len(quantities) or not slip.fullmatch(text[q.end : quantities[i + 1].start].rstrip(" ,，"))
    ]  # fmt: skip


def _to_comma(q: Quantity) -> Quantity:
    """Without the period of what is asked: of "$15 a month, annual revenue" the amount is "$15 a month"."""
    said = re.search(
        r"[,;，]\s*(?:yearly|annually|annual|monthly|quarterly|weekly|daily)$", q.text, re.I
    )
    alone = find_quantities(q.text[: said.start()]) if said else []
    if len(alone) != 1:
        return q
    return replace(alone[0], start=q.start + alone[0].start, end=q.start + alone[0].end)


def _earlier_prices(text: str, quantities: Sequence[Quantity]) -> dict[int, Quantity]:
    """Prices that are no more, by where those in their place begin: "from $20 to $14"."""
    ahead = re.compile(r"(?:\bfrom|从|由)\s*$", re.IGNORECASE)
    between = re.compile(
        r"\s*(?:(?:an?|per) \w+\s*)?(?:down |up )?to\s*(?:only |just )?|[^，。]{0,3}[到至]",
        re.IGNORECASE,
    )
    return {
        later.start: q
        for q, later in itertools.pairwise(quantities)
        if is_money(q)
        and q.unit == later.unit
        and ahead.search(text[: q.start])
        and between.fullmatch(text[q.end : later.start])
    }


def _amount(q: Quantity, beside: _Beside) -> Term | None:
    """The amount as a term; a bare number that counts nothing is None."""
    text = beside.text
    what, end = _counted(q, text)
    if what is None or what in ("percent", "times", "percentage points"):
        return None
    unit, scale, end = _with_denominators({what: 1}, q, beside, end)
    if (shared := _distributed(q, beside, unit)) and shared not in unit:
        unit = units.product(unit, {shared: -1})
    number = plain(abs(q.value))
    written = number if scale == 1 else f"{number}/{scale}"
    end = max(end, q.end)
    term = Term("amount", abs(q.value) / scale, written, unit, q.start, end, text[q.start : q.end])
    return replace(term, loose=_loose(term, beside))


def _counted(q: Quantity, text: str) -> tuple[str | None, int]:
    """What the amount counts: a currency, a unit of its own, or the noun beside it; and where that ends."""
    if is_money(q):
        return str(q.unit), q.end
    if q.unit is not None:
        return units.counted(q.unit) or q.unit, q.end
    noun, end = noun_behind(q, text)
    return noun or noun_before(q, text), end


def _with_denominators(
    unit: dict[str, int], q: Quantity, beside: _Beside, end: int
) -> tuple[dict[str, int], int, int]:
    """The unit with what the amount is for, how many of it, and where its words end."""
    scale = 1
    for name in (q.per, q.each):
        if name is not None:
            below, many = units.denominator(name)
            unit, scale = units.product(unit, {below: -1}), scale * many
    if is_money(q) and q.per is None:
        end = past_its_name(beside.text, end)
        if of_period := _OF_PERIOD.match(beside.text, q.end):  # "$2.4m of yearly cost"
            unit = units.product(unit, {str(table("periods")[of_period[1].lower()]): -1})
    behind, end = units.per_after(beside.text, end, beside.counted)
    return units.product(unit, *({name: -1} for name in behind)), scale, end


def _loose(term: Term, beside: _Beside) -> tuple[str, ...]:
    """What the amount may be for each of without saying so: "$25 a month" of a seat."""
    if not (is_money_term(term) or any(p < 0 for p in term.unit.values())):
        return ()
    return tuple(sorted(c for c in beside.counted if c and c not in term.unit and c not in units.PERIODS and c != "token"))  # fmt: skip


def _distributed(q: Quantity, beside: _Beside, unit: units.Unit) -> str | None:
    """What the sentence says the amount is for each of: "every task uses 45,000 tokens", "each pays $50"."""
    held = [name for name, power in unit.items() if power < 0 and name not in units.PERIODS]
    if held or all(name in units.PERIODS for name in unit):
        return None
    text = beside.text
    begin = max((m.end() for m in _SENTENCE.finditer(text, 0, q.start)), default=0)
    before = text[begin : q.start]
    nouns = units.words_for_units(periods=False)
    found: str | None = None
    for m in re.finditer(rf"\b(?:each|every|an?|one|per)\s+(?!million|thousand|billion|hundred|dozen)(?:[a-z-]+\s+)?({nouns})(?![a-z])|每一?(?:个|位|名|张|家|条)?({nouns}|张|次)", before, re.IGNORECASE):  # fmt: skip
        if re.search(r"\b(?:what|how)\b", before[: m.start()], re.IGNORECASE) and m[0].startswith(
            "per"
        ):
            continue  # "what price per seat gives $1.2bn" asks for it
        found = units.named(m[1] or m[2])
    alone = re.search(
        r"\beach\b(?!\s+(?:month|year|day|week|quarter|hour))|\bapiece\b|各", before, re.I
    )
    if found is None and alone:
        ahead = text[: begin + alone.start()]
        named = [m for m in re.finditer(rf"(?<![a-z])(?:{nouns})(?![a-z])", ahead, re.I)]
        found = units.named(named[-1][0]) if named else None
    after = re.match(r"\s*(?:each|apiece)\b(?!\s+(?:month|year|day|week))", text[q.end :], re.I)
    if after and units.PERSON in beside.counted and found is None:
        found = units.PERSON
    return found if found in beside.counted and found not in unit else None
