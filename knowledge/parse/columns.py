"""Columns of running text on a page of a PDF, so that each is read before the next."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""
EVERYWHERE: Box = (float("-inf"), float("-inf"), float("inf"), float("inf"))

_GAP = 0.8
"""Times the letters' size that part two columns; blanks between words are narrower."""
_LEAST_LINES = 3
_LEAST_WIDTH = 5
"""Times the letters' size: narrower ones are cells of a table, which are read along their row."""
_FILLED = 0.5
"""Of a line: cells of a table leave more of it blank."""
_FAR = 2.5
"""Times the letters' size between lines, above or below which something else begins."""
_TRIED = 4
_INDENT = 0.15
"""Of a page's width: what begins further left begins no second column."""


class _Piece(NamedTuple):
    """Words that stand together on a line, or a table: of it `at`, its place in the file, is None."""

    left: float
    top: float
    right: float
    bottom: float
    at: int | None = None


def in_order(page: Any, tables: Sequence[Box]) -> list[Box]:
    """The parts of a page as they are read; the whole where no columns stand on it.

    Columns are told from tables by the file, which holds a column after the other, a table row by
    row.
    """
    if not _goes_back_up(page.chars):
        return [EVERYWHERE]
    words: list[dict[str, Any]] = page.extract_words(x_tolerance_ratio=0.15, use_text_flow=True)
    lines = [[*_pieces(line)] for line in _lines(words)] + [[_Piece(*box)] for box in tables]
    lines.sort(key=lambda pieces: min(piece.top for piece in pieces))
    return _parts(lines, EVERYWHERE)


def _goes_back_up(chars: Sequence[dict[str, Any]]) -> bool:
    """Whether the file comes to a second column; most pages are done with here."""
    return any(after["bottom"] < before["top"] for before, after in pairwise(chars))


def _parts(lines: Sequence[Sequence[_Piece]], box: Box) -> list[Box]:
    """The box in which the lines stand, or what it is divided into."""
    for start in _starts(lines):
        bands = _bands(lines, start)
        if any(_are_columns(band, start) for band in bands):
            return [*_divided(bands, start, box)]
    return [box]


def _divided(bands: Sequence[Sequence[Sequence[_Piece]]], start: float, box: Box) -> Iterator[Box]:
    left, top, right, bottom = box
    below = [min(piece.top for piece in band[0]) - 1 for band in bands[1:]]
    for band, high, low in zip(bands, [top, *below], [*below, bottom], strict=True):
        if _are_columns(band, start):
            for side in (0, 1):
                own = [kept for line in band if (kept := _sides(line, start)[side])]
                edges = (start, right) if side else (left, start)
                yield from _parts(own, (edges[0], high, edges[1], low))
        else:
            yield (left, high, right, low)


def _starts(lines: Sequence[Sequence[_Piece]]) -> list[float]:
    """Where most lines begin, but for those of the first column."""
    pieces = [piece for line in lines for piece in line]
    if not pieces:
        return []
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    first = left + _INDENT * (right - left)
    counts = Counter(round(piece.left) for piece in pieces if piece.left > first)
    return [x - 2 for x, count in counts.most_common(_TRIED) if count >= _LEAST_LINES]


def _bands(lines: Sequence[Sequence[_Piece]], start: float) -> list[list[Sequence[_Piece]]]:
    """Lines one below the other, those that run over `start` apart from those that do not."""
    bands: list[list[Sequence[_Piece]]] = []
    before = None
    reached = float("-inf")
    for line in lines:
        crosses = any(piece.left < start < piece.right for piece in line)
        size = line[0].bottom - line[0].top
        if crosses != before or line[0].top - reached > _FAR * size:
            bands.append([])
        bands[-1].append(line)
        before = crosses
        reached = max(reached, *(piece.bottom for piece in line))
    return bands


def _are_columns(band: Sequence[Sequence[_Piece]], start: float) -> bool:
    sides = [_sides(line, start) for line in band]
    columns = [
        [piece for side in sides for piece in side[n] if piece.at is not None] for n in (0, 1)
    ]
    least = min(map(len, columns))
    if least < _LEAST_LINES or any(piece.left < start < piece.right for piece in band[0]):
        return False
    order = sorted((piece.at, n) for n in (0, 1) for piece in columns[n])
    changes = sum(one != other for (_, one), (_, other) in pairwise(order))
    return changes * 3 <= least and all(_is_wide([side[n] for side in sides]) for n in (0, 1))


def _is_wide(column: Iterable[Sequence[_Piece]]) -> bool:
    sizes = [size for pieces in column for size in _widths(pieces)]
    return median(sizes) >= _LEAST_WIDTH


def _widths(pieces: Sequence[_Piece]) -> list[float]:
    """Of what stands on a line, in letters' sizes: of all of it where words fill most of the line,
    as those do that are set far apart to end at a margin; else of each piece."""
    words = [piece for piece in pieces if piece.at is not None]
    sizes = [(piece.right - piece.left) / (piece.bottom - piece.top) for piece in words]
    if not words:
        return []
    whole = (words[-1].right - words[0].left) / (words[0].bottom - words[0].top)
    return [whole] * len(words) if sum(sizes) > _FILLED * whole else sizes


def _sides(line: Sequence[_Piece], start: float) -> tuple[list[_Piece], list[_Piece]]:
    left = [piece for piece in line if piece.left < start]
    return left, [piece for piece in line if piece.left >= start]


def _lines(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    from pdfplumber.utils.clustering import cluster_objects

    placed = [word | {"at": at} for at, word in enumerate(words) if word["bottom"] > word["top"]]
    return [sorted(line, key=itemgetter("x0")) for line in cluster_objects(placed, "top", 3)]


def _pieces(line: Sequence[dict[str, Any]]) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for word in line:
        own = _Piece(word["x0"], word["top"], word["x1"], word["bottom"], word["at"])
        if piece and own.left - piece.right > _GAP * (own.bottom - own.top):
            yield piece
            piece = None
        piece = piece._replace(right=max(piece.right, own.right)) if piece else own
    if piece:
        yield piece
