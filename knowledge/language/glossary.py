"""Words that mean the same: between Chinese and English, and between spellings."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def in_english(query: str) -> str:
    """The English words for the Chinese terms of a query, in their order, with its Latin words.

    >>> in_english("阿里云的Qwen价格")
    'Alibaba Cloud Qwen price'
    """
    if not CHINESE.search(query):
        return query
    _, english_of, _ = _terms()
    found = [english_of.get(m[0], m[0]) for m in _chinese_or_latin().finditer(query)]
    return " ".join(dict.fromkeys(found))


def in_chinese(query: str) -> str:
    """The Chinese terms for the English words of a query."""
    chinese_of, _, english = _terms()
    found = [chinese_of[m[0].lower()] for m in english.finditer(query)]
    return " ".join(dict.fromkeys(found))


@cache
def spelling() -> dict[str, str]:
    """One spelling for each word that has several."""
    same = _read()["same"]
    return {word: first for first, others in same.items() for word in (first, *others)}


@cache
def asking() -> frozenset[str]:
    """Chinese words of the question, not of its matter."""
    return frozenset(_read()["asking"]["zh"])


class Said(NamedTuple):
    """A term of the domain in a query."""

    start: int
    end: int
    english: tuple[str, ...]
    """What it is called in English, as the table writes it."""
    chinese: tuple[str, ...]
    """And in Chinese."""


def said(query: str) -> list[Said]:
    """The terms of the domain that stand in a query, in either language."""
    _, _, english = _terms()
    found = [*_chinese().finditer(query), *english.finditer(query)]
    return [Said(*m.span(), *_called(m[0].lower())) for m in sorted(found, key=lambda m: m.start())]


@cache
def _called(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A term with its like: "多少钱" is a price, which is also called "收费"."""
    table = _read()["terms"]
    own = [name for name, words in table.items() if word in words or word == name.lower()]
    return tuple(own), tuple(dict.fromkeys(one for name in own for one in table[name]))


@cache
def _terms() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    chinese_of: dict[str, str] = {}
    english_of: dict[str, str] = {}
    for named, words in _read()["terms"].items():
        chinese_of.setdefault(named.lower(), " ".join(words))
        for word in words:
            english_of.setdefault(word, named)
    english = re.compile(rf"\b(?:{_any(chinese_of)})\b", re.I)
    return chinese_of, english_of, english


@cache
def _chinese() -> re.Pattern[str]:
    _, english_of, _ = _terms()
    return re.compile(_any(english_of))


@cache
def _chinese_or_latin() -> re.Pattern[str]:
    _, english_of, _ = _terms()
    return re.compile(rf"{_any(english_of)}|[A-Za-z0-9][\w.+-]*[A-Za-z0-9]|[A-Za-z0-9]", re.A)


def _any(words: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    text = resources.files("knowledge.language").joinpath("glossary.toml").read_text("utf-8")
    return tomllib.loads(text)
