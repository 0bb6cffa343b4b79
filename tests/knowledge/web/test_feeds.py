import gzip

import pytest

from knowledge.document import CannotRead
from knowledge.web.feeds import Link, read_links

HERE = "https://example.org/list.xml"
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://example.org/a </loc><lastmod>2025-09-15T08:00:00+00:00</lastmod></url>
<url><loc>https://example.org/b#part</loc></url><url><loc>https://example.org/b</loc></url>
<url><loc>file:///etc/passwd</loc></url><url></url></urlset>"""
RSS = """<rss version="2.0"><channel><link>https://example.org/</link>
<item><title>价格 &amp; more</title><link>/one</link><pubDate>Mon, 15 Sep 2025 08:00:00 GMT</pubDate></item>
<item><guid>https://example.org/two</guid></item><item><guid isPermaLink="false">x</guid></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/feed"/>
<entry><title>One</title><link rel="edit" href="/edit"/><link href="/one"/>
<updated>2025-09-15T08:00:00Z</updated></entry></feed>"""


@pytest.mark.parametrize("content", [SITEMAP, gzip.compress(SITEMAP)], ids=["plain", "gz"])
def test_a_sitemap_lists_each_address_once_with_its_day(content):
    assert read_links(content, HERE).links == [
        Link("https://example.org/a", None, "2025-09-15"),
        Link("https://example.org/b"),
    ]


def test_an_index_lists_sitemaps():
    index = (
        b"<sitemapindex><sitemap><loc>https://example.org/1.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read_links(index, HERE).links == [Link("https://example.org/1.xml.gz", is_list=True)]


def test_feeds_of_both_kinds_are_read():
    assert read_links(RSS, HERE).links == [
        Link("https://example.org/one", "价格 & more", "2025-09-15"),
        Link("https://example.org/two"),
    ]
    assert read_links(ATOM, HERE).links == [Link("https://example.org/one", "One", "2025-09-15")]


ATOM_NAMES = 'xmlns="http://www.w3.org/2005/Atom"'


@pytest.mark.parametrize(
    ("feed", "address"),
    [
        (f'<feed {ATOM_NAMES} xml:base="/sub/"><entry><link href="a.html"/></entry></feed>', "/sub/a.html"),
        (f'<feed {ATOM_NAMES} xml:base="/sub/"><entry xml:base="b/"><link href="a"/></entry></feed>', "/sub/b/a"),
        (f'<feed {ATOM_NAMES}><entry><content xml:base="/c/" src="a.html"/></entry></feed>', "/c/a.html"),
        ('<rss xml:base="https://example.org/sub/"><item><link>a.html</link></item></rss>', "/sub/a.html"),
        ('<rss><item><link rel="self"/><link> /a#b </link></item></rss>', "/a"),
        (f'<rss><item><a:link xmlns:a{ATOM_NAMES[5:]} href="/a"/></item></rss>', "/a"),
        ('<rss><item><link/><guid>https://EXAMPLE.org/a</guid></item></rss>', "/a"),
    ],
)  # fmt: skip
def test_an_address_is_found_where_it_stands_and_is_whole_by_the_base_given_there(feed, address):
    found = read_links(feed.encode(), HERE)
    assert [one.address for one in found.links] == [f"https://example.org{address}"]
    assert found.left_out() == ""


def test_entries_that_lead_to_no_page_are_named():
    assert read_links(RSS, HERE).unlinked == ["an entry without a title"]
    assert read_links(SITEMAP, HERE).unlinked == ["file:///etc/passwd", "an entry without a title"]
    entries = "".join(f"<entry><title>N{n}</title><content>x</content></entry>" for n in range(7))
    found = read_links(f"<feed>{entries}</feed>".encode(), HERE)
    assert "'N0', 'N1', 'N2', 'N3', 'N4' and 2 more" in found.left_out()


@pytest.mark.parametrize(
    "content",
    [b"# A\n\n<urlset> is a tag", b"<html><body><feed></body></html>", b"", b"\xff\xfe\x00",
     b'<?xml version="1.0"?><note/>', b"<!doctype html><html><rss></html>"],
)  # fmt: skip
def test_what_is_neither_is_left_to_the_parsers(content):
    assert read_links(content, HERE) is None


def test_damaged_lists_and_bombs_are_refused():
    with pytest.raises(CannotRead, match="damaged"):
        read_links(b"<urlset><url>", HERE)
    with pytest.raises(CannotRead, match="unpacks to more"):
        read_links(gzip.compress(b"<urlset>" + b" " * (65 * 2**20)), HERE)


def test_entities_are_not_replaced():
    bomb = b'<!DOCTYPE rss [<!ENTITY a "https://example.org/a"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = read_links(b'<?xml version="1.0"?>' + bomb + b"<rss><item><link>&a;</link></item>"
                       b"<item><link>&f;</link></item></rss>", HERE)  # fmt: skip
    assert not [one for one in found.links if one.address.endswith("/a") or "root" in one.address]
