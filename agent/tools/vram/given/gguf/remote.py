"""A `.gguf` file of a repository: its header is fetched, its weights are a hole in a local file."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given import Given
from agent.tools.vram.given.gguf.file import read_gguf
from agent.tools.vram.given.gguf.header import read_header
from agent.tools.vram.given.headers import Files

#: Bytes asked for at once, and at most: a header is a few MB, nearly all of it the vocabulary.
_PIECE_BYTES, _MOST_BYTES = 2**20, 128 * 2**20
_SPLIT = re.compile(r"^(.*)-\d{5}-of-(\d{5})\.gguf$", re.I)


def gguf_names(files: Files) -> list[str]:
    """The `.gguf` files of a repository, of a split one its first part; no vision projectors."""
    names = sorted(name for name in files.names() if name.lower().endswith(".gguf"))
    first = (n for n in names if not _SPLIT.match(n) or "-00001-of-" in n)
    return [name for name in first if not name.rpartition("/")[2].startswith("mmproj")]


def read_remote_gguf(files: Files, name: str) -> Given:
    """The model of a `.gguf` file, by the bytes of its header alone."""
    with TemporaryDirectory(prefix="vendorscope-") as folder:
        for part in _parts(files, name):
            _fetch(files, part, Path(folder) / part.rpartition("/")[2])
        given = read_gguf(Path(folder) / name.rpartition("/")[2])
    source = f"header of {name} in {files.where}"
    return replace(given, model=replace(given.model, source=source), source=source)


def _parts(files: Files, name: str) -> list[str]:
    split = _SPLIT.match(name)
    there = set(files.names())
    if name not in there:
        raise CannotEstimate(f"{files.where} has no file {name}.", "Check the name of the file.")
    if not split:
        return [name]
    count = int(split[2])
    parts = (f"{split[1]}-{n:05d}-of-{split[2]}.gguf" for n in range(1, min(count, 1000) + 1))
    return [part for part in parts if part in there]


def _fetch(files: Files, name: str, place: Path) -> None:
    """As much of a file's start as its header takes, in a file of the full length."""
    raw = b""
    while len(raw) < _MOST_BYTES:
        # each piece as long as all before it: a header of any length takes few requests
        piece = files.span(name, len(raw), max(_PIECE_BYTES, len(raw)))
        raw += piece
        place.write_bytes(raw)
        if not piece or raw[:4] != b"GGUF" or _is_whole(place):
            break
    size = files.size(name)
    if size and size > len(raw):
        with place.open("r+b") as file:
            file.truncate(size)


def _is_whole(place: Path) -> bool:
    try:
        read_header(place)
    except CannotEstimate:
        return False
    return True
