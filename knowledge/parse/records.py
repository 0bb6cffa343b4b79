"""A JSON object as a row of a table: its values with the names of their keys, nested ones by path."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from knowledge.parse.grids import NOT_GIVEN


def as_line(record: Mapping[str, Any]) -> str:
    """On one line: `key: value; outer.inner: value; list[0].key: value`.

    What is null or blank is said not to be given; empty where nothing is.

    >>> as_line({"plan": "Plus", "price": {"usd": 20, "eur": None}, "tags": ["a", "b"]})
    'plan: Plus; price.usd: 20; price.eur: not given; tags: a, b'
    """
    pairs = [(_flat(path), shown) for path, shown in _pairs(record, "")]
    if not any(shown for _, shown in pairs):
        return ""
    line = "; ".join(f"{path}: {shown or NOT_GIVEN}" if path else shown for path, shown in pairs)
    return line.encode("utf-8", "replace").decode()


def _pairs(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, one in cast(Mapping[str, Any], value).items():
            yield from _pairs(one, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        items = cast(list[Any], value)
        if any(isinstance(one, (Mapping, list)) for one in items):
            for n, one in enumerate(items):
                yield from _pairs(one, f"{path}[{n}]")
        elif items:
            yield path, ", ".join(filter(None, map(_shown, items)))
    else:
        yield path, _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else _flat(str(value))


def _flat(text: str) -> str:
    return " ".join(text.split())
