"""Replies out of the engines: their own report, then what published passages say beside it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.evidence import Row
from agent.offline.reply.facts import fact_reply
from agent.offline.reply.looked_up import (
    batch_statement,
    count_statement,
    plan_requests,
    price_statement,
)
from agent.offline.reply.memory import ACTIVE_ONLY, report_text, with_notes, without_verdict
from agent.offline.reply.part import Part, Writer, bullets, is_of_article
from agent.offline.reply.phrases import phrase
from agent.offline.reply.published import beside, heading, published
from agent.offline.reply.stated_minimum import below_minimum
from agent.offline.reply.told import figures_told
from agent.offline.request import Request
from agent.quantities import Quantity, find_quantities
from agent.tools.vram import catalog

Results = dict[str, dict[str, Any]]
_PERIOD_ZH = {"year": "年", "month": "月"}
_CURRENCY_ZH = {"USD": "美元", "CNY": "元", "EUR": "欧元", "GBP": "英镑"}


def vram_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The memory report, with the library's statements on the same model."""
    result = results.get("vram") or {}
    said = published(request, results, writer)
    if error := result.get("error"):
        return _refused(request, results, error, said, writer)
    text = report_text(request, result)
    if request.arguments.get("show") == "sentence":
        return Part(text)
    kept = request.notes
    if request.arguments.get("supposes"):  # the answer itself says it
        kept = tuple(note for note in kept if not note.startswith(ACTIVE_ONLY))
    if against := below_minimum(result, said, request.language):
        text = f"{against} {without_verdict(text)}"
    notes, text = with_notes(kept, text, request.language)
    blocks = [text, f"{heading(result, request.language)}\n{bullets(said)}" if said else ""]
    if request.arguments.get("solve") == "gpus" and "gpu" not in request.arguments:
        blocks = [bullets(said), text]  # the maker's own count goes before an estimate of ours
    if more := beside(request, results, writer):
        blocks = [bullets(more), *blocks]
    return Part("\n\n".join(block for block in [*notes, *blocks] if block))


def revenue_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The sum with its trace; a price that was looked up, or that the article assumes, is said."""
    language = request.language
    result = results.get("revenue")
    if request.arguments.get("told"):
        return _told_and_compared(request, results, writer)
    if result is None:
        name = str(request.arguments.get("price_of") or "")
        if name:
            return Part(phrase("price_unknown", language, name=name), asked=True)
        counted = str(request.arguments.get("count_of") or "")
        return Part(phrase("count_unknown", language, name=counted), asked=True)
    if error := result.get("error"):
        return Part(_sentence(error), asked=True)
    text = str(result.get("text") or "")
    name = request.arguments.get("offer") or request.arguments.get("price_of")
    if name and (request.arguments.get("kind") == "tokens" or request.arguments.get("beside")):
        text = f"{name}{'：' if language == 'zh' else ': '}{text}"
    if compared := (results.get("beside") or {}).get("text"):
        text = f"{compared}\n\n{text}"
    notes = [phrase("premise", language, text=note) for note in request.notes]
    if counted := count_statement(request, results.get("count")):
        told = writer.statement(counted, language)
        notes.append(phrase("counted_from", language, statement=told))
    notes += _list_prices(request, results, writer)
    source = price_statement(request, results)
    if source:
        notes.append(phrase("assumed_from", language, statement=writer.statement(source, language)))
    elif assumed := _assumed_by_article(request, results.get("assumption")):
        row, price = assumed
        said = _said_price(price, language)
        notes.append(phrase("assumption", language, price=said, mark=writer.mark(row)))
    return Part("\n\n".join([text, *notes]))


def _list_prices(request: Request, results: Results, writer: Writer) -> list[str]:
    """What a batch costs, and the prices of each plan of a mix."""
    language = request.language
    notes: list[str] = []
    if request.arguments.get("batch"):
        batch = batch_statement(request, results)
        told = writer.statement(batch, language) if batch else ""
        notes.append(phrase("batch_from" if batch else "batch_unknown", language, statement=told))
    for j, plan in enumerate(plan_requests(request)):
        if said := price_statement(plan, {"price": results.get(f"plan{j}") or {}}):
            told = writer.statement(said, language)
            notes.append(phrase("assumed_from", language, statement=told))
    return list(dict.fromkeys(notes))


def _told_and_compared(request: Request, results: Results, writer: Writer) -> Part:
    """Both figures as the library tells them, then their difference or share; else what is held."""
    result = results.get("revenue")
    told = figures_told(request, results)
    if result is None or not told:
        return fact_reply(replace(request, topic="fact"), results, writer)
    lines = [writer.statement(one.statement, request.language) for one in told]
    said = bullets(list(dict.fromkeys(lines)))
    if error := result.get("error"):
        return Part(f"{said}\n\n{_sentence(error)}")
    return Part(f"{result.get('text') or ''}\n\n{said}")


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


def _said_price(price: Quantity, language: str) -> str:
    """As the source writes it; in Chinese in Chinese: "每年500美元"."""
    period, currency = _PERIOD_ZH.get(str(price.per)), _CURRENCY_ZH.get(str(price.unit))
    if language != "zh" or period is None or currency is None:
        return price.text
    return f"每{period}{price.value.normalize():f}{currency}"


def _a_year(quantity: Quantity) -> Decimal:
    return quantity.value * 12 if quantity.per == "month" else quantity.value
