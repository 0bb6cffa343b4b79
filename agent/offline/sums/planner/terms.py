"""A question's amounts as typed terms: what each counts, for what, and what its words do with it."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.offline.sums.amounts import LEAST_TARGET, is_money, plain
from agent.offline.sums.planner import units
from agent.offline.sums.planner.costs import clause_around, is_money_term, marked, rates_of_cost
from agent.offline.sums.planner.lengths import (
    is_explained,
    is_period_asked,
    is_year_named,
    lengths_in,
)
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
_PRICED = re.compile(
    r"(?:\b(?:costs?(?: me| us)?|pay|pays|paying|at|on|charge|charges|charging|price[a-z ]*|to)\s*(?:only |just |about )?|付|收|涨到|降到|价格?为?)$",
    re.IGNORECASE,
)
_OF_EACH = re.compile(r"\bvariable\b|\bserv(?:e|ing)\b|\bunit cost|变动|服务", re.IGNORECASE)
_BILLED = re.compile(
    r"\b(?:billed|paid|charged|all)\s+(monthly|yearly|annually|weekly)\b|按(月|年)付", re.IGNORECASE
)
_SENTENCE = re.compile(r"[;；。?？!！]|\.(?:\s|$)")


@dataclass(frozen=True)
class _Beside:
    """What stands around an amount."""

    text: str
    counted: frozenset[str]
    """Units that some amount of the text counts, or that its question asks for."""
    money: str | None
    """The currency of its amounts, where there is one."""


def terms_in(
    text: str,
    quantities: Sequence[Quantity],
    counted: Iterable[str] = (),
    money: str | None = None,
) -> list[Term] | None:
    """All terms in their order; None where an amount is of a kind that no sum is made of.

    `counted` are units that an earlier turn counts, `money` is its currency.
    """
    kept = [_to_comma(q) for q in _without_slips(text, recounted(quantities, text))]
    if _RATE_MOVES.search(text):
        return None
    earlier = _earlier_prices(text, kept)
    found, rest = share_terms(text, [q for q in kept if q not in earlier.values()])
    rest = [
        q
        for q in rest
        if not (is_period_asked(q, text) or is_year_named(q, text) or is_explained(q, text))
    ]
    units_known = frozenset([*counted_units(text, rest), *counted])
    units_known |= {
        name
        for name in ("task", "call", "chat", "message", "document", "image", "video")
        if len(re.findall(rf"\b(?:{table('worksheet_units')[name]})(?![a-z])", text, re.I)) > 1
    }
    named = {str(q.unit) for q in rest if is_money(q)} | {money} - {None}
    beside = _Beside(text, units_known, named.pop() if len(named) == 1 else None)
    held = [(x.start, x.end) for x in (*found, *rest)]
    amounts = [t for t in lengths_in(text) if not any(a < t.end and t.start < b for a, b in held)]
    for q in rest:
        term = _amount(q, beside)
        if term is None:
            return None
        before = earlier.get(q.start)
        amounts.append(replace(term, was=plain(before.value)) if before else term)
    amounts = told_apart(text, marked(text, rates_of_cost(text, amounts)))
    amounts = _with_lent_periods(text, amounts)
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
        r"[,;，]\s*(?:yearly|annually|annual|monthly|quarterly|weekly|daily|an? (?:quarter|month|year|day))$",
        q.text,
        re.I,
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
    what, end = _counted(q, beside)
    if what is None or what in ("percent", "times", "percentage points"):
        return None
    unit, scale, end = _with_denominators({what: 1}, q, beside, end)
    if (shared := _distributed(q, beside, unit)) and shared not in unit:
        unit = units.product(unit, {shared: -1})
    number = plain(abs(q.value))
    written = number if scale == 1 else f"{number}/{scale}"
    end = max(end, q.end)
    term = Term("amount", abs(q.value) / scale, written, unit, q.start, end, text[q.start : q.end])
    said = re.search(r"([A-Za-z]+)\W*$", text[: q.start])
    return replace(term, loose=_loose(term, beside), label=said[1].lower() if said else "")


def _counted(q: Quantity, beside: _Beside) -> tuple[str | None, int]:
    """What the amount counts: a currency, a unit of its own, or the noun beside it; and where that ends."""
    text = beside.text
    if is_money(q):
        return str(q.unit), q.end
    if q.unit is not None:
        return units.counted(q.unit) or q.unit, q.end
    noun, end = noun_behind(q, text)
    if noun is None and beside.money and _PRICED.search(text[: q.start]) and q.value < LEAST_TARGET:
        return beside.money, q.end  # "a quarter pay 20"
    if noun is None and beside.money and q.per in units.PERIODS and q.value >= 10:
        return beside.money, q.end  # "4,200 a month fixed"
    return noun or noun_before(q, text), end


def _with_lent_periods(text: str, amounts: Sequence[Term]) -> list[Term]:
    """Prices with the period said for all of them, by one of several or as "billed monthly"."""
    prices = [
        t for t in amounts if is_money_term(t) and not t.is_fixed and "token" not in str(t.unit)
    ]
    prices = [
        t
        for t in prices
        if not t.is_cost or _OF_EACH.search(clause_around(text, t.start, t.end)[0])
    ]
    bare = [t for t in prices if set(t.unit) <= {str(_money_of(t)), units.PERSON}]
    totals = [t for t in amounts if is_money_term(t) and t.is_fixed and t.unit.get("year") == -1]
    if (
        len(bare) == len(prices) == len(totals) == 1 and units.PERSON in bare[0].unit
    ):  # "$30bn a year at $120 per head"
        return [
            replace(t, unit=units.product(t.unit, {"year": -1})) if t in bare else t
            for t in amounts
        ]
    if (
        len(bare) == len(prices) == 1 and bare[0].is_income
    ):  # what is charged is for the period of what it costs
        timed = [t for t in amounts if t.is_cost and not t.is_fixed and "token" not in str(t.unit)]
        prices = [*bare, *timed]
    timed = [t for t in prices if any(n in units.PERIODS for n in t.unit)]
    if len(prices) < 2 or not bare or (timed and len(bare) > 1 and len(timed) > 1):
        return list(amounts)
    said = _BILLED.search(text)
    word = said and next(g for g in said.groups() if g).lower()
    period = next((n for t in timed for n in t.unit if n in units.PERIODS), None) or (word and str(table("periods").get(word, word)))  # fmt: skip
    if period is None or (not timed and len(bare) != len(prices)):
        return list(amounts)
    return [
        replace(t, unit=units.product(t.unit, {period: -1})) if t in bare else t for t in amounts
    ]


def _money_of(term: Term) -> str | None:
    return next((n for n, p in term.unit.items() if p > 0), None)


def _with_denominators(
    unit: dict[str, int], q: Quantity, beside: _Beside, end: int
) -> tuple[dict[str, int], int, int]:
    """The unit with what the amount is for, how many of it, and where its words end."""
    scale = 1
    pays = re.search(r"每个?[月年天周]$", q.text) and re.match(r"[付交花缴]", beside.text[q.end :])
    for name in (q.per, q.each):
        if name is not None and not (pays and units.PERSON in unit):  # "300万用户每月付25元"
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
