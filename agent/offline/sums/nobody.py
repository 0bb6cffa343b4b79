"""A sum of which nobody pays: nothing comes in, which is an answer and no missing value."""

from collections.abc import Mapping
from typing import Any


def paid_by_nobody(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The product as a worksheet, where zero subscribers pay one price; None for any other sum."""
    plain = set(found) <= {"kind", "subscribers", "price", "show_per"}
    if found.get("kind") != "subscriptions" or found.get("subscribers") != "0" or not plain:
        return None
    money, _, per = str(found.get("price", "")).partition("/")
    if not per:
        return None
    wanted = next(iter(found.get("show_per", ())), "year")
    givens = {"subscribers": "0 people", "price": f"{money}/person/{per}"}
    step = f"revenue = subscribers * price in {money.split()[-1]}/{wanted}"
    return {"kind": "chain", "givens": givens, "steps": [step]}
