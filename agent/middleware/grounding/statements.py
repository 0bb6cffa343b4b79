"""A statement against the passage it cites: which words they share, and whether one denies what the
other says."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from agent.middleware.grounding.names import find_names
from agent.quantities import find_quantities

_CLAUSE = re.compile(
    r",(?!\d{3})|[，;；:：。!?！？|\n()（）—]|\.(?!\d)|\s(?:but|while|whereas|although|though)\s|但是?|而(?!且)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]*[A-Za-z]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_STOP = frozenset(
    "a an the is are was were be been being it its this that these those of in on at to for and or as by"
    " with from into do does did has have had also still already now than then so if can could may would"
    " will there their his her they he she we you i which who what when about per not no never without"
    " cannot none neither nor any such other only just one".split()
)
_HAN_STOP = re.compile(
    "[的了吗呢是在有和与我你他她它这那个为被从把吧啊及或就也都还已能会可于以之其将对]+"
)
_ORDER_ONLY = frozenset({"order", "amount", "direction", "scope"})
"""Pairs that a translation turns round: "before a fall" is 之后下降."""
_COMPARED = frozenset({"price", "speed", "amount", "number"})
_THAN = re.compile(r"\bthan\b|比|[多少高低早晚]于", re.IGNORECASE)
_SHARE_OF_CLAIM, _SHARE_OF_SOURCE = 0.6, 0.45
"""How much two clauses must share to be one statement."""


@dataclass(frozen=True)
class Clause:
    """What a clause says: its matter, and whether it denies it."""

    text: str
    matter: frozenset[str]
    denied: bool
    sides: tuple[tuple[str, int], ...]
    """Of each pair of opposites, the side it takes."""
    chinese: bool
    compares: bool = False
    """Whether it compares two names: which comes first then matters as much as the word."""


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that say something."""
    parts = [part.strip() for part in _CLAUSE.split(text)]
    return tuple(_clause(part) for part in parts if part)


def content(text: str) -> frozenset[str]:
    """Content words by stem, Chinese by pairs, known predicates and names in both languages alike.

    >>> sorted(content("It was released for Tencent")), sorted(content("腾讯发布"))
    (['Tencent', 'release'], ['Tencent', 'release'])
    """
    found, rest = _named(text)
    for word, meaning in _same():
        if _HAN_RUN.match(word) and word in rest:
            found.add(meaning)
            rest = rest.replace(word, "的")
    found |= _english(rest.lower())
    for run in _HAN_RUN.findall(negation().sub("", rest)):
        for part in _HAN_STOP.split(run):
            found |= {part[i : i + 2] for i in range(len(part) - 1)}
    return frozenset(found)


def _named(text: str) -> tuple[set[str], str]:
    """The names of a text, and the text without them."""
    found: set[str] = set()
    for name in reversed(find_names(text)):
        if name.known or name.text.isupper():
            found.add(name.known or name.text)
            text = f"{text[: name.start]}的{text[name.end :]}"
    return found, text


def _english(lower: str) -> set[str]:
    """English content words by stem, those of one meaning as one."""
    found: set[str] = set()
    for word, meaning in _same():
        if " " in word and word in lower:
            found.add(meaning)
            lower = lower.replace(word, " ")
    meanings = dict(_same())
    for word in _WORD.findall(lower):
        if word not in _STOP and not negation().fullmatch(word):
            stem = _stem(word)
            found.add(meanings.get(stem, meanings.get(word, stem)))
    return found


def contradiction(said: str, passages: Iterable[str]) -> str | None:
    """The clause of a passage that denies what is said, unless another one says just that."""
    own = clauses(said)
    held = [clause for passage in passages for clause in clauses(passage)]
    for clause in own:
        if not clause.matter:
            continue
        near = [(score, other) for other in held if (score := nearness(clause, other))]
        near = [pair for pair in near if pair[1].chinese == clause.chinese] or near
        if not near:
            continue
        best = max(score for score, _ in near)
        nearest = [other for score, other in near if score >= best - 0.1]
        if all(_denies(clause, other) for other in nearest):
            return nearest[0].text
    return None


