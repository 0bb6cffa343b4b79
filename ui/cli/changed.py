"""What changed on fetched pages, as lines of the terminal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.web import Changes

_SHOWN_CHARACTERS, _SHOWN_UNKNOWN = 400, 20


def print_changes(found: "Changes") -> None:
    """Each change with what it says, then how much did not change or cannot be compared."""
    for one in found.changes:
        dates = f"{one.date_before or 'undated'} → {one.date or 'undated'}"
        shown = dates if one.kind == "changed" else one.date or "undated"
        print(f"{one.kind:<8} {one.title or one.address} ({shown})\n         {one.address}")
        for paragraph in one.paragraphs:
            for mark, text in (("-", paragraph.before), ("+", paragraph.after)):
                if text:
                    print(f"    {mark} {shortened(text)}")
    changes, documents = _many(len(found.changes), "change"), _many(found.unchanged, "document")
    print(f"{changes} since {found.since}, {documents} unchanged.")
    if found.unknown:
        _print_unknown(found.unknown)


def shortened(text: str, most: int = _SHOWN_CHARACTERS) -> str:
    """A text cut where it is long."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _print_unknown(addresses: list[str]) -> None:
    print(f"{len(addresses)} first fetched later, with no earlier copy to compare with:")
    for address in addresses[:_SHOWN_UNKNOWN]:
        print(f"    {address}")
    if (left := len(addresses) - _SHOWN_UNKNOWN) > 0:
        print(f"    and {left} more; `--json` names all.")
