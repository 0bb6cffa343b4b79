"""Models of the catalogue by who made them and of what kind they are, to choose from."""

from collections.abc import Collection

from agent.tools.vram import catalog


def models_by(vendors: Collection[str], kind: str | None) -> list[str]:
    """Open models of vendors, of a kind where one is asked.

    >>> "Seed-OSS-36B" in models_by(["ByteDance"], "llm")
    True
    """
    return [
        model.name
        for model in catalog.models()
        if is_by(model, vendors) and (kind is None or is_of_kind(model, kind))
    ]


def is_by(model: catalog.Model, vendors: Collection[str]) -> bool:
    """Whether a vendor made it; the catalogue also writes "Alibaba (Tongyi-MAI)"."""
    return any(vendor.casefold() in (model.vendor or "").casefold() for vendor in vendors)


def is_of_kind(model: catalog.Model, kind: str) -> bool:
    """Whether it is of a kind; a language model may also be asked for as dense or moe."""
    if kind in ("dense", "moe"):
        return model.kind == "llm" and (model.active_b is None) == (kind == "dense")
    return model.kind == kind
