"""An answer as the check reads it: without Markdown's own signs, cut into blocks and sentences, and
for every place the numbers of the citations that vouch for it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINK = r"(?<=\])\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)"
_HIDDEN = re.compile(
    rf"```.*?```|`[^`\n]*`|~~.*?~~(?:\s*[(（]?(?:unsupported|无依据)[)）]?)?|{_LINK}"
    r"|https?://[^\s<>\"'，。）】)]+|www\.[^\s<>\"'，。）】)]+|</?[a-zA-Z][^<>\n]*>|<!--.*?-->",
    re.DOTALL,
)
"""What states nothing: code, what was struck, addresses, tags."""
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|\\(?=[$~*_])")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_WIDE |= {ord("％"): "%", ord("＄"): "$", ord("－"): "-", ord("．"): ".", ord("／"): "/"}
_MARKS = re.compile(r"\[\s*\d{1,4}(?:\s*[,，、;–-]\s*\d{1,4})*\s*\]|【\d{1,4}】")
_ROW = re.compile(r"\s*\|")
_RULE = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*$")
_ITEM = re.compile(r"\s*(?:[-*•+#>|]|\(?\d{1,2}[.)、]|[（(]?[一二三四五六七八九十]{1,2}[）)、.])")
_REFERENCE = re.compile(r"\s*(?:[-*•]\s*|\d{1,2}\.\s*)?(?:\[\d{1,4}\]|【\d{1,4}】)\s*[:：]?\s*\S")
_END = re.compile(
    r"(?:[.!?](?=\s|$|[\"”’)\]*\[|])|[。！？])[\"”’)）」]*(?:\s?(?:\[[\d,\s]+\]|【\d+】))*|\|"
)


@dataclass(frozen=True)
class Mark:
    """One number of a citation mark."""

    n: int
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a row of a table."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    is_row: bool = False
    is_head: bool = False
    """A heading or the head of a table: it names, it states nothing."""
    is_reference: bool = False
    """A line of a list of sources: "[1] Article, 2025-09-15"."""
    header: tuple[str, ...] = ()
    """Of a row: the cells of the table's head."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a cell of a table; `cited` vouch for what it says."""

    start: int
    end: int
    block: Block
    cited: tuple[int, ...]
    own: tuple[int, ...] = ()
    """Those that stand in the sentence itself."""


@dataclass(frozen=True)
class Layout:
    """The answer's plain text with what is needed to find the way back to the original."""

    plain: str
    origin: list[int]
    """Where each character of `plain` stands in the answer; one more for the end."""
    blocks: list[Block] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A span of the plain text as a span of the answer."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds a place."""
        at = bisect_right([s.start for s in self.sentences], place) - 1
        return self.sentences[at] if at >= 0 else None


def read_layout(answer: str) -> Layout:
    """Take an answer's Markdown apart.

    >>> layout = read_layout("It costs **$20** a month [1]. It is *open*.")
    >>> layout.plain, [s.cited for s in layout.sentences]
    ('It costs $20 a month [1]. It is open.', [(1,), (1,)])
    """
    plain, origin = _plain(answer)
    marks = list(_marks(plain))
    blocks = list(_blocks(plain, marks))
    layout = Layout(plain, origin, blocks, [], marks)
    for block in blocks:
        layout.sentences.extend(_sentences(plain, block))
    return layout


def without_marks(text: str) -> str:
    """The text with its citation marks blanked out, place for place."""
    return _MARKS.sub(lambda m: " " * len(m[0]), text)


def _plain(answer: str) -> tuple[str, list[int]]:
    """Full-width digits become plain ones, what states nothing becomes blanks, emphasis goes."""
    text = answer.translate(_WIDE)
    text = _HIDDEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    kept: list[str] = []
    origin: list[int] = []
    at = 0
    for sign in _EMPHASIS.finditer(text):
        kept.append(text[at : sign.start()])
        origin.extend(range(at, sign.start()))
        at = sign.end()
    kept.append(text[at:])
    origin.extend(range(at, len(text) + 1))
    return "".join(kept), origin


def _marks(plain: str) -> Iterator[Mark]:
    for group in _MARKS.finditer(plain):
        numbers = list(re.finditer(r"\d+", group[0]))
        if len(numbers) == 1:
            yield Mark(int(numbers[0][0]), *group.span())
            continue
        for number in numbers:
            at = group.start() + number.start()
            yield Mark(int(number[0]), at, at + len(number[0]))


def _blocks(plain: str, marks: list[Mark]) -> Iterator[Block]:
    header: tuple[str, ...] = ()
    lines = list(_lines(plain))
    for i, (start, end) in enumerate(lines):
        text = plain[start:end]
        is_row = bool(_ROW.match(text))
        if _RULE.fullmatch(text):
            continue
        is_head = text.lstrip().startswith("#")
        if is_row and i + 1 < len(lines) and _RULE.fullmatch(plain[slice(*lines[i + 1])]):
            header, is_head = tuple(c.strip() for c in text.strip().strip("|").split("|")), True
        elif not is_row:
            header = ()
        own = tuple(m for m in marks if start <= m.start < end)
        reference = bool(_REFERENCE.match(text)) and len(own) == 1
        yield Block(start, end, own, is_row, is_head, reference, header)


def _lines(plain: str) -> Iterator[tuple[int, int]]:
    """Lines, a paragraph that was wrapped as one."""
    start: int | None = None
    at = 0
    for line in plain.split("\n"):
        end = at + len(line)
        if start is not None and (not line.strip() or _ITEM.match(line) or _REFERENCE.match(line)):
            yield start, at - 1
            start = None
        if line.strip() and start is None:
            start = at
        if start is not None and (_ROW.match(line) or line.lstrip().startswith("#")):
            yield start, end
            start = None
        at = end + 1
    if start is not None:
        yield start, len(plain)


def _sentences(plain: str, block: Block) -> Iterator[Sentence]:
    at = block.start
    for stop in [*(m.end() for m in _END.finditer(plain, block.start, block.end)), block.end]:
        if plain[at:stop].strip(" |\n"):
            yield _sentence(at, stop, block)
            at = stop
    if plain[at : block.end].strip(" |\n"):
        yield _sentence(at, block.end, block)


def _sentence(start: int, end: int, block: Block) -> Sentence:
    """A citation vouches for the words since the previous one; behind the last one it goes on."""
    inside = [m for m in block.marks if start <= m.start < end]
    behind = _run([m for m in block.marks if m.start >= end])
    before = _run([m for m in block.marks if m.start < start][::-1])
    chosen = inside or behind or before
    if inside and inside[-1].end < end - 12:
        chosen = [*inside, *behind]
    return Sentence(start, end, block, tuple(m.n for m in chosen), tuple(m.n for m in inside))


def _run(marks: list[Mark]) -> list[Mark]:
    """The first mark with those that stand right beside it."""
    run: list[Mark] = []
    for mark in marks:
        near = not run or abs(mark.start - run[-1].end) <= 3 or abs(run[-1].start - mark.end) <= 3
        if not near:
            break
        run.append(mark)
    return run
