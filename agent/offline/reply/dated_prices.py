"""Which of several statements of a price held at the time that a sum names, and for how long a prompt."""

import re
from collections.abc import Sequence

from agent.offline.statements import Statement
from agent.offline.times import find_times, last_day, speaks_of

_BOUND = re.compile(r"([≤>])\s*(\d+)\s*k", re.IGNORECASE)


def in_order_of_time(found: Sequence[Statement], at: str) -> list[Statement]:
    """Those that speak of the time first, then the latest that came before it, then what came later."""

    def place(said: Statement) -> tuple[int, float]:
        since = _since(said)
        if is_of_the_past(said):  # "Before April 2026 a seat cost …"
            return (0, 0.0) if at < since else (3, 0.0)
        exact = any(t[: len(at)] == at for t in (since, said.date)) or speaks_of(at, said.text)
        before = last_day(since) <= last_day(at) or since <= last_day(at)
        day = float(last_day(since).replace("-", "")) if since else 0.0
        return (0, 0.0) if exact else (1, -day) if since and before else (2, day)

    return sorted(found, key=place)


def of_prompts(found: Sequence[Statement], *, tier: str | None, prompt_tokens: int | None) -> list[Statement]:  # fmt: skip
    """Without those for prompts of another length: ">200k" holds above its bound alone."""
    return [said for said in found if _holds_for(said, tier, prompt_tokens)]


def _holds_for(said: Statement, tier: str | None, prompt_tokens: int | None) -> bool:
    bound = _BOUND.search(str(said.row.get("system") or ""))
    if bound is None:
        return True
    above = tier == "above" or (tier is None and (prompt_tokens or 0) > int(bound[2]) * 1000)
    return above == (bound[1] == ">")


def is_of_the_past(said: Statement) -> bool:
    """Whether it tells what was until the time that it names."""
    named = find_times(said.text)
    return bool(named) and re.search(r"\b(?:before|until|till)\s+$", said.text[: named[0].start], re.I) is not None  # fmt: skip


def _since(said: Statement) -> str:
    """The time that a statement names first, else its own date."""
    named = find_times(said.text)
    return named[0].iso if named else said.date
