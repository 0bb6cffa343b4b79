"""Which role each amount of a question plays: by the words nearest to it, as far as the roles make a sum."""

import heapq
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agent.offline.sums.amounts import LEAST_TARGET
from agent.offline.sums.relations.amount import Amount
from agent.offline.sums.relations.book import Role, roles

_MOST = 400
"""Readings tried; a question with more of them says too little of what its amounts are."""
_ACROSS, _HINT, _BEYOND, _REST, _EACH, _BESIDE, _INSTEAD = 30, 14, 60, 90, 40, 14, 50
"""What it weighs that another amount stands between, that a word only hints, stands in another clause, or that none does; that it is
one of each and read as one of all; and how much farther than the nearest a word may stand that says what a share is of."""

_KEPT = -1
"""Of the role played before: rather than none."""
_DENIED = re.compile(
    r"(?:\b(?:no|none|nobody|not|without|zero|nor)\b(?: \w+)?\s*|(?:没有?|无|不再?|零)\w?)$",
    re.IGNORECASE,
)
"""In front of a word that is then not meant: "no new ones"."""
Given = Mapping[str, tuple[Amount, ...]]


def readings(
    text: str, amounts: Sequence[Amount], wanted: frozenset[str], before: Given | None = None
) -> Iterator[Given]:
    """All amounts by role, the likeliest reading first; `before` was that of the turns so far."""
    options = [
        _options(text, a, amounts, wanted) or ([(0, "")] if a.turn < amounts[-1].turn else [])
        for a in amounts
    ]
    options = [
        sorted(
            [
                *some,
                *(
                    _replacing(a, before)
                    if a.turn == amounts[-1].turn
                    else _kept(a, before, wanted)
                ),
            ]
        )
        if before
        else some
        for a, some in zip(amounts, options, strict=True)
    ]
    if not all(options):
        return
    first = tuple(0 for _ in options)
    heap = [(sum(o[0][0] for o in options), first)]
    seen = {first}
    for _ in range(_MOST):
        if not heap:
            return
        _, places = heapq.heappop(heap)
        chosen = [o[i][1] for o, i in zip(options, places, strict=True)]
        if (found := _by_role(amounts, chosen)) is not None:
            yield found
        for at, place in enumerate(places):
            later = (*places[:at], place + 1, *places[at + 1 :])
            if place + 1 < len(options[at]) and later not in seen:
                seen.add(later)
                weight = sum(o[i][0] for o, i in zip(options, later, strict=True))
                heapq.heappush(heap, (weight, later))


def _replacing(a: Amount, before: Given) -> Iterator[tuple[int, str]]:
    """The roles of earlier amounts in whose place a later turn's may stand without a word: "and at 2%?"."""
    for name, some in before.items():
        if set(a.sorts) & set(some[-1].sorts) & set(roles()[name].sorts) and not roles()[name].adds:
            yield _INSTEAD, name


def _kept(a: Amount, before: Given, wanted: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The role that an amount of an earlier turn played in the last sum."""
    for name, some in before.items():
        if name in wanted and any(a.start == b.start for b in some):
            yield _KEPT, name


def _options(
    text: str, a: Amount, amounts: Sequence[Amount], wanted: frozenset[str]
) -> list[tuple[int, str]]:
    """The roles that it may play with what each weighs."""
    found: list[tuple[int, str]] = []
    for role in roles().values():
        fits = set(role.sorts) & set(a.sorts) and not (role.per and _is_large(a) and not a.is_each)
        if not fits or not _is_timely(role, a) or (a.per == "hour" and not role.is_flow):
            continue
        weight = _weight(text, role, a, amounts)
        if weight is not None:
            found.append((weight + 8 * _rank(role, a) + _misplaced(role, a), role.name))
    nearest = min(found, default=(0, ""))[0]
    return sorted(
        (weight, name)
        for weight, name in found
        if name in wanted and ("share" not in a.sorts or weight <= nearest + _BESIDE)
    )


def _rank(role: Role, a: Amount) -> int:
    """How far down the amount's own list of sorts the role's is: a bare large number rather counts than costs."""
    return min(a.sorts.index(s) for s in role.sorts if s in a.sorts)


def _misplaced(role: Role, a: Amount) -> int:
    """What it weighs that an amount of each is read as one of all."""
    if "money" not in a.sorts:
        return 0
    return _EACH if a.is_each and not role.per else 0


def _is_large(a: Amount) -> bool:
    return "money" in a.sorts and float(a.written) >= LEAST_TARGET


def _is_timely(role: Role, a: Amount) -> bool:
    if a.turn and a.per is None:
        return True  # a later turn leaves out what was said
    if role.is_step and "count" in role.sorts and a.per is None:
        return False
    return role.is_timed is None or role.is_timed == (a.per is not None)


def _weight(text: str, role: Role, a: Amount, amounts: Sequence[Amount]) -> int | None:
    found: list[int] = []
    for (begin, end), extra in ((a.clause, 0), (a.sentence, _BEYOND)):
        for pattern, more in ((role.said, extra), (role.hinted, extra + _HINT)):
            if pattern is not None:
                found += [
                    more + _distance(m, a, amounts)
                    for m in pattern.finditer(text, begin, end)
                    if not _DENIED.search(text, begin, m.start())
                    and not _is_of_another(m, a, amounts)
                ]
    if not found and role.is_rest:
        return _REST
    return min(found, default=None)


def _is_of_another(m: re.Match[str], a: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether a word is another amount's own: of "a third of 9,000 subscribers" the third subscribes to nothing."""
    return any(b is not a and b.start <= m.start() and m.end() <= b.end for b in amounts)


def _distance(m: re.Match[str], a: Amount, amounts: Sequence[Amount]) -> int:
    gap = max(a.start - m.end(), m.start() - a.end, 0)
    low, high = min(a.end, m.end()), max(a.start, m.start())
    between = sum(1 for b in amounts if b is not a and low <= b.start and b.end <= high)
    return gap + _ACROSS * between


def _by_role(amounts: Sequence[Amount], chosen: Sequence[str]) -> Given | None:
    """The reading, where no role is played twice but by several of one kind or by a later turn's amount."""
    found: dict[str, tuple[Amount, ...]] = {}
    for a, name in zip(amounts, chosen, strict=True):
        if not name:
            continue  # of an earlier turn, and not part of what is asked now
        there = found.get(name, ())
        role = roles()[name]
        if there and a.turn != there[-1].turn and not role.adds:
            a = replace(a, per=a.per or there[-1].per)
            there = ()
        if there and not (role.is_many or role.adds):
            return None
        found[name] = (*there, a)
    steps = {a.per for name, some in found.items() if roles()[name].is_step for a in some if a.per}
    return found if len(steps) < 2 else None
