"""Whose product it is, where that is asked: the vendor under which the library files it."""

from collections.abc import Sequence
from dataclasses import replace

from agent.evidence import Row
from agent.offline.reply.part import Writer
from agent.offline.reply.phrases import name_in, phrase
from agent.offline.request import Request
from agent.offline.vocabulary import aspects
from agent.offline.vocabulary import phrase as pattern
from agent.offline.words import names_of, spelling


def asks_maker(request: Request) -> bool:
    return pattern("routing", "maker").search(request.question) is not None


def maker_cell(side: str, request: Request, rows: Sequence[Row], writer: Writer) -> str | None:
    """The vendor under which the library files a product, with the mark of a row that does."""
    row = next((row for row in rows if row.get("vendor") and _is_on(side, row)), None)
    return f"{name_in(str(row['vendor']), request.language)} {writer.mark(row)}" if row else None


def maker_of(request: Request, rows: Sequence[Row], writer: Writer) -> str | None:
    """The sentence that names the maker of the one product asked about; None for another question."""
    if not asks_maker(request):
        return None
    if len(request.systems) != 1:
        return None
    name = request.systems[0]
    on_it = [row for row in rows if row.get("vendor") and _is_on(name, row)]
    # "the second one" of a list names no vendor: what is filed under the product does
    vendors = set(request.vendors) or {str(row["vendor"]) for row in on_it}
    if len(vendors) != 1:
        return None
    vendor = vendors.pop()
    row = next((row for row in on_it if row["vendor"] == vendor), None)
    if row is None:
        return None
    return phrase(
        "made_by",
        request.language,
        product=name_in(name, request.language),
        maker=name_in(vendor, request.language),
        mark=writer.mark(row),
    )


def without_maker(request: Request) -> Request | None:
    """What is asked beside the maker; None where that is all."""
    rest = " ".join(pattern("routing", "maker").sub(" ", request.question).split())
    left = tuple(name for name in request.aspects if aspects()[name].find(rest))
    return replace(request, aspects=left, question=rest) if left else None


def _is_on(name: str, row: Row) -> bool:
    """Whether a row is filed under the product or a version of it."""
    return any(one.startswith(spelling(name)) for one in names_of(row.get("system") or ""))
