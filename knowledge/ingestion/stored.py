"""A source read and cut: the document, and its passages as rows that are stored."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from knowledge import parse
from knowledge.document import About, CannotRead, Chunk, Document, Parsed
from knowledge.ingestion import chunk, twins
from knowledge.ingestion.wording import mark_of, words_of
from knowledge.language import tongue
from knowledge.reading.sources import Source
from knowledge.storage.view import Entry, Row
from knowledge.storage.writing import Writing


def prepare(
    pen: Writing, source: Source, known: Entry | None
) -> tuple[Entry, list[Row], str] | None:
    """A source's document, passages and what of it was skipped; None where it is as we have it.

    Raises:
        CannotRead: it cannot be read, with the reason.
    """
    _check_name(source)
    content, suffix = source.read()
    outside = source.about()
    fingerprint = fingerprint_of(content, suffix, outside)
    if known and known.fingerprint == fingerprint:
        return None
    parsed = parse.parse(content, suffix)
    chunks = chunk.split(parsed.text, parsed.pages) if parsed.rows is None else parsed.rows
    if not chunks:
        raise CannotRead("there is no text in it")
    beside = outside.over(source.last_resort(parsed.text))
    about = parsed.about_with(outside).over(beside)
    said = parsed.given.over(outside).language
    shown = tongue.settled(tongue.language_of(parsed.text), parsed.about.language)
    about = replace(about, language=said or shown)
    document = Document(
        document_id=id_of(source.identity),
        title=about.title or source.shown,
        source=about.source or source.shown,
        vendor=about.vendor,
        date=about.date,
        language=about.language,
        passages=len(chunks),
        system=about.system,
        url=about.url,
        licence=about.licence,
        date_from=about.date_from,
    )
    text_file = pen.keep_text(parsed.text)
    # Rows are passages as their author made them, each with its own date: never another's.
    words = "" if parsed.rows is not None else words_of(parsed.text, about.vendor, about.system)
    entry = Entry(document, source.identity, source.shown, fingerprint, text_file, words)
    unread = "" if parsed.given.date else source.unread()
    skipped = "; ".join(filter(None, [parsed.skipped, unread]))
    return entry, rows_of(entry, parsed, chunks, about, beside), skipped


def _check_name(source: Source) -> None:
    try:
        source.identity.encode()
    except UnicodeEncodeError:
        raise CannotRead("its name is not valid UTF-8; rename it") from None


def id_of(identity: str) -> str:
    """The id of the document with this path or address."""
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def rows_of(
    entry: Entry, parsed: Parsed, pieces: Sequence[Chunk], about: About, beside: About
) -> list[Row]:
    """The rows of a document that was just parsed; `beside` is what is known without it."""
    inherited = about if parsed.rows is None else _for_rows(about, beside)
    return [_row(entry, i, one, parsed, inherited) for i, one in enumerate(pieces)]


def rows_again(entry: Entry, text: str) -> list[Row]:
    """The passages of a document that was stored as another's twin."""
    document, parsed = entry.document, Parsed(text)
    names = About.__dataclass_fields__
    about = About(**{name: getattr(document, name) for name in names})
    return [_row(entry, i, one, parsed, about) for i, one in enumerate(chunk.split(parsed.text))]


def _for_rows(about: About, beside: About) -> About:
    """What a row without a field of its own takes over; never the date of another row."""
    return replace(about, date=beside.date, date_from=beside.date_from)


def _row(entry: Entry, n: int, piece: Chunk, parsed: Parsed, inherited: About) -> Row:
    if piece.about.source and not piece.about.url:
        inherited = replace(inherited, url=None)  # the document's address opens another source
    about = piece.about.over(inherited)
    text = parsed.text
    row = {
        "id": f"{entry.document.document_id}-{entry.version}-{n}",
        "key": -1,  # given when it is stored
        "document_id": entry.document.document_id,
        "char_start": piece.start,
        "char_end": piece.end,
        "title": about.title,
        "source": about.source,
        "vendor": about.vendor,
        "date": None if piece.is_undated else about.date,
        "system": about.system,
        "url": about.url,
        "language": piece.about.language
        or tongue.of_part(text[piece.start : piece.end], inherited.language),
        "heading": piece.heading,
        # A row of JSON Lines is a passage as its author made it; what we cut may be trimmed.
        "is_cut": parsed.rows is None,
        # Trimmed to what stands after it, a passage is on that page.
        "page_turn": parsed.turn_in(piece),
        "extra": parsed.notes(piece, about),
        # One passage of each document carries what is needed to list it after a repair.
        "entry": twins.flat(entry) if n == 0 else None,
        "text": text[piece.start : piece.end],
    }
    return row | {"mark": mark_of(row, entry)}


def fingerprint_of(content: bytes, suffix: str, outside: About) -> str:
    """Mark of all that decides how a source is stored: its bytes, what is said of it, our parsers."""
    said = json.dumps(
        [parse.VERSION, chunk.VERSION, suffix, asdict(outside)], ensure_ascii=False
    ).encode()
    return hashlib.sha256(said + b"\0" + content).hexdigest()
