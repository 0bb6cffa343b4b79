"""What every test stands on: folders of its own, no keys, no network beyond this machine."""

import atexit
import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).resolve().parent.parent

_IS_LIVE = "live" in sys.argv
"""`pytest -m live` asks real providers: only then do keys stay and other machines answer."""

# Before anything of ours is imported: settings and folders may be read on first use.
_HOME = Path(tempfile.mkdtemp(prefix="vendorscope-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)


def _forget_the_users_settings() -> None:
    """A developer's keys, model, tracing and proxies must not decide how a test ends."""
    for name in list(os.environ):
        ours = name.startswith(("VENDORSCOPE_", "SLACK_", "LANGSMITH_", "LANGCHAIN_"))
        key = name.endswith(("_API_KEY", "_API_TOKEN"))
        proxy = name.lower() in {"http_proxy", "https_proxy", "all_proxy"}
        # The cache stays: it holds the ONNX graph and the index that `make setup` has made.
        kept = name == "VENDORSCOPE_CACHE" or (_IS_LIVE and key and not ours)
        if (ours or key or proxy) and not kept:
            del os.environ[name]


_forget_the_users_settings()
os.environ["VENDORSCOPE_HOME"] = str(_HOME)


class NetworkBlocked(OSError):
    """A test tried to reach another machine."""


_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo
_blocked: list[str] = []


def _is_this_machine(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return name.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _refuse(what: str) -> None:
    if _IS_LIVE:
        return
    _blocked.append(what)
    raise NetworkBlocked(f"Tests reach no other machine, but something asked for {what}.")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and not _is_this_machine(address[0]):
        _refuse(f"{address[0]}:{address[1]}")
    return _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    if isinstance(address, tuple) and not _is_this_machine(address[0]):
        _refuse(f"{address[0]}:{address[1]}")
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    # An address written in digits needs no look-up; connecting to it is refused above.
    if not _is_this_machine(host) and not _is_digits(host):
        _refuse(f"the address of {host}")
    return _getaddrinfo(host, *args, **kwargs)


def _is_digits(host: Any) -> bool:
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return True


socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]
socket.getaddrinfo = _guarded_getaddrinfo


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that tried to reach out, also where a library swallowed the refusal.

    A test that means to try carries the marker `reaches_out`.
    """
    _blocked.clear()
    yield
    if _blocked and request.node.get_closest_marker("reaches_out") is None:
        pytest.fail("reached for another machine: " + ", ".join(sorted(set(_blocked))))


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the repository."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of questions, figures and scorers that lies next to the repository."""
    folder = REPO.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the folder 'shared' next to the repository ({folder} is missing)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a real Chromium; skips loudly without one, fails where one is required."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        message = "no Chromium on this machine; install it (Debian: apt-get install chromium)"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    return found
