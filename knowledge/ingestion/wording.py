"""Marks of what a text says, whatever its case, markup and punctuation: the same mark, the same text.

Figures, signs and names always count: of two price lists that differ in one figure both are kept.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.storage.view import Entry, Row

_MONEY = "$¢£¤¥฿\u20a0-\u20c0"
_BLANK = " \t\u00a0\u2009\u202f"
# A bar is a column's border: what stands in another column says something else. So does a tick or
# a cross, the sign behind a name (Disney+, C#), and one before a figure, be there a blank or none.
# Looked ahead is but so far: a line may be a million dashes.
_TOKEN = re.compile(
    r"(?<![\w.])\.\d+|\d+(?:[.,:/]\d+)*"
    r"|[\u3400-\u9fff]"
    r"|[^\W\d_\u3400-\u9fff]+[+#]*"
    rf"|[-+~](?=[-+~/<>≤≥{_MONEY}{_BLANK}]{{0,6}}\.?\d)|(?<=[\d%])[+~]|~~|!="
    rf"|(?<!\w)[-+~](?=[{_BLANK}]?[A-Za-z]{{2,3}}[$ ]?\d)"
    # Not the mark of a quotation or of a tag.
    rf"|[<>](?=[{_MONEY}\s]{{0,4}}[-+]?\.?\d)|(?<=[^\S\n])[<>](?=\s)|(?<=\w)[<>](?=\w)"
    rf"|[|%‰°±×÷{_MONEY}′″\u2190-\u22ff\u2500-\u2bff\U0001f000-\U0001faff]"
)
_BULLET = re.compile(r"^[^\S\n]*[-*][^\S\n]+(?![^\w\n]*[\d.,]+[^\w\n]*$)", re.MULTILINE)
"""Before a figure alone on its line it is a sign."""
_UNIT = re.compile(r"[kmgtpe]i?b(?:ps|it)?|m(?:w|wh|wp|v|va|hz|pa|j)", re.IGNORECASE)
_LONGEST_UNIT = 5
_UNIT_OF_FIGURE = re.compile(r"[gmtw]|m[agmnst]", re.IGNORECASE)
"""Behind a figure alone: "ms" are milliseconds, "MS" megasiemens, and both may be a name."""
_SPELLED = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **str.maketrans("￠￡￥￦−–‒〜", "¢£¥₩---~"),
}
"""Other shapes of the same signs."""
_OWN_SUBJECT = 12
"""From so many words on a passage says what it is about; a shorter one is about its title."""
_LONGEST_FILLER_LINE = 40


def words_of(text: str, vendor: str | None, system: str | None) -> str:
    """A mark of a document's words, and of whose they are.

    Filters go by vendor and system: another one's copy must be found under its own name.

    >>> words_of("**Price**: $5", None, None) == words_of("price: $5", None, None)
    True
    >>> words_of("Price: $5", None, None) == words_of("Price: $6", None, None)
    False
    """
    words = _tokens(text)
    if not words:
        return ""
    return _hash([*_folded(vendor, system), *words])[:32]


def mark_of(row: Row, entry: Entry) -> str:
    """A mark of what a passage says: shared with its near-copies, and with nothing else.

    They differ in fillers and in lines of a site's own; never in a figure, a name, a negation, the
    order of words, or in what filters go by. Empty for a row as its author made it, which may hold
    fields of its own, and where there is not a word.

    64 bits of a hash: of a million passages two share one by chance once in 40 million libraries.
    """
    if not row["is_cut"]:
        return ""
    place = Path(entry.identity)
    is_of_file = entry.document.title in (place.stem, place.name, entry.shown)
    return _mark(row, "" if is_of_file else row["title"] or "")


def mark_of_any(row: Row) -> str:
    """The mark it is stored with; else, of a row as its author made it, what that would be."""
    if row.get("mark"):
        return row["mark"]
    title, place = row["title"] or "", Path(row["source"] or "")
    return _mark(row, "" if title in (place.stem, place.name, row["source"]) else title)


def _mark(row: Row, title: str) -> str:
    whose = tuple(row[name] for name in ("vendor", "system", "date", "language"))
    return _mark_of_said(row["text"], row["heading"], title, whose)


@lru_cache(maxsize=256)
def _mark_of_said(text: str, heading: str, title: str, whose: tuple[str | None, ...]) -> str:
    """Kept, since a search compares each passage that it shows with all the others."""
    said = _telling(text)
    if not said:
        return ""
    titled = _telling(title)
    if len(said) >= _OWN_SUBJECT:
        titled = [word for word in titled if any(c.isdigit() for c in word)]
    return _hash([*_folded(*whose), *titled, "", *_telling(heading), "", *said])[:16]


def _folded(*names: str | None) -> list[str]:
    return [(name or "").casefold() for name in names]


def _telling(text: str) -> list[str]:
    """The words that say something."""
    words, particles, lines = _fillers()
    kept = "\n".join(
        line
        for line in text.splitlines()
        if len(line) > _LONGEST_FILLER_LINE or " ".join(_tokens(line)) not in lines
    )
    # Letters alone: a mark of markup before or after them is none of the filler.
    return _tokens(words.sub(" ", kept.translate(particles)))


def _tokens(text: str) -> list[str]:
    """Words, figures and signs that count; the case of units alone does: Gb are bits."""
    text = _BULLET.sub("", text).translate(_SPELLED).replace("<=", "≤").replace(">=", "≥")
    found = _TOKEN.findall(text)
    before = ["", *found]
    return [
        word if len(word) <= _LONGEST_UNIT and _is_unit(word, last) else word.casefold()
        for last, word in zip(before, found, strict=False)
    ]


def _is_unit(word: str, last: str) -> bool:
    if _UNIT.fullmatch(word):
        return True
    return last[-1:].isdigit() and _UNIT_OF_FIGURE.fullmatch(word) is not None


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _fillers() -> tuple[re.Pattern[str], dict[int, None], frozenset[str]]:
    read: dict[str, Any] = tomllib.loads(
        Path(__file__).with_name("fillers.toml").read_text(encoding="utf-8")
    )
    words: Iterable[str] = sorted(read["words"], key=len, reverse=True)
    # Not before a hyphen, an apostrophe or a dot: "A-10", "a.m.", "the The-Age" are names or times.
    either = "|".join(map(re.escape, words))
    pattern = re.compile(rf"(?<![\w'’.+#/&-])(?:{either})(?![\w'’+#/&-]|\.\w)", re.IGNORECASE)
    lines = frozenset(" ".join(_tokens(line)) for line in read["lines"])
    return pattern, dict.fromkeys(map(ord, read["particles"])), lines
