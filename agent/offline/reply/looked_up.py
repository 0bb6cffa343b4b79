"""Amounts of a sum that the library gives: a named product's price, how many use or pay for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.evidence import Row
from agent.offline.reply.dated_prices import in_order_of_time, is_of_the_past, of_prompts
from agent.offline.reply.part import facts_of, found_rows, is_of_article
from agent.offline.reply.price_entries import Entry, entries_in, named_in, of_variant
from agent.offline.reply.told import as_arguments, figures_told
from agent.offline.request import Request
from agent.offline.statements import Statement, is_supported, rank, select
from agent.quantities import Quantity, find_quantities

Results = dict[str, dict[str, Any]]
_YEARLY = re.compile(
    r"\b(?:a|per|each|every|one) (?:year|yr|annum)\b|\byearly\b|\bannual|[一每]年|年费",
    re.IGNORECASE,
)
_MOST_TOLD = 4
"""Statements that a reply tells at most, see `facts.py`."""


def amounts_found(request: Request, results: Results) -> dict[str, str] | None:
    """What the sum waits for, as its arguments; None where the library lacks one of them."""
    found: dict[str, str] = {}
    if request.arguments.get("told"):
        told = figures_told(request, results)
        return as_arguments(request, told) if told else None
    if any("price_of" in plan for plan in request.arguments.get("plans") or ()):
        plans = _plans_found(request, results)
        return {"plans": plans} if plans else None  # type: ignore[dict-item]
    if request.arguments.get("price_of"):
        price = _price_found(request, results) or _as_said(request)
        if price is None:
            return None
        found |= price
        if said := batch_statement(request, results):
            found["discount"] = f"{100 - 100 * _batch_factor(said):f}%"
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


def plan_requests(request: Request) -> list[Request]:
    """A request for each plan of a mix whose price is to be looked up."""
    return [replace(request, arguments={k: v for k, v in plan.items() if k.startswith("price")}) for plan in request.arguments.get("plans") or ()]  # fmt: skip


def _plans_found(request: Request, results: Results) -> list[dict[str, str]] | None:
    """The plans of a mix with their prices; None where one is not held."""
    done: list[dict[str, str]] = []
    for j, (plan, one) in enumerate(zip(request.arguments["plans"], plan_requests(request), strict=True)):  # fmt: skip
        price = {"price": plan["price"]} if "price" in plan else _price_found(one, {"price": results.get(f"plan{j}") or {}})  # fmt: skip
        if price is None:
            return None
        done.append({k: v for k, v in plan.items() if not k.startswith("price")} | price)
    return done


def batch_statement(request: Request, results: Results) -> Statement | None:
    """What the vendor of the price charges for a batch, where the bill is of one."""
    priced = price_statement(request, results) if "batch" in results else None
    if priced is None:
        return None
    rows = facts_of((results["batch"] or {}).get("passages") or [])
    asked = Request(topic="fact", question="API batch processing price", aspects=("price",))
    same = (s for s in rank(asked, rows) if s.row.get("vendor") == priced.row.get("vendor"))
    return next((s for s in same if _batch_factor(s)), None)


def _batch_factor(said: Statement) -> Decimal:
    """What part of the price a batch costs; 0 where the sheet holds none."""
    figures = said.row["extra"].get("figures") or {}
    named = "batch" in said.text.lower()
    value = figures.get("batch_factor") or (figures.get("factor") if named else None)
    return Decimal(str(value)) if isinstance(value, float) else Decimal(0)


def _people_in(said: Statement) -> list[Quantity]:
    return [q for q in find_quantities(said.text) if q.unit in ("people", "seats")]


def _price_found(request: Request, results: Results) -> dict[str, str] | None:
    """The named product's price as arguments of a sum, from the best passage that holds one.

    `{"price": "20 USD/month"}` of a plan; of tokens `{"input_price": "3 USD", …}`, per million.
    """
    statement = price_statement(request, results)
    found = _price_in(statement, request) if statement else None
    return _for_a_year(found) if found and _is_yearly(request) else found


def _is_yearly(request: Request) -> bool:
    """Whether a price that is asked for a year is to be converted."""
    told = request.arguments.get("price_told") or {}
    asked = f"{told.get('question', '')} {request.question}"
    return request.arguments.get("kind") == "convert" and bool(_YEARLY.search(asked))


def _for_a_year(price: dict[str, str]) -> dict[str, str]:
    amount, _, per = str(price.get("price") or "").partition("/")
    if per != "month":
        return price
    (monthly,) = find_quantities(amount)
    return {"price": f"{monthly.value * 12:f} {monthly.unit}/year"}


def price_statement(request: Request, results: Results) -> Statement | None:
    """The statement that gives the price: the one just told where the sum follows it."""
    name = str(request.arguments.get("price_of") or "")
    if told := request.arguments.get("price_told"):
        searched = [p for p in results if p.startswith("price_")]
        return _told_price(Request.from_dict(told), found_rows(results, *searched), request)
    if several := request.arguments.get("price_of_any"):
        return _chosen_price(several, request, results)
    rows = (results.get("price") or {}).get("passages") or []
    if name == "article":
        asked = Request(topic="article", question="assumed average price per subscriber a year")
        rows = [row for row in rows if is_of_article(row)]
    else:
        asked = Request(topic="fact", question=f"{name} price", systems=(name,), aspects=("price",))
        rows = facts_of(rows)
    near = [s for s in rank(asked, rows) if name == "article" or s.about >= 0.7 or _of_version(name, s)]  # fmt: skip
    given = request.arguments
    prompt = int(Decimal(str(given.get("input_tokens") or 0))) if "requests" in given else None
    near = of_prompts(near, tier=given.get("price_tier"), prompt_tokens=prompt)
    wanted = given.get("currency") or ("CNY" if request.language == "zh" else "USD")
    held = [(s, str(price)) for s in near if _is_as_said(price := _price_in(s, request), request)]
    own = [s for s, price in sorted(held, key=lambda pair: str(wanted) not in pair[1])]
    at = given.get("price_at")
    return (
        next(iter(in_order_of_time(own, at)), None)
        if at
        else next(iter(sorted((s for s, _ in held), key=is_of_the_past)), None)
    )


def _as_said(request: Request) -> dict[str, str] | None:
    """The price in the user's own words, where no source tells one as high: its period is asked."""
    said = request.arguments.get("price_without_period")
    return {"price": str(said)} if said else None


