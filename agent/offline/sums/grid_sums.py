"""The arguments of a table of sums: prices against numbers of payers, cases, or pairs set against each other."""

import re
from typing import Any

from agent.offline.sums.amounts import Roles, period_of, plain
from agent.offline.sums.cases import case_names, is_cases
from agent.offline.sums.groups import are_alternatives, counted, lent_period, pairs_in
from agent.offline.vocabulary import phrase

_OWNER = re.compile(
    r"(?<![a-z])(?P<name>(?-i:[A-Z])[a-z0-9&-]*)(?:'s|’s)?\s*(?:(?:has|have|with|sells to|gets|counts|serves|[:,])\s*)?$"
    r"|(?P<zh>[甲乙丙丁]|(?-i:[A-Z]))(?:公司|方案)?(?:有|：|:|的)?\s*$",
    re.IGNORECASE,
)


def _owners(text: str, roles: Roles) -> list[str]:
    """Who stands in front of each pair that is set against others: "Company A has 5 million"."""
    named = [_OWNER.search(text[: q.start]) for q, _ in pairs_in(text, roles)]
    names = [m["name"] or m["zh"] for m in named if m]
    return names if len(names) == len(named) == len(set(names)) else []


def read_grid(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    lent, people = lent_period(roles.money, text), counted(roles)
    found["subscribers"] = [plain(q.value) for q in people]
    cases = is_cases(text, roles)
    money_of = roles.money * (len(people) if cases and len(roles.money) == 1 else 1)
    periods = [period_of(m, text) or lent for m in money_of]
    found["prices"] = [
        f"{plain(m.value)} {m.unit}" + (f"/{period}" if period else "")
        for m, period in zip(money_of, periods, strict=True)
    ]
    if names := case_names(text, people) if cases else _owners(text, roles):
        found["names"] = names
    if are_alternatives(text, roles):
        found["compare"] = True
    paired = cases or pairs_in(text, roles) or phrase("revenue", "pairwise").search(text)
    found["pairwise"] = len(people) == len(money_of) and bool(paired)
    return None
