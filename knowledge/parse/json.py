"""JSON: objects with a `text` are passages as in JSON Lines; any other becomes lines to read."""

import json
from typing import Any, cast

from knowledge.document import CannotRead, Parsed
from knowledge.parse import rows
from knowledge.parse.records import as_line
from knowledge.parse.text import decode

_DEEPEST = 100
"""Levels; below it everything here may call itself for the next level."""


def parse(content: bytes) -> Parsed:
    """A list of objects as paragraphs, one each; names of lists as headings."""
    text = decode(content)
    try:
        # Figures stay as they are written: 0.10 is not 0.1, and no number is too long.
        data: Any = json.loads(text, parse_float=str, parse_int=str)
        _check_depth(data)
        if isinstance(data, list) and any(map(_has_text, cast(list[Any], data))):
            return rows.from_rows(_rows(cast(list[Any], data), json.loads(text)))
    except RecursionError:
        raise CannotRead("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise CannotRead(f"it is not JSON (line {error.lineno}: {error.msg})") from None
    found = "\n\n".join(_paragraphs(data, 1)).encode("utf-8", "replace").decode()
    if not found.strip():
        raise CannotRead("there is no text in it")
    return Parsed(found)


def _has_text(value: Any) -> bool:
    return isinstance(value, dict) and rows.has_text(cast(rows.Row, value))


def _rows(as_written: list[Any], as_numbers: list[Any]) -> list[rows.Row]:
    """The objects of a list; one without `text` keeps its figures as they are written."""
    pairs = zip(as_written, as_numbers, strict=True)
    chosen = (number if _has_text(number) else written for written, number in pairs)
    return [rows.storable(one) for one in chosen if isinstance(one, dict)]


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
    """A value as paragraphs: its plain fields together, then each list of objects by itself."""
    if isinstance(value, dict):
        fields = cast(dict[str, Any], value)
        plain = {key: one for key, one in fields.items() if not _is_section(one)}
        own = [_line(plain)] if _line(plain) else []
        for key, one in fields.items():
            if _is_section(one):
                own += _under(key, _paragraphs(one, level + 1), level)
        return own
    if isinstance(value, list):
        lines = [_line(one) for one in cast(list[Any], value)]
        return [line for line in lines if line]
    return [_line(value)] if _line(value) else []


def _under(name: str, paragraphs: list[str], level: int) -> list[str]:
    return (
        [f"{'#' * min(level + 1, 6)} {' '.join(name.split())}", *paragraphs] if paragraphs else []
    )


def _is_section(value: Any) -> bool:
    """A list of objects, or an object of objects: long enough to stand alone."""
    inside = _inside(value)
    return bool(inside) and all(isinstance(one, dict) for one in inside)


def _line(value: Any) -> str:
    """On one line, an object with the names of its keys."""
    return as_line(cast(dict[str, Any], value) if isinstance(value, dict) else {"": value})
