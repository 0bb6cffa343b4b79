"""Tables of a PDF that are drawn with lines across alone, as papers and price lists have them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from knowledge.parse import rule_joints

_APART = 3
"""Points by which lines of the same table may differ in where they begin and end."""
_GAP = 0.6
"""Times the letters' size that part two columns, on every line; blanks are narrower."""
_WIDE = 12
"""Times the letters' size: where most cells are wider, it is text between rules."""

Word = dict[str, Any]


def tables_in(page: Any) -> Iterator[Any]:
    """Such tables, as pdfplumber describes them: a blank cell has its place."""
    groups = [*_rules(page)]
    every: list[Word] = (
        page.extract_words(x_tolerance_ratio=0.15, return_chars=True) if groups else []
    )
    for rules in groups:
        joints = rule_joints.of(page.horizontal_edges, rules)
        words = rule_joints.split(every, joints)
        for heights in _tables(words, rules, joints):
            left, right = rules[0]["x0"], rules[0]["x1"]
            heights = _with_outer_rows(words, rules[0], heights, joints)
            own = _within(words, rules[0], heights[0], heights[-1])
            edges = [left, *_borders(own, joints), right]
            rows = _rows(own, edges, heights)
            if _are_cells(own, edges, rows):
                yield from _drawn(page, edges, rows)


def _rules(page: Any) -> Iterator[list[Any]]:
    """Lines across that begin and end alike, from top to bottom."""
    from pdfplumber.table import merge_edges

    edges: Any = page.horizontal_edges
    merged = merge_edges(edges, _APART, _APART, _APART, _APART)

    def place(rule: Any) -> tuple[int, int]:
        return round(rule["x0"] / _APART), round(rule["x1"] / _APART)

    for _, same in groupby(sorted(merged, key=lambda one: (place(one), one["top"])), place):
        if len(rules := [*same]) > 2:
            yield rules


def _tables(
    words: Sequence[Word], rules: Sequence[Any], joints: Sequence[float]
) -> Iterator[list[float]]:
    """Heights of the rules of each table: between them stand the same columns."""
    heights: list[float] = []
    for rule, below in pairwise(rules):
        top = heights[0] if heights else rule["top"]
        if heights and not _borders(_within(words, rule, top, below["top"]), joints):
            yield from [heights] if len(heights) > 2 else []
            heights = []
        heights = heights or [rule["top"]]
        heights.append(below["top"])
    yield from [heights] if len(heights) > 2 else []


def _with_outer_rows(
    words: Sequence[Word], rule: Any, heights: Sequence[float], joints: Sequence[float]
) -> Sequence[float]:
    """The heights, and that of a header right above the first rule or a row right below the last
    one: some tables have lines under their rows alone, or every second row shaded."""
    from pdfplumber.utils.clustering import cluster_objects

    own = _within(words, rule, heights[0], heights[-1])
    over = cluster_objects(_within(words, rule, 0, heights[0]), "top", 3)[-1:]
    under = cluster_objects(_within(words, rule, heights[-1], float("inf")), "top", 3)[:1]
    is_next = partial(_is_next, own=own, joints=joints)
    tops = [min(w["top"] for w in line) - 1 for line in over if is_next(line, height=heights[0])]
    ends = [
        max(w["bottom"] for w in line) + 1 for line in under if is_next(line, height=heights[-1])
    ]
    return [*tops, *heights, *ends]


def _is_next(
    line: Sequence[Word], own: Sequence[Word], joints: Sequence[float], height: float
) -> bool:
    """Whether it stands close to this rule and fills every column of the table's own words."""
    borders = _borders([*own, *line], joints)
    columns = {sum(border < word["x0"] for border in borders) for word in line}
    size = line[0]["bottom"] - line[0]["top"]
    is_close = any(abs(line[0][side] - height) < size for side in ("top", "bottom"))
    return is_close and len(columns) - 1 == len(borders) == len(_borders(own, joints)) > 0


def _within(words: Iterable[Word], rule: Any, top: float, bottom: float) -> list[Word]:
    return [
        word
        for word in words
        if top <= (word["top"] + word["bottom"]) / 2 <= bottom
        and rule["x0"] - _APART <= word["x0"]
        and word["x1"] <= rule["x1"] + _APART
    ]


def _borders(words: Sequence[Word], joints: Sequence[float]) -> list[float]:
    """Where the rules are joined; else where no line has a word: the middle of each such gap."""
    if rule_joints.part(words, joints):
        return [*joints]
    borders: list[float] = []
    reached = float("inf")
    for word in sorted(words, key=lambda one: one["x0"]):
        if word["x0"] - reached > _GAP * (word["bottom"] - word["top"]):
            borders.append((word["x0"] + reached) / 2)
        reached = word["x1"] if reached == float("inf") else max(reached, word["x1"])
    return borders


def _rows(words: Sequence[Word], edges: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Borders of the rows: the rules, or between the lines where several rows stand between two."""
    from pdfplumber.utils.clustering import cluster_objects

    lines = cluster_objects([*words], "top", 3)
    begun = [line[0]["top"] for line in lines if _begins_row(line, edges)]
    if all(sum(top <= y < bottom for y in begun) < 2 for top, bottom in pairwise(heights)):
        return [*heights]
    spans = [(min(w["top"] for w in line), max(w["bottom"] for w in line)) for line in lines]
    return [heights[0], *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), heights[-1]]


def _begins_row(line: Iterable[Word], edges: Sequence[float]) -> bool:
    """Whether it fills the first column and others, and does not only go on with some cells."""
    filled = {sum(edge <= word["x1"] for edge in edges) for word in line}
    return 1 in filled and len(filled) > 1 and 2 * len(filled) >= len(edges) - 1


def _are_cells(words: Sequence[Word], edges: Sequence[float], rows: Sequence[float]) -> bool:
    """Whether most cells are short."""
    if len(edges) < 3:
        return False
    cells: dict[tuple[int, int], float] = {}
    for word in words:
        place = sum(x <= word["x0"] for x in edges), sum(y <= word["top"] + 1 for y in rows)
        size = (word["x1"] - word["x0"]) / (word["bottom"] - word["top"])
        cells[place] = cells.get(place, 0) + size
    return 2 * sum(size > _WIDE for size in cells.values()) <= len(cells)


def _drawn(page: Any, edges: Sequence[float], rows: Sequence[float]) -> list[Any]:
    area = (edges[0] - 1, rows[0] - 1, edges[-1] + 1, rows[-1] + 1)
    return page.crop(area, strict=False).find_tables(
        {
            "vertical_strategy": "explicit",
            "horizontal_strategy": "explicit",
            "explicit_vertical_lines": [*edges],
            "explicit_horizontal_lines": [*rows],
        }
    )
