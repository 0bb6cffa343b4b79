"""Groups of payers with a price each, added up or averaged."""

from collections.abc import Sequence
from dataclasses import replace

from agent.offline.sums.planner.search import Derivation, Factor, Product
from agent.offline.sums.planner.sought import Sought
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.units import PERSON


def tiers_of(
    amounts: Sequence[Term], monies: Sequence[Term], moves: Sequence[Term], sought: Sought
) -> Derivation | None:
    """Groups with a price each, in turn: "620,000 on $8, 140,000 on $18", "70% pay $10, a quarter $20"."""
    people = [t for t in amounts if t.unit.get(PERSON, 0) > 0]
    parts = [t for t in moves if t.role == "part"]
    groups = people if len(people) == len(monies) else parts if len(people) <= 1 else []
    others = [t for t in (*amounts, *moves) if t not in (*people, *monies, *groups)]
    if sought.kind != "money" or len(monies) < 2 or len(groups) != len(monies) or others:
        return None
    order = sorted([*groups, *monies], key=lambda t: t.start)
    pairs = list(zip(order[::2], order[1::2], strict=True))
    if (
        not all((a in groups) != (b in groups) for a, b in pairs)
        or len({(a in groups) for a, _ in pairs}) > 1
    ):
        return None
    each = sought.per == (PERSON,)
    found: list[Product] = []
    for one, other in pairs:
        group, price = (one, other) if one in groups else (other, one)
        implied = () if PERSON in price.unit else (PERSON,)
        factors = [Factor(price, 1, implied)]
        if group.role == "amount":
            factors.insert(0, Factor(group))
        elif people and not each:
            factors.insert(0, Factor(people[0]))
        found.append(Product(tuple(factors), (group,) if group.role == "part" else ()))
    over = tuple(people) if each and groups is people else ()
    return tuple(replace(p, over=over) for p in found)
