import gzip
import socket
import threading
import time

import pytest

from knowledge.document import CannotRead
from knowledge.parse import KNOWN
from knowledge.reading import hosts
from knowledge.reading.address import CannotFetch, Known, fetch, get

MB = 2**20


def test_a_page_comes_with_the_suffix_of_its_kind(site):
    assert fetch(site.says("/a", "# A"), MB) == (b"# A", ".md")
    html = site.says("/b", "<p>", Content_Type="text/html; charset=utf-8")
    assert fetch(html, MB)[1] == ".html"
    raw = site.says("/c.po", 'msgid ""', Content_Type="text/plain")
    assert fetch(raw, MB)[1] == ".po"
    assert (
        fetch(site.says("/d.pdf", "%PDF-", Content_Type="application/octet-stream"), MB)[1]
        == ".pdf"
    )


@pytest.mark.parametrize("path", ["/v1.0", "/page.php", "/CHANGES.2025"])
def test_what_is_sent_as_text_is_text_whatever_its_address_ends_with(site, path):
    assert fetch(site.says(path, "A", Content_Type="text/plain; charset=utf-8"), MB)[1] == ".txt"
    assert fetch(site.says(path, "<p>", Content_Type="text/html"), MB)[1] == ".html"


@pytest.mark.parametrize("ending", KNOWN)
def test_a_raw_file_is_of_the_kind_that_its_name_says(site, ending):
    raw = site.says(f"/a{ending.upper()}", "A", Content_Type="text/plain")
    assert fetch(raw, MB)[1] == ending


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip"])
def test_what_is_no_document_is_refused(site, kind):
    with pytest.raises(CannotRead, match="no document"):
        fetch(site.says("/a", "bytes", Content_Type=kind), MB)


def test_a_loopback_address_is_refused_without_the_setting(site, monkeypatch):
    page = site.says("/a", "# A")
    monkeypatch.delenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS")
    with pytest.raises(CannotRead, match="not a public host"):
        fetch(page, MB)
    assert site.asked == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://2130706433/"]
)
def test_a_redirect_is_checked_as_well(site, target):
    with pytest.raises(CannotRead):
        fetch(site.says("/a", status=302, Location=target), MB)


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://127.0.0.2/"]
    + ["http://[::1]/", "http://[::ffff:10.0.0.1]/", "https://192.168.0.1/", "http://inside.test/"]
    + ["http://metadata.test/", "file:///etc/passwd"],
)
def test_a_public_page_that_sends_us_into_the_network_is_not_followed(site, monkeypatch, target):
    """The site stands for a public one; names lead where their owner likes."""
    lead = {"inside.test": "127.0.0.2", "metadata.test": "169.254.169.254"}
    look_up, is_public = socket.getaddrinfo, hosts.is_public
    monkeypatch.delenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS")
    monkeypatch.setattr(hosts, "is_public", lambda one: one == "127.0.0.1" or is_public(one))
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: look_up(lead.get(host, host), *rest, **more),
    )
    site.says("/b", status=302, Location=target)
    with pytest.raises(CannotRead, match="not a public host|only http and https"):
        fetch(site.says("/a", status=302, Location="/b"), MB)
    assert site.paths() == ["/a", "/b"]


def test_not_even_the_setting_lets_a_page_send_us_to_a_clouds_own_services(site):
    with pytest.raises(CannotRead, match="not a public host"):
        fetch(site.says("/a", status=302, Location="http://169.254.169.254/latest/"), MB)


def test_a_redirect_is_followed_and_a_circle_is_not(site):
    site.says("/b", "# B")
    found = get(site.says("/a", status=301, Location="/b"), MB)
    assert (found.content, found.address) == (b"# B", site.address + "/b")
    site.says("/d", status=302, Location="/c")
    for target in ("/c", "/d"):
        with pytest.raises(CannotRead) as refused:
            fetch(site.says("/c", status=302, Location=target), MB)
        assert str(refused.value) == "the server sends us on in a circle, or more than 5 times"


def test_a_refusal_to_name_where_to_is_said_as_it_is(site):
    with pytest.raises(CannotFetch, match="the server answered 302 Found"):
        fetch(site.says("/a", status=302), MB)


def test_too_large_a_page_is_not_read_to_its_end(site):
    with pytest.raises(CannotRead, match="larger than 1 MB"):
        fetch(site.says("/a", b"a" * (MB + 1)), MB)


def test_packed_pages_are_unpacked_and_bombs_are_not(site):
    page = site.says("/a", gzip.compress(b"# A"), Content_Encoding="gzip")
    assert fetch(page, MB)[0] == b"# A"
    bomb = gzip.compress(b"\0" * (64 * MB))
    with pytest.raises(CannotRead, match="larger than 1 MB"):
        fetch(site.says("/b", bomb, Content_Encoding="gzip"), MB)
    with pytest.raises(CannotRead, match="cannot be fetched"):
        fetch(site.says("/c", b"no gzip", Content_Encoding="gzip"), MB)
    with pytest.raises(CannotRead, match="not asked for"):
        fetch(site.says("/d", b"x", Content_Encoding="br"), MB)


def test_a_page_cut_off_is_not_taken_for_the_whole(site):
    with pytest.raises(CannotRead, match="cut off"):
        fetch(site.says("/a", "# A", Content_Length="1000"), MB)
    half = gzip.compress(b"# A" * 1000)[:-20]
    with pytest.raises(CannotRead, match="cut off"):
        fetch(site.says("/b", half, Content_Encoding="gzip"), MB)


def test_what_did_not_change_is_not_sent_again(site):
    page = site.says("/a", "# A", ETag='"1"', Last_Modified="Mon, 01 Sep 2025 10:00:00 GMT")
    found = get(page, MB)
    assert found.known == Known('"1"', "Mon, 01 Sep 2025 10:00:00 GMT")
    assert get(page, MB, found.known) is None
    asked = site.asked[-1][1]
    assert asked["If-None-Match"] == '"1"'
    assert asked["If-Modified-Since"] == "Mon, 01 Sep 2025 10:00:00 GMT"


def test_a_refusal_says_its_status(site):
    with pytest.raises(CannotFetch, match="the server answered 404") as refused:
        fetch(site.address + "/none", MB)
    assert refused.value.status == 404


def test_a_byte_now_and_then_is_no_answer(site):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            opened, _ = server.accept()
            with opened:
                opened.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
                try:
                    while True:
                        opened.sendall(b"a")
                        time.sleep(0.05)
                except OSError:
                    pass

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(CannotRead, match="took longer than 1 s"):
            get(f"http://127.0.0.1:{server.getsockname()[1]}/", MB, whole_seconds=1.0)
