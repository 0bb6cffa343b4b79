"""Cases side by side: "low 10m, base 20m, high 30m", "bear … bull", a list of numbers at one price."""

import re
from collections.abc import Sequence

from agent.offline.sums.amounts import Roles
from agent.offline.sums.groups import counted, is_list
from agent.offline.vocabulary import words
from agent.quantities import Quantity

_LEAST = 2


def is_cases(text: str, roles: Roles) -> bool:
    """Whether numbers of payers are alternatives: each with the name of its case, or a list at one price."""
    people = counted(roles)
    if len(people) < _LEAST or not roles.money or roles.percents or roles.tokens:
        return False
    if len(roles.money) not in (1, len(people)):
        return False
    if len(set(case_names(text, people))) == len(people):
        return True
    return len(roles.money) == 1 and len(people) > _LEAST and is_list(people, text)


def case_names(text: str, people: Sequence[Quantity]) -> list[str]:
    """The name before each number, or right behind all of them: "low", "base", "high"; empty where one lacks it."""
    ordered = sorted(people, key=lambda q: q.start)
    starts = [0, *(q.end for q in ordered[:-1])]
    ends = [*(q.start for q in ordered[1:]), len(text)]
    ahead = [_last(text[a : q.start]) for a, q in zip(starts, ordered, strict=True)]
    behind = [_first(text[q.end : b]) for q, b in zip(ordered, ends, strict=True)]
    return next(([n for n in some if n] for some in (ahead, behind) if all(some)), [])


def _last(between: str) -> str:
    return next((m[0] for m in reversed(list(_names(between)))), "")


def _first(between: str) -> str:
    said = re.match(rf"[^,，;；、]*?({_WORD})", between, re.IGNORECASE)
    return said[1] if said else ""


def _names(text: str) -> Sequence[re.Match[str]]:
    return list(re.finditer(_WORD, text, re.IGNORECASE))


_WORD = rf"(?<![A-Za-z]){words('revenue', 'case_names')}(?![A-Za-z])"
