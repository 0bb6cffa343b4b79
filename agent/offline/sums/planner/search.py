"""Products of terms whose unit is the one that is sought: which stand above the line, which below, and what
each is for."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.offline.sums.planner import units
from agent.offline.sums.planner.sought import Sought
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.units import PERIODS, TIME, Unit, product, timeless

_MOST_READINGS = 3000
"""Of one set of terms; a question with more of them says too little of what each is for."""


@dataclass(frozen=True)
class Factor:
    """A term in a product, or below the line, with what it is for each of by assumption."""

    term: Term
    power: int = 1
    implied: tuple[str, ...] = ()
    less: Term | None = None
    """What is taken off the term first: a price less the cost of serving."""


@dataclass(frozen=True)
class Product:
    """Factors, what changes their product, and its sign in a sum."""

    factors: tuple[Factor, ...]
    moves: tuple[Term, ...] = ()
    length: Term | None = None
    """Over which growth and churn compound."""
    sign: int = 1
    over: tuple[Term, ...] = ()
    """Counts whose sum all products together are divided by, for an average."""
    in_margin: bool = False
    """Whether all products together are told as a share of those that come in."""

    @property
    def used(self) -> set[Term]:
        """Every term that takes part."""
        held = {f.term for f in self.factors} | {f.less for f in self.factors if f.less}
        return held | set(self.over) | set(self.moves) | ({self.length} if self.length else set())

    def below(self, move: Term) -> bool:
        """Whether what a share changes stands below the line: the factor nearest to it in the text."""
        things = [f for f in self.factors if not set(f.term.unit) <= set(PERIODS)]
        nearest = min(
            things,
            key=lambda f: max(f.term.start - move.end, move.start - f.term.end),
            default=None,
        )
        return nearest is not None and nearest.power < 0

    @property
    def unit(self) -> dict[str, int]:
        parts = (units.inverse(unit_of(f)) if f.power < 0 else unit_of(f) for f in self.factors)
        return product(*parts)


Derivation = tuple[Product, ...]


def unit_of(factor: Factor) -> dict[str, int]:
    """The factor's unit with what it is for each of."""
    return product(factor.term.unit, *({name: -1} for name in factor.implied))


def money_in(unit: Unit) -> str | None:
    """The currency that a unit counts."""
    return next((n for n, p in unit.items() if p > 0 and len(n) == 3 and n.isupper() and n != "GPU"), None)  # fmt: skip


def choices_of(
    amounts: Sequence[Term], sought: Sought, *, whole: bool
) -> Iterator[list[tuple[Term, ...]]]:
    """All factors, with and without what the result is told per; then fewer, where others are asked too."""
    spare = [t for t in amounts if any(t.unit.get(name, 0) > 0 for name in sought.per)]
    rest = tuple(t for t in amounts if t not in spare)
    yield [tuple(amounts), *([rest] if spare and rest else [])]
    if not whole:
        for size in range(len(amounts) - 1, 0, -1):
            yield list(itertools.combinations(amounts, size))


def product_of(
    terms: Sequence[Term], target: Unit | None, sought: Sought
) -> tuple[int, tuple[Factor, ...]] | None:
    """The exponents and assumptions of least weight under which the terms make the target's unit."""
    options = [list(_options(t, target, sought)) for t in terms]
    if math.prod(map(len, options)) > _MOST_READINGS:
        return None
    best: tuple[int, tuple[Factor, ...]] | None = None
    for chosen in itertools.product(*options):
        factors = tuple(factor for factor, _ in chosen)
        unit = timeless(Product(factors).unit)
        weight = sum(w for _, w in chosen) + 40 * (
            sought.kind == "share" and _value_of(factors) > 1
        )
        if (unit == target if target is not None else _is_plain(unit, sought)) and (best is None or weight < best[0]):  # fmt: skip
            best = (weight, factors)
    return best


def _value_of(factors: Sequence[Factor]) -> float:
    """About how large a share is, periods aside: of two ways up that of the part in the whole is meant."""
    value = 1.0
    for factor in factors:
        value *= float(factor.term.value) ** factor.power
    return value


def _is_plain(unit: Unit, sought: Sought) -> bool:
    """Whether a unit can be told: one thing, perhaps for each period or thing, as asked."""
    one = sum(power for power in unit.values() if power > 0) == 1
    return one and all(unit.get(name, 0) < 0 for name in sought.per)


def has_period(unit: Unit) -> bool:
    return any(name in PERIODS for name in unit)


def _options(term: Term, target: Unit | None, sought: Sought) -> Iterator[tuple[Factor, int]]:
    """A factor above and below the line, for all and for each, with what each reading weighs."""
    small = money_in(term.unit) is not None and not term.is_fixed
    timed = has_period(term.unit)
    rate_alone = all(power < 0 for power in term.unit.values())
    asked_per = any(term.unit.get(name, 0) > 0 for name in sought.per)
    may_divide = sought.kind in ("count", "time", "share") or rate_alone or asked_per
    lacks_period = (
        money_in(term.unit)
        and not timed
        and sought.period
        and target
        and target.get(TIME)
        and not term.unit.get("token")
    )
    free = "month" if sought.months_free else None
    loose = () if term.is_fixed and money_in(term.unit) else term.loose
    for power in (1, -1) if may_divide else (1,):
        turned = 0 if power > 0 else 4
        if power < 0 and sought.kind == "same" and not asked_per:
            continue
        yield Factor(term, power), turned + (2 if small and term.loose else 0)
        for name in loose:
            yield Factor(term, power, (name,)), turned + (1 if small else 3)
        if lacks_period:
            for extra in ((), *((name,) for name in loose)):
                yield (
                    Factor(term, power, (*extra, free or str(sought.period))),
                    turned + 3 - len(extra),
                )
