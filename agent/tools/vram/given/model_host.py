"""One model host over HTTP: redirects checked, a token for it alone, answers within limits."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given.hosts import is_loopback, origin, refuse_private

if TYPE_CHECKING:
    from httpx import Client, Response

PUBLIC_HOST = "https://huggingface.co"
TIMEOUT_SECONDS = 15.0
#: All requests for one model together.
DEADLINE_SECONDS = 180.0
_REDIRECTS = 5


def endpoint() -> str | None:
    """The host a user has named in HF_ENDPOINT; naming it asks for reading online."""
    named = os.environ.get("HF_ENDPOINT", "").strip().rstrip("/")  # noqa: TID251 - the variable that huggingface_hub itself reads
    return named or None


class ModelHost:
    """Answers of one host; `close` ends its connections."""

    def __init__(self, address: str, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """`address` is http or https; a server that sends nothing for the time-out is given up."""
        self.address = address.rstrip("/")
        self._timeout = timeout_seconds
        self._until = time.monotonic() + DEADLINE_SECONDS
        self._client: Client | None = None
        if urlsplit(self.address).scheme not in ("http", "https") or not self.name:
            raise CannotEstimate(
                f"HF_ENDPOINT is {self.address!r}, no http or https address.",
                f"For example {PUBLIC_HOST}.",
            )

    @property
    def name(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    def close(self) -> None:
        """End the connections."""
        if self._client:
            self._client.close()

    @contextmanager
    def open(self, url: str, headers: dict[str, str] | None = None) -> "Generator[Response]":
        """An answer after its redirects, each of which is checked."""
        import httpx

        if self._client is None:
            # a proxy is for other machines, never for this one
            around = is_loopback(self.address)
            self._client = httpx.Client(timeout=self._timeout, trust_env=not around)
        try:
            for _ in range(_REDIRECTS + 1):
                refuse_private(url, self.address)
                with self._client.stream("GET", url, headers=self._headers(url, headers)) as answer:
                    if not answer.is_redirect:
                        yield answer
                        return
                    url = urljoin(url, answer.headers.get("location", ""))
            raise CannotEstimate(f"{self.name} redirects without end.")
        except httpx.TimeoutException:
            raise self._unreachable("does not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise self._unreachable(f"cannot be reached ({type(error).__name__})") from None

    def read(self, answer: "Response", most: int) -> bytes:
        """At most that many bytes; the rest is left with the host."""
        got = bytearray()
        for piece in answer.iter_bytes():
            got += piece
            if len(got) >= most:
                break
            if time.monotonic() > self._until:
                raise self._unreachable("is too slow")
        return bytes(got[:most])

    def refuse(self, answer: "Response", where: str, what: str) -> None:
        """A sentence for an answer that is none."""
        code = answer.status_code
        if code in (200, 206):
            return
        if code in (401, 403):
            raise CannotEstimate(
                f"{where} is not there, or asks for a login (answer {code}).",
                "Accept its licence on its page and set HF_TOKEN, or check the spelling.",
            )
        if code == 404:
            raise CannotEstimate(f"{where} has no {what}.", "Check the spelling of ORG/NAME.")
        if code == 429:
            raise CannotEstimate(f"{where}: the host asks to wait (answer 429).", "Try later.")
        raise CannotEstimate(f"{where} answered {code} for {what}.", "Try again later.")

    def _headers(self, url: str, more: dict[str, str] | None) -> dict[str, str]:
        """The token goes to the named host only, never to where it redirects."""
        headers = {"User-Agent": "vendorscope", "Accept-Encoding": "identity", **(more or {})}
        token = os.environ.get("HF_TOKEN", "").strip()  # noqa: TID251 - read where it is sent, kept nowhere
        if token and token.isascii() and origin(url) == origin(self.address):
            headers["Authorization"] = f"Bearer {token}"
        return headers

    def _unreachable(self, why: str) -> CannotEstimate:
        hint = "Check HF_ENDPOINT and the network, or name a model of the catalogue."
        return CannotEstimate(f"The model host {self.name} {why}.", hint)
