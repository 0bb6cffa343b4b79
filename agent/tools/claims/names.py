"""Who and what a statement is about: the names that the library's rows carry, found in a text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
"""A row of the library: `text`, `vendor`, `system` and `extra`."""

_LABEL = re.compile(r"([^:：。.]{1,50})[:：]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_START = re.compile(r"(?<![a-z0-9])[a-z0-9]|[\u3400-\u9fff]")
"""Where a name may begin: at a Latin word, at any Chinese character."""
_GOES_ON = re.compile(r"[a-z0-9]|\.\d")
_VERSION = re.compile(r"(?<=[a-z])(?=\d\.\d)")
_HEAD = re.compile(r"[A-Z][a-z]{2,}(?=[A-Z][a-z]|[-\s]?\d|[-\s][A-Z])")
_CAPITAL = re.compile(r"[A-Z][a-z]{3,}")
_PROPER = re.compile(r"(?<![\w.-])(?:[A-Za-z]+[-.]?\d[\w.\-]*|[A-Z][\w\-]*[A-Za-z0-9])")
_WORD = re.compile(r"[A-Za-z0-9][\w.\-]*[A-Za-z0-9]|[A-Za-z0-9]")
_VERB = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|costs?|can|will|does|runs?|needs?|offers?)\b"
)
_WORDS_IN_CAPITALS = frozenset("AI LLM GPU API TV CEO I US EU UK VRAM IT".split())
_NO_NAMES = frozenset({"general", "gpu cards", "ai", "market", "context", "api pricing"})


@dataclass(frozen=True)
class Names:
    """Spelling in lower case -> the name as the library writes it."""

    spellings: Mapping[str, str]
    by_beginning: Mapping[str, Sequence[str]]
    """First two letters -> spellings that begin with them, the longest first."""
    words: frozenset[str]
    """Every word of the rows, in lower case: what is not among them the library never mentions."""
    surnames: Mapping[str, str]
    """The last word of a name of two, where no other name ends so; read only with its capital."""

    def find(self, text: str) -> dict[tuple[int, int], str]:
        """Known names in the text by their place, the longest at each; one run of letters is one
        word, so that Qwen9 is not Qwen."""
        found: dict[tuple[int, int], str] = {}
        lower = text.lower()
        if len(lower) != len(text):  # a capital whose small letter is two, such as İ
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        done = 0
        for start in _START.finditer(lower):
            at = start.start()
            if at >= done and (spelling := self._at(lower, at)):
                done = at + len(spelling)
                found[at, done] = self.spellings[spelling]
        for match in _CAPITAL.finditer(text):
            inside = any(start <= match.start() < end for start, end in found)
            if not inside and (name := self.surnames.get(match[0])):
                found[match.span()] = name
        return dict(sorted(found.items()))

    def _at(self, lower: str, at: int) -> str:
        """The longest spelling that stands at that place as a whole word, else an empty one."""
        for spelling in self.by_beginning.get(lower[at : at + 2], ()):
            if not lower.startswith(spelling, at):
                continue
            if spelling[0] >= "\u3400" or not _GOES_ON.match(lower, at + len(spelling)):
                return spelling
        return ""


def names_of(rows: Iterable[Row]) -> Names:
    """Every vendor, product and person that rows name, in both languages, and product families.

    The Chinese comes from the labels of rows that stand in both languages ("Oracle: …" and
    "甲骨文：…").
    """
    spellings: dict[str, str] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    words: set[str] = set()
    for row in rows:
        words.update(word.lower() for word in _WORD.findall(f"{row['text']} {row.get('title')}"))
        own = [row.get("vendor"), row.get("system"), *(row["extra"].get("entities") or ())]
        for name in own:
            if name and len(name) > 1 and name.lower() not in _NO_NAMES:
                spellings.setdefault(name.lower(), name)
                spellings.setdefault(_VERSION.sub(" ", name.lower()), name)  # "Wan 2.2"
                if head := _HEAD.match(name):
                    heads[head[0]].add(name)
        spellings |= {zh: en for zh, en in _chinese(row).items() if zh not in spellings}
    for head, members in heads.items():
        if len({_next_letters(head, name) for name in members}) > 1:
            spellings.setdefault(head.lower(), head)
    for zh, en in list(spellings.items()):
        _add_short(spellings, zh, en)
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for spelling in sorted(spellings, key=len, reverse=True):
        by_beginning[spelling[:2]].append(spelling)
    return Names(spellings, by_beginning, frozenset(words), _surnames(spellings))


def covers(asked: str, held: str) -> bool:
    """Whether what is said of `held` speaks of `asked`: the same, or one of its family.

    >>> covers("Qwen", "Qwen3-8B"), covers("Qwen3", "Qwen3.5"), covers("Qwen3", "Qwen3-8B")
    (True, False, True)
    """
    one, other = asked.casefold(), held.casefold()
    if not other.startswith(one):
        return one in re.split(r"[\s\-]", other) and len(one) > 3
    rest = other[len(one) :]
    return not (one[-1:].isdigit() and re.match(r"\.?\d", rest))


def unknown_names(text: str, names: Names, known: Iterable[tuple[int, int]]) -> list[str]:
    """Proper names of the text that the library never mentions: words with a digit or a capital,
    at its beginning only where a verb follows ("Zorbix is …")."""
    rest = list(text)
    for start, end in known:
        rest[start:end] = " " * (end - start)
    found = []
    for match in _PROPER.finditer("".join(rest)):
        word = match[0]
        first = not re.search(r"\w", text[: match.start()])
        named = not first or _VERB.match(text, match.end()) or any(c.isdigit() for c in word)
        if named and word not in _WORDS_IN_CAPITALS and word.lower() not in names.words:
            found.append(word)
    return found


def _chinese(row: Row) -> dict[str, str]:
    """Chinese name -> English name, from the labels of a row in both languages."""
    english, chinese = _LABEL.match(row["text"]), _LABEL.match(row["extra"].get("text_zh") or "")
    if not english or not chinese or row["extra"].get("kind") not in ("fact", "evidence"):
        return {}
    ours, theirs = english[1].split(", "), chinese[1].split("、")
    if len(ours) != len(theirs):
        return {}
    return {
        zh.lower(): en
        for en, zh in zip(ours, theirs, strict=True)
        if _HAN.search(zh) and len(zh) <= 12 and len(en) <= 24 and "（" not in zh
    }


def _add_short(spellings: dict[str, str], zh: str, en: str) -> None:
    """腾讯元器 is also called 元器, where 腾讯 is a name of its own; a person by the last part."""
    if _HAN.search(zh) and "·" in zh:
        spellings.setdefault(zh.split("·")[-1], en)
    for cut in range(2, len(zh) - 1):
        first, rest = zh[:cut], zh[cut:]
        if _HAN.search(first) and _HAN.search(rest) and spellings.get(first, en) not in en:
            spellings.setdefault(rest, en)


def _surnames(spellings: Mapping[str, str]) -> dict[str, str]:
    names = {name for name in spellings.values() if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", name)}
    last = Counter(name.split()[-1] for name in set(spellings.values()))
    return {
        word: name
        for name in names
        if last[word := name.split()[-1]] == 1 and word.lower() not in spellings
        if name.split()[0].lower() not in spellings  # "Claude Code" is a Claude, no person
    }


def _next_letters(head: str, name: str) -> str:
    rest = re.match(r"[\W\d]*([A-Za-z]*)", name[name.find(head) + len(head) :])
    return rest[1] if rest else ""
