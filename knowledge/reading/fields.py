"""What a text, a row or a manifest says about itself, under whichever names people give it."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote

from knowledge.dates import first_day, is_ambiguous, read_date
from knowledge.document import About
from knowledge.language.tongue import code_of

ABOUT_FIELDS = frozenset({"title", "source", "date", "vendor", "system", "url", "language"})

_OTHER_NAMES = {
    "date": (
        "as_of",
        "last_updated",
        "updated",
        "updated_at",
        "last_modified",
        "last_modified_at",
        "last_update",
        "lastmod",
        "modified",
        "modified_at",
        "date_modified",
        "datemodified",
        "published",
        "published_at",
        "publish_date",
        "publication_date",
        "date_published",
        "datepublished",
        "pubdate",
        "created",
        "created_at",
        "date_created",
        "datecreated",
    ),
    "licence": ("license",),
    "language": ("lang", "locale"),
}
"""What else people call a field; the first that is there counts, of dates the latest: a text says
what held when it was last changed."""

ABOUT_NAMES = ABOUT_FIELDS.union(_OTHER_NAMES, *_OTHER_NAMES.values())
"""All of them by which a field only says something about a text."""


def about_from(fields: Mapping[str, Any]) -> About:
    """The fields of front matter, a manifest's row or a JSON Lines row that we keep."""
    named = by_name(fields)
    source, url = _source_text(named.get("source"))
    return About(
        title=_text(named.get("title")),
        source=source,
        date=read_date(named.get("date")),
        vendor=_text(named.get("vendor")),
        system=_text(named.get("system")),
        url=_text(named.get("url")) or url,
        language=code_of(_text(named.get("language"))),
        licence=_text(named.get("licence")),
    )


def by_name(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by our names, of `Date`, `last-updated` or `license` as well; those without value left
    out."""
    named = {plain_name(name): one for name, one in fields.items() if one is not None}
    for ours, theirs in _OTHER_NAMES.items():
        if ours not in named and (there := next((t for t in theirs if t in named), None)):
            named[ours] = named[there]
    if days := [one for one in _dates_in(named) if read_date(one)]:
        named["date"] = max(days, key=lambda one: first_day(read_date(one)))
    return named


def _dates_in(named: Mapping[str, Any]) -> list[Any]:
    return [named[name] for name in ("date", *_OTHER_NAMES["date"]) if name in named]


@lru_cache(maxsize=1024)
def plain_name(name: object) -> str:
    """A field's name in one spelling: `Last-Updated` is `last_updated`."""
    return re.sub(r"[\s-]+", "_", str(name).strip()).casefold()


def unread_date(fields: Mapping[str, Any]) -> str:
    """Why a date that is given is not taken; empty where it is, or where none is given."""
    named = {plain_name(name): one for name, one in fields.items()}
    given = next(filter(_is_unread, _dates_in(named)), None)
    if given is None:
        return ""
    what = "may be two days" if is_ambiguous(str(given)) else "cannot be read"
    return f"its date {str(given)[:40]!r} {what} and was left out; write it as 2025-09-15"


def _is_unread(given: Any) -> bool:
    is_meant = isinstance(given, (str, int)) and re.search(r"\d", str(given)) is not None
    return is_meant and read_date(given) is None


def _source_text(value: Any) -> tuple[str | None, str | None]:
    """A source as text and the address that opens it.

    >>> _source_text({"repo": "a/b", "path": "README.md", "commit": "c0ffee"})
    ('a/b README.md', 'https://github.com/a/b/blob/c0ffee/README.md')
    """
    if not isinstance(value, Mapping):
        return _text(value), None
    given = cast(Mapping[str, Any], value)
    repo, path, url = (_text(given.get(name)) for name in ("repo", "path", "url"))
    if repo and path:
        commit = _text(given.get("commit")) or "HEAD"
        return f"{repo} {path}", url or f"https://github.com/{repo}/blob/{commit}/{quote(path)}"
    shown = _text(given.get("title")) or _text(given.get("description")) or repo or path or url
    # Plain values only: YAML's references can make a few lines of inner ones gigabytes.
    plain = {str(name): _text(one) for name, one in given.items() if _text(one)}
    return shown or json.dumps(plain, ensure_ascii=False), url


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    # Half a surrogate pair, as a broken escape leaves it, could not be written to disk.
    return str(value).encode("utf-8", "replace").decode().strip() or None
