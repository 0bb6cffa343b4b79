"""From typed terms to the result asked for: factors multiplied or divided until its unit is reached."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.offline.sums.planner.search import (
    Derivation,
    Factor,
    Product,
    choices_of,
    has_period,
    money_in,
    product_of,
)
from agent.offline.sums.planner.sought import Sought
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.tiers import tiers_of
from agent.offline.sums.planner.units import PERIODS, PERSON, TIME, Unit, product, timeless

_MOST_FACTORS = 7


def derivations(terms: Sequence[Term], sought: Sought, *, whole: bool) -> Iterator[Derivation]:
    """Ways to what is sought, the plainest first; `whole` where every term must be used."""
    amounts, moves, length = _sorted(terms, sought)
    if sought.is_effective:
        yield from _of_use(amounts, moves)
        return
    if sought.is_cost:
        moves = [t for t in moves if not t.is_use]
    amounts = _of_its_side(amounts, sought)
    monies = [t for t in amounts if money_in(t.unit)]
    if not 0 < len(amounts) <= _MOST_FACTORS or _is_unclear(amounts, moves, length, sought):
        return
    if sought.kind == "margin":
        yield from _margin(amounts, monies, moves, sought)
    elif sought.kind == "share" and amounts == monies and len(monies) == 1:
        yield (
            Product((), tuple(t for t in moves if t.role == "part")),
        )  # "what share of everything"
    elif tiers := tiers_of(amounts, monies, moves, sought):
        yield tiers
    else:
        for target in _targets(sought, amounts):
            yield from _reaching(target, amounts, moves, length, sought, whole=whole)


def _reaching(
    target: Unit | None,
    amounts: Sequence[Term],
    moves: Sequence[Term],
    length: Term | None,
    sought: Sought,
    *,
    whole: bool,
) -> Iterator[Derivation]:
    """Products and sums of them in the target's unit."""
    monies = [t for t in amounts if money_in(t.unit)]
    added = sought.kind == "money" and len(monies) > 1
    costs_off = added and sought.is_net and any(t.is_cost for t in monies)
    sums = _sum(amounts, monies, moves, length, target, sought, whole=whole) if added else iter(())
    if costs_off:
        yield from sums
    own = [
        t for t in monies if t.unit.get("token", 0) >= 0
    ]  # that of tokens is the period of their use
    if added and len({has_period(t.unit) for t in own}) > 1 and not lengths_of(amounts):
        return  # one of them lacks its period
    choices = list(choices_of(amounts, sought, whole=whole))
    yield from _single(choices[:1], moves, length, target, sought)
    if sought.kind in ("count", "time") and len(monies) > 2:
        yield from _of_net(amounts, monies, moves, length, target, sought)
    if not costs_off:
        yield from sums
    yield from _single(choices[1:], moves, length, target, sought)


def _of_use(amounts: Sequence[Term], moves: Sequence[Term]) -> Iterator[Derivation]:
    """The price of an hour divided by the part of the hours that are in use."""
    price = next((t for t in amounts if money_in(t.unit) and has_period(t.unit)), None)
    use = next((t for t in moves if t.is_use), None)
    if price is not None and use is not None:
        yield (Product((Factor(price), Factor(replace(use, role="amount"), -1))),)


def _of_its_side(amounts: Sequence[Term], sought: Sought) -> list[Term]:
    """Of costs and income together, a cost is made of the one and a revenue of the other."""
    monies = [t for t in amounts if money_in(t.unit)]
    both = any(t.is_cost for t in monies) and any(t.is_income for t in monies)
    if sought.kind != "money" or sought.is_net or not both:
        return list(amounts)
    return [t for t in amounts if t not in monies or t.is_cost == sought.is_cost]


def _is_unclear(
    amounts: Sequence[Term], moves: Sequence[Term], length: Term | None, sought: Sought
) -> bool:
    """Whether it was not said of what a share is one, what it does, over how long a rate compounds, or
    whether changes compound or add up."""
    rates = [t for t in moves if t.role in ("growth", "churn", "multiple")]
    parts = [t for t in moves if t.role == "part"]
    changed = [t for t in moves if t.role in ("rise", "fall")]
    falls = any(t.role == "fall" for t in changed)
    return (
        (bool(rates) and (length is None or len(rates) > 1 or bool(changed)))
        or any(t.value > 1 for t in parts)
        or (bool(parts) and not any(_is_base(t) for t in amounts))
        or not all(t.is_sure for t in moves)
        or (sought.is_extra and falls)
    )


def _margin(
    amounts: Sequence[Term], monies: Sequence[Term], moves: Sequence[Term], sought: Sought
) -> Iterator[Derivation]:
    """What is left of the one income after all other amounts of money, as a share of it."""
    incomes = [t for t in monies if not t.is_cost]
    incomes = [t for t in incomes if t.is_income] or incomes
    income = next((t for t in incomes if t.is_fixed), incomes[0] if incomes else None)
    if income is None or len(monies) < 2:
        return
    costs = [replace(t, is_cost=t is not income) for t in amounts if t in monies]
    rest = [t for t in amounts if t not in monies]
    money = replace(sought, kind="money", is_net=True)
    target = timeless(income.unit)
    for way in _sum([*costs, *rest], costs, moves, None, target, money, whole=True):
        yield tuple(replace(p, in_margin=True) for p in way)


def _single(
    choices: Sequence[list[tuple[Term, ...]]],
    moves: Sequence[Term],
    length: Term | None,
    target: Unit | None,
    sought: Sought,
) -> Iterator[Derivation]:
    """One product, of the first choice of factors that makes the unit."""
    for choice in choices:
        ways = [made for some in choice if (made := product_of(some, target, sought))]
        if ways:
            yield (Product(min(ways, key=lambda made: made[0])[1], tuple(moves), length),)


