"""Columns of figures: their cells, values and units, and which row is the sum of the others."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import Judged
from agent.offline.documents.sizes import scale_of, size_of, value_of
from agent.offline.documents.units import CODES, Unit, is_number
from agent.offline.documents.words import stems

_TOTAL = re.compile(
    r"^(?:grand |sub)?(?:total|sum|overall|all|together|(?:full |whole )?year|altogether)\b|合计|总计|总数|全年",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\bin ((?:thousands?|millions?|billions?|hundreds?)(?: of [a-z]+)?|euros?|dollars?|tonnes?|kg|km|hours|days|per cent)\b"
    r"|单位[：:]?\s?([^）)，。\s]{1,8})|\bunit: ([^;]{1,30})",
    re.IGNORECASE,
)
_CURRENCY_BEHIND = re.compile(rf"[_ ]({CODES})\Z", re.IGNORECASE)
_FEW = 4
"""Rows among which one may be the sum of the others by chance."""
_EXACT = 4
"""Digits of figures from which on that is not likely."""
_CUT_SHORT = {"input": "in", "output": "out"}
"""Words of a question that headers cut short: "Price in"."""
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def column_of(one: Judged, judged: Iterable[Judged]) -> list[Judged]:
    """The cells of its table under the same header, in their order."""
    return sorted(
        (
            other
            for other in judged
            if other.unit.kind == "cell"
            and other.source.document_id == one.source.document_id
            and other.unit.table == one.unit.table
            and other.unit.column == one.unit.column
        ),
        key=lambda other: other.unit.row,
    )


def row_of(one: Judged, judged: Iterable[Judged]) -> list[Judged]:
    """The cells of its row."""
    return [
        other
        for other in judged
        if other.unit.kind == "cell"
        and other.source.document_id == one.source.document_id
        and (other.unit.table, other.unit.row) == (one.unit.table, one.unit.row)
    ]


def narrowed(asked: Asked, column: Sequence[Judged]) -> tuple[Judged, ...]:
    """Those cells of a column whose rows the question names by what only some have in common: the
    dogs of one class; all where it names none."""
    labels = [frozenset(stems(one.unit.label)) for one in column]
    shared = frozenset.intersection(*labels) if labels else frozenset[str]()
    words = {word for word, _ in asked.weights} - shared
    found = tuple(one for one, label in zip(column, labels, strict=True) if words & label)
    return found if len(found) > 1 else tuple(column)


def names_a_row(asked: Asked, column: Sequence[Judged]) -> bool:
    """Whether the question has a word of some rows that the others lack."""
    labels = [frozenset(stems(one.unit.label)) for one in column]
    shared = frozenset.intersection(*labels) if labels else frozenset[str]()
    words = {word for word, _ in asked.weights}
    return any(words & (label - shared) for label in labels)


def several(text: str) -> int:
    """Of how many things a question asks together, or 0.

    >>> several("Who runs all three pools?")
    3
    """
    found = asks("several").search(text)
    return _NUMBERS.index(found[0].split()[-1].casefold()) + 2 if found else 0


def in_its_place(asked: Asked, best: Judged, judged: Sequence[Judged]) -> Judged:
    """The cell of the same table whose row and column the question names by more of its words: words
    that stand beside a table, or its reader, may mistake the row."""
    if best.unit.kind != "cell":
        return best
    down = [one for one in column_of(best, judged) if one.fits]
    best = _numbered(asked, best, down)
    best = _better_named(asked, best, [(one, one.unit.label) for one in down], best.unit.label)
    best = _wholly_named(asked, best, down)
    across = [
        one for one in row_of(best, judged) if one.fits and one.unit.column not in one.unit.keys
    ]
    return _better_named(asked, best, [(one, one.unit.column) for one in across], best.unit.column)


def _better_named(
    asked: Asked, best: Judged, others: Sequence[tuple[Judged, str]], name: str
) -> Judged:
    """The one cell whose name holds all asked words of the best's name and more."""
    words = {word for word, weight in asked.weights if weight > WEAK}
    words |= {_CUT_SHORT[word] for word in words & _CUT_SHORT.keys()}
    held = words & set(stems(name.replace("_", " ")))
    more = [(words & set(stems(label.replace("_", " "))), one) for one, label in others]
    most = max((len(found) for found, _ in more if found > held), default=0)
    better = [one for found, one in more if found > held and len(found) == most]
    return better[0] if len(better) == 1 else best


