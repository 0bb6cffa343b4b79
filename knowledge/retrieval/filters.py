"""Which passages a search may find: by date, vendor, system, source, language and document."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.dates import first_day
from knowledge.document import Document
from knowledge.language.tongue import code_of
from knowledge.storage.view import View

_LAST_DAY = 99991231


@dataclass(frozen=True)
class Filters:
    """What a passage must be: None lets all through, no names at all let nothing. Case never matters.

    Of a text that several documents share, one of them must be all of it.
    """

    as_of: str | None = None
    """Hides what is dated later; the undated stays."""
    since: str | None = None
    """Hides what is dated earlier, and the undated."""
    vendors: Sequence[str] | None = None
    systems: Sequence[str] | None = None
    sources: Sequence[str] | None = None
    """A part of a source's name is enough: "github.com/QwenLM"."""
    languages: Sequence[str] | None = None
    """Codes of ISO 639-1 (`en`, `zh`, `de`), or names of languages."""
    documents: Sequence[str] | None = None
    """Ids."""

    def mask(self, view: View) -> NDArray[np.bool_] | None:
        """Which passages of a view may be shown; None for all."""
        masks: list[NDArray[np.bool_]] = []
        if self.as_of:  # what is shown bears the passage's own date
            masks.append(view.days <= first_day(self.as_of))  # the undated count as day 0 and stay
        if self.since or self.sources is not None or self.documents is not None:
            masks.append(self._by_document(view))
        # Documents share a text only where they are of the same vendor and system.
        for facet in ("vendors", "systems"):
            if (wanted := getattr(self, facet)) is not None:
                masks.append(view.named(facet).where(_is_one_of(wanted)))
        if self.languages is not None:
            codes = _plain(code_of(name) or name for name in self.languages)
            masks.append(view.named("languages").where(lambda name: code_of(name) in codes))
        return np.logical_and.reduce(masks) if masks else None

    def _by_document(self, view: View) -> NDArray[np.bool_]:
        """Which passages have a document that is of the time, sources and ids, all at once."""
        first, last = first_day(self.since), first_day(self.as_of) or _LAST_DAY
        is_source, is_id = _holds_one_of(self.sources), _is_one_of(self.documents)

        def is_wanted(one: Document) -> bool:
            is_named = is_id(one.document_id) and is_source(one.source)
            return is_named and first <= first_day(one.date) <= last

        own = view.days >= first
        if self.sources is not None:
            own &= view.named("sources").where(is_source)
        if self.documents is not None:
            own &= view.named("documents").where(is_id)
        return own | view.shared_by(is_wanted)


def _plain(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold().strip() for name in names)


def _is_one_of(names: Sequence[str] | None) -> Callable[[str], bool]:
    wanted = _plain(names or ())
    return lambda name: names is None or name.casefold() in wanted


def _holds_one_of(names: Sequence[str] | None) -> Callable[[str], bool]:
    parts = _plain(names or ())
    return lambda name: names is None or any(part in name.casefold() for part in parts)
