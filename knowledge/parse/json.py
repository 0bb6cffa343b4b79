"""JSON: objects with a `text` are passages as in JSON Lines; any other becomes lines to read."""

import json
import re
from collections import Counter
from typing import Any, TypeVar, cast

from knowledge.document import About, CannotRead, Parsed
from knowledge.parse import rows
from knowledge.parse.records import as_line
from knowledge.parse.text import decode
from knowledge.reading.fields import ABOUT_FIELDS, about_from, by_name, plain_name, unread_date

_Json = TypeVar("_Json", list[Any], dict[str, Any])

_NAME, _CALLED = "name", ("name", "title")
"""How the key of an inner object is called in its row, and what names an object beside its first field."""
_SENTENCE = 4
"""Words that make a text of a list a sentence rather than a tag."""
_FIGURE = re.compile(r"[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?%?")
_DEEPEST = 100
"""Levels; below it everything here may call itself for the next level."""


def parse(content: bytes) -> Parsed:
    """A list of objects as paragraphs, one each; names of lists as headings."""
    text = decode(content)
    try:
        # Figures stay as they are written: 0.10 is not 0.1, and no number is too long.
        data: Any = json.loads(text, parse_float=str, parse_int=str)
        _check_depth(data)
        if _holds_texts(data):
            return rows.from_rows(_rows(data, _with_numbers(text, data)))
        if isinstance(data, dict):
            fields = cast(rows.Row, data)
            if rows.has_text(one := rows.with_text(fields)):
                return _document(one)
            if lists := [key for key, value in fields.items() if _holds_texts(value)]:
                return rows.from_rows(_wrapped(fields, _with_numbers(text, fields), lists))
    except RecursionError:
        raise CannotRead("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise CannotRead(f"it is not JSON (line {error.lineno}: {error.msg})") from None
    found = "\n\n".join(_paragraphs(data, 1)).encode("utf-8", "replace").decode()
    if not found.strip():
        raise CannotRead("there is no text in it")
    fields = cast(rows.Row, data) if isinstance(data, dict) else {}
    said = About(date=about_from(fields).date).dated_by("document metadata")
    return Parsed(found, said, skipped=unread_date(fields))


def _has_text(value: Any) -> bool:
    return isinstance(value, dict) and rows.has_text(cast(rows.Row, value))


def _holds_texts(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    objects = (cast(rows.Row, one) for one in cast(list[Any], value) if isinstance(one, dict))
    return any(rows.has_text(rows.with_text(one)) for one in objects)


def _rows(as_written: list[Any], as_numbers: list[Any]) -> list[rows.Row]:
    """The objects of a list; one without `text` keeps its figures as they are written."""
    pairs = zip(as_written, as_numbers, strict=True)
    chosen = (number if _has_text(number) else written for written, number in pairs)
    objects = (cast(rows.Row, one) for one in chosen if isinstance(one, dict))
    return [rows.storable(rows.with_text(one)) for one in objects]


def _with_numbers(text: str, as_written: _Json) -> _Json:
    """The same with figures as numbers; as they are written where one is too long for that."""
    try:
        return json.loads(text)
    except ValueError:
        return as_written


def _wrapped(as_written: rows.Row, as_numbers: rows.Row, lists: list[str]) -> list[rows.Row]:
    """The texts in lists of an object, which take over what it says of them all; then its rest."""
    own = {key: value for key, value in as_written.items() if key not in lists}
    said = {key: value for key, value in by_name(own).items() if key in ABOUT_FIELDS}
    rest = {key: value for key, value in own.items() if plain_name(key) not in ABOUT_FIELDS}
    found = [row for key in lists for row in _rows(as_written[key], as_numbers[key])]
    told = [rows.storable(said | rest)] if as_line(rest) else []
    return [*({**_missing(said, row), **row} for row in found), *told]


def _missing(said: rows.Row, row: rows.Row) -> rows.Row:
    own = by_name(row)
    return {key: value for key, value in said.items() if key not in own}


def _document(one: rows.Row) -> Parsed:
    """An object that is a text with its title and date, and what else it holds below that."""
    rest = {key: one[key] for key in one if plain_name(key) not in {"text", *ABOUT_FIELDS}}
    text = "\n\n".join([one["text"].strip(), *_paragraphs(rest, 1)])
    given = about_from(one).dated_by("document metadata")
    text = text.encode("utf-8", "replace").decode()
    return Parsed(text, given, given=given, skipped=unread_date(one))


def _check_depth(data: Any) -> None:
    level, values = 0, [data]
    while values:
        level += 1
        if level > _DEEPEST:
            raise CannotRead("it is nested too deep")
        values = [inner for value in values for inner in _inside(value)]


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(cast(dict[str, Any], value).values())
    return cast(list[Any], value) if isinstance(value, list) else []


def _paragraphs(value: Any, level: int) -> list[str]:
    """A value as paragraphs: its plain fields together, then each of its tables, inner objects and
    lists of sentences by itself."""
    if isinstance(value, dict):
        fields = cast(dict[str, Any], value)
        if objects := _by_key(fields):
            return _records(objects, level)
        plain = {key: one for key, one in fields.items() if not _is_section(one)}
        own = [_line(plain)] if _line(plain) else []
        for key, one in fields.items():
            if _is_section(one):
                own += _under(key, _section(key, one, level + 1), level)
        return own
    if isinstance(value, list):
        return _records(cast(list[Any], value), level)
    return [_line(value)] if _line(value) else []


def _section(key: str, value: Any, level: int) -> list[str]:
    if _is_of_sentences(value):
        return ["\n".join(f"- {_line(one)}" for one in value if _line(one))]
    if _is_of_figures(value):
        return [_line({_NAME: name, key: one}) for name, one in value.items()]
    return _paragraphs(value, level)


def _records(items: list[Any], level: int) -> list[str]:
    """Each on a line; the objects of their lists below, with the name of whose each is."""
    nested: dict[str, list[Any]] = {}
    lines: list[str] = []
    for item in items:
        own = item
        if isinstance(item, dict):
            fields = cast(dict[str, Any], item)
            inner = {key: one for key, one in fields.items() if _is_of_objects(one)}
            own = {key: one for key, one in fields.items() if key not in inner}
            named = _names(own)
            for key, objects in inner.items():
                of = {
                    f"{key} of" if name in objects[0] else name: one for name, one in named.items()
                }
                nested.setdefault(key, []).extend({**of, **one} for one in objects)
            if inner and own == named and len(items) > 1:
                continue  # each row below says it again
        if line := _line(own):
            lines.append(line)
    for key, objects in nested.items():
        lines += _under(key, _records(objects, level + 1), level)
    return lines


def _names(fields: dict[str, Any]) -> dict[str, Any]:
    """What an object is called by: its first plain value, and its name or title."""
    plain = {key: one for key, one in fields.items() if not _inside(one) and one is not None}
    first = next(iter(plain), "")
    return {key: one for key, one in plain.items() if key == first or key.casefold() in _CALLED}


def _by_key(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Objects that their keys name and that say the same of each, as rows; empty where they are no such."""
    objects = [cast(dict[str, Any], one) for one in fields.values() if isinstance(one, dict)]
    told = Counter(key for one in objects for key in one)
    if len(objects) < 2 or len(objects) < len(fields) or max(told.values(), default=0) < 2:
        return []
    name = next(one for one in (_NAME, "item", "key", "") if one not in told)
    return [{name: key, **one} for key, one in zip(fields, objects, strict=True)]


def _under(name: str, paragraphs: list[str], level: int) -> list[str]:
    return (
        [f"{'#' * min(level + 1, 6)} {' '.join(name.split())}", *paragraphs] if paragraphs else []
    )


def _is_section(value: Any) -> bool:
    """What is long enough to stand alone: objects, sentences, an inner object."""
    of_objects = bool(_inside(value)) and all(isinstance(one, dict) for one in _inside(value))
    return of_objects or _is_of_sentences(value) or _is_of_figures(value)


def _is_of_objects(value: Any) -> bool:
    items = cast(list[Any], value) if isinstance(value, list) else []
    return bool(items) and all(isinstance(one, dict) for one in items)


def _is_of_sentences(value: Any) -> bool:
    items = cast(list[Any], value) if isinstance(value, list) else []
    texts = [one for one in items if isinstance(one, str)]
    long = any(len(text.split()) >= _SENTENCE for text in texts)
    return long and len(texts) == len(items)


def _is_of_figures(value: Any) -> bool:
    """Whether an object holds a figure by each of its names."""
    inside = _inside(value) if isinstance(value, dict) else []
    figures = [one for one in inside if isinstance(one, str) and _FIGURE.fullmatch(one)]
    return len(figures) > 1 and all(one is None or one in figures for one in inside)


def _line(value: Any) -> str:
    """On one line, an object with the names of its keys."""
    return as_line(cast(dict[str, Any], value) if isinstance(value, dict) else {"": value})
