"""Configurations in YAML or TOML: all of the text as it is, and the date that it gives itself."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, cast

from knowledge.document import About, Parsed
from knowledge.parse.text import decode
from knowledge.reading.fields import about_from, unread_date

_FIELD = re.compile(r"^[A-Za-z_][\w-]*:[ \t]+[^\s#].*$", re.M)
"""A field of the whole; what is within another stands further right."""
_NEXT_DOCUMENT = re.compile(r"^(?:---|\.\.\.)(?:\s|$)", re.M)
_SAYS = re.compile(r"^[ \t]*[^\s#%]", re.M)
"""Something beside remarks and directives."""
_MOST_CHARACTERS = 200_000
"""A configuration that is longer is read for its text alone: its parser takes seconds."""


def parse_yaml(content: bytes) -> Parsed:
    """The date is that of the first document in it."""
    text = decode(content)
    first = next(filter(_SAYS.search, _NEXT_DOCUMENT.split(text[:_MOST_CHARACTERS])), "")
    return _dated(text, _yaml_fields(first))


def parse_toml(content: bytes) -> Parsed:
    """The date stands above all tables."""
    text = decode(content)
    try:
        return _dated(text, tomllib.loads(text) if len(text) <= _MOST_CHARACTERS else {})
    except (ValueError, RecursionError):
        return Parsed(text)


def _yaml_fields(text: str) -> dict[str, Any]:
    """Its fields of one line, each by itself: templates and macros elsewhere in it are no YAML."""
    import yaml

    found: dict[str, Any] = {}
    for line in _FIELD.findall(text):
        try:
            fields: Any = yaml.load(line, yaml.BaseLoader)
        except yaml.YAMLError:
            continue
        found |= cast(dict[str, Any], fields) if isinstance(fields, dict) else {}
    return found


def _dated(text: str, fields: Mapping[str, Any]) -> Parsed:
    said = About(date=about_from(fields).date).dated_by("document metadata")
    return Parsed(text, said, skipped=unread_date(fields))
