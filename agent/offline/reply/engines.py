"""Replies out of the engines: their own report, then what published passages say beside it."""

from decimal import Decimal
from typing import Any

from agent.evidence import Row
from agent.offline.reply.facts import fact_reply
from agent.offline.reply.part import Part, Writer, bullets, facts_of, is_of_article
from agent.offline.reply.phrases import phrase
from agent.offline.reply.published import published
from agent.offline.request import Request
from agent.offline.statements import Statement, rank
from agent.quantities import Quantity, find_quantities
from agent.tools.vram import catalog

Results = dict[str, dict[str, Any]]


def vram_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The memory report, with the library's statements on the same model."""
    result = results.get("vram") or {}
    said = published(request, results, writer)
    if error := result.get("error"):
        return _refused(request, results, error, said, writer)
    text = str(result.get("text") or "")
    notes = [phrase("premise", request.language, text=note) for note in request.notes]
    blocks = [text, f"{phrase('published', request.language)}\n{bullets(said)}" if said else ""]
    if request.arguments.get("solve") == "gpus" and "gpu" not in request.arguments:
        blocks = [bullets(said), text]  # the maker's own count goes before an estimate of ours
    return Part("\n\n".join(block for block in [*notes, *blocks] if block))


def revenue_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The sum with its trace; a price that was looked up, or that the article assumes, is said."""
    language = request.language
    result = results.get("revenue")
    if result is None:
        name = str(request.arguments.get("price_of") or "")
        return Part(phrase("price_unknown", language, name=name), asked=True)
    if error := result.get("error"):
        return Part(_sentence(error), asked=True)
    text = str(result.get("text") or "")
    notes = [phrase("premise", language, text=note) for note in request.notes]
    source = _price_statement(request, results.get("price"))
    if source:
        notes.append(phrase("assumed_from", language, statement=writer.statement(source, language)))
    elif assumed := _assumed_by_article(request, results.get("assumption")):
        row, price = assumed
        notes.append(phrase("assumption", language, price=price.text, mark=writer.mark(row)))
    return Part("\n\n".join([text, *notes]))


def price_found(request: Request, result: dict[str, Any] | None) -> dict[str, str] | None:
    """The named product's price as arguments of a sum, from the best passage that holds one.

    `{"price": "20 USD/month"}` of a plan; of tokens `{"input_price": "3 USD", …}`, per million.
    """
    statement = _price_statement(request, result)
    return _price_in(statement, request) if statement else None


def _price_statement(request: Request, result: dict[str, Any] | None) -> Statement | None:
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
    for currency in ("USD", "CNY"):
        held = {
            f"{kind}_price": f"{value} {currency} per million tokens"
            for kind, key in (("input", "in"), ("output", "out"), ("cached", "cached_in"))
            if f"{kind}_tokens" in request.arguments
            and isinstance(value := figures.get(f"{key}_{currency.lower()}"), (int, float))
        }
        if held and len(held) == sum(k.endswith("_tokens") for k in request.arguments):
            return held
    return None


def _assumed_by_article(
    request: Request, result: dict[str, Any] | None
) -> tuple[Row, Quantity] | None:
    """The article's statement that assumes this very price, if it does."""
    asked = [q for q in find_quantities(str(request.arguments.get("price") or "")) if q.value]
    if not asked or not result:
        return None
    for row in result.get("passages") or ():
        if not is_of_article(row) or row["extra"].get("claim_kind") != "assumption":
            continue
        for held in find_quantities(row["text"]):
            if (
                _is_money(held)
                and held.unit == asked[0].unit
                and _a_year(held) == _a_year(asked[0])
            ):
                return row, held
    return None


def _refused(
    request: Request,
    results: Results,
    error: dict[str, Any],
    said: list[str],
    writer: Writer,
) -> Part:
    """The engine knows no such model or card: the library may still say something."""
    asked = bool(error.get("suggestions"))
    if said:
        if catalog.find_model(str(request.arguments.get("model") or "")) is None:
            return Part(f"{bullets(said)}\n\n{_sentence(error)}")
        listed = f"{phrase('published', request.language)}\n{bullets(said)}"
        return Part(f"{_sentence(error)}\n\n{listed}", asked=asked)
    if not asked and not (found := fact_reply(request, results, writer)).abstained:
        return Part(f"{found.text}\n\n{_sentence(error)}")
    return Part(_sentence(error), asked=asked)


def _sentence(error: dict[str, Any]) -> str:
    message, hint = str(error.get("message") or ""), str(error.get("hint") or "")
    joint = "" if message.endswith(("。", "？")) else " "
    return f"{message}{joint}{hint}".strip()


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()


def _a_year(quantity: Quantity) -> Decimal:
    return quantity.value * 12 if quantity.per == "month" else quantity.value
