"""Payers and prices that belong together: groups with a price each, or lists that make a table."""

import re
from collections.abc import Sequence

from agent.offline.entities import Entity
from agent.offline.sums.amounts import LEAST_PAYERS, Roles, is_money, money, period_of, plain
from agent.offline.sums.group_names import group_names
from agent.offline.sums.recount import FREE
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_APART = re.compile(
    r"\b(?:or|versus|vs|compare\w*|against|instead|scenarios?|respectively|either)\b|还是|或|对比|情景",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\W*(?:(?:and|or|vs|versus|then|even|also|at|with|of|for)\W+)*(?:和|或|及|与|以及|还是)?\W*",
    re.IGNORECASE,
)


_OF = re.compile(r"\bof (?:(?:the|our|its|their|all|those|these) )*$", re.IGNORECASE)


def groups_in(text: str, roles: Roles) -> list[tuple[Quantity, Quantity]]:
    """Groups that pay side by side, to be added up; empty for alternatives ("or", "versus")."""
    pairs = pairs_in(text, roles)
    ends = [q for pair in pairs for q in pair]
    span = text[min(q.start for q in ends) : max(q.end for q in ends)] if ends else ""
    return [] if _APART.search(span) or set_against(text) else pairs


def set_against(text: str) -> bool:
    """Whether the groups are to be compared, not added up: "compare", "which earns more", "相比"."""
    return phrase("revenue", "set_against").search(text) is not None


def pairs_in(text: str, roles: Roles) -> list[tuple[Quantity, Quantity]]:
    """Each number of payers with its price, in the order written; empty where they do not alternate.

    A number that holds all the others ("of 10 million, 6 million pay …") is the whole.
    """
    people = [q for q in counted(roles) if not pays_nothing(q, text)]
    if len(people) == len(roles.money) + 1 and len(people) > 2:
        wholes = (q for q in people if q is people[0] or _OF.search(text[: q.start]))
        whole = next((q for q in wholes if 2 * q.value >= sum(p.value for p in people)), None)
        people = [q for q in people if q is not whole]
    if len(people) < 2 or len(people) != len(roles.money):
        return []
    ordered = sorted([*people, *roles.money], key=lambda q: q.start)
    kinds = [is_money(q) for q in ordered]
    alternate = all(a != b for a, b in zip(kinds, kinds[1:], strict=False))
    if not alternate:
        return []
    pairs = zip(ordered[::2], ordered[1::2], strict=True)
    return [(b, a) if is_money(a) else (a, b) for a, b in pairs]


def counted(roles: Roles) -> list[Quantity]:
    """Those counted as people, and bare numbers as large."""
    pays = ("付", "缴")  # "300万月付" counts people; the period is that of what they pay
    bare = [
        q for q in roles.bare if q.value >= LEAST_PAYERS and (not q.per or q.text.endswith(pays))
    ]
    return sorted([*roles.people, *bare], key=lambda q: q.start)


def pays_nothing(q: Quantity, text: str) -> bool:
    """Whether a number of people is said to be free: "and 3 million free"."""
    return re.match(FREE, text[q.end :], re.IGNORECASE) is not None


def plans_of(
    groups: Sequence[tuple[Quantity, Quantity]], text: str, entities: Sequence[Entity]
) -> list[dict[str, str]]:
    """The groups as plans of the engine, named after the product that stands in each."""
    plans: list[dict[str, str]] = []
    said = group_names(text, groups)
    group, end_of_name = ("第", "组") if re.search(r"[\u4e00-\u9fff]", text) else ("group ", "")
    for number, (people, price) in enumerate(groups, 1):
        start, end = min(people.start, price.start), max(people.end, price.end)
        named = next(
            (e.canonical for e in entities if start <= e.start < end and e.kind == "system"), None
        )
        plans.append(
            {
                "name": said[number - 1] or named or f"{group}{number}{end_of_name}",
                "subscribers": plain(people.value),
                "price": money(price, text),
            }
        )
    return plans


def is_table(text: str, roles: Roles) -> bool:
    """Whether several prices stand as a list: "at $10, $20 or $30 a month"."""
    return len(roles.money) > 1 and bool(counted(roles)) and is_list(roles.money, text)


def is_list(quantities: Sequence[Quantity], text: str) -> bool:
    """Whether nothing but commas and joining words stands between the amounts."""
    ordered = sorted(quantities, key=lambda q: q.start)
    return all(
        _BETWEEN.fullmatch(text[a.end : b.start]) is not None and a.end < b.start
        for a, b in zip(ordered, ordered[1:], strict=False)
    )


def are_alternatives(text: str, roles: Roles) -> bool:
    """Whether pairs stand against each other, "or", "vs", "compare", rather than as low, base and high."""
    if (
        phrase("revenue", "pairwise").search(text)
        or len(roles.money) < 2
        or not pairs_in(text, roles)
    ):
        return False
    return bool(_APART.search(text)) or set_against(text)


def lent_period(quantities: Sequence[Quantity], text: str) -> str | None:
    """The period that one price of a list says for all."""
    return next((p for q in reversed(quantities) if (p := period_of(q, text))), None)
