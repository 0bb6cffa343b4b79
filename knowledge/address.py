"""Fetching an address: http(s) only, to public hosts only, within limits of size and time."""

import ipaddress
import socket
from pathlib import PurePosixPath
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from knowledge.document import CannotRead

_TIMEOUT_SECONDS = 20
_KINDS = {
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/xhtml+xml": ".html",
    "text/x-rst": ".rst",
    "text/x-gettext-translation": ".po",
}


def is_address(text: str) -> bool:
    """Whether it names a web address rather than a path."""
    return "://" in text[:12]


def fetch(address: str, most_bytes: int) -> tuple[bytes, str]:
    """The bytes behind an address and the suffix that names their kind.

    Raises:
        CannotRead: not http(s), not public, not there, too large or too slow.
    """
    check_public(address)
    request = Request(address, headers={"User-Agent": "vendorscope", "Accept": "text/*, */*;q=0.5"})
    try:
        with build_opener(_CheckedRedirects).open(request, timeout=_TIMEOUT_SECONDS) as answer:
            content = answer.read(most_bytes + 1)
            kind = answer.headers.get_content_type()
            path = urlsplit(str(answer.url)).path
    except HTTPError as error:
        raise CannotRead(f"the server answered {error.code} {error.reason}") from None
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CannotRead(f"the address cannot be fetched ({reason})") from None
    if len(content) > most_bytes:
        raise CannotRead(f"the page is larger than {most_bytes // 2**20} MB")
    suffix = PurePosixPath(path).suffix.lower()
    # Raw files of a repository come as text/plain: there their name says more.
    if kind == "text/plain" and suffix:
        return content, suffix
    return content, _KINDS.get(kind, f".{kind.rpartition('/')[2]}")


def check_public(address: str) -> None:
    """Refuse what is not http(s) or leads into this machine or its network.

    Raises:
        CannotRead: with the reason.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CannotRead("only http and https addresses are fetched")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise CannotRead(f"the host {parts.hostname} is not found ({error})") from None
    for *_, place in found:
        if not ipaddress.ip_address(str(place[0]).partition("%")[0]).is_global:
            raise CannotRead(f"{parts.hostname} is not a public host; save the page as a file")


class _CheckedRedirects(HTTPRedirectHandler):
    """A public page may redirect into a private network; every hop is checked."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> Request | None:
        check_public(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
