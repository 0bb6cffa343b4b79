"""The models that an earlier list or check was about: what "which of those" chooses from."""

from collections.abc import Iterable, Sequence

from agent.offline.memory.arguments import kind_asked
from agent.offline.memory.choice import is_of_kind, models_by
from agent.offline.request import Request
from agent.tools.vram import catalog

_LISTING = ("list", "fact", "comparison", "change")


def models_spoken_of(past: Sequence[Request]) -> list[str]:
    """Catalogue names of the last list: of its products, else of its vendors' open models.

    A check of one model in between ends the list: "those" then means nothing before it. Products
    that the catalogue does not know are kept as they are called, so that the check can say so.
    """
    for request in reversed(past):
        if request.topic == "vram":
            return list(request.arguments.get("models") or ())
        if request.topic in _LISTING and (found := _models_listed(request)):
            return found
    return []


def of_kind(names: Iterable[str], kind: str | None) -> list[str]:
    """Those of the models that are of a kind; all where none is asked.

    >>> of_kind(["HunyuanVideo", "Qwen3-8B", "Qwen3-30B-A3B"], "moe")
    ['Qwen3-30B-A3B']
    """
    if kind is None:
        return list(names)
    return [name for name in names if (m := catalog.find_model(name)) and is_of_kind(m, kind)]


def _models_listed(request: Request) -> list[str]:
    kind = kind_asked(request.question)
    if request.systems:
        named = [name for system in request.systems for name in _members(system)]
        of_products = of_kind(dict.fromkeys(named), kind)
        return of_products or list(request.systems if len(request.systems) > 1 else ())
    if request.topic != "list":
        return []
    return models_by(request.vendors, kind)


def _members(system: str) -> list[str]:
    """Open models of a product's family; the product itself where it is one, closed ones too."""
    members = [m.name for m in catalog.models() if catalog.is_of_family(m, system)]
    itself = catalog.find_model(system)
    return members or ([itself.name] if itself else [])
