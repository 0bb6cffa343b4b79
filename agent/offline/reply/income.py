"""By what a vendor's money comes in, of all that is said of its income."""

from collections.abc import Sequence

from agent.offline.statements import Statement
from agent.offline.vocabulary import aspects, phrase

_MOST_WAYS = 2


def by_income(own: Sequence[Statement], near: Sequence[Statement]) -> list[Statement]:
    """What tells by what money comes in, by most ways first; no spending, but what is sold at a
    price where no more is told."""
    earned = [said for said in own if not aspects()["capex"].find(said.text)]
    sold = [said for said in near if said.row["extra"].get("coverage") == "price"]
    return sorted(earned or sold or own, key=lambda said: -min(_ways(said), _MOST_WAYS))


def _ways(said: Statement) -> int:
    return len({m[0].lower() for m in phrase("routing", "earned_by").finditer(said.text)})
