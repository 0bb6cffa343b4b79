"""A document's text cut into sentences and table cells, each with what stands above it and where it
lies in the text."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from agent.offline.documents.entries import Headings
from agent.offline.documents.letters import Letter, entry_at, letters_in
from agent.offline.documents.replies import Replies, is_question
from agent.offline.documents.tables import (
    Aligned,
    Table,
    aligned_rows,
    cells_of,
    fields_of,
    goes_on,
    is_rule,
    plain,
    record_of,
    row_of,
)
from agent.offline.documents.units import NOT_GIVEN, Unit
from agent.offline.prose import statements_in

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_LEAD = re.compile(r"^(?:[-*+•]\s+|\d{1,3}[.)]\s+)?\*\*([^*]{2,60})\*\*")
_PLAIN_LEAD = re.compile(r"^([^\W\d][^.:。：*|]{1,36})\.\s+(?=[A-Z])")
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s+")
_MOST_IN_LEAD = 2
"""Words."""
_ITEM = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])\s+")
_LONGEST_TITLE = 90
"""Characters."""
_MOST_ABOVE = 400
"""Characters of the paragraph above a table that say what it is of."""


def units_of(text: str) -> tuple[Unit, ...]:
    """All that a text says, in its order; tables that go on in later pieces are one."""
    reader = _Reader(letters_in(text))
    rows = aligned_rows(text)
    blocks = [(start, end, block.strip(), block) for start, end, block in _blocks(text, rows)]
    for i, (start, end, line, block) in enumerate(blocks):
        after = blocks[i + 1][2] if i + 1 < len(blocks) else ""
        if start in rows:
            reader.read_row(start, end, rows[start])
        else:
            reader.read(start, end, line, block, after)
    return tuple(sorted(reader.units(), key=lambda unit: (unit.start, unit.end)))


class _Reader:
    """What was read so far: sentences, tables, and the heading and paragraph that stand above."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._letters = letters
        self._said: list[Unit] = []
        self._tables: list[Table] = []
        self._open: Table | None = None
        self._heading = self._above = ""
        self._headings = Headings()
        self._replies = Replies()

    def read(self, start: int, end: int, line: str, block: str, after: str) -> None:
        """One block: a heading, a table's row or a paragraph; `after` is the block below."""
        if head := _HEADING.match(line):
            self._begin_section(plain(head[2]))
            self._headings.read(self._heading, len(head[1]))
            self._replies = Replies()
        elif line.startswith("|"):
            if is_rule(after):
                self._head(row_of(line))
            elif not is_rule(line):
                self._row(start, end, row_of(line))
        elif (fields := fields_of(line)) and self._has_columns(fields, after):
            self._row(start, end, fields)
        elif record := record_of(line):
            if self._open is None or not goes_on(self._open, record):
                self._begin(list(record))
            assert self._open is not None
            self._open.is_named_by_row = True
            self._open.add(start, end, record)
        elif not after.startswith("|") and _is_title(line):
            self._begin_section(plain(line))
            self._headings.read(self._heading)
            self._said.append(Unit("sentence", start, end, plain(line), is_heading=True))
        else:
            said = self._replies.read([*_sentences(block, start, self._heading)], block)
            self._said += [replace(unit, entry=self._entry(unit.start)) for unit in said]
            above = " ".join(unit.text for unit in said) or plain(line)
            self._above = above[-_MOST_ABOVE:]
            self._open = None

    def read_row(self, start: int, end: int, row: Aligned) -> None:
        """A row of a table without marks."""
        if row.columns:
            self._begin([*row.columns])
        if row.cells:
            self._row(start, end, [*row.cells])

    def units(self) -> list[Unit]:
        """Sentences and cells; a record of its own says what the tables after it are of."""
        found, about = list(self._said), ""
        for number, table in enumerate(self._tables):
            if table.is_record and not about:
                about = "; ".join(f"{name}: {value}" for name, value in table.rows[0][2].items())
                about = about[:_MOST_ABOVE]
            elif about:
                table.before = f"{table.before} {about}".strip()
            found += cells_of(table, number)
        return found

    def _entry(self, start: int) -> str:
        return self._headings.entry or entry_at(self._letters, start)

    def _begin_section(self, heading: str) -> None:
        self._heading, self._above, self._open = heading, "", None

    def _head(self, cells: list[str]) -> None:
        """The header of a table, which may go on below the header again."""
        named = [cell or f"column {i}" for i, cell in enumerate(cells)]
        if self._open is None or self._open.columns != named:
            self._begin(named)

    def _row(self, start: int, end: int, cells: list[str]) -> None:
        """A row of the open table; the first is its header."""
        if self._open is None:
            self._head(cells)
            return
        pairs = dict(zip(self._open.columns, cells, strict=False))
        self._open.add(start, end, {name: cell or NOT_GIVEN for name, cell in pairs.items()})

    def _begin(self, columns: list[str]) -> None:
        self._open = Table(columns, self._heading, self._above, self._headings.entry)
        self._tables.append(self._open)

    def _has_columns(self, fields: list[str], after: str) -> bool:
        """Whether a row without names belongs to the open table, or begins one."""
        if self._open is not None:
            return len(fields) == len(self._open.columns)
        return len(fields_of(after)) == len(fields)


