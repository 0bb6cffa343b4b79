"""Words of any document and question: folded, stemmed, matched through endings and slips of the
keyboard. Chinese is cut into pairs of characters."""

import re
import tomllib
import unicodedata
from calendar import month_name
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from agent.offline.documents.periods import in_quarters

_WORD = re.compile(
    r"[\u3400-\u9fff]+|\d+(?:[.,]\d+)*|\b[a-z]-[^\W\d_]+"  # e-book is a word of its own
    r"|(?:(?![\u3400-\u9fff])[^\W\d_])+\d*"
)
_LETTERED = re.compile(r"\b([^\W\d_]{3,}) ([A-HJ-Z])\b(?![.’'\w-])")
_DAY = re.compile(
    r"(?<![\d.-])(?:19|20)\d\d-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?![\d-])"
    r"|(?<![\d.])(?P<before>0?[1-9]|[12]\d|3[01])\.(?P<dotted>0?[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)"
)
_IN_CAPITALS = re.compile(r"\b(?:IT|US)\b(?![’'][A-Z]|\.\w)")
_HEADS_CAPITALS = re.compile(
    r"(?:(?<=[\n·,;:/|&(-])|\A)(\s*)(IT|US)\b(?=(?:[ -]\w+)?\s*(?:[\n·,;:/|&)-]|\Z))"
)
_UNITED_STATES = re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|(?<=\b[Tt]he )us\b")
_FOLDED = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ß": "ss", "ł": "l", "đ": "d", "’": "'"})
_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly")
SLIP, _ENDING, _SAME = 0.85, 0.9, 0.8
"""What a word counts that is met only misspelt, with another ending, or by one of its group."""
_ALIKE = 0.8
"""Share of letters from which on a word that is held nowhere is taken for a slip of another."""


_spellings: dict[str, str] = {}
"""For each stem the shortest word met that has it."""


def spelt(stem: str) -> str:
    """A word as it is written, for its stem."""
    return _spellings.get(stem, stem)


@lru_cache(maxsize=16384)
def stems(text: str) -> tuple[str, ...]:
    """Stems of a text's words in their order.

    >>> stems("Ørn Point's visitors, 1,300 of them")
    ('orn', 'point', 'visitor', '1300', 'of', 'them')
    """
    found: list[str] = []
    # A letter that tells one from others of its kind, as gallery B, is a word with its kind.
    text = _LETTERED.sub(r"\1 \2\1", text)
    for word in _WORD.findall(in_quarters(_folded(_with_names(_with_days(text))))):
        if word[0] >= "\u3400":
            found += _cut(word)
        elif word[0].isdigit():
            found.append(
                word.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", word) else word
            )
        elif word != "s":
            full = str(_short().get(word, word))
            found.append(stem(full))
            known = _spellings.get(found[-1])
            if known is None or len(full) < len(known):
                _spellings[found[-1]] = full
    return tuple(found)


def _with_days(text: str) -> str:
    """With the day and the month's name behind each day or month that is written in figures.

    >>> _with_days("from 2025-06-03 to 14.07.2025, not 2025-11")
    'from 2025-06-03 3 june to 14.07.2025 14 july, not 2025-11 november'
    """
    return _DAY.sub(_said_by_name, text) if _DAY.search(text) else text


def _said_by_name(day: re.Match[str]) -> str:
    month = month_name[int(day["month"] or day["dotted"])].casefold()
    of_month = day["day"] or day["before"]
    return f"{day[0]} {int(of_month)} {month}" if of_month else f"{day[0]} {month}"


def first_stem(text: str) -> str:
    """The first of a text's stems; empty where it has none, as the "s" of a genitive is no word.

    >>> first_stem("rivers of Ore"), first_stem("S")
    ('river', '')
    """
    return next(iter(stems(text)), "")


