"""The day of a web page by its own tags, or as it tells its reader when it was last changed: one
guessed from its other words is worse than none."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any, cast

from knowledge.dates import first_day, is_ambiguous, read_date
from knowledge.parse import told_dates
from knowledge.parse.page_tables import flat
from knowledge.reading.fields import unread_date

_JSON_LD = '//script[@type="application/ld+json"]/text()'
_IN_JSON_LD = re.compile(r'"date(?:Modified|Published)"\s*:\s*"([^"]+)"')
_IS_OF_ANOTHER = (
    "ancestor-or-self::*[contains(@itemtype, 'Review') or contains(@itemtype, 'Comment')"
    " or contains(@itemtype, 'Answer')]"
)
_MICRODATA = tuple(
    f'(//*[@itemprop="{name}"][not({_IS_OF_ANOTHER})])[1]/@*[name()!="itemprop"]'
    for name in ("dateModified", "datePublished")
)
_PAGE = re.compile(r".*(?:Article|Page|Posting|Report)")
_ANOTHER = re.compile(
    r"(?:.*Review|Comment|Answer|WebSite|.*Organization|Corporation|Person|.*Object|.*List)"
)
"""Types of what a page shows or names, whose days are not the page's."""
_YEAR = re.compile(r"\d{4}")
_WHOLE = re.compile(r"\d{4}-\d\d-\d\d")


def day(tree: Any) -> tuple[str | None, str]:
    """The latest day that a page says of itself; or why one that it gives is not taken."""
    # Of `time` and microdata the first: comments and other pages' dates stand below.
    tags: list[Any] = [*tree.xpath("//meta"), *tree.xpath("//time[@pubdate]")[:1]]
    sure = [(tag, one) for tag in tags if _may_be_a_day(_written(tag)) and (one := _of_tag(tag))]
    # htmldate would guess which of two days is meant, and what was meant by one that never was.
    unsure = [_written(tag) for tag in tags if is_ambiguous(_written(tag))]
    unsure += [_written(tag) for tag, _ in sure if _never_was(_written(tag))]
    others = [*_of_json_ld(tree), *(one for path in _MICRODATA for one in tree.xpath(path))]
    given = [one for tag, one in sure if _written(tag) not in unsure]
    days = [found for one in (*given, *others) if (found := read_date(one))]
    if days:
        return max(days, key=first_day), ""
    if told := told_dates.day(tree):
        return told, ""
    reasons = (unread_date({"date": one}) for one in (*unsure, *others))
    return None, next(filter(None, reasons), "")


def _of_tag(tag: Any) -> str | None:
    """What a tag says if it is one made for dates."""
    from htmldate import find_date
    from trafilatura import load_html

    page: Any = load_html("<html><head></head><body></body></html>")
    page[tag.tag == "time"].append(copy.deepcopy(tag))
    return find_date(page, extensive_search=False, original_date=False)


def _may_be_a_day(text: str) -> bool:
    return _YEAR.search(text) is not None and not is_ambiguous(text)


def _never_was(text: str) -> bool:
    """Whether it is written as a day and is none, such as the 30th of February."""
    whole = _WHOLE.match(text.strip())
    return whole is not None and read_date(whole[0]) is None


def _of_json_ld(tree: Any) -> list[str]:
    """The dates of the first object that has any, of those that are the page or an article."""
    scripts: list[str] = tree.xpath(_JSON_LD)
    objects: list[dict[str, Any]] = []
    broken: list[str] = []
    for script in scripts:
        try:
            objects += _objects(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            broken += (one[1] for one in _IN_JSON_LD.finditer(script))
    objects.sort(key=lambda one: not _is(_PAGE, one))
    return next((days for one in objects if (days := _dates(one))), broken[:1])


def _objects(value: Any, is_inside: bool = False) -> Iterator[dict[str, Any]]:
    """Those side by side at the top and what they are mainly about: others are of what is listed
    or said there, such as a customer's review."""
    values = cast(list[Any], value) if isinstance(value, list) else [value]
    for one in values:
        if not isinstance(one, dict):
            continue
        one = cast(dict[str, Any], one)
        if not _is(_ANOTHER, one):
            yield one
        if not is_inside:
            yield from _objects(one.get("@graph"))
            if isinstance(main := one.get("mainEntity"), dict):
                yield from _objects(main, is_inside=True)


def _is(types: re.Pattern[str], one: dict[str, Any]) -> bool:
    said = one.get("@type")
    names = cast(list[Any], said) if isinstance(said, list) else [said]
    return any(isinstance(name, str) and types.fullmatch(name) for name in names)


def _dates(one: dict[str, Any]) -> list[str]:
    found = (one.get(name) for name in ("dateModified", "datePublished"))
    return [day for day in found if isinstance(day, str)]


def _written(tag: Any) -> str:
    return tag.get("content") or tag.get("datetime") or flat(tag)
