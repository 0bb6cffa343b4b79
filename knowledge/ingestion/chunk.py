"""Splitting a text by its structure into passages that read alone, with exact character spans."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.document import Chunk
from knowledge.ingestion.borders import running_over
from knowledge.ingestion.cells import Cell, name_of, of_record, of_table_row
from knowledge.language import stops

VERSION = 4
"""Grows when texts are split in another way: what was split before is then split anew."""

_MOST_TOKENS = 240
"""Of the model's 256; ours count rather more, which leaves room for title, source and date."""
_ENOUGH_TOKENS = 200
"""A passage this long is not joined with the next block."""

_TOKEN = re.compile(r"[A-Za-z]{1,6}|\d{1,3}|[^\sA-Za-z\d]")
_HEADING = re.compile(r"(#{1,6})\s+")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_LONGEST_RULE_ROW = 10_000
"""In characters. On a line of millions the pattern would try every way to share out its blanks."""
_RULE_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?:[ \xa0]?»)?[\"'”’)\]]*\s+|(?<=[。！？；])[”’）」]*")


@dataclass(frozen=True)
class _Block:
    """Lines that belong together; `header` is what a cut-off part of a table still needs."""

    start: int
    end: int
    kind: str
    header: str = ""


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


def count_tokens(text: str) -> int:
    """About as many as the model's tokenizer gives, without loading it; rather more than less."""
    return sum(1 for _ in _TOKEN.finditer(text))


def _sections(text: str, pages: Sequence[int]) -> Iterator[tuple[list[str], list[_Block]]]:
    """Blocks under the same heading and of the same page, with the path of headings above."""
    path: list[tuple[int, str]] = []
    blocks: list[_Block] = []
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


def _page_of(block: _Block, pages: Sequence[int]) -> int:
    return bisect_right(pages, block.start)


def _whole_over_borders(text: str, pages: Sequence[int]) -> Iterator[_Block]:
    """The blocks, none of them on two pages but for a sentence that runs over."""
    held: _Block | None = None
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


def _of_one_page(text: str, pages: Sequence[int]) -> Iterator[_Block]:
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


def _blocks(text: str) -> Iterator[_Block]:
    lines = _lines(text)
    i = 0
    while i < len(lines):
        start, line = lines[i]
        if not line.strip():
            i += 1
            continue
        j, kind, header = _extent(lines, i)
        yield _Block(start, lines[j - 1][0] + len(lines[j - 1][1]), kind, header)
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


