"""Splitting a text by its structure into passages that read alone, with exact character spans."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.document import Chunk
from knowledge.ingestion.block import Block, Piece
from knowledge.ingestion.borders import running_over
from knowledge.ingestion.length import MOST_TOKENS, count_tokens, ended
from knowledge.ingestion.wide_rows import pieces_of, wide_rows

VERSION = 4
"""Grows when texts are split in another way: what was split before is then split anew."""

_ENOUGH_TOKENS = 200
"""A passage this long is not joined with the next block."""

_HEADING = re.compile(r"(#{1,6})\s+")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_LONGEST_RULE_ROW = 10_000
"""In characters. On a line of millions the pattern would try every way to share out its blanks."""
_RULE_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")


def split(text: str, pages: Sequence[int] = ()) -> list[Chunk]:
    """Passages in order, not overlapping, blank edges left out.

    A heading opens a passage, a table stays with the line above it where both fit, and only what
    is longer than the model reads is cut: tables between rows, prose between sentences. Where
    `pages` begin a passage ends, with the rest of a sentence that runs over.
    """
    chunks: list[Chunk] = []
    for path, blocks in _sections(text, pages):
        for start, end, header in _packed(text, blocks):
            span = _stripped(text, start, end)
            if span and re.search(r"\w", text[span[0] : span[1]]):
                heading = " › ".join([*path, *([header] if header else [])])
                chunks.append(Chunk(*span, heading=heading))
    return chunks


def _sections(text: str, pages: Sequence[int]) -> Iterator[tuple[list[str], list[Block]]]:
    """Blocks under the same heading and of the same page, with the path of headings above."""
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for block in _whole_over_borders(text, pages) if pages else _blocks(text):
        if blocks and _page_of(block, pages) > _page_of(blocks[-1], pages):
            yield [title for _, title in path], blocks
            blocks = []
        if block.kind == "heading":
            # Headings without text between them open one passage together.
            if blocks and any(b.kind != "heading" for b in blocks):
                yield [title for _, title in path], blocks
                blocks = []
            level, title = _heading(text[block.start : block.end])
            path = [*(above for above in path if above[0] < level), (level, title)]
        blocks.append(block)
    if blocks:
        yield [title for _, title in path], blocks


def _page_of(block: Block, pages: Sequence[int]) -> int:
    return bisect_right(pages, block.start)


def _whole_over_borders(text: str, pages: Sequence[int]) -> Iterator[Block]:
    """The blocks, none of them on two pages but for a sentence that runs over."""
    held: Block | None = None
    for block in _of_one_page(text, pages):
        if (
            held
            and held.kind == block.kind == "prose"
            and _page_of(block, pages) > _page_of(held, pages)
        ):
            over = running_over(text[held.start : held.end], text[block.start : block.end])
            if over:
                held = replace(held, end=block.start + over)
                block = replace(block, start=held.end)
            if block.start == block.end:
                continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _of_one_page(text: str, pages: Sequence[int]) -> Iterator[Block]:
    """The blocks; one that goes on over a border, as code that is never closed does, in parts."""
    for block in _blocks(text):
        inner = pages[_page_of(block, pages) : bisect_right(pages, block.end - 1)]
        for start, end in pairwise([block.start, *inner, block.end]):
            span = _stripped(text, start, end) if inner else (start, end)
            if span:
                yield replace(block, start=span[0], end=span[1])


def _heading(text: str) -> tuple[int, str]:
    lines = text.strip().splitlines()
    if found := _HEADING.match(lines[0]):
        return len(found[1]), lines[0][found.end() :].rstrip().rstrip("#").rstrip()
    return (1 if lines[-1].startswith("=") else 2), lines[0].strip()


def _blocks(text: str) -> Iterator[Block]:
    lines = _lines(text)
    i = 0
    while i < len(lines):
        start, line = lines[i]
        if not line.strip():
            i += 1
            continue
        j, kind, header = _extent(lines, i)
        yield Block(start, lines[j - 1][0] + len(lines[j - 1][1]), kind, header)
        i = j


def _lines(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def _extent(lines: list[tuple[int, str]], i: int) -> tuple[int, str, str]:
    """The line after the block that begins at line `i`, its kind, and a table's header row."""
    line = lines[i][1]
    following = lines[i + 1][1] if i + 1 < len(lines) else ""
    if _HEADING.match(line):
        return i + 1, "heading", ""
    if _UNDERLINE.match(following) and not line.lstrip().startswith(("|", "-", "*", ">")):
        return i + 2, "heading", ""
    if fence := _FENCE.match(line):
        end = i + 1
        while end < len(lines) and not lines[end][1].lstrip().startswith(fence[1]):
            end += 1
        return min(end + 1, len(lines)), "code", ""
    if "|" in line and _is_rule_row(following):
        end = i + 2
        while end < len(lines) and "|" in lines[end][1]:
            end += 1
        return end, "table", line.strip().strip("|").strip()
    end = i + 1
    while end < len(lines) and not _opens_another(lines, end):
        end += 1
    return end, "prose", ""


