"""Cards that are rented by the hour beside a model at its list price, for the same month of tokens."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import plain, sort
from agent.offline.sums.own_machine import cards_in
from agent.offline.sums.token_sums import read_tokens
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_MONTH = "30 days"
_BY_MONTH = re.compile(r"\b(?:a|per|each|every) month\b|\bmonthly\b|每个?月", re.IGNORECASE)
_NAMES = ("renting {} cards", "租用{}张卡")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def rented_or_model(
    text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> dict[str, Any] | None:
    """Both sums, to be set side by side; None where one rent, its cards or both sides of the tokens are not said."""
    roles = sort(quantities, text)
    rents = [m for m in roles.money if m.per == "hour"]
    many = cards_in(text, roles)
    if len(roles.money) != 1 or not rents or many is None or not roles.tokens:
        return None
    if not phrase("revenue", "own_machine").search(text):
        return None
    hours = next((q for q in roles.sizes if str(q.unit).startswith("hour") and q.value > 24), None)
    for some in roles:
        some[:] = [q for q in some if q not in (rents[0], many, hours)]
    model: dict[str, Any] = {"kind": "tokens"}
    missing = read_tokens(text, roles, entities, model)
    sides = {"input_tokens", "output_tokens", "price_of"} <= set(model)
    if missing or not sides or "price_of_list" in model or not _BY_MONTH.search(text):
        return None
    model = {k: v for k, v in model.items() if k not in ("bill", "periods", "requests")}
    model["per"] = "month"
    length = {"size": f"{plain(hours.value)} hour"} if hours else {"span": _MONTH}
    rent = {
        "kind": "usage",
        "price": f"{plain(rents[0].value)} {rents[0].unit}",
        "unit": "hour",
        "counts": [plain(many.value)],
        "offer": _NAMES[_CHINESE.search(text) is not None].format(plain(many.value)),
        **length,
    }
    return {"kind": "tokens", "price_of_list": [model, rent]}
