"""Several price lists for one use, each with its name: "Kite is $1 in / $4 out, Lark $0.40 / $6"."""

import re
from collections.abc import Mapping
from typing import Any

from agent.offline.sums.amounts import Roles
from agent.offline.sums.token_sides import SIDES, Side, said_at

_NAME = re.compile(r"\b(?:model|provider|vendor|option|offer|plan|API)\s+([\w.-]+)|((?:[A-Z][\w.-]*)(?:[ -](?:[A-Z]\w*|\d[\w.]*))*)|(?:模型|方案|厂商)\s*([\w.-]+|[甲乙丙丁])|([甲乙丙丁])")  # fmt: skip
_NEAR = 2
_NO_NAME = re.compile(r"(?:\d|[A-Z]$|First|Next|Also|Plus|Then|Besides|The|For|At|With|Price|Prices|Cost|Costs|Input|Output|And|Or|If|We|Per|Which|What|How|A)$")  # fmt: skip


def offers_in(text: str, roles: Roles, found: Mapping[str, Any]) -> list[dict[str, str]]:
    """Prices of each offer as arguments of a bill; empty where there is one offer or none."""
    counted = [s for s in SIDES if f"{s}_tokens" in found or (s == "cached" and "cached_share" in found)]  # fmt: skip
    prices = sorted(roles.money, key=lambda q: q.start)
    many, rest = divmod(len(prices), len(counted) or 1)
    if rest or not 2 <= many <= 4 or len({p.unit for p in prices}) > 1:
        return []
    spans = [(p.start, p.end) for p in prices]
    offers, order = list[dict[str, str]](), list[Side | None](counted)
    for i in range(0, len(prices), len(counted)):
        own = spans[i : i + len(counted)]
        sides = [said_at(text, span, spans, _NEAR) for span in own]
        if sorted(map(str, sides)) != sorted(counted):
            if any(sides):
                return []
            sides = order
        order = sides
        priced = {f"{side}_price": f"{p.value} {p.unit}/million tokens" for side, p in zip(sides, prices[i:], strict=False)}  # fmt: skip
        before = text[spans[i - 1][1] if i else 0 : own[0][0]]
        offers.append({"offer": _name(before) or "", **priced})
    names = [offer["offer"] for offer in offers]
    return offers if len(set(names)) == len(names) and all(names) else []


def _name(before: str) -> str | None:
    """The name that stands nearest before an offer's first price."""
    found = [(m[2], m[1] or m[3] or m[4]) for m in _NAME.finditer(before)]
    named = [said or name for name, said in found if said or not _NO_NAME.match(name)]
    return named[-1] if named else None