def _numbered(asked: Asked, best: Judged, others: Sequence[Judged]) -> Judged:
    """The one row that has a number by which the question names it, "version 2.0" or "P1", where the
    best has not."""
    said = {*pairwise(stems(asked.text))}
    above = stems(best.unit.keys)
    named = {
        figure
        for figure in asked.figures
        if not figure.isdigit() or any((name, figure) in said for name in above)
    }
    found = [one for one in others if named & set(stems(one.unit.label))]
    return found[0] if len(found) == 1 and best not in found else best


def _wholly_named(asked: Asked, best: Judged, others: Sequence[Judged]) -> Judged:
    """The one row of which a name is asked word for word, where the best has that name with more to
    it, the assistant, not the senior assistant; or has it further on: Bob's own row, not that of the
    one whose manager he is."""
    words = {word for word, _ in asked.weights}
    mine = [frozenset(stems(part)) for part in best.unit.label.split(" · ")]
    held = words & frozenset[str]().union(*mine)
    found: list[Judged] = []
    for one in others:
        its = [frozenset(stems(part)) for part in one.unit.label.split(" · ")]
        is_shorter = any(a < b and a <= words for a, b in zip(its, mine, strict=False))
        is_earlier = _first_named(its, words) < _first_named(mine, words)
        if (is_shorter or is_earlier) and held <= frozenset[str]().union(*its):
            found.append(one)
    return found[0] if len(found) == 1 else best


def _first_named(label: Sequence[frozenset[str]], words: Collection[str]) -> int:
    """Which of a row's names is the first that is asked word for word."""
    asked = (n for n, name in enumerate(label) if name and name.issubset(words))
    return next(asked, len(label))


def is_total(one: Judged, column: Iterable[Judged]) -> bool:
    """Whether a row sums up others of its column, by its place, its name or its figure; by that
    alone where it is no likely chance."""
    cells = list(column)
    is_likely = len(cells) > _FEW or _digits(cells) >= _EXACT
    return _is_called_total(one) or (is_likely and adds_up(one, cells))


def adds_up(one: Judged, column: Iterable[Judged]) -> bool:
    """Whether a row is called a sum, or its figure is that of all the others, if by chance."""
    if _is_called_total(one):
        return True
    texts = [cell.unit.figure for cell in column if cell is not one]
    scale = scale_of([*texts, one.unit.figure])
    value = size_of(one.unit.figure, scale)
    return bool(len(texts) > 1 and value and sum(size_of(text, scale) for text in texts) == value)


def _is_called_total(one: Judged) -> bool:
    return one.unit.is_sum or any(map(_TOTAL.search, one.unit.label.split(" · ")))


def _digits(cells: Sequence[Judged]) -> int:
    """To how many digits the figures of a column are told: 3 of 12,500 and 25,000, as of 36.5.

    Terms of 12, 24 and 36 months add up by chance, a turnover of 4,183 hardly does."""
    values = [value for one in cells if (value := value_of(one.unit.figure))]
    least = min((int(value.normalize().as_tuple().exponent) for value in values), default=0)
    return max((value.adjusted() for value in values), default=-1) - least + 1


def total_in(column: Sequence[Judged], good: Collection[Judged]) -> Judged | None:
    """Of rows that sum up others the last that is called the sum of all, as a bill has several; of
    those `good`, or that are told as sums by where they stand."""
    totals = [one for one in column if is_total(one, column)]
    totals = [one for one in totals if one in good or (one.unit.is_sum and one.fits)]
    whole = [one for one in totals if _is_whole(one)]
    return next(iter(whole[-1:] or totals), None)


def _is_whole(one: Judged) -> bool:
    names = (_TOTAL.search(part) for part in one.unit.label.split(" · "))
    return any(name and not name[0].casefold().startswith("sub") for name in names)


def unit_of(unit: Unit) -> str:
    """The unit of a cell's figure: of its header, its own, or of the words above its table.

    >>> unit_of(Unit("cell", 0, 0, "", column="2022 (GWh)", value="92.4"))
    'GWh'
    >>> unit_of(Unit("cell", 0, 0, "", column="charge_gbp", value="58"))
    'GBP'
    """
    header = re.search(r"[(（]([^()（）\d]{1,24})[)）]", unit.column)
    if header:
        return header[1].strip()
    if currency := _CURRENCY_BEHIND.search(unit.column):
        return currency[1].upper()
    own = re.search(r"\d\s?([A-Za-z°%\u4e00-\u9fff]{1,9})\Z", unit.value)
    if own:
        return own[1]
    above = _ABOVE.search(f"{unit.before} {unit.heading}")
    return next((part.strip() for part in above.groups() if part), "") if above else ""


def is_figure(one: Judged) -> bool:
    """Whether a unit is a cell that holds a figure."""
    return one.unit.kind == "cell" and is_number(one.unit.value)