def _with_names(text: str) -> str:
    """With one word for each abbreviation that is else an idle word.

    Where all is large, "IT" and "US" are names only at the head of a name, as in a table's cell: "US",
    "EU · US East", neither in "CONTACT US" nor in "WHAT IS IT WORTH".
    """
    capitals = _read()["capitals"]
    text = _UNITED_STATES.sub(capitals["US"], text)
    if text.isupper():
        return _HEADS_CAPITALS.sub(lambda match: match[1] + capitals[match[2]], text)
    return _IN_CAPITALS.sub(lambda match: capitals[match[0]], text)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The word without its plainest ending."""
    for ending in _ENDINGS:
        if ending == "es" and not re.search(r"(?:s|x|z|ch|sh|o)es$", word):
            continue
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]  # planned, plan
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def forms_held(asked: Iterable[str], held: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each stem asked the stems held that stand for it, and how well."""
    vocabulary = set(held)
    return {word: _forms(word, vocabulary) for word in asked}


def best(forms: Mapping[str, float], held: frozenset[str]) -> float:
    """How well a word is among stems held, 0 to 1."""
    return max((worth for form, worth in forms.items() if form in held), default=0.0)


@cache
def lists() -> dict[str, frozenset[str]]:
    """Word lists by name, stemmed."""
    return {
        name: frozenset({*words, *(s for word in words for s in stems(word))})
        for name, words in _data().items()
    }


@cache
def digits() -> dict[str, str]:
    """Stems of number words that may name something, with how they are written in digits."""
    return {stem(word): figure for word, figure in _read()["digits"].items()}


def _forms(word: str, vocabulary: set[str]) -> dict[str, float]:
    same = {word, *(pair for pairs in digits().items() if word in pairs for pair in pairs)}
    if len(same) > 1:  # three is neither there nor thirteen
        return dict.fromkeys(same & vocabulary, 1.0)
    found = {word: 1.0} if word in vocabulary else {}
    if not word[0].isdigit() and word[0] < "\u3400" and len(word) >= 4:
        for other in vocabulary:
            short, long = sorted((word, other), key=len)
            if (
                len(short) >= 4
                and long != short
                and long.startswith(short)
                and len(long) - len(short) <= 4
            ):
                found.setdefault(other, _ENDING)
        if not found:
            found = _slips(word, vocabulary)
    if word[0] >= "\u3400":
        found = {**_by_meaning(word, vocabulary), **found}
    return found


def _by_meaning(word: str, vocabulary: set[str]) -> dict[str, float]:
    """Chinese words of the same group; a word is of one where it holds a member of it."""
    found: dict[str, float] = {}
    for group in _groups():
        if any(member in word for member in group):
            held = (o for o in vocabulary if o != word and any(m in o for m in group))
            found |= dict.fromkeys(held, _SAME)
    return found


@cache
def _short() -> dict[str, str]:
    return _read()["short"]


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in _read()["same"])


def _slips(word: str, vocabulary: set[str]) -> dict[str, float]:
    from rapidfuzz.distance import OSA

    return {
        other: SLIP
        for other in vocabulary
        if other[0] == word[0]
        and abs(len(other) - len(word)) <= 2
        and other.isalpha()
        and OSA.normalized_similarity(word, other) >= _ALIKE
    }


@cache
def _data() -> dict[str, list[str]]:
    return {name: str(words).split() for name, words in _read()["lists"].items()}


@cache
def _read() -> dict[str, Any]:
    text = resources.files("agent.offline.documents").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=8192)
def _cut(run: str) -> tuple[str, ...]:
    """Chinese by pairs of characters, as no dictionary knows the words of every trade."""
    found: list[str] = []
    for chunk in _idle_pattern().split(run):
        found += [chunk[i : i + 2] for i in range(len(chunk) - 1)] or ([chunk] if chunk else [])
    return tuple(found)


@cache
def _idle_pattern() -> re.Pattern[str]:
    idle = sorted(_data()["chinese"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, idle)))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return "".join(c for c in text if not unicodedata.combining(c))
