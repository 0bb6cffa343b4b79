"""The names in an answer, and whether a source speaks of them: vendors and products by their
spellings in both languages, other proper names by their letters."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_HAN = re.compile(r"[\u3400-\u9fff]")
_STRONG = re.compile(r"(?<![\w$€£¥.-])(?:[A-Za-z]+(?:[-_.+]?[A-Za-z0-9]+)*)(?!\w)")
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]{2}")
_PRECISION = re.compile(
    r"(?:bf|fp|int|u?int|nf|w|i?q|k|v|t|mxfp|nvfp|s)\d+\w*|[tif]2[vit]|p\d+", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<![\w.$'’-])[A-Z][a-z]{2,}(?:[A-Z]\w*)?(?!\w|\.\w)")
_VERSIONED = re.compile(
    r"(?<![\w-])[A-Z][A-Za-z]+\s(?:\d{1,2}\.\d{1,2}|\d{4}(?:\s(?:Ti|SUPER|XTX))?)(?![\w.,]*\d|\s?[A-Z]?B\b|%|\s?(?:[万亿]|million|billion))"
)
_UPPER = re.compile(r"(?<![\w$-])[A-Z]{3,}(?![\w-])")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_STARTS = re.compile(r"(?:^|[.!?。！？:：;；|\n•>([（【“\"'‘—–-]|\*\*|\d[.)]|\])\s*$")
_ACTS = re.compile(
    r"(?:['’]s\s|\s(?:charges|sells|offers|makes|owns|released|launched|announced|raised|earned"
    r"|acquired|opened|publishes|published|builds|built|has\s+(?:opened|released|launched|raised))\b)"
)
_NO_ACTOR = frozenset(
    "It This That He She They Which Who Each Nobody Everyone Anyone Revenue Price Licence License There"
    " Today Here What Let Vendor Company Maker Author Article Another One Neither Both Not".split()
)


@dataclass(frozen=True)
class Name:
    """A name where it stands; `known` where the list of vendors and products has it."""

    start: int
    end: int
    text: str
    known: str = ""
    is_strong: bool = True
    """False for a word that only its capital makes a name."""


@dataclass(frozen=True)
class _Lexicon:
    spellings: dict[str, str]
    """Lower-case spelling -> the name."""
    made_by: dict[str, str]
    pattern: re.Pattern[str]
    ordinary: frozenset[str]


def find_names(text: str) -> list[Name]:
    """The names of a text in their order, the longest at each place.

    >>> [(n.text, n.known) for n in find_names("腾讯 opened HunyuanVideo and Zorbix-9.")]
    [('腾讯', 'Tencent'), ('HunyuanVideo', 'HunyuanVideo'), ('Zorbix-9', '')]
    """
    return list(_names(text))


@lru_cache(maxsize=8192)
def _names(text: str) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in [
        *_versioned(text),
        *_strong(text),
        *_listed(text),
        *_acronyms(text),
        *_capitals(text),
    ]:
        if not any(name.start < other.end and other.start < name.end for other in found):
            found.append(name)
    return tuple(sorted(found, key=lambda n: n.start))


def is_named(name: Name, text: str) -> bool:
    """Whether a text speaks of the name, in any spelling; a product speaks of its maker."""
    if _written(name.text).search(text):
        return True
    lexicon = _lexicon()
    known = name.known or lexicon.spellings.get(name.text.lower(), "")
    if not known:
        return False
    numbers = set(_NUMBERS.findall(name.text))
    others = {
        other.known
        for other in find_names(text)
        if other.known and numbers <= set(_NUMBERS.findall(other.text))
    }
    makers = {lexicon.made_by.get(other) for other in others}
    return known in others or known in makers


def maker_of(known: str) -> str:
    """The vendor of a known product; a vendor is its own."""
    return _lexicon().made_by.get(known, known)


def _written(name: str) -> re.Pattern[str]:
    return _written_pattern(name)


@lru_cache(maxsize=8192)
def _written_pattern(name: str) -> re.Pattern[str]:
    """The name with any signs between its parts: "Wan2.2", "Wan 2.2", "wan-2.2"; no longer version."""
    if _HAN.search(name):
        return re.compile(re.escape(name))
    parts = re.findall(r"[A-Za-z]+|\d+(?:\.\d+)*", name)
    body = r"[\s\-_.]*".join(map(re.escape, parts))
    number = r"(?!\d|\.\d)" if parts and parts[-1][-1].isdigit() else r"(?![A-Za-z])"
    return re.compile(rf"(?<![A-Za-z0-9]){body}{number}", re.IGNORECASE)


def _listed(text: str) -> Iterator[Name]:
    lexicon = _lexicon()
    for match in lexicon.pattern.finditer(text):
        known = lexicon.spellings[match[0].lower()]
        if match[0][0].islower() and match[0].isascii() and known[0].isupper():
            continue  # "meta", "wan", "nova" in lower case are words
        yield Name(match.start(), match.end(), match[0], known)


def _strong(text: str) -> Iterator[Name]:
    """Words that are names by their letters: with a digit, or a capital inside."""
    lexicon = _lexicon()
    for match in _STRONG.finditer(text):
        word = match[0]
        digit = any(c.isdigit() for c in word) and any(c.isupper() for c in word)
        if not (digit or _CAMEL.search(word)) or word in lexicon.ordinary:
            continue
        if _PRECISION.fullmatch(word) or len(word) < 3 or not word[0].isalpha():
            continue
        yield Name(match.start(), match.end(), word, _family(word))


def _acronyms(text: str) -> Iterator[Name]:
    """Find IMA, EFTA and the like; single letters and pairs are too many things."""
    for match in _UPPER.finditer(text):
        if match[0] not in _lexicon().ordinary and not _PRECISION.fullmatch(match[0]):
            yield Name(match.start(), match.end(), match[0], is_strong=False)


def _family(word: str) -> str:
    """The known name that the word begins with: HunyuanVideo-1.5 is HunyuanVideo."""
    lexicon = _lexicon()
    lower = word.lower()
    for cut in range(len(lower), 2, -1):
        ends = cut == len(lower) or not lower[cut].isalpha() or word[cut].isupper()
        if ends and lower[:cut] in lexicon.spellings:
            return lexicon.spellings[lower[:cut]]
    return ""


def _versioned(text: str) -> Iterator[Name]:
    """Find Gemini 2.5, RTX 4090 and the like."""
    for match in _VERSIONED.finditer(text):
        first = match[0].split()[0]
        if first in _lexicon().ordinary or re.fullmatch(r"\S+\s(?:19|20)\d\d", match[0]):
            continue
        if first.isupper() or first.lower() in _lexicon().spellings:
            yield Name(match.start(), match.end(), match[0], _family(first))


def _capitals(text: str) -> Iterator[Name]:
    """Capitalised words inside a sentence; at its beginning only before what a company does."""
    ordinary = _lexicon().ordinary
    for match in _CAPITAL.finditer(text):
        if match[0] in ordinary:
            continue
        first = _STARTS.search(text[max(0, match.start() - 6) : match.start()]) is not None
        first = first or not text[: match.start()].strip()
        if first and (match[0] in _NO_ACTOR or not _ACTS.match(text, match.end())):
            continue
        yield Name(match.start(), match.end(), match[0], is_strong=False)


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((files("agent.middleware.grounding") / "names.toml").read_text("utf-8"))
    spellings: dict[str, str] = {}
    made_by: dict[str, str] = {}
    for vendor, row in data["vendors"].items():
        _add(spellings, vendor, [vendor, *row["also"]])
        for product in row["makes"]:
            made_by[product] = vendor
            _add(spellings, product, [product])
    for product, also in [*data["products"].items(), *data["people"].items()]:
        _add(spellings, product, [product, *also])
    return _Lexicon(
        spellings, made_by, _pattern(spellings), frozenset(data["ordinary"]["words"].split())
    )


def _add(spellings: dict[str, str], name: str, ways: Iterable[str]) -> None:
    for way in ways:
        spellings.setdefault(way.lower(), name)


def _pattern(spellings: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(spellings, key=len, reverse=True)
    han = "|".join(re.escape(w) for w in longest if _HAN.search(w))
    latin = "|".join(re.escape(w) for w in longest if not _HAN.search(w))
    return re.compile(rf"{han}|(?<![A-Za-z0-9])(?:{latin})(?![a-z])", re.IGNORECASE)
