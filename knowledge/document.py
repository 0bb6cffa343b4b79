"""The nouns of a library as plain values: document, chunk, passage, and what an ingestion did."""

from bisect import bisect_right
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Origin = Literal[
    "front matter",
    "row",
    "manifest",
    "document metadata",
    "page meta tags",
    "file",
    "server",
    "fetched",
]
"""What a date was read from; "file" and "server" are only when it was last changed, "fetched" when
we saw it first."""
WEAK: frozenset[Origin | None] = frozenset({"file", "server", "fetched", None})
"""Dates that nobody wrote into the document or beside it."""


class CannotRead(ValueError):
    """What a user can mend about documents or a library, as one sentence."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while documents were added: `documents` of them are in to stay."""

    def __init__(self, documents: int) -> None:
        super().__init__()
        self.documents = documents


@dataclass(frozen=True)
class About:
    """What is known of a text besides its words; None where nothing says so."""

    title: str | None = None
    source: str | None = None
    date: str | None = None
    """As precise as known: `2025`, `2025-09` or `2025-09-15`."""
    vendor: str | None = None
    system: str | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None
    date_from: Origin | None = None

    def over(self, other: "About") -> "About":
        """Our fields where we have them, the other's for the rest; a date keeps its own origin."""
        mine = {name: value for name, value in asdict(self).items() if value is not None}
        if self.date is not None:
            mine["date_from"] = self.date_from
        return About(**(asdict(other) | mine))

    def dated_by(self, origin: Origin) -> "About":
        """The same, its date said to come from there."""
        return self if self.date is None else replace(self, date_from=origin)


@dataclass(frozen=True)
class Chunk:
    """A piece of a document: `document.text[start:end]`, and what it says of itself."""

    start: int
    end: int
    heading: str = ""
    """Headings above it, outermost first; for a part of a table its header row as well."""
    about: About = field(default_factory=About)
    extra: dict[str, Any] = field(default_factory=dict[str, Any])
    is_undated: bool = False
    """It says that it has no date, so that the document's own is not taken for it."""


@dataclass(frozen=True)
class Parsed:
    """A file's text, what the file says about itself, and its pieces where it has its own."""

    text: str
    about: About = field(default_factory=About)
    """All of it: `given`, and what the file merely shows (properties, meta tags, a heading)."""
    rows: list[Chunk] | None = None
    """Pieces given by the format (rows of JSON Lines); None where the text is to be split."""
    given: About = field(default_factory=About)
    """The part written for readers like us (front matter), which outranks a manifest."""
    pages: tuple[int, ...] = ()
    """Where each page, slide or sheet begins in the text; empty where there are none."""
    skipped: str = ""
    """What of the file could not be read, by name, while the rest was."""

    def about_with(self, manifest: About) -> About:
        """What is known with the manifest's row: front matter, then manifest, then the rest."""
        return self.given.over(manifest).over(self.about)

    def page_at(self, place: int) -> int | None:
        """The page, from 1, on which a place in the text lies."""
        return bisect_right(self.pages, place) or None

    def turn_in(self, piece: Chunk) -> tuple[int, int] | None:
        """Where in the text a piece goes on to another page, and which; None where it does not."""
        last = bisect_right(self.pages, piece.end - 1)
        is_turned = last > bisect_right(self.pages, piece.start)
        return (self.pages[last - 1], last) if is_turned else None

    def notes(self, piece: Chunk, about: About) -> dict[str, Any]:
        """What a piece's `extra` holds besides its own: page, licence, whence the date."""
        date_from = None if piece.is_undated else about.date_from
        found = {
            "page": self.page_at(piece.start),
            "licence": about.licence,
            "date_from": date_from,
        }
        return {name: value for name, value in found.items() if value is not None} | piece.extra


@dataclass(frozen=True)
class Passage:
    """A stored piece of a document: `library.text(document_id)[char_start:char_end] == text`."""

    text: str
    score: float
    """How well it answers, 0 to 1: 1 is first by meaning and by words. 0 if nothing was asked."""
    document_id: str
    title: str
    source: str
    vendor: str | None
    date: str | None
    char_start: int
    char_end: int
    system: str | None = None
    language: str | None = None
    heading: str = ""
    url: str | None = None
    similarity: float = 0.0
    """Cosine to the query."""
    overlap: float = 0.0
    """Share of the query's words that it holds, rare words counting more; 0 to 1."""
    extra: dict[str, Any] = field(default_factory=dict[str, Any])
    """As plain JSON: further fields of a JSON Lines row; `page`, `licence`, `date_from` if known;
    `also` lists the other sources of the same text."""

    @property
    def page(self) -> int | None:
        """The page, slide or sheet on which it begins, from 1."""
        return self.extra.get("page")

    @property
    def licence(self) -> str | None:
        """What its document or the manifest says of the licence."""
        return self.extra.get("licence")

    @property
    def date_from(self) -> Origin | None:
        """What the date was read from."""
        return self.extra.get("date_from")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Document:
    """One file or address."""

    document_id: str
    title: str
    source: str
    vendor: str | None
    date: str | None
    language: str | None
    passages: int
    """How many passages it has."""
    system: str | None = None
    url: str | None = None
    licence: str | None = None
    date_from: Origin | None = None
    same_as: str | None = None
    """The document whose text is the same word for word and whose passages stand for both."""
    shared: int = 0
    """How many more of its passages say what one of another document says, which stands for both."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


@dataclass
class IngestReport:
    """What an ingestion did, by path or address as given."""

    added: list[str] = field(default_factory=list[str])
    updated: list[str] = field(default_factory=list[str])
    unchanged: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    failed: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    """`{source, reason}` each."""
    passages: int = 0
    """Passages written."""
    seconds: float = 0.0

    def add(self, other: "IngestReport") -> None:
        """What another one did as well, one after the other."""
        for name in ("added", "updated", "unchanged", "removed", "failed"):
            getattr(self, name).extend(getattr(other, name))
        self.passages += other.passages
        self.seconds = round(self.seconds + other.seconds, 3)

    @property
    def written(self) -> int:
        """How many documents are new or replaced."""
        return len(self.added) + len(self.updated)

    def fail(self, source: str, reason: str) -> None:
        """Name what could not be read, and why."""
        self.failed.append({"source": source, "reason": reason})

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)
