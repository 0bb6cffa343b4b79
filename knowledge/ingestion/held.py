"""What an id, a path or an address stands for among the documents of a library."""

import os
from collections.abc import Sequence, Set
from pathlib import Path

from knowledge.reading.address import is_address
from knowledge.reading.spelling import one_spelling
from knowledge.storage.view import Entry


def find(entries: Sequence[Entry], name: str, led_to: Set[str] = frozenset()) -> list[Entry]:
    """The document of this id, file or address, all below this folder, or those at `led_to`,
    where the name is that of a list of addresses; an address in any spelling."""
    if found := [one for one in entries if name == one.document.document_id]:
        return found
    if is_address(name) or led_to:
        plain = one_spelling(name)
        pages = [one for one in entries if is_address(one.identity)]
        meant = [one for one in pages if one_spelling(one.identity) == plain]
        return meant or [one for one in pages if one.identity in led_to]
    if found := [one for one in entries if name == one.identity]:
        return found
    place = _place(name)
    below = f"{place.rstrip(os.sep)}{os.sep}"
    return [one for one in entries if one.identity == place or one.identity.startswith(below)]


def why_not(entries: Sequence[Entry], name: str) -> str:
    """Why a name stands for nothing, in a sentence."""
    if not name.strip():
        return "The path is empty; name a file, a folder, an address or a document's id."
    said = f"{name!r} is not in the library"
    elsewhere = [one.identity for one in entries if one.shown == name]
    if elsewhere:  # the same relative path, given in another folder
        return f"{said}; what was added under that name is {' and '.join(elsewhere)}."
    return f"{said}; `vendorscope search QUERY --json` shows each document's id."


def _place(name: str) -> str:
    """As an identity: the full path, where links lead to. Nothing for what is no path."""
    try:
        return str(Path(name).expanduser().resolve()) if name.strip() else "\0"
    except (OSError, ValueError, RuntimeError):  # NUL in the name, links in a circle, no such user
        return "\0"