def _opens_another(lines: list[tuple[int, str]], i: int) -> bool:
    line = lines[i][1]
    if not line.strip() or _HEADING.match(line) or _FENCE.match(line):
        return True
    following = lines[i + 1][1] if i + 1 < len(lines) else ""
    return "|" in line and _is_rule_row(following)


def _is_rule_row(line: str) -> bool:
    """Whether it parts a table's header from its rows."""
    return "|" in line and len(line) <= _LONGEST_RULE_ROW and bool(_RULE_ROW.match(line))


def _packed(text: str, blocks: list[Block]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring blocks joined up to a passage's length, longer ones cut."""
    start = end = -1
    size = 0
    only_heading = False
    for block in blocks:
        tokens = count_tokens(text[block.start : block.end])
        fits = size + tokens <= MOST_TOKENS
        wanted = size < _ENOUGH_TOKENS or block.kind == "table"
        if start >= 0 and fits and wanted:
            end, size = block.end, size + tokens
            only_heading = only_heading and block.kind == "heading"
            continue
        # What must be cut anyway takes the little above it along: a heading, the line that says
        # what a table shows.
        leads = only_heading or (block.kind == "table" and not fits and size < _ENOUGH_TOKENS)
        if start >= 0 and not leads:
            yield start, end, ""
            start = -1
        if start < 0:
            start, size = block.start, 0
        end, size = block.end, size + tokens
        only_heading = block.kind == "heading"
        if size > MOST_TOKENS:
            yield from _cut(text, Block(start, end, block.kind, block.header))
            start, size = -1, 0
    if start >= 0:
        yield start, end, ""


def _cut(text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """A block longer than the model reads, in parts; a later part of a table keeps its header, of a
    row whose it is."""
    start, end, size, lead = block.start, block.start, 0, ""
    for piece in _pieces(text, block):
        tokens = count_tokens(text[piece.start : piece.end])
        if size and (piece.opens or size + tokens > MOST_TOKENS):
            yield start, end, lead
            start, size, lead = piece.start, 0, piece.lead
        end, size = piece.end, size + tokens
    yield start, block.end, lead


def _pieces(text: str, block: Block) -> Iterator[Piece]:
    """Rows, lines or sentences, and of rows that are too long as many cells as fit."""
    at, is_below_row = block.start, False
    for start, end, row in wide_rows(text, block):
        yield from _opened(_plain_pieces(text, block, at, start), is_below_row)
        above = 0 if is_below_row else count_tokens(text[block.start : start])
        room = MOST_TOKENS - (above if above < _ENOUGH_TOKENS else 0)
        yield from _opened(pieces_of(text, start, row, room), is_below_row)
        at, is_below_row = end, True
    yield from _opened(_plain_pieces(text, block, at, block.end), is_below_row)


def _opened(pieces: Iterable[Piece], is_first_alone: bool) -> Iterator[Piece]:
    for n, piece in enumerate(pieces):
        yield replace(piece, opens=True) if n == 0 and is_first_alone else piece


def _plain_pieces(text: str, block: Block, start: int, end: int) -> Iterator[Piece]:
    """Rows, lines or sentences; what has none of these, by length."""
    for begin, stop in ended(text, start, end, is_of_lines=block.kind in {"table", "code"}):
        yield Piece(begin, stop, block.header)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    return (start + left, start + right) if right > left else None