def _is_as_said(price: dict[str, str] | None, request: Request) -> bool:
    said = request.arguments.get("price_without_period")
    if price is None or not said:
        return price is not None
    told, asked = find_quantities(price.get("price", "")), find_quantities(str(said))
    return bool(told and asked) and (told[0].value, told[0].unit) == (asked[0].value, asked[0].unit)


def _of_version(name: str, said: Statement) -> bool:
    """Whether a family's sheet speaks of the version by its number alone: "V3.2" of DeepSeek-V3.2."""
    family, _, version = name.replace("-", " ").partition(" ")
    own = str(said.row.get("system") or "").lower().startswith(f"{family.lower()} ")
    return bool(own and version and named_in(version) & named_in(said.text))


def _chosen_price(names: list[str], request: Request, results: Results) -> Statement | None:
    """The cheapest or dearest of the named products; None where the price of one is not held."""
    found: list[tuple[Decimal, Statement]] = []
    rest = {k: v for k, v in request.arguments.items() if k != "price_of_any"}
    for j, name in enumerate(names):
        alone = replace(request, arguments={**rest, "price_of": name})
        said = price_statement(alone, {"price": results.get(f"price{j}") or {}})
        if said is None:
            return None
        found.append((_a_year(_price_in(said, alone) or {}), said))
    ordered = sorted(found, key=lambda pair: pair[0])
    return ordered[-1 if request.arguments.get("choice") == "most" else 0][1]


def _a_year(price: dict[str, str]) -> Decimal:
    """What tells cheaper from dearer: a plan's price for a year, the sum of the prices of tokens."""
    amounts = [q for text in price.values() for q in find_quantities(text)]
    return sum((q.value * (12 if q.per == "month" else 1) for q in amounts), Decimal(0))


