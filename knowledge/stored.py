"""A document's passages as rows that are stored."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge import chunk, twins
from knowledge.document import About, Chunk, Parsed
from knowledge.glossary import CHINESE
from knowledge.view import Entry, Row


def rows_of(
    entry: Entry, parsed: Parsed, pieces: Sequence[Chunk], about: About, outside: About
) -> list[Row]:
    """The rows of a document that was just parsed; `outside` is what was said from beside it."""
    inherited = about if parsed.rows is None else _for_rows(about, outside)
    return [_row(entry, i, one, parsed, inherited) for i, one in enumerate(pieces)]


def rows_again(entry: Entry, text: str) -> list[Row]:
    """The passages of a document that was stored as another's twin."""
    document, parsed = entry.document, Parsed(text)
    names = About.__dataclass_fields__
    about = About(**{name: getattr(document, name) for name in names})
    return [_row(entry, i, one, parsed, about) for i, one in enumerate(chunk.split(parsed.text))]


def language_of(text: str) -> str:
    """`zh` where a tenth of the letters is Chinese, else `en`: what the analyst writes."""
    sample = text[:20_000]
    letters = sum(1 for c in sample if c.isalpha())
    return "zh" if letters and len(CHINESE.findall(sample)) * 10 > letters else "en"


def _for_rows(about: About, outside: About) -> About:
    """What a row without a field of its own takes over; never a date that is only the file's."""
    return replace(about, date=outside.date, date_from=outside.date_from)


def _row(entry: Entry, n: int, piece: Chunk, parsed: Parsed, inherited: About) -> Row:
    if piece.about.source and not piece.about.url:
        inherited = replace(inherited, url=None)  # the document's address opens another source
    about = piece.about.over(inherited)
    text = parsed.text
    return {
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
        "language": piece.about.language or language_of(text[piece.start : piece.end]),
        "heading": piece.heading,
        # A row of JSON Lines is a passage as its author made it; what we cut may be trimmed.
        "is_cut": parsed.rows is None,
        "extra": parsed.notes(piece, about),
        # One passage of each document carries what is needed to list it after a repair.
        "entry": twins.flat(entry) if n == 0 else None,
        "text": text[piece.start : piece.end],
    }