def _blocks(text: str, rows: Container[int]) -> Iterator[tuple[int, int, str]]:
    """Spans of table rows, headings, list items and paragraphs; a wrapped line belongs to the one
    before. At `rows` begins a line that is one without marks."""
    begun: int | None = None
    place = 0
    for line in [*text.splitlines(keepends=True), ""]:
        bare = line.strip()
        alone = (
            place in rows
            or bare.startswith("|")
            or _HEADING.match(bare)
            or record_of(bare)
            or fields_of(bare)
        )
        if begun is not None and (not bare or alone or _ITEM.match(bare)):
            yield begun, place, text[begun:place]
            begun = None
        if alone:
            yield place, place + len(line), line
        elif bare and begun is None:
            begun = place
        place += len(line)


def _is_title(line: str) -> bool:
    """Whether a line of its own in a plain text stands as a heading: all in capitals, which letters
    of a script without them are not."""
    letters = [sign for sign in line if sign.isalpha()]
    is_large = bool(letters) and all(sign.isupper() for sign in letters)
    return len(line) <= _LONGEST_TITLE and is_large and "\n" not in line


def _sentences(block: str, start: int, heading: str) -> Iterator[Unit]:
    lead = _LEAD.match(block.strip()) or _plain_lead(_NUMBERED.sub("", block.strip()))
    lead = None if lead and is_question(lead[1]) else lead
    name = plain(lead[1]).strip(".。:： ") if lead else ""
    head = f"{heading} · {name}" if lead and heading else heading
    before = ""
    place = 0
    for sentence in statements_in(block, with_fields=True):
        if lead and sentence.strip(".。:： ") == name:
            continue
        at = _place(block, sentence, place)
        place = at
        named = f"{name}: {sentence}" if name and not (heading or before) else sentence
        unit = Unit("sentence", start + at, start + len(block), named, head, before)
        yield replace(
            unit,
            end=min(start + at + len(sentence), start + len(block)),
            is_item=bool(_ITEM.match(block.strip())),
        )
        before = f"{before} {sentence}".strip()[-300:]


def _plain_lead(block: str) -> re.Match[str] | None:
    """A word or two with a full stop that say what the paragraph is of: `Fees. The fee is ...`."""
    lead = _PLAIN_LEAD.match(block)
    return lead if lead and len(lead[1].split()) <= _MOST_IN_LEAD else None


def _place(block: str, sentence: str, after: int) -> int:
    """Where a sentence begins in its block, whose marks it has lost."""
    for words in (sentence.split()[:4], sentence.split()[:2]):
        pattern = r"[\s*_`\[\]]+".join(re.escape(word) for word in words)
        if found := re.compile(pattern).search(block, after):
            return found.start()
    return after
