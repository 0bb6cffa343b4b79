"""Which hosts may be reached, and a connection to exactly the address that was looked at."""

import ipaddress
import re
import socket
import unicodedata
from contextlib import suppress
from urllib.parse import urlsplit

from knowledge import places
from knowledge.document import CannotRead

_Place = ipaddress.IPv4Address | ipaddress.IPv6Address

_NUMBERS = re.compile(r"(0x[\da-f]*|\d+)(\.(0x[\da-f]*|\d+))*\.?", re.I)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 networks reach IPv4 hosts through it: the last 32 bits are the real address (RFC 6052)."""


def check_form(address: str) -> None:
    """Refuse what is not plainly http(s) to a host, without looking the host up.

    Raises:
        CannotRead: with the reason.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise CannotRead("the address cannot be read; write it as https://host/path") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise CannotRead("only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise CannotRead("an address with a user name or password in it is not fetched")
    plain = unicodedata.normalize("NFKC", host)
    if _NUMBERS.fullmatch(plain) and not _is_written_out(plain):
        raise CannotRead(f"{host} is an odd way to write an address in numbers; write a.b.c.d")


def check_public(address: str) -> None:
    """Refuse also what leads into this machine or its network.

    Raises:
        CannotRead: with the reason.
    """
    check_form(address)
    parts = urlsplit(address)
    find(str(parts.hostname), parts.port or 443)


def connect(host: str, port: int, timeout_seconds: float) -> socket.socket:
    """A connection to a host, made to an address that was checked, not looked up once more.

    A name that is looked up twice can be public the first time and private the second.

    Raises:
        CannotRead: it is not found, or not public.
        OSError: nobody answers there.
    """
    failed: OSError | None = None
    for family, place in find(host, port):
        opened = socket.socket(family, socket.SOCK_STREAM)
        try:
            opened.settimeout(timeout_seconds)
            opened.connect(place)
            return opened
        except OSError as error:
            opened.close()
            failed = error
    raise failed or OSError(f"{host} has no address")


def find(host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
    """The addresses of a host, all of which may be reached.

    Raises:
        CannotRead: it is not found, or one of them is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:  # ValueError: a name that is none (IDNA)
        raise CannotRead(f"the host {host} is not found ({error})") from None
    for *_, place in found:
        # A cloud's keys lie at a link-local address, where no wiki or mirror is.
        never = _is_link_local(str(place[0]))
        if not is_public(str(place[0])) and (never or not places.allows_private_hosts()):
            own = "" if never else f", or set {places.ALLOW_PRIVATE_HOSTS}=1 for your own network"
            raise CannotRead(f"{host} is not a public host; save the page as a file{own}")
    return [(family, (str(place[0]), port)) for family, *_, place in found]


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, also where it wraps another.

    >>> is_public("8.8.8.8"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    place = ipaddress.ip_address(text.partition("%")[0])
    inner = _inside(place)
    if inner:
        return all(is_public(str(one)) for one in inner)
    return place.is_global and not (place.is_multicast or place.is_reserved)


def _is_link_local(text: str) -> bool:
    place = ipaddress.ip_address(text.partition("%")[0])
    return any(one.is_link_local for one in (place, *_inside(place)))


def _inside(place: _Place) -> list[_Place]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(place, ipaddress.IPv4Address):
        return []
    if place in _NAT64:
        return [ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)]
    return [one for one in (place.ipv4_mapped, place.sixtofour, *(place.teredo or ())) if one]


def _is_written_out(host: str) -> bool:
    with suppress(ValueError):
        return str(ipaddress.IPv4Address(host)) == host
    return False
