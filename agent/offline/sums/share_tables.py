"""Shares of one base against prices, each with each: "1, 2 or 5% of 900 million at $5 or $10 a month"."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import money, plain, sort
from agent.offline.sums.groups import counted, is_list, lent_period
from agent.quantities import Quantity

_EACH_WITH_EACH = re.compile(
    r"\bor\b|\btables?\b|\bgrid\b|\bmatrix\b|\bcombinations?\b|\bevery (?:mix|case|pair)\b|或|还是|表|组合|矩阵",
    re.IGNORECASE,
)
_IN_TURN = re.compile(r"\brespectively\b|\bin that order\b|分别|依次", re.IGNORECASE)
_ALL = 100


def share_table(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """The arguments of a table; None where shares and prices belong together or are not lists."""
    roles = sort(quantities, text)
    base, shares, prices = counted(roles), roles.percents, roles.money
    if len(base) != 1 or len(shares) < 2 or len(prices) < 2 or roles.durations or roles.tokens:
        return None
    listed = is_list(shares, text) and is_list(prices, text)
    said = _EACH_WITH_EACH.search(text) and not _IN_TURN.search(text)
    if not listed or not said or sum(q.value for q in shares) == _ALL:
        return None
    if any(q.per for q in shares) or (lent := lent_period(prices, text)) is None:
        return None
    return {
        "kind": "grid",
        "subscribers": [plain(base[0].value * q.value / _ALL) for q in shares],
        "prices": [f"{money(m, text, period=False)}/{lent}" for m in prices],
    }
