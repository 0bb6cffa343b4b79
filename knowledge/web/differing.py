"""Where two versions of a text differ: the sentences and lines that are other words, each beside
what stands in its place."""

import difflib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

Span = tuple[int, int]

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[ \t]*\n.*\S.*)*")
_PIECE = re.compile(r"\S[^\n]*?(?:[.!?](?=\s)|[。！？]|$)", re.M)
"""A sentence, or a line of a table or list."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\s|\u3400-\u9fff]+")
"""Of a table without its lines, which would be taken for what two rows have in common."""
_AROUND = 250
"""Of a long piece no more characters than these are told before and after what differs in it."""


def paragraphs_of(text: str, span: Span | None = None) -> list[Span]:
    """Where the paragraphs of a text, or of a part of it, stand: what blank lines part."""
    return [found.span() for found in _PARAGRAPH.finditer(text, *(span or (0,)))]


def differing(before: str, after: str) -> Iterator[tuple[Span | None, Span | None]]:
    """Where what is other words, gone (None after) or new (None before) stands in each text.

    Blanks and line ends are no difference.
    """
    old, new = _Text(before), _Text(after)
    for i, i_end, j, j_end in _unlike(old.said(old.pieces), new.said(new.pieces)):
        part = _Run(*old.words_in(i, i_end), *new.words_in(j, j_end))
        for run in _joined(_runs(old, new, part)):
            # Whole paragraphs rather than one passage of many.
            yield from zip_longest(
                paragraphs_of(before, old.span(run.old, run.old_end)),
                paragraphs_of(after, new.span(run.new, run.new_end)),
            )


@dataclass(frozen=True)
class _Run:
    """A stretch of words of the one text and what stands for it in the other; either may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int

    def meets(self, later: "_Run") -> bool:
        """Whether they share words on either side."""
        return later.old < self.old_end or later.new < self.new_end

    def until(self, later: "_Run") -> "_Run":
        """Both, and what is between."""
        return _Run(self.old, later.old_end, self.new, later.new_end)


class _Text:
    """A text cut into pieces and words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.pieces = [found.span() for found in _PIECE.finditer(text)]
        self.words = [found.span() for found in _WORD.finditer(text)]
        self._starts = [start for start, _ in self.words]
        self._firsts = [*(bisect_left(self._starts, at) for at, _ in self.pieces), len(self.words)]

    def said(self, spans: Iterable[Span]) -> list[str]:
        """The words at these places."""
        return [" ".join(self._text[slice(*span)].split()) for span in spans]

    def words_in(self, piece: int, piece_end: int) -> tuple[int, int]:
        """Which words some pieces hold."""
        return self._firsts[piece], self._firsts[piece_end]

    def span(self, first: int, end: int) -> Span:
        """Where words stand, with the lines around a row; nowhere for no words."""
        if first == end:
            return (0, 0)
        place, place_end = bisect_right(self._firsts, first) - 1, bisect_left(self._firsts, end)
        begins, ends = self._firsts[place] == first, self._firsts[place_end] == end
        return (
            self.pieces[place][0] if begins else self.words[first][0],
            self.pieces[place_end - 1][1] if ends else self.words[end - 1][1],
        )

    def around(self, first: int, end: int) -> tuple[int, int]:
        """The words of the pieces that these are part of, as far as they are near.

        No words between two pieces are part of neither.
        """
        if first == end and first in self._firsts:
            return first, end
        last = max(first, end - 1)
        whole = self._firsts[bisect_right(self._firsts, first) - 1]
        whole_end = self._firsts[bisect_right(self._firsts, last)]
        near = bisect_left(self._starts, self._starts[first] - _AROUND)
        near_end = bisect_right(self._starts, self.words[last][1] + _AROUND)
        return max(whole, near), min(whole_end, near_end)


def _unlike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    for what, i, i_end, j, j_end in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if what != "equal":
            yield i, i_end, j, j_end


def _runs(old: _Text, new: _Text, part: _Run) -> Iterator[_Run]:
    """The pieces in which words of this part differ: a row put in above moves no other."""
    then = old.said(old.words[part.old : part.old_end])
    now = new.said(new.words[part.new : part.new_end])
    for i, i_end, j, j_end in _unlike(then, now):
        yield _Run(
            *old.around(part.old + i, part.old + i_end),
            *new.around(part.new + j, part.new + j_end),
        )


def _joined(runs: Iterable[_Run]) -> Iterator[_Run]:
    """One after the other, those that share words as one."""
    last = None
    for run in runs:
        if last and last.meets(run):
            last = last.until(run)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