def is_chinese(text: str) -> bool:
    """Whether it is written in Chinese, with whatever Latin names."""
    return sum(map(len, _HAN_RUN.findall(text))) * 4 > sum(
        c.isascii() and c.isalpha() for c in text
    )


def _denies(one: Clause, other: Clause) -> bool:
    ours, theirs = dict(one.sides), dict(other.sides)
    if one.chinese != other.chinese:  # where a denial stands is then not comparable
        if one.denied or other.denied:
            return False
        ours = {name: side for name, side in ours.items() if name not in _ORDER_ONLY}
    if one.compares and other.compares:
        ours = {name: side for name, side in ours.items() if name not in _COMPARED}
    against = sum(ours[name] != theirs[name] for name in ours.keys() & theirs)
    return (one.denied != other.denied) != bool(against % 2)


def nearness(one: Clause, other: Clause) -> float:
    """How much two clauses share, 0 where they are not one statement."""
    ours, theirs = one.matter, other.matter
    if one.chinese != other.chinese:
        ours, theirs = common(ours), common(theirs)
    shared = len(ours & theirs)
    says_one_thing = shared == 1 and (ours == theirs or any(m[0] == "=" for m in ours & theirs))
    if not shared or (shared < 2 and not says_one_thing):
        return 0.0
    share, back = shared / len(ours), shared / len(theirs)
    return share + back if share >= _SHARE_OF_CLAIM and back >= _SHARE_OF_SOURCE else 0.0


def contents(text: str) -> frozenset[str]:
    """What all clauses of a text speak of."""
    return frozenset(matter for clause in clauses(text) for matter in clause.matter)


def common(matter: frozenset[str]) -> frozenset[str]:
    """What both languages write alike: names, figures and the listed predicates."""
    known = {meaning for _, meaning in _same()}
    return frozenset(m for m in matter if m in known or m[0].isupper() or m[0] in "#=")


def _clause(text: str) -> Clause:
    sides = tuple((name, side) for name, *both in _pairs() if (side := _side(text, both)))
    figures = {f"#{q.value.normalize():f}" for q in find_quantities(text)}
    opposites = {f"={name}" for name, _ in sides}
    bare = text
    for _, one, other in _pairs():
        bare = other.sub(" ", one.sub(" ", bare))
    denied = len(negation().findall(bare)) % 2 == 1
    return Clause(
        text,
        content(bare) | figures | opposites,
        denied,
        sides,
        is_chinese(text),
        _THAN.search(text) is not None and sum(bool(n.known) for n in find_names(text)) > 1,
    )


def _side(text: str, both: list[re.Pattern[str]]) -> int:
    """1 or -1 for the side taken, 0 for none or both."""
    one, other = (bool(pattern.search(text)) for pattern in both)
    return int(one) - int(other)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else 4):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


@cache
def _same() -> tuple[tuple[str, str], ...]:
    """Word -> the first of its group, the longest words first."""
    pairs: dict[str, str] = {}
    for group in _data()["same"]["groups"]:
        for word in group:
            key = word if _HAN_RUN.match(word) or " " in word or "-" in word else _stem(word)
            pairs[key] = group[0]
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def negation() -> re.Pattern[str]:
    """Every word of denial, in both languages."""
    return word_list("negation", "words")


def word_list(table: str, name: str) -> re.Pattern[str]:
    """A list of `words.toml` as one pattern."""
    return _pattern(_data()[table][name])


@cache
def _pairs() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    pairs = _data()["pairs"].items()
    return tuple((name, _pattern(one), _pattern(other)) for name, (one, other) in pairs)


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    entries = list(entries)
    free = [e for e in entries if _HAN_RUN.search(e)]
    words = "|".join(e for e in entries if e not in free)
    whole = [rf"(?<![\w-])(?:{words})(?![\w])"] if words else []
    return re.compile("|".join(free + whole), re.IGNORECASE)


@cache
def _data() -> dict:
    return tomllib.loads((files("agent.middleware.grounding") / "words.toml").read_text("utf-8"))
