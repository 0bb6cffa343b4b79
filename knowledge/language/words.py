"""Text to the words that are looked up: one function for passages and for questions."""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from itertools import chain
from typing import Any

from knowledge import places
from knowledge.document import CannotRead
from knowledge.language.glossary import CHINESE, spelling

_PIECE = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]+"  # a run of Chinese
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # 50,000
    r"|\w+(?:[.+\-]\w+)*\+*"  # Qwen3-8B, 2.2, open-source, C++
)
_PART = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^A-Za-z]+")
_ON_LINE = str.maketrans("₀₁₂₃₄₅₆₇₈₉²³", "012345678923")
"""CO₂ and m², as people ask for them."""

_IDLE = """
a an and any are as at be been but by can could did do does doing for from give had has have how i
if in into is it its me my of on or our please say says should so such tell than that the their
them then there these they this those to was we were what when where which who whom whose why will
with would you your 的 了 吗 呢 是 在 有 和 与 哪些 什么 怎么 我 你 它
"""
IDLE = frozenset(_IDLE.split())
"""Words of the question, not of its matter."""

_jieba_lock = threading.Lock()


def words(text: str) -> list[str]:
    """Lower-case words, compound names also by their parts, plurals as singulars.

    >>> words("HunyuanVideo prices")
    ['hunyuanvideo', 'hunyuan', 'video', 'price']
    >>> words("Qwen3-8B")
    ['qwen3-8b', 'qwen3', 'qwen', '3', '8b', '8']
    >>> words("CO₂")
    ['co2', 'co', '2']
    """
    text = text.translate(_ON_LINE)
    found = pieces(text)
    of_piece = _of_latin if text.isascii() else _of_piece
    return list(chain.from_iterable(map(of_piece, found)))


def pieces(text: str) -> list[str]:
    """Its words as they are written; a run of Chinese is one."""
    return _PIECE.findall(text)


def asked(text: str) -> list[str]:
    """The distinct words of a question that carry its matter."""
    return [word for word in dict.fromkeys(words(text)) if word not in IDLE]


def is_named(name: str, text: str) -> bool:
    """Whether a text holds a name as whole words, also between Chinese ones.

    >>> is_named("IMA", "an estimate"), is_named("ima", "用IMA写作")
    (False, True)
    """
    before = "(?<![A-Za-z0-9])" if name[:1].isascii() else ""
    after = "(?![A-Za-z0-9])" if name[-1:].isascii() else ""
    return re.search(before + re.escape(name) + after, text, re.IGNORECASE) is not None


def pairs(text: str) -> list[str]:
    """Neighbouring characters of its Chinese, two by two: words without a dictionary.

    >>> pairs("腾讯广告收入 20%")
    ['腾讯', '讯广', '广告', '告收', '收入']
    """
    runs = re.findall(r"[\u3400-\u9fff\uf900-\ufaff]+", text)
    return [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]


def _of_piece(piece: str) -> Sequence[str]:
    if not piece.isascii() and CHINESE.match(piece):
        return [word for word in _jieba().cut_for_search(piece) if word.strip()]
    return _of_latin(piece)


@lru_cache(maxsize=65536)
def _of_latin(piece: str) -> tuple[str, ...]:
    return tuple(_forms(piece))


def _forms(piece: str) -> Iterator[str]:
    if piece.isalpha() and piece.islower():  # most words: they have no parts
        yield _plain(piece)
        return
    if "," in piece:
        piece = piece.replace(",", "")
    yield _plain(piece)
    seen = {piece}
    for part in re.split(r"[+\-_]", piece) if re.search(r"[A-Za-z]", piece) else ():
        for smaller in (part, *_smaller(part)):
            if smaller not in seen and (len(smaller) > 1 or smaller.isdigit()):
                seen.add(smaller)
                yield _plain(smaller)


def _smaller(part: str) -> list[str]:
    by_kind = _PART.findall(part)
    by_case = [s for p in by_kind for s in _CAMEL.findall(p)] if part != part.lower() else []
    return [*by_kind, *(s for s in by_case if len(s) > 1)]


@cache
def _plain(word: str) -> str:
    word = word.lower()
    if word in spelling():
        return spelling()[word]
    if len(word) > 4 and word.isalpha() and word.endswith("s") and word[-2] not in "suia":
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


@cache
def _jieba() -> Any:
    # Its dictionary takes 0.7 s to build; kept in our cache it is read in half of that. Loaded
    # only once Chinese is met.
    jieba: Any = import_module("jieba")  # has no types

    with _jieba_lock:
        jieba.setLogLevel(logging.CRITICAL)
        cutter = jieba.Tokenizer()
        with suppress(CannotRead):  # a cache we may not write: built anew each time
            cutter.tmp_dir = str(places.make(places.cache() / "jieba"))
        cutter.initialize()
        return cutter
