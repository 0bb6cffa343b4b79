"""Fetching an address: http(s) only, to public hosts only, within limits of size and time."""

import zlib
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import PurePosixPath
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request

from knowledge.document import CannotRead
from knowledge.reading import hosts
from knowledge.reading.connection import MOST_REDIRECTS, SILENT_SECONDS, in_time, opener

AGENT = "vendorscope"
"""How we name ourselves to servers, also in their robots.txt."""

_WHOLE_SECONDS = 180.0
"""For all of one address, redirects included: a byte now and then is no answer."""
_AT_ONCE_BYTES = 2**16
_IN_A_CIRCLE = f"the server sends us on in a circle, or more than {MOST_REDIRECTS} times"

_KINDS = {
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/x-rst": ".rst",
    "text/x-gettext-translation": ".po",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/toml": ".toml",
    "application/yaml": ".yaml",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_SAYS_LITTLE = {"text/plain", "application/octet-stream", "binary/octet-stream"}
"""Raw files of a repository come so: there their name says more, where it ends like a document's."""
_ENDINGS = {
    *_KINDS.values(),
    *(".markdown", ".mdx", ".text", ".yml", ".ndjson", ".htm", ".xhtml", ".pot", ".xlsm"),
}


class CannotFetch(CannotRead):
    """A server's refusal, with what it said about it."""

    def __init__(self, status: int, reason: str, retry_after: str | None) -> None:
        super().__init__(f"the server answered {status} {reason}".rstrip())
        self.status = status
        self.retry_after = retry_after
        """Seconds or a date, as the server wrote it."""


@dataclass(frozen=True)
class Known:
    """What a server said of an address last time, by which it can tell that nothing changed."""

    etag: str | None = None
    modified: str | None = None
    """Last-Modified, as the server wrote it."""


@dataclass(frozen=True)
class Fetched:
    """What lies behind an address."""

    content: bytes
    suffix: str
    """Names its kind."""
    address: str
    """Where it was found, after redirects."""
    known: Known


def is_address(text: str) -> bool:
    """Whether it names a web address rather than a path."""
    return "://" in text[:12]


def fetch(address: str, most_bytes: int) -> tuple[bytes, str]:
    """The bytes behind an address and the suffix that names their kind.

    Raises:
        CannotRead: as `get`.
    """
    found = get(address, most_bytes)
    assert found is not None  # without `known` no server may say that nothing changed
    return found.content, found.suffix


def get(
    address: str,
    most_bytes: int,
    known: Known | None = None,
    whole_seconds: float = _WHOLE_SECONDS,
) -> Fetched | None:
    """What lies behind an address; None where the server says it is as `known`.

    Raises:
        CannotRead: not http(s), not public, not there, too large, too slow or no document.
    """
    hosts.check_form(address)
    with in_time(whole_seconds) as sockets:
        try:
            with opener(sockets).open(_request(address, known), timeout=SILENT_SECONDS) as answer:
                suffix = _suffix(answer.headers, answer.url)
                content = _read(answer, most_bytes)
        except HTTPError as error:
            if error.code == 304 and known is not None:
                return None
            wait, sent_on = error.headers.get("Retry-After"), error.headers.get("Location")
            error.close()
            if 300 <= error.code < 400 and sent_on is not None:
                hosts.check_form(urljoin(error.url, sent_on))  # to no web address at all
                raise CannotRead(_IN_A_CIRCLE) from None
            raise CannotFetch(error.code, " ".join(str(error.reason).split()), wait) from None
        except (URLError, OSError, HTTPException, ValueError, zlib.error) as error:
            if isinstance(error, CannotRead):
                raise
            why = sockets.why(error)
            raise CannotRead(f"the address cannot be fetched ({why})") from None
    if sockets.is_late:
        raise CannotRead(f"the address cannot be fetched ({sockets.why(None)})")
    said = Known(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    return Fetched(content, suffix, answer.url, said)


def _request(address: str, known: Known | None) -> Request:
    headers = {
        "User-Agent": AGENT,
        "Accept": "text/*, application/*;q=0.8, */*;q=0.1",
        "Accept-Encoding": "gzip",
    }
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    return Request(address, headers=headers)


def _suffix(headers: Message, address: str) -> str:
    """The suffix of what the server sends; what is no document is not read at all."""
    named = PurePosixPath(urlsplit(address).path).suffix.lower()
    kind = headers.get_content_type() if headers.get("Content-Type") else "text/plain"
    if kind in _SAYS_LITTLE and named in _ENDINGS:
        return named
    if kind in _KINDS:
        return _KINDS[kind]
    if kind in _SAYS_LITTLE and named:  # its bytes may say more
        return named
    if kind.startswith("text/"):
        return f".{kind.rpartition('/')[2]}"
    raise CannotRead(f"it is {kind}, no document")


def _read(answer: HTTPResponse, most_bytes: int) -> bytes:
    """The body, unpacked; not a byte more than we take is unpacked (a gzip bomb)."""
    packing = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise CannotRead(f"the server packs it as {packing[:20]}, which was not asked for")
    unpacker = None if packing == "identity" else zlib.decompressobj(wbits=31)
    content = bytearray()
    while part := answer.read(_AT_ONCE_BYTES):
        content += part if unpacker is None else _unpacked(unpacker, part, most_bytes)
        if len(content) > most_bytes:
            raise CannotRead(f"the page is larger than {most_bytes // 2**20} MB")
    # `read` is silent about a body that ends before its length.
    if answer.length or (unpacker is not None and not unpacker.eof):
        raise CannotRead("what the server sent is cut off")
    return bytes(content)


def _unpacked(unpacker: Any, part: bytes, most_bytes: int) -> bytes:
    # Any: zlib does not name the class of its objects.
    return unpacker.decompress(part, most_bytes + 1)
