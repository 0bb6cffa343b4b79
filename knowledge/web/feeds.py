"""Sitemaps, indexes of sitemaps, RSS and Atom: which addresses they list."""

import zlib
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


@dataclass(frozen=True)
class Link:
    """One address of a list."""

    address: str
    title: str | None = None
    modified: str | None = None
    """A day as ISO text."""
    is_list: bool = False
    """It is a sitemap of an index."""


def read_links(content: bytes, address: str) -> list[Link] | None:
    """What a sitemap or feed lists, each address once; None where it is neither.

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
        root: Any = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise CannotRead(f"the sitemap or feed is damaged ({error})") from None
    readers = {"urlset": _sitemap, "sitemapindex": _index, "rss": _rss, "RDF": _rss, "feed": _atom}
    reader = readers.get(_name(root))
    if reader is None:
        return None
    links = [link for one in reader(root) if (link := _absolute(one, address))]
    return list({link.address: link for link in links}.values())


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
    return [Link(_text(one, "loc"), None, _day(_text(one, "lastmod"))) for one in _all(root, "url")]


def _index(root: Any) -> list[Link]:
    return [
        Link(_text(one, "loc"), None, _day(_text(one, "lastmod")), is_list=True)
        for one in _all(root, "sitemap")
    ]


def _rss(root: Any) -> list[Link]:
    return [
        Link(
            _text(one, "link") or _permalink(one),
            _text(one, "title") or None,
            _day(_text(one, "pubDate") or _text(one, "date")),
        )
        for one in _all(root, "item")
    ]


def _permalink(item: Any) -> str:
    guid = next((one for one in item if _name(one) == "guid"), None)
    if guid is None or guid.get("isPermaLink", "true") != "true":
        return ""
    return (guid.text or "").strip()


def _atom(root: Any) -> list[Link]:
    return [
        Link(
            _alternate(one),
            _text(one, "title") or None,
            _day(_text(one, "updated") or _text(one, "published")),
        )
        for one in _all(root, "entry")
    ]


def _alternate(entry: Any) -> str:
    links = [one for one in entry if _name(one) == "link"]
    named = [one for one in links if one.get("rel", "alternate") == "alternate"]
    return next((one.get("href", "").strip() for one in named), "")


def _absolute(link: Link, address: str) -> Link | None:
    """With its whole address in the one spelling; None for what is none."""
    try:
        whole = one_spelling(urljoin(address, link.address))
    except ValueError:
        return None
    if not link.address or not whole.startswith(("http://", "https://")):
        return None
    return Link(whole, link.title, link.modified, link.is_list)


def _all(root: Any, name: str) -> list[Any]:
    return [one for one in root.iter() if _name(one) == name]


def _text(parent: Any, name: str) -> str:
    found = next((one for one in parent if _name(one) == name), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


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