def _is_base(term: Term) -> bool:
    """Whether a share can be one of it: things counted, an amount of all together, or what one pays for life."""
    ups = [n for n, p in term.unit.items() if p > 0 and n not in PERIODS]
    return bool(ups and money_in(term.unit) is None) or term.is_fixed or term.is_cost or not ups


def lengths_of(terms: Sequence[Term]) -> list[Term]:
    """The amounts that are lengths of time."""
    return [
        t
        for t in terms
        if len(t.unit) == 1 and next(iter(t.unit)) in PERIODS and t.role == "amount"
    ]


def _sorted(terms: Sequence[Term], sought: Sought) -> tuple[list[Term], list[Term], Term | None]:
    """Factors, what changes a product, and the length of time over which it compounds."""
    amounts = [t for t in terms if t.role == "amount"]
    moves = [t for t in terms if t.role != "amount"]
    lengths = lengths_of(amounts)
    rates = [t for t in moves if t.role in ("growth", "churn", "multiple")]
    if sought.is_extra:  # what a rise adds is its share of the base
        moves = [replace(t, role="part") if t.role == "rise" else t for t in moves]
    if rates and lengths:
        return [t for t in amounts if t is not lengths[-1]], moves, lengths[-1]
    if any(
        t.role == "churn" for t in rates
    ):  # "over their lifetime": divided by what leaves a month
        amounts += [replace(t, role="amount") for t in rates if t.role == "churn"]
        moves = [t for t in moves if t.role != "churn"]
    return amounts, moves, None


def _targets(sought: Sought, amounts: Sequence[Term]) -> list[Unit | None]:
    """Units that answer the question; None takes what the product has."""
    below = product(*({name: -1} for name in sought.per))
    if sought.kind == "share":
        return [{}]
    if sought.kind == "time":
        return [{TIME: 1}]
    if sought.kind == "same":
        return [None]
    if sought.kind == "count" and not sought.noun:
        named = [
            n
            for t in amounts
            for n, p in t.unit.items()
            if p > 0 and n not in PERIODS and money_in(t.unit) != n
        ]
        nouns = list(dict.fromkeys(named))
        return [u for n in nouns for u in _targets(replace(sought, noun=n), amounts)]
    noun = sought.noun if sought.kind == "count" else _currency(amounts)
    if noun is None:
        return []
    whole = product({noun: 1}, below)
    rate = product(whole, {TIME: -1})
    return [rate, whole] if sought.period else [whole, rate]


def _currency(amounts: Sequence[Term]) -> str | None:
    named = {money_in(t.unit) for t in amounts} - {None}
    return next(iter(named)) if len(named) == 1 else None


def _of_net(
    amounts: Sequence[Term],
    monies: Sequence[Term],
    moves: Sequence[Term],
    length: Term | None,
    target: Unit | None,
    sought: Sought,
) -> Iterator[Derivation]:
    """A price less what one costs, as one factor: fixed cost ÷ (price − serving)."""
    for price, cost in itertools.permutations(monies, 2):
        if price.is_cost or not cost.is_cost or cost.is_fixed or _each(price) != _each(cost):
            continue
        rest = [t for t in amounts if t is not cost]
        if found := product_of(rest, target, sought):
            held = tuple(replace(f, less=cost) if f.term is price else f for f in found[1])
            yield (Product(held, tuple(moves), length),)


def _each(term: Term) -> Unit:
    """The unit as that of one person, where that may be meant."""
    return product(term.unit, {PERSON: -1}) if PERSON in term.loose else term.unit


def _sum(
    amounts: Sequence[Term],
    monies: Sequence[Term],
    moves: Sequence[Term],
    length: Term | None,
    target: Unit | None,
    sought: Sought,
    *,
    whole: bool,
) -> Iterator[Derivation]:
    """A product for each amount of money, added; costs taken off where what is left is asked."""
    incomes = [t for t in monies if not t.is_cost]
    prices = [t for t in incomes if not t.is_fixed and (PERSON in t.loose or PERSON in t.unit)]
    parts = [m for m in moves if m.role == "part" and "margin" not in m.label]
    if length is not None or len(prices) > 1 or (parts and len(incomes) > 1):
        return  # who pays which price, or which of them the share is of, was not said
    if any(t.is_cost for t in monies) and not (sought.is_net or sought.is_cost):
        return
    others = [t for t in amounts if t not in monies]
    found: list[Product] = []
    for money in monies:
        ways = [
            made
            for size in range(len(others) + 1)
            for some in itertools.combinations(others, size)
            if (made := product_of([money, *some], target, sought))
        ]
        best = min(ways, key=lambda made: made[0], default=None)
        if best is None:
            return
        sign = -1 if sought.is_net and money.is_cost else 1
        found.append(Product(best[1], (), None, sign))
    used = set[Term]().union(*(p.used for p in found))
    if (whole and len(used) < len(amounts)) or (sought.is_net and all(p.sign > 0 for p in found)):
        return
    yield tuple(_with_moves(p, moves, monies) for p in found)


def _with_moves(one: Product, moves: Sequence[Term], monies: Sequence[Term]) -> Product:
    """With the shares that change it: those that name an amount change that alone, a part the terms that
    count its base, what is taken and a margin all income."""
    money = next(f.term for f in one.factors if money_in(f.term.unit))
    counts = any(f.term.unit.get(PERSON, 0) > 0 for f in one.factors)
    fitting: list[Term] = []
    for move in moves:
        named = [m for m in monies if m.label and m.label in move.label.split()]
        if named:
            fits = money in named
        else:
            fits = counts if move.role == "part" and "margin" not in move.label else one.sign > 0
        fitting += [move] if fits else []
    return replace(one, moves=tuple(fitting))
