"""Sitemaps, indexes of sitemaps, RSS and Atom: which addresses they list."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, cast
from urllib.parse import urljoin

from knowledge.dates import read_date
from knowledge.document import CannotRead
from knowledge.reading.spelling import one_spelling

_MOST_BYTES = 64 * 2**20
"""The protocol of sitemaps allows 50 MB unpacked."""
_HEADS = (b"<urlset", b"<sitemapindex", b"<rss", b"<feed", b"<rdf:RDF")

_MOST_NAMED = 5
"""Entries that lead nowhere and are named; of further ones only how many they are is said."""


@dataclass(frozen=True)
class Link:
    """One address of a list."""

    address: str
    title: str | None = None
    modified: str | None = None
    """A day as ISO text."""
    is_list: bool = False
    """It is a sitemap of an index."""


@dataclass(frozen=True)
class Links:
    """What a list leads to."""

    links: list[Link]
    """Each address once."""
    unlinked: list[str]
    """The titles of entries that lead to no web address."""

    def left_out(self) -> str:
        """Which entries are not taken in, and what helps; empty where all are."""
        if not self.unlinked:
            return ""
        more = len(self.unlinked) - _MOST_NAMED
        named = ", ".join(map(repr, self.unlinked[:_MOST_NAMED])) + (
            f" and {more} more" * (more > 0)
        )
        return f"left out, as no address of a page is given: {named}; save what they say as a file"


def read_links(content: bytes, address: str) -> Links | None:
    """What a sitemap or feed lists; None where it is neither.

    Raises:
        CannotRead: it begins like one but is damaged, or unpacks to more than is taken.
    """
    content = _unpacked(content)
    if not _looks_like_one(content):
        return None
    from lxml import etree as untyped  # type: ignore

    etree = cast(Any, untyped)
    # Nothing outside is loaded and no entity is replaced: a few lines of them can be gigabytes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root: Any = etree.fromstring(content, parser, base_url=address)
    except etree.XMLSyntaxError as error:
        raise CannotRead(f"the sitemap or feed is damaged ({error})") from None
    readers = {"urlset": _sitemap, "sitemapindex": _index, "rss": _rss, "RDF": _rss, "feed": _atom}
    reader = readers.get(_name(root))
    if reader is None:
        return None
    every = reader(root)
    links = {one.address: one for one in every if one.address}
    return Links(
        [*links.values()],
        [one.title or "an entry without a title" for one in every if not one.address],
    )


def _looks_like_one(content: bytes) -> bool:
    """By its first tag; a page may speak of sitemaps further below."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    starts = [at for name in _HEADS if (at := head.find(name)) >= 0]
    is_xml = head.startswith((b"<?xml", b"<!--", *_HEADS))
    return is_xml and bool(starts) and b"<html" not in head[: min(starts)].lower()


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        plain = zlib.decompressobj(wbits=31).decompress(content, _MOST_BYTES + 1)
    except zlib.error:
        raise CannotRead("the file is damaged or cut off") from None
    if len(plain) > _MOST_BYTES:
        raise CannotRead(f"it unpacks to more than {_MOST_BYTES // 2**20} MB")
    return plain


# Any: lxml has no types of its own.
def _sitemap(root: Any) -> list[Link]:
    return [_loc(one) for one in _all(root, "url")]


def _index(root: Any) -> list[Link]:
    return [_loc(one, is_list=True) for one in _all(root, "sitemap")]


def _loc(entry: Any, is_list: bool = False) -> Link:
    places = (_address(one, one.text) for one in _children(entry, "loc"))
    title = _text(entry, "loc") or None
    address = next(filter(None, places), "")
    return Link(address, None if address else title, _day(_text(entry, "lastmod")), is_list)


def _rss(root: Any) -> list[Link]:
    return [
        Link(
            next(filter(None, _linked(one)), ""),
            _text(one, "title") or None,
            _day(_text(one, "pubDate") or _text(one, "date")),
        )
        for one in _all(root, "item")
    ]


def _linked(item: Any) -> Iterator[str]:
    """Where an RSS item may say that its page is: its link, the link of an Atom feed in it, its
    identifier where that is an address."""
    for link in _children(item, "link"):
        yield _address(link, link.text)
    yield from _alternates(item)
    for guid in _children(item, "guid"):
        if guid.get("isPermaLink", "true") == "true":
            yield _address(guid, guid.text)


def _atom(root: Any) -> list[Link]:
    return [
        Link(
            next(filter(None, _alternates(one)), ""),
            _text(one, "title") or None,
            _day(_text(one, "updated") or _text(one, "published")),
        )
        for one in _all(root, "entry")
    ]


def _alternates(entry: Any) -> Iterator[str]:
    """Where an entry's page is, or its content where that stands elsewhere."""
    for link in _children(entry, "link"):
        if link.get("rel", "alternate") == "alternate":
            yield _address(link, link.get("href"))
    for content in _children(entry, "content"):
        yield _address(content, content.get("src"))


def _address(element: Any, text: str | None) -> str:
    """The whole address in the one spelling, by the element's `xml:base`; empty for what is none."""
    place = (text or "").strip()
    try:
        whole = one_spelling(urljoin(element.base or "", place))
    except ValueError:
        return ""
    return whole if place and whole.startswith(("http://", "https://")) else ""


def _children(parent: Any, name: str) -> list[Any]:
    return [one for one in parent if _name(one) == name]


def _all(root: Any, name: str) -> list[Any]:
    return [one for one in root.iter() if _name(one) == name]


def _text(parent: Any, name: str) -> str:
    found = _children(parent, name)
    return " ".join("".join(found[0].itertext()).split()) if found else ""


def _name(element: Any) -> str:
    """Without its namespace, which feeds get wrong."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _day(text: str) -> str | None:
    if day := read_date(text):
        return day
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError):
        return None
