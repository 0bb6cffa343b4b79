"""The arguments of a margin, revenue with its cost or what was lost, and of what part one amount is of another."""

import re
from typing import Any

from agent.offline.sums.amounts import Roles, money, plain
from agent.quantities import Quantity


def read_margin(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    def is_cost(m: Quantity) -> bool:
        return bool(
            re.match(
                r"[^\w,，;；]*(?:of |in )?(?:(?!and|with|against|but|vs|minus|less"
                r"|while)\w+ )?(?:costs?|expenses)|\s*的?成本",
                text[m.end : m.end + 24],
                re.IGNORECASE,
            )
            or re.search(
                r"(?:costs?|expenses|spend\w*|spent|bills?|pay|paid|la(?:y|id) out|sold at a cost)(?: (?:of|for|out|us) ?[a-z]*)?(?: of| is| are| was|:)?\W*$|(?:成本|支出)(?:是|为)?\W*$",
                text[max(0, m.start - 30) : m.start],
                re.IGNORECASE,
            )
        )

    if lost := _loss(text, roles):
        earned = next(m for m in roles.money if m is not lost)
        found["revenue"] = money(earned, text, period=False)
        found["loss"] = f"{plain(abs(lost.value))} {lost.unit}"
        return None
    cost = next((m for m in roles.money if is_cost(m)), None) or min(
        roles.money, key=lambda m: m.value
    )
    found["revenue"] = money(next(m for m in roles.money if m is not cost), text, period=False)
    found["cost"] = money(cost, text, period=False)
    return None


def _loss(text: str, roles: Roles) -> Quantity | None:
    """What was lost, where a loss stands beside the revenue: "an operating loss of $7.8bn"."""
    for m in roles.money:
        before, after = text[max(0, m.start - 24) : m.start], text[m.end : m.end + 24]
        if re.search(r"\bloss(?:es)?(?: of| was| is| at)?\W*$|\b(?:lost|losing)\W*$|亏损?(?:了|为)?\W*$", before, re.I):  # fmt: skip
            return m
        if re.match(r"\W*(?:(?:of |in )?(?:\w+ )?loss(?:es)?\b|的?亏损)", after, re.IGNORECASE):
            return m
    return None


def read_share(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """What part one amount is of another: the whole stands after "of" or "占", else it is the larger."""
    whole = next(
        (
            m
            for m in roles.money[1:]
            if re.search(
                r"(?:\bof|out of|relative to|against)(?: (?:the|a|an|its|total|about))*\W*$|占\W*$",
                text[max(0, m.start - 16) : m.start],
                re.IGNORECASE,
            )
        ),
        max(roles.money, key=lambda m: m.value),
    )
    part = next(m for m in roles.money if m is not whole)
    found["part"], found["whole"] = money(part, text), money(whole, text)
    return None
