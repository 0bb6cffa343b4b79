import socket

import pytest

from knowledge.document import CannotRead
from knowledge.reading.hosts import check_form, check_public, connect, is_public


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a", "http://localhost:80/", "http://10.0.0.1/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://192.168.1.1/",
        "http://100.64.0.1/", "http://224.0.0.1/", "http://[fe80::1]/", "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/",
    ],
)  # fmt: skip
def test_private_hosts_are_refused(address):
    with pytest.raises(CannotRead, match="not a public host"):
        check_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://0x7f.1/", "http://2130706433/", "http://0177.0.0.1/", "http://127.1/",
        "http://0x7f000001/", "http://１２７.１/", "http://127.0.0.1./", "http://8.8.2056/",
    ],
)  # fmt: skip
def test_odd_spellings_of_an_address_in_numbers_are_refused(address, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS", "1")
    with pytest.raises(CannotRead, match="odd way to write"):
        check_form(address)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/a", "http:///x", "http://me:secret@example.org/",
     "gopher://127.0.0.1/", "http://example.org:port/", "http://[::1/"],
)  # fmt: skip
def test_what_is_not_plainly_a_web_address_is_refused(address):
    with pytest.raises(CannotRead):
        check_form(address)


@pytest.mark.parametrize("place", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_public_also_behind_nat64(place):
    assert is_public(place)


def test_private_hosts_may_be_allowed(monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS", "1")
    check_public("http://127.0.0.1/")
    monkeypatch.setenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS", "0")
    with pytest.raises(CannotRead, match="or set VENDORSCOPE_ALLOW_PRIVATE_HOSTS=1"):
        check_public("http://127.0.0.1/")
    with pytest.raises(CannotRead, match="save the page as a file$"):  # no setting opens these
        check_public("http://169.254.169.254/")


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_checked(monkeypatch):
    """DNS rebinding: the second look-up would lead elsewhere. Only the resolver is replaced."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answers = [["127.0.0.1"], ["127.0.0.2"]]

        def resolve(host, port, *_, **__):
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, (place, port)) for place in answers.pop(0)]

        monkeypatch.setenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS", "1")
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        with connect("rebound.test", port, 5) as opened:
            assert opened.getpeername()[0] == "127.0.0.1"
        assert answers == [["127.0.0.2"]]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    found = [(*kind, ("8.8.8.8", 80)), (*kind, ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(CannotRead, match="not a public host"):
        connect("both.test", 80, 5)