def _packed(text: str, blocks: list[_Block]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring blocks joined up to a passage's length, longer ones cut."""
    start = end = -1
    size = 0
    only_heading = False
    for block in blocks:
        tokens = count_tokens(text[block.start : block.end])
        fits = size + tokens <= _MOST_TOKENS
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
        if size > _MOST_TOKENS:
            yield from _cut(text, _Block(start, end, block.kind, block.header))
            start, size = -1, 0
    if start >= 0:
        yield start, end, ""


def _cut(text: str, block: _Block) -> Iterator[tuple[int, int, str]]:
    """A block longer than the model reads, in parts; a later part of a table keeps its header, of a
    row whose it is."""
    start, end, size, lead = block.start, block.start, 0, ""
    for piece in _pieces(text, block):
        tokens = count_tokens(text[piece.start : piece.end])
        if size and (piece.opens or size + tokens > _MOST_TOKENS):
            yield start, end, lead
            start, size, lead = piece.start, 0, piece.lead
        end, size = piece.end, size + tokens
    yield start, block.end, lead


@dataclass(frozen=True)
class _Piece:
    """What is not cut any more; `lead` is what a passage that begins with it needs."""

    start: int
    end: int
    lead: str = ""
    opens: bool = False
    """A passage begins with it."""


def _pieces(text: str, block: _Block) -> Iterator[_Piece]:
    """Rows, lines or sentences, and of rows that are too long as many cells as fit."""
    at, is_below_row = block.start, False
    for start, end, row in _wide_rows(text, block):
        yield from _opened(_plain_pieces(text, block, at, start), is_below_row)
        above = 0 if is_below_row else count_tokens(text[block.start : start])
        room = _MOST_TOKENS - (above if above < _ENOUGH_TOKENS else 0)
        yield from _opened(_of_row(text, start, row, room), is_below_row)
        at, is_below_row = end, True
    yield from _opened(_plain_pieces(text, block, at, block.end), is_below_row)


def _opened(pieces: Iterable[_Piece], is_first_alone: bool) -> Iterator[_Piece]:
    for n, piece in enumerate(pieces):
        yield replace(piece, opens=True) if n == 0 and is_first_alone else piece


def _wide_rows(text: str, block: _Block) -> Iterator[tuple[int, int, list[Cell]]]:
    """The lines that are rows longer than a passage, and all rows below a header that is; no cells
    where a line has no words, as the rule between them."""
    if block.kind not in {"table", "prose"}:
        return
    columns = [block.header[cell.start : cell.end] for cell in of_table_row(block.header)]
    has_wide_header = count_tokens(block.header) > _MOST_TOKENS
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        if has_wide_header and "|" in line or count_tokens(line) > _MOST_TOKENS:
            cells = of_table_row(line, columns) if block.kind == "table" else of_record(line)
            if len(cells) > 1:
                yield at, at + len(line), cells if re.search(r"\w", line) else []
        at += len(line)


def _of_row(text: str, at: int, cells: list[Cell], room: int) -> Iterator[_Piece]:
    """The cells of a row that begins at `at`, as many together as fit with what must be told above
    them."""
    line = text[at : at + cells[-1].end] if cells else ""
    is_header = all(line[cell.start : cell.end] == cell.column for cell in cells)
    if is_header:
        cells = [replace(cell, column="") for cell in cells]
    name, held, size, opens = "", list[Cell](), 0, False
    for cell in _short(line, cells):
        told = "" if cell.says_column else cell.column
        tokens = count_tokens(f"{line[cell.start : cell.end]} {told}") + 1
        if held and size + tokens > room:
            yield _of_cells(at, held, name, opens)
            name = "" if is_header else name_of(line, cells)
            held, size, room, opens = [], count_tokens(name), _MOST_TOKENS, True
        held, size = [*held, cell], size + tokens
    if held:
        yield _of_cells(at, held, name, opens)


def _of_cells(at: int, cells: Sequence[Cell], name: str, opens: bool) -> _Piece:
    columns = dict.fromkeys(cell.column for cell in cells if cell.column and not cell.says_column)
    lead = " › ".join(filter(None, [name, " | ".join(columns)]))
    start = at + cells[0].start if opens else at  # with the bar before the first
    return _Piece(start, at + cells[-1].end, lead, opens)


def _short(line: str, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The same, those that are too long by themselves in sentences."""
    for cell in cells:
        if count_tokens(line[cell.start : cell.end]) <= _MOST_TOKENS // 2:
            yield cell
            continue
        for start, end in _ended(line, cell.start, cell.end, is_of_lines=False):
            is_start = start == cell.start
            yield replace(cell, start=start, end=end, says_column=cell.says_column and is_start)


def _plain_pieces(text: str, block: _Block, start: int, end: int) -> Iterator[_Piece]:
    """Rows, lines or sentences; what has none of these, by length."""
    for begin, stop in _ended(text, start, end, is_of_lines=block.kind in {"table", "code"}):
        yield _Piece(begin, stop, block.header)


def _ended(text: str, start: int, end: int, *, is_of_lines: bool) -> Iterator[tuple[int, int]]:
    """Lines or sentences, no longer than a passage."""
    part = text[start:end]
    ends = re.finditer(r"\n", part) if is_of_lines else stops.ends(_SENTENCE_END, part)
    at = 0
    for boundary in [*(m.end() for m in ends), len(part)]:
        # Never counting what is left: on one line of millions that would take hours.
        while (step := _reach(part, at, boundary)) < boundary:
            yield start + at, start + step
            at = step
        if boundary > at:
            yield start + at, start + boundary
            at = boundary


def _reach(part: str, at: int, boundary: int) -> int:
    """How far from `at` a passage's worth of tokens goes, to a blank where there is one near."""
    for n, token in enumerate(_TOKEN.finditer(part, at, boundary)):
        if n == _MOST_TOKENS:
            blank = part.rfind(" ", at + (token.start() - at) // 2, token.start())
            return blank + 1 if blank > at else token.start()
    return boundary


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    return (start + left, start + right) if right > left else None
