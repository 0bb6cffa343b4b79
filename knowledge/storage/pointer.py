"""`library.json`: the one file that says which state of a folder is current."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast

from knowledge.storage import files
from knowledge.storage.files import Mark

NAME = "library.json"
FORMAT = 1


@dataclass(frozen=True)
class Pointer:
    """What is current, and the model that its vectors are of."""

    model: str
    dimension: int
    generation: int
    """Grows with every change; the number in `view-N`."""
    view: str
    chroma: str
    files: dict[str, Mark]
    """Of the view: a changed or damaged one is noticed."""
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Make it the current one: from here on every reader sees it."""
        files.write_whole(folder / NAME, json.dumps(asdict(self), indent=1).encode())


def read_pointer(folder: Path) -> Pointer:
    """The current one.

    Raises:
        ValueError: it is damaged, or of another version.
        FileNotFoundError: there is none.
    """
    read: Any = json.loads((folder / NAME).read_bytes())
    names = {field.name for field in fields(Pointer)}
    if not isinstance(read, dict) or names != cast(dict[str, Any], read).keys():
        raise ValueError("it is not of this version")
    kept = cast(dict[str, Any], read)
    if kept["format"] != FORMAT:
        raise ValueError("it is of another version")
    marks: dict[str, Any] = kept.pop("files")
    kept["files"] = {name: (int(m[0]), int(m[1]), str(m[2])) for name, m in marks.items()}
    return Pointer(**kept)


def stamp(folder: Path) -> tuple[int, ...]:
    """Another value whenever another state became current; empty while there is none."""
    try:
        found = (folder / NAME).stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