def _told_price(told: Request, rows: list[Row], request: Request) -> Statement | None:
    """Of what answered the question before, in its order, the first that holds such a price."""
    ranked = [said for said in rank(told, facts_of(rows)) if is_supported(said, told)]
    told_in_order = sorted(select(ranked, _MOST_TOLD), key=is_of_the_past)
    return next((s for s in told_in_order if _price_in(s, request)), None)


def _price_in(statement: Statement, request: Request) -> dict[str, str] | None:
    if request.arguments.get("kind") == "tokens":
        return _token_prices_in(statement, request)
    if listed := _listed_price(statement, request):
        return listed
    price = _own_price(statement.text, str(request.arguments.get("price_of") or "")) or next(
        (q for q in find_quantities(statement.text) if _is_money(q) and q.per in ("month", "year")),
        None,
    )
    return {"price": f"{price.value} {price.unit}/{price.per}"} if price else None


def _listed_price(statement: Statement, request: Request) -> dict[str, str] | None:
    """What the plan named costs by the sheet's figures, as it is paid: by the month or by the year."""
    given = request.arguments
    figures = statement.row["extra"].get("figures") or {}
    entries = [e for e in entries_in(figures, statement.text) if e.unit in ("month", "year")]
    words = named_in(f"{given.get('price_of')} {given.get('price_said') or ''}")
    fitting = of_variant(entries, words)
    by_year = given.get("billing") == "year"
    fitting.sort(key=lambda e: (e.unit == "year" or e.is_annual) != by_year)
    first = next(iter(fitting), None)
    price = {"price": f"{first.value} {first.currency}/{first.unit}"} if first else None
    if price is None or given.get("kind") != "allowance":
        return price
    held = _allowance(figures, entries_in(figures, statement.text), words)
    return {**price, **held} if held else None


def _allowance(figures: Mapping[str, Any], entries: Sequence[Entry], words: frozenset[str]) -> dict[str, str] | None:  # fmt: skip
    """How much use a seat of the plan holds, and what more of it costs."""
    more = next((e for e in entries if e.unit in ("credit", "call")), None)
    held = [v for k, v in figures.items() if k.endswith("_credits") and set(k.split("_")[:-1]) <= words]  # fmt: skip
    if more is None or len(held) != 1:
        return None
    return {"included": str(held[0]), "use_price": f"{more.value} {more.currency}"}


def _own_price(text: str, name: str) -> Quantity | None:
    """The price behind a plan's own word in a list of plans: of "Pro 20 dollars a month, Max 100" for Max 100.

    A bare number has the currency and period of the list's first price.
    """
    amounts = find_quantities(text)
    first = next((q for q in amounts if _is_money(q) and q.per in ("month", "year")), None)
    plan = re.escape(name.rpartition(" ")[2])
    word = re.search(rf"\b{plan}\b\W{{1,2}}(\d+(?:\.\d+)?)", text) if name else None
    if first is None or word is None or first.start <= word.start(1) < first.end:
        return None
    own = next((q for q in amounts if q.start == word.start(1) and q.unit), None)
    if own is not None:
        return own if _is_money(own) and own.per in ("month", "year") else None
    return replace(first, value=Decimal(word[1]))


def _token_prices_in(statement: Statement, request: Request) -> dict[str, str] | None:
    """Prices of exactly the kinds of tokens that the sum counts, of the variant that is named."""
    figures = statement.row["extra"].get("figures") or {}
    counted = {k.removesuffix("_tokens") for k in request.arguments if k.endswith("_tokens")}
    counted |= {"cached"} if "cached_share" in request.arguments else set()
    words = named_in(f"{request.arguments.get('price_of')} {request.arguments.get('price_said')}")
    entries = of_variant([e for e in entries_in(figures, statement.text) if e.side], words)
    for currency in ("USD", "CNY"):
        held = {f"{e.side}_price": f"{e.value} {currency} per million tokens" for e in entries if e.currency == currency and e.side in counted}  # fmt: skip
        if held and len(held) == len(counted):
            return held
    return None


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()
