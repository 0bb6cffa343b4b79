"""Connections for fetching: pinned to the address that was checked, and cut when time is up."""

import socket
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import IO, Any
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from knowledge.reading import hosts

SILENT_SECONDS = 20.0
"""A server that sends no byte for so long is not there."""
MOST_REDIRECTS = 5


class Sockets:
    """The connections of one fetch, cut when its time is up."""

    def __init__(self, whole_seconds: float) -> None:
        self._whole_seconds = whole_seconds
        self._opened: list[socket.socket] = []
        self.is_late = False

    def connect(self, host: str, port: int, timeout_seconds: float) -> socket.socket:
        opened = hosts.connect(host, port, timeout_seconds)
        self._opened.append(opened)
        return opened

    def keep(self, opened: socket.socket) -> socket.socket:
        """Cut this one too: TLS takes a plain connection over and leaves an empty one behind."""
        self._opened.append(opened)
        return opened

    def cut(self) -> None:
        self.is_late = True
        for opened in self._opened:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def why(self, error: Exception | None) -> object:
        """The reason in words."""
        if self.is_late:
            return f"it took longer than {self._whole_seconds:.0f} s"
        return getattr(error, "reason", None) or error or "no answer"


@contextmanager
def in_time(whole_seconds: float) -> Generator[Sockets]:
    """The connections of one fetch; they are cut after so many seconds."""
    sockets = Sockets(whole_seconds)
    timer = threading.Timer(whole_seconds, sockets.cut)
    timer.daemon = True
    timer.start()
    try:
        yield sockets
    finally:
        timer.cancel()


class _Plain(HTTPConnection):
    """Connects where `hosts` says and nowhere else."""

    def __init__(self, sockets: Sockets, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sockets = sockets

    def connect(self) -> None:
        self.sock = self._sockets.connect(self.host, self.port, SILENT_SECONDS)


class _Secure(HTTPSConnection):
    """The same, and the certificate is that of the host's name."""

    def __init__(self, sockets: Sockets, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sockets = sockets

    def connect(self) -> None:
        plain = self._sockets.connect(self.host, self.port, SILENT_SECONDS)
        context = ssl.create_default_context()
        self.sock = self._sockets.keep(context.wrap_socket(plain, server_hostname=self.host))


class _Handler(HTTPHandler, HTTPSHandler):
    """Opens both kinds; through a proxy that the user set, the proxy does the looking up."""

    def __init__(self, sockets: Sockets) -> None:
        super().__init__()
        self._sockets = sockets

    def http_open(self, req: Request) -> HTTPResponse:
        return self._open(req, _Plain, HTTPConnection)

    def https_open(self, req: Request) -> HTTPResponse:
        return self._open(req, _Secure, HTTPSConnection)

    def _open(
        self, req: Request, direct: type[_Plain | _Secure], proxied: Callable[..., HTTPConnection]
    ) -> HTTPResponse:
        if req.has_proxy() or getattr(req, "_tunnel_host", None):
            hosts.check_public(req.full_url)
            return self.do_open(proxied, req)  # type: ignore[arg-type]
        return self.do_open(partial(direct, self._sockets), req)  # type: ignore[arg-type]


class _Redirects(HTTPRedirectHandler):
    """A page may send us on to anything; the host is checked when it is connected to."""

    max_redirections = MOST_REDIRECTS
    max_repeats = 2

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> Request | None:
        hosts.check_form(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def opener(sockets: Sockets) -> OpenerDirector:
    """What opens http and https; not `build_opener`, which opens files and FTP as well."""
    made = OpenerDirector()
    handlers = (
        ProxyHandler(),
        UnknownHandler(),
        _Handler(sockets),
        HTTPDefaultErrorHandler(),
        _Redirects(),
        HTTPErrorProcessor(),
    )
    for handler in handlers:
        made.add_handler(handler)
    return made
