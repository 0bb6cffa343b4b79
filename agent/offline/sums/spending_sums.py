"""Spending told for each unit of revenue, in words: "$1.69 for each dollar earned", "loses $5 for every $4 it takes in"."""

import re
from dataclasses import replace
from typing import Any

from agent.offline.sums.amounts import Roles, plain
from agent.offline.sums.nearest_amounts import names
from agent.quantities import Quantity

_LOSES = re.compile(r"\b(?:los(?:es?|ing|t)|(?:a |net )?loss of|in the red by)\b(?! (?:customers|users|subscribers))|亏", re.IGNORECASE)  # fmt: skip


def is_spending(text: str, roles: Roles) -> bool:
    """Whether a revenue is given and what is spent or lost for each unit of it."""
    return _spent_each(text, roles) is not None and len(_earned(text, roles)) > 0


def priced(roles: Roles, text: str) -> list[Quantity]:
    """The amounts of money, a large bare number ("固定开支90万") in the currency of the others."""
    unit = next((m.unit for m in roles.money), None)
    bare = [replace(q, unit=unit) for q in roles.bare]
    return sorted([*roles.money, *bare], key=lambda q: q.start)


def _spent_each(text: str, roles: Roles) -> Quantity | None:
    """What is spent for one unit of revenue: "$1.69 for each dollar earned"."""
    loses = _LOSES.search(text) is not None
    if not names("spent_each", text) or not (loses or names("spends", text)):
        return None
    small = [m for m in roles.money if m.value < 100 and not _is_the_unit(m, text)]
    bases = [m for m in small if re.search(r"(?:each|every)\s*$", text[: m.start], re.IGNORECASE)]
    rest = [m for m in small if m not in bases]
    if not rest:
        return None
    each = rest[0].value / (bases[0].value if bases else 1)
    said = list(_LOSES.finditer(text[: rest[0].start][-24:]))
    lost = said and not names("spends", said[-1].string[said[-1].end() :])
    # what is lost is spent beyond the unit itself
    return replace(rest[0], value=each + 1 if lost else each)


def _is_the_unit(m: Quantity, text: str) -> bool:
    """Whether it is the one dollar that is earned: "每收入1元"."""
    around = text[max(0, m.start - 6) : m.end + 2]
    return m.value == 1 and re.search(r"每|each|every|per|\ba\b", around, re.IGNORECASE) is not None


def _earned(text: str, roles: Roles) -> list[Quantity]:
    spent = _spent_each(text, roles)
    large = [q for q in priced(roles, text) if spent and q.value >= 1000]
    return sorted(large, key=lambda q: -q.value)


def read_spending(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    spent, earned = _spent_each(text, roles), _earned(text, roles)[0]
    assert spent is not None  # or the kind would be another
    found["revenue"] = f"{plain(earned.value)} {earned.unit or spent.unit}"
    found["spent_per_unit"] = f"{plain(spent.value)} {spent.unit}"
    return None
