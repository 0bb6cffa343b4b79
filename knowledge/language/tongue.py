"""Which language a text is written in, by its letters and its commonest words.

Names, prices and units are of no language: where nothing tells, nothing is said.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from knowledge.language.glossary import CHINESE

UNTOLD = "en"
"""What a text counts as whose language nothing tells."""

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
_BEYOND_LATIN = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u2e80-\uffff]")
_SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
    "ar": re.compile(r"[\u0620-\u06ff]"),
    "he": re.compile(r"[\u05d0-\u05ea]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
}
_KINDRED = {"ru": {"uk": "іїєґ", "sr": "ђјљњћџ"}, "ar": {"fa": "پچژگ"}}
"""Letters by which another language of the same script shows."""
_SHARE = {"ko": 0.1}
_OTHERWISE = 0.3
"""Share of the letters from which on a script is the text's: of Chinese and Korean a tenth, which
say more with fewer and stand beside Latin names."""
_JAPANESE = 0.1
"""Share of kana among kana and Chinese characters: a Chinese text may hold a name in kana."""
_FEWEST, _FEWEST_KINDS = 4, 3
"""So many words of a language, three of them different, and twice as many as of English."""
_LEAST = 0.15
"""Share of a text's words that are of its language's commonest; of prose about 40 %."""
_LETTER, _LONGER = 1, 2
"""Letters stand in tables for anything: they count where so many longer words of the language do."""
_SHORT, _FEWEST_SHORT, _LEAST_SHORT, _TELLING = 20, 2, 0.25, 4
"""Below so many words two kinds are enough, in so large a share, without any word of English, one of
them of so many letters or with one that English lacks."""


def language_of(text: str) -> str | None:
    """Code of ISO 639-1; None where nothing tells.

    >>> language_of("Das Modell ist offen und kostet nichts für die Forschung.")
    'de'
    >>> language_of("| Qwen-Max | 24 USD | de-DE |")
    """
    sample = text[:_SAMPLE]
    is_latin = sample.isascii() or _is_mostly_latin(sample)
    return (None if is_latin else _by_script(sample)) or _by_words(sample)


def of_part(text: str, whole: str | None) -> str:
    """The language of a part of a document that is in the language `whole`."""
    found = language_of(text)
    if found == "zh" and whole == "ja":  # a heading without kana
        return "ja"
    return found or (whole if whole and not _has_own_script(whole) else UNTOLD)


def settled(found: str | None, declared: str | None) -> str:
    """The language of a text that looks like `found` and is said by its file to be `declared`.

    Templates say English of whatever is written into them: they are believed where the text does
    not tell, and of two that look alike.

    >>> settled(None, "nl"), settled("zh", "en"), settled("da", "nb"), settled("ru", "bg")
    ('nl', 'zh', 'nb', 'bg')
    """
    if found is None or declared is None:
        return found or declared or UNTOLD
    if UNTOLD in (found, declared):
        return found
    if not _has_own_script(found):
        return found if _has_own_script(declared) else declared
    others = {UNTOLD, "zh", "ja", *_common(), *_SCRIPTS}
    return declared if found in _KINDRED and declared not in others else found


def code_of(named: str | None) -> str | None:
    """The code of a language as people and formats name it; a name not known stays as it is.

    >>> code_of("zh-Hans"), code_of("de_DE"), code_of("English"), code_of("")
    ('zh', 'de', 'en', None)
    """
    plain = (named or "").strip().casefold()
    if not plain:
        return None
    tag = re.fullmatch(r"([a-z]{2,3})(?:[-_.@][\w.@-]+)*", plain)
    key = tag[1] if tag else plain
    return _names().get(key) or _names().get(plain) or (key if tag else named)


def _has_own_script(code: str) -> bool:
    return code not in _common()


def _is_mostly_latin(sample: str) -> bool:
    """Whether it is prose in Latin letters with a sentence or a name in others: it has more words
    than they have letters, of which a word takes two or more."""
    words = _WORD.findall(sample.casefold())
    latin = [word for word in words if not _BEYOND_LATIN.search(word)]
    others = len(_BEYOND_LATIN.findall(sample))
    return others < len(latin) and len(_of_word().keys() & latin) >= _FEWEST_KINDS


def _by_script(sample: str) -> str | None:
    if not _BEYOND_LATIN.search(sample):
        return None
    letters = sum(map(str.isalpha, sample))
    chinese, kana = len(CHINESE.findall(sample)), len(_KANA.findall(sample))
    if (chinese + kana) * 10 > letters > 0:
        return "ja" if kana > _JAPANESE * (chinese + kana) else "zh"
    for code, script in _SCRIPTS.items():
        if (n := len(script.findall(sample))) > _SHARE.get(code, _OTHERWISE) * letters:
            return _kindred(code, sample.casefold(), n)
    return None


def _kindred(code: str, sample: str, letters: int) -> str:
    for other, own in _KINDRED.get(code, {}).items():
        if sum(map(sample.count, own)) * 100 > letters:
            return other
    return code


def _by_words(sample: str) -> str | None:
    words = _WORD.findall(sample.casefold())
    if len(words) < _FEWEST:
        return None
    told = Counter(filter(_of_word().__contains__, words))
    longer = Counter(code for word in told if len(word) > _LETTER for code in _of_word()[word])
    counts, kinds = Counter[str](), Counter[str]()
    for word, times in told.items():
        for code in _of_word()[word]:
            if len(word) > _LETTER or longer[code] >= _LONGER:
                counts[code] += times
                kinds[code] += 1
    if len(words) < _SHORT and (short := _of_few(told, counts, len(words))):
        return short
    best = max(counts, key=lambda code: (counts[code], kinds[code]), default=UNTOLD)
    if counts[best] < max(_FEWEST, _LEAST * len(words)) or kinds[best] < _FEWEST_KINDS:
        return None
    is_near = best != UNTOLD and counts[best] < 2 * counts[UNTOLD]
    return None if is_near else best


def _of_few(told: Counter[str], counts: Counter[str], words: int) -> str | None:
    """The language of a line of few words, which is one only if no other has as many of them."""
    (best, most), (_, next_most), *_ = [*counts.most_common(2), ("", 0), ("", 0)]
    if counts[UNTOLD] or next_most == most or most < max(_FEWEST_SHORT, _LEAST_SHORT * words):
        return None
    own = [word for word in told if best in _of_word()[word]]
    telling = any(len(word) >= _TELLING or not word.isascii() for word in own)
    return best if telling and len(own) >= _FEWEST_SHORT else None


@cache
def _common() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _read()["words"].items()}


@cache
def _of_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in _common().items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def _names() -> Mapping[str, str]:
    named: dict[str, list[str]] = _read()["names"]
    return {name: code for code, names in named.items() for name in (code, *names)}


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    text = resources.files("knowledge.language").joinpath("tongues.toml").read_text("utf-8")
    return tomllib.loads(text)
