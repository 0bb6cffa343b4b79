"""What is searched for when a sum waits for list prices: one query for each price, by its purpose."""

from collections.abc import Iterator, Mapping
from typing import Any


def list_price_queries(arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The purpose and the query of each price that the sum's arguments name and do not give."""
    plans = arguments.get("plans") or ()
    listed = [(f"plan{j}", plan) for j, plan in enumerate(plans) if "price_of" in plan]
    for j, name in enumerate(arguments.get("price_of_any") or ()):
        yield f"price{j}", f"{name} price"
    for purpose, plan in listed:
        yield purpose, _query(plan)
    name = str(arguments.get("price_of") or "")
    if listed or not name:
        return
    if not {"price_told", "price_of_any"} & set(arguments):
        yield "price", _query(arguments)
    if arguments.get("batch"):
        yield "batch", f"{name} API batch processing costs half of the price"


def _query(of: Mapping[str, Any]) -> str:
    """For one price, in the words and with the time by which it was named."""
    if of["price_of"] == "article":
        return "article assumed price per subscriber"
    said = (str(of.get(key) or "") for key in ("price_of", "price_said", "price_at"))
    return " ".join([*filter(None, said), "price"])
