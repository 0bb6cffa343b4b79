"""What speaks for rows being picked in one way, to be listed, counted or added up, or against it."""

import re
from collections.abc import Mapping, Set

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.over_ways import are_people
from agent.offline.documents.reckonings import Reckoning, bare
from agent.offline.documents.ways import Way
from agent.offline.documents.words import stems

_OF_KIND = re.compile(
    r"\b(?:which|what|how many|list|name|show)(?: of)?(?: all)?(?: the| our| us)? ((?:[\w-]+ )??[\w-]+s)\b",
    re.IGNORECASE,
)
_PARTS = ("rows", "measure", "source", "item", "filter", "period")
_HALF = 0.5
_BY_OPERATION = frozenset(
    ("need", "left", "left_of_column", "every_row", "lone_row", "rows_held", "share_of_rows")
)
"""Traits that may count otherwise for each operation."""
_OF_ROWS = ("list", "count")


def traits_of_way(
    asked: Asked, words: Mapping[str, float], said: Set[str], one: Reckoning, way: Way
) -> dict[str, float]:
    """Each 0 to 1; `words` are the question's with their weights, `said` all its stems."""
    column = frozenset(bare(one.columns))
    held = way.words | way.above
    total = sum(words.values()) or 1.0
    left = {word for word in words if word not in held}
    found = {f"by_{condition.kind}": 1.0 for condition in way.of} | {
        "need": way.need if way.of else 0.0,
        "unneeded": 0.0 if way.of else way.need,
        "every_row": float(not way.of),
        "lone_row": float(len(way.rows) == 1),
        "share_of_rows": len(way.rows) / way.size,
        "left": sum(words[word] for word in left) / total,
        "left_of_column": sum(words[word] for word in left - column) / total,
    }
    found |= _spoken(asked, way, held | column)
    if one.operation in _OF_ROWS:
        found |= _of_rows(asked, said, one, way, column)
    own = {f"{one.operation}:{n}": worth for n, worth in found.items() if n in _BY_OPERATION}
    return found | own


def _spoken(asked: Asked, way: Way, names: frozenset[str]) -> dict[str, float]:
    """How far the rows and what they are called by hold each part of the question."""
    if asked.spoken is None:
        return {}
    found: dict[str, float] = {}
    held = dict.fromkeys(names, 1.0)
    for part in _PARTS:
        if (share := asked.spoken.share(part, held)) is not None:
            found[f"{part}_held"] = share
            found[f"{part}_unheld"] = float(share < _HALF)
    idle = sum(asked.spoken.none(word) for word in way.words)
    return {**found, "by_idle": idle / (len(way.words) or 1)}


def _of_rows(
    asked: Asked, said: Set[str], one: Reckoning, way: Way, column: frozenset[str]
) -> dict[str, float]:
    """Whether the cells told are what is asked of rows that are listed or counted."""
    unit, head = one.parts[0].unit, _first_noun(asked)
    is_of_people = asked.kind == "person"
    are_told = is_of_people and are_people(one.parts)
    found = {
        "names": unit.keys.startswith(unit.column),
        "picking": unit.column in way.columns,
        "figures": is_figure(one.parts[0]),
        "said": all(frozenset(stems(part.unit.value)) <= said for part in one.parts),
        "head": head in column,
        "kind": head in way.above,
        "who": are_told,
        "no_one": is_of_people and not are_told,
    }
    return {f"{one.operation}_{name}": float(is_so) for name, is_so in found.items()}


def _first_noun(asked: Asked) -> str:
    """The stem of what is listed or counted, as far as the question's first words tell."""
    found = _OF_KIND.search(asked.text)
    return (stems(found[1]) or ("",))[-1] if found else asked.counted


def ignored(one: Reckoning, way: Way | None) -> float:
    """How likely rows are picked in its table, of which it takes others as well."""
    if way is None or (one.form == "part" and one.parts[0].unit.row in way.rows):
        return 0.0
    cells = [part for part in one.parts if part.unit.kind == "cell"]
    beyond = sum(1 for part in cells if part.unit.row not in way.rows)
    return max(0.0, way.need) * beyond / len(cells)
