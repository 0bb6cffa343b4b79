"""Which passages a search may find: by date, vendor, system, source, language and document."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.dates import first_day
from knowledge.language.tongue import code_of
from knowledge.storage.view import View


@dataclass(frozen=True)
class Filters:
    """What a passage must be; one left empty lets all through. Case never matters."""

    as_of: str | None = None
    """Hides what is dated later; the undated stays."""
    since: str | None = None
    """Hides what is dated earlier, and the undated."""
    vendors: Sequence[str] = ()
    systems: Sequence[str] = ()
    sources: Sequence[str] = ()
    """A part of a source's name is enough: "github.com/QwenLM"."""
    languages: Sequence[str] = ()
    """Codes of ISO 639-1 (`en`, `zh`, `de`), or names of languages."""
    documents: Sequence[str] = ()
    """Ids."""

    def mask(self, view: View) -> NDArray[np.bool_] | None:
        """Which passages of a view may be shown; None for all."""
        masks: list[NDArray[np.bool_]] = []
        if self.as_of:
            masks.append(view.days <= first_day(self.as_of))  # the undated count as day 0 and stay
        if self.since:
            masks.append(view.days >= first_day(self.since))
        if self.sources:
            parts = _plain(self.sources)
            own = view.named("sources").where(lambda name: _holds(name, parts))
            masks.append(own | view.shared_by(lambda one: _holds(one.source, parts)))
        if ids := _plain(self.documents):
            own = view.named("documents").where(_is_one_of(ids))
            masks.append(own | view.shared_by(lambda one: one.document_id in ids))
        if codes := _plain(code_of(name) or name for name in self.languages):
            masks.append(view.named("languages").where(lambda name: code_of(name) in codes))
        for facet in ("vendors", "systems"):
            if wanted := _plain(getattr(self, facet)):
                masks.append(view.named(facet).where(_is_one_of(wanted)))
        return np.logical_and.reduce(masks) if masks else None


def _plain(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold().strip() for name in names)


def _is_one_of(wanted: frozenset[str]) -> Callable[[str], bool]:
    return lambda name: name.casefold() in wanted


def _holds(name: str, parts: Iterable[str]) -> bool:
    return any(part in name.casefold() for part in parts)
