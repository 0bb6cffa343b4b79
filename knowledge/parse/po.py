"""Translations (gettext): each text and its translation, one under the other."""

from typing import Any

from knowledge.dates import read_date
from knowledge.document import About, CannotRead, Parsed
from knowledge.language.tongue import code_of
from knowledge.parse.pages import title_of
from knowledge.parse.text import decode


def parse(content: bytes) -> Parsed:
    """The entries in order; translations marked as unsure are left out."""
    import polib

    text = decode(content)
    if '\nmsgid "' not in f"\n{text}":  # polib would take a path for a file to open
        raise CannotRead("it holds no translations")
    try:
        entries: list[Any] = polib.pofile(text)
        header: dict[str, str] = entries.metadata  # type: ignore[attr-defined]
    except OSError as error:  # what polib raises for a syntax error
        raise CannotRead(f"its entries cannot be read ({_place(error)})") from None
    parts = [_both(entry) for entry in entries if not entry.obsolete]
    about = About(
        title=title_of(header.get("Project-Id-Version")),
        date=read_date(header.get("PO-Revision-Date")),
        language=code_of(header.get("Language")),
    )
    return Parsed("\n\n".join(filter(None, parts)), about.dated_by("document metadata"))


def _both(entry: Any) -> str:
    translated = [entry.msgstr, *entry.msgstr_plural.values()] if not entry.fuzzy else []
    texts = [entry.msgid, entry.msgid_plural, *translated]
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _place(error: OSError) -> str:
    return str(error).removeprefix("Syntax error in po file ").replace("(", "").replace(")", "")
