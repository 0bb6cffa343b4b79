"""A Chroma server, or Chroma Cloud, in place of the embedded database: by `VENDORSCOPE_CHROMA_URL`.

Texts, vectors and rows lie there; the state that answers stays a view on this machine. The name
of the collection is kept in the store's folder, so that a library finds its own.
"""

import json
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from knowledge import places
from knowledge.document import CannotRead
from knowledge.storage import files

_MARK = "server.json"


def is_used(folder: Path) -> bool:
    """Whether a store's passages lie on a server."""
    return (folder / _MARK).is_file()


def is_wanted(folder: Path) -> bool:
    """Whether those of a new store should: never what can be made again from the package."""
    return places.setting("CHROMA_URL") is not None and not folder.is_relative_to(places.cache())


def begin(folder: Path) -> None:
    """Name a collection for a new store, on the server that is set.

    Raises:
        CannotRead: no server answers there; a mistyped address is not kept.
    """
    url = places.setting("CHROMA_URL") or ""
    _client(url).close()
    places.make(folder)
    kept = {"url": url, "collection": f"vendorscope-{uuid.uuid4().hex}"}
    files.write_whole(folder / _MARK, json.dumps(kept).encode())


def connect(folder: Path) -> tuple[Any, str]:
    """A client, and the name of the store's collection. The setting goes before what is kept,
    as a server may move.

    Raises:
        CannotRead: no server answers there.
    """
    kept: dict[str, str] = json.loads((folder / _MARK).read_bytes())
    return _client(places.setting("CHROMA_URL") or kept["url"]), kept["collection"]


def _client(url: str) -> Any:
    import chromadb
    import httpx
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    host, port, is_secure, where = parts(url)
    token = places.setting("CHROMA_TOKEN")
    try:
        return chromadb.HttpClient(
            host=host,
            port=port,
            ssl=is_secure,
            headers={"x-chroma-token": token} if token else None,
            settings=Settings(anonymized_telemetry=False),
            **where,
        )
    except (ChromaError, ValueError, OSError, httpx.HTTPError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise CannotRead(
            f"The Chroma server {url} cannot be used ({reason}); start it, or set "
            "VENDORSCOPE_CHROMA_URL to where it is."
        ) from None


def parts(url: str) -> tuple[str, int, bool, dict[str, str]]:
    """Host, port, whether it is encrypted, and the tenant and database of the path.

    >>> parts("https://api.trychroma.com/me/mine")
    ('api.trychroma.com', 443, True, {'tenant': 'me', 'database': 'mine'})
    >>> parts("http://localhost:8000")
    ('localhost', 8000, False, {})

    Raises:
        CannotRead: it is no such address.
    """
    try:
        read = urlsplit(url)
        port = read.port
    except ValueError:  # half a bracket, a port that is no number
        read, port = urlsplit(""), None
    if read.scheme not in {"http", "https"} or not read.hostname:
        raise CannotRead(
            f"VENDORSCOPE_CHROMA_URL is {url!r}; it must be like http://localhost:8000."
        )
    is_secure = read.scheme == "https"
    named = [part for part in read.path.split("/") if part]
    where: dict[str, str] = dict(zip(("tenant", "database"), named, strict=False))
    return read.hostname, port or (443 if is_secure else 8000), is_secure, where
