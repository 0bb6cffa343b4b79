"""Superscripts and subscripts on a page of a PDF, which are known by their size and place alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

from knowledge.parse import scripts
from knowledge.parse.scripts import Part, Place

Char = dict[str, Any]

_SMALLER = (0.35, 0.9)
"""Times the letters' size on their line, as all below: how large such signs are."""
_ALIKE = (0.9, 1.1)
"""How large the letters of one are: its figures may be of another font than its minus."""
_ABOVE, _BELOW = (0.12, 0.85), (-0.5, -0.06)
"""How far from the line they stand."""
_NEAR = 0.35
"""How far from the word."""
_BLANK, _WIDE, _FAR = 0.15, 0.5, 1.5
"""What parts two words; what is wider than a blank; and what parts two cells of a table."""
_LONGEST = 12
"""Letters: longer ones are another line."""
_STEP = 4
"""Points by which the places of letters are kept."""
_SET = ("top", "bottom", "doctop", "y0", "y1", "height", "size")
"""Of a sign, that it stands on the line."""


class _Piece(NamedTuple):
    """A letter of a line, or such a sign with the letter beside it."""

    chars: Sequence[Char]
    place: Place = 0
    base: Char | None = None

    @property
    def text(self) -> str:
        return "".join(char["text"] for char in self.chars)


def write_out(page: Any) -> None:
    """Write what stands above or below a line on it, in the words of every other format."""
    chars = [char for char in page.chars if char["upright"] and not char["matrix"][1]]
    signs = [*_signs(chars)] if _has_sizes(chars) else []
    for line in _lines(chars, signs):
        _set_on_line(line)
    if signs:
        page.chars[:] = [char for char in page.chars if char["text"]]


def _has_sizes(chars: Iterable[Char]) -> bool:
    sizes = {char["size"] for char in chars}
    return min(sizes, default=0) <= _SMALLER[1] * max(sizes, default=0)


def _signs(chars: Sequence[Char]) -> Iterator[_Piece]:
    before, behind = _by_edge(chars, "x1"), _by_edge(chars, "x0")
    for run in _runs(chars):
        if len(run) > _LONGEST or all(char["text"].isspace() for char in run):
            continue
        bases = [(run[0]["x0"] - char["x1"], char) for char in _at(before, run[0]["x0"])]
        bases += [(char["x0"] - run[-1]["x1"], char) for char in _at(behind, run[-1]["x1"])]
        found = (_Piece(run, _place(run[0], base, gap), base) for gap, base in bases)
        yield from islice((sign for sign in found if sign.place), 1)


def _by_edge(chars: Iterable[Char], edge: str) -> Mapping[int, list[Char]]:
    places: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        places[int(char[edge] // _STEP)].append(char)
    return places


def _at(places: Mapping[int, list[Char]], x: float) -> Iterator[Char]:
    for step in (0, -1, 1):
        yield from places.get(int(x // _STEP) + step, ())


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Letters alike that stand side by side."""
    run: list[Char] = [*chars[:1]]
    for before, char in pairwise(chars):
        is_alike = _is_within(char["size"] / before["size"], _ALIKE) and not _shift(char, before)
        if not is_alike or not -_WIDE < (char["x0"] - before["x1"]) / char["size"] < _WIDE:
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _place(sign: Char, base: Char, gap: float) -> Place:
    """Whether it stands above or below the line of a letter with such a gap between."""
    size = base["size"]
    if not _is_within(sign["size"] / size, _SMALLER) or abs(gap) > _NEAR * size:
        return 0
    shift = _shift(sign, base) / size
    return 1 if _is_within(shift, _ABOVE) else -1 if _is_within(shift, _BELOW) else 0


def _shift(one: Char, other: Char) -> float:
    """How far a letter stands above another. Some programs do not tell it as a place but as a rise,
    of which only the letters' boxes tell."""
    shift = _height(one) - _height(other)
    if shift or one["fontname"] != other["fontname"]:
        return round(shift, 1)
    below = (other["y0"] - _height(other)) * one["size"] / other["size"]
    return round(one["y0"] - _height(one) - below, 1)


def _lines(chars: Sequence[Char], signs: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The lines that have such signs, or their parts that stand far from each other."""
    taken = {id(char) for sign in signs for char in sign.chars}
    lines: dict[float, list[_Piece]] = defaultdict(list)
    for sign in signs:
        if sign.base and id(sign.base) not in taken:
            lines[_height(sign.base)].append(sign)
    for char in chars:
        if id(char) not in taken and _height(char) in lines:
            lines[_height(char)].append(_Piece([char]))
    for pieces in lines.values():
        pieces.sort(key=lambda piece: piece.chars[0]["x0"])
        cuts = [n for n, blank in enumerate(_blanks(pieces)) if blank > _FAR]
        for start, end in pairwise([0, *cuts, len(pieces)]):
            yield pieces[start:end]


def _blanks(line: Sequence[_Piece]) -> list[float]:
    """What is blank before each piece, in letters' sizes."""
    gaps = [own.chars[0]["x0"] - before.chars[-1]["x1"] for before, own in pairwise(line)]
    return [0, *(gap / piece.chars[0]["size"] for gap, piece in zip(gaps, line[1:], strict=True))]


def _set_on_line(line: Sequence[_Piece]) -> None:
    blanks = [" " * (blank > _BLANK) for blank in _blanks(line)]
    parts: list[Part] = [
        (blank + own.text, own.place) for blank, own in zip(blanks, line, strict=True)
    ]
    for piece, said in zip(line, scripts.in_line(parts), strict=True):
        if piece.base:
            is_apart = piece.chars[-1]["text"].isspace()
            _write(piece.chars, said.strip() if is_apart else said.lstrip(), piece.base)


def _write(chars: Sequence[Char], said: str, base: Char) -> None:
    """Let the first of a sign's letters say it all, from where they begin to where they end."""
    letters = [char for char in chars if not char["text"].isspace()]
    for char in chars:
        char |= {name: base[name] for name in _SET}
    for char in letters:
        char["text"] = ""
    letters[0].update(text=said, x1=letters[-1]["x1"])


def _height(char: Char) -> float:
    return round(char["matrix"][5], 1)


def _is_within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
