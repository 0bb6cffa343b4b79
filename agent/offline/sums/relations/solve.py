"""How a result follows from what is given: equations one after another, until only given roles are left."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agent.offline.sums.relations.asked import Slot
from agent.offline.sums.relations.book import IMPLIED, Equation, equations, roles

_MOST_WAYS, _MOST_CHOICES = 60, 4000
_UNTOLD, _TWICE = 100, 50


@dataclass(frozen=True)
class Way:
    """The given roles that a result needs, and the equations that lead to it in their order."""

    used: frozenset[str]
    steps: tuple[Equation, ...]


@cache
def roles_behind(name: str) -> frozenset[str]:
    """All roles that a result may follow from, itself among them."""
    found, rest = set[str](), [name]
    while rest:
        role = rest.pop()
        if role not in found:
            found.add(role)
            rest += [n for e in equations().get(role, ()) for n in (*e.inputs, *e.spare)]
    return frozenset(found)


def answers(
    slots: Sequence[Slot], given: frozenset[str], needed: frozenset[str]
) -> list[tuple[str, Way] | None] | None:
    """A role and its way for each slot, together of all that is needed of what is given; None for a slot
    without one, and where there is no such sum."""
    options = [_options(slot, given) for slot in slots]
    best: tuple[int, list[tuple[str, Way] | None]] | None = None
    for chosen in itertools.islice(itertools.product(*options), _MOST_CHOICES):
        used = frozenset[str]().union(*(way.used for _, _, way in chosen if way))
        weight = sum(_weight(rank, way) for rank, _, way in chosen)
        weight += _TWICE * (len(chosen) - len({name or i for i, (_, name, _) in enumerate(chosen)}))
        if needed <= used and (best is None or weight < best[0]):
            best = (weight, [(name, way) if way else None for _, name, way in chosen])
    return best[1] if best else None


def _weight(rank: int, way: Way | None) -> int:
    """Of two ways that of more amounts is meant: a margin is one after all costs."""
    return _UNTOLD if way is None else rank * 30 - 10 * len(way.used) + len(way.steps)


def beside(found: Sequence[tuple[str, Way] | None], given: frozenset[str]) -> list[tuple[str, Way]]:
    """What is told with the results, of the same amounts."""
    told = [one for one in found if one]
    names = [n for name, _ in told for n in roles()[name].beside if n not in {m for m, _ in told}]
    ways = ((name, _ways(name, given)) for name in dict.fromkeys(names))
    return [(name, max(some, key=lambda way: len(way.used))) for name, some in ways if some]


def _options(slot: Slot, given: frozenset[str]) -> list[tuple[int, str, Way | None]]:
    """Its ways; where there is none, none, as its words may be there for something else."""
    ways: list[tuple[int, str, Way | None]] = [
        (rank, name, way)
        for name, rank in slot.candidates
        if name not in given
        for way in _ways(name, given)
    ]
    return ways or [(0, "", None)]


def _ways(name: str, given: frozenset[str], above: Collection[str] = ()) -> list[Way]:
    if name in given:
        return [Way(frozenset({name}), ())]
    if name in IMPLIED:
        return [Way(frozenset(), ())]
    if name in above or (above and name in roles() and roles()[name].is_goal):
        return []
    found: list[Way] = []
    for equation in equations().get(name, ()):
        inputs = [_ways(n, given, {*above, name}) for n in equation.inputs]
        found += itertools.islice(_joined(inputs, equation, given), _MOST_WAYS)
    return found[:_MOST_WAYS]


def _joined(
    inputs: Sequence[Sequence[Way]], last: Equation, given: frozenset[str]
) -> Iterator[Way]:
    for some in itertools.product(*inputs):
        before = dict.fromkeys(e for way in some for e in way.steps)
        if len({e.finds for e in before}) == len(before):  # one role, one way to it
            used = frozenset[str]().union(*(w.used for w in some))
            yield Way(used | (given & frozenset(last.spare)), (*before, last))
