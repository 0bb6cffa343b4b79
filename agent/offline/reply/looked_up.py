"""Amounts of a sum that the library gives: a named product's price, how many use or pay for it."""

from typing import Any

from agent.offline.reply.part import facts_of, is_of_article
from agent.offline.reply.told import as_arguments, figures_told
from agent.offline.request import Request
from agent.offline.statements import Statement, rank
from agent.quantities import Quantity, find_quantities

Results = dict[str, dict[str, Any]]


def amounts_found(request: Request, results: Results) -> dict[str, str] | None:
    """What the sum waits for, as its arguments; None where the library lacks one of them."""
    found: dict[str, str] = {}
    if request.arguments.get("told"):
        told = figures_told(request, results)
        return as_arguments(request, told) if told else None
    if request.arguments.get("price_of"):
        price = _price_found(request, results.get("price"))
        if price is None:
            return None
        found |= price
    if request.arguments.get("count_of"):
        counted = count_statement(request, results.get("count"))
        if counted is None:
            return None
        found["subscribers"] = f"{_people_in(counted)[0].value:f}"
    return found


def count_statement(request: Request, result: dict[str, Any] | None) -> Statement | None:
    """The statement that tells how many use or pay for what the sum counts."""
    name = str(request.arguments.get("count_of") or "")
    if not name or not result:
        return None
    question = str(request.arguments.get("count_asked") or f"{name} paying users")
    asked = Request(topic="fact", question=question, systems=(name,), aspects=("users",))
    ranked = rank(asked, facts_of(result.get("passages") or []))
    return next((said for said in ranked if said.about >= 0.7 and _people_in(said)), None)


def _people_in(said: Statement) -> list[Quantity]:
    return [q for q in find_quantities(said.text) if q.unit in ("people", "seats")]


def _price_found(request: Request, result: dict[str, Any] | None) -> dict[str, str] | None:
    """The named product's price as arguments of a sum, from the best passage that holds one.

    `{"price": "20 USD/month"}` of a plan; of tokens `{"input_price": "3 USD", …}`, per million.
    """
    statement = price_statement(request, result)
    return _price_in(statement, request) if statement else None


def price_statement(request: Request, result: dict[str, Any] | None) -> Statement | None:
    name = str(request.arguments.get("price_of") or "")
    if not name or not result:
        return None
    rows = result.get("passages") or []
    if name == "article":
        asked = Request(topic="article", question="assumed average price per subscriber a year")
        rows = [row for row in rows if is_of_article(row)]
    else:
        asked = Request(topic="fact", question=f"{name} price", systems=(name,), aspects=("price",))
        rows = facts_of(rows)
    near = [s for s in rank(asked, rows) if name == "article" or s.about >= 0.7]
    # "≤200k" and ">200k" are tiers of one price: the base tier unless it is asked for otherwise.
    near.sort(key=lambda s: ">" in str(s.row.get("system") or ""))
    return next((s for s in near if _price_in(s, request)), None)


def _price_in(statement: Statement, request: Request) -> dict[str, str] | None:
    if request.arguments.get("kind") == "tokens":
        return _token_prices_in(statement, request)
    price = next(
        (q for q in find_quantities(statement.text) if _is_money(q) and q.per in ("month", "year")),
        None,
    )
    return {"price": f"{price.value} {price.unit}/{price.per}"} if price else None


def _token_prices_in(statement: Statement, request: Request) -> dict[str, str] | None:
    """Prices of exactly the kinds of tokens that the sum counts, from the sheet's own figures."""
    figures = statement.row["extra"].get("figures") or {}
    counted = {k.removesuffix("_tokens") for k in request.arguments if k.endswith("_tokens")}
    counted |= {"cached"} if "cached_share" in request.arguments else set()
    for currency in ("USD", "CNY"):
        held = {
            f"{kind}_price": f"{value} {currency} per million tokens"
            for kind, key in (("input", "in"), ("output", "out"), ("cached", "cached_in"))
            if kind in counted
            and isinstance(value := figures.get(f"{key}_{currency.lower()}"), (int, float))
        }
        if held and len(held) == len(counted):
            return held
    return None


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()
