"""Which addresses may be asked: http(s), and no private network but the one a user has named."""

import ipaddress
import socket
from urllib.parse import urlsplit

from agent.tools.vram.errors import CannotEstimate

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what a token is bound to."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, (parts.hostname or "").lower(), port


def is_loopback(url: str) -> bool:
    """Whether a host is this machine."""
    found = _addresses(url)
    return bool(found) and all(address.is_loopback for address in found)


def refuse_private(url: str, named: str) -> None:
    """Refuse an address inside a private network, unless it is the host that was named.

    A public host may redirect to 169.254.169.254 or to a machine behind a firewall.
    """
    try:
        scheme, host, _ = origin(url)
    except ValueError:
        scheme, host = "", ""
    if scheme not in ("http", "https") or not host:
        raise CannotEstimate(
            f"The model host redirects to {scheme or 'no'} address; only http and https are read."
        )
    if urlsplit(named).scheme == "https" and scheme == "http" and host != origin(named)[1]:
        raise CannotEstimate("The model host redirects from https to http; that is not followed.")
    if host == origin(named)[1]:
        return
    inside = [address for address in _addresses(url) if not address.is_global]
    if inside and not (is_loopback(named) and all(address.is_loopback for address in inside)):
        raise CannotEstimate(
            f"The model host redirects to {host}, an address of a private network; "
            "that is not followed."
        )


def _addresses(url: str) -> list[Address]:
    """What a host's name stands for; nothing where only a proxy knows."""
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        return []
    return [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
