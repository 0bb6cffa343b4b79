"""Documents in, passages out.

Knows nothing of `agent` or `ui`; importing it loads nothing heavy, so that engines and `--help`
stay fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.document import CannotRead, Document, IngestReport, Passage
    from knowledge.library import Library

__all__ = ["CannotRead", "Document", "IngestReport", "Library", "Passage"]

_HOME_OF = dict.fromkeys(__all__, "knowledge.document") | {"Library": "knowledge.library"}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
