"""Which of two is the dearer, faster or larger: a comparison turned round, by its words or by its
names."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout, without_marks
from agent.middleware.grounding.names import Name, find_names
from agent.middleware.grounding.sources import Sources
from agent.middleware.grounding.statements import content, is_chinese, negation

_CLAUSE = re.compile(r"[;；。!?！？|\n，]|,\s|\.(?!\d)")
_THAN = re.compile(r"\bthan\b|\bbehind\b|\bahead of\b", re.IGNORECASE)
_BI = re.compile(r"(?<!对)比(?!如|例|较|重|赛)|[多少高低早晚快慢贵]于")


@dataclass(frozen=True)
class _Compared:
    """Of `more` and `less` the first has more of what is compared."""

    start: int
    end: int
    kind: str
    more: str
    less: str
    matter: frozenset[str]
    text: str


def check_compared(layout: Layout, sources: Sources) -> Iterator[Finding]:
    """A finding where the cited passage compares the same two the other way."""
    text = without_marks(layout.plain)
    for sentence in layout.sentences:
        cited = sources.cited(sentence.own or sentence.cited)
        held = [one for source in cited for one in _comparisons(source.text)]
        for said in _comparisons(text[sentence.start : sentence.end]) if held else ():
            same = [one for one in held if _is_same(said, one)]
            if same and all(one.more == said.less for one in same):
                span = layout.back(sentence.start + said.start, sentence.start + said.end)
                yield Finding("contradiction", *span, f"the cited passage says: {same[0].text}")


def _is_same(one: _Compared, other: _Compared) -> bool:
    """The same two, in the same thing; two languages name it in words that cannot be compared."""
    if one.kind != other.kind or {one.more, one.less} != {other.more, other.less}:
        return False
    if one.kind != "amount" or is_chinese(one.text) != is_chinese(other.text):
        return True
    return not (one.matter and other.matter) or bool(one.matter & other.matter)


@lru_cache(maxsize=4096)
def _comparisons(text: str) -> tuple[_Compared, ...]:
    found: list[_Compared] = []
    at = 0
    for cut in [*(m.span() for m in _CLAUSE.finditer(text)), (len(text), len(text))]:
        found += _in_clause(text[at : cut[0]], at)
        at = cut[1]
    return tuple(found)


def _in_clause(clause: str, at: int) -> Iterator[_Compared]:
    """The comparison of a clause that names two, one before and one behind "than" or 比."""
    sign = _THAN.search(clause) or _BI.search(clause)
    names = [name for name in find_names(clause) if name.known] if sign else []
    if sign is None or len(names) != 2 or negation().search(clause):
        return
    first, second = names
    if not (first.end <= sign.start() and sign.end() <= second.start):
        return
    for kind, (more, less) in _words().items():
        ups, downs = more.findall(clause), less.findall(clause)
        if bool(ups) != bool(downs):
            one, other = _keys(names)
            more_of, less_of = (one, other) if ups else (other, one)
            matter = content(more.sub(" ", less.sub(" ", _without(clause, names))))
            end = at + len(clause)
            if one == other:
                continue  # "more than 100 million users" of one product by two of its names
            yield _Compared(at, end, kind, more_of, less_of, matter, clause.strip())


def _keys(names: Sequence[Name]) -> list[str]:
    return [name.known + "".join(re.findall(r"\d[\d.]*", name.text)) for name in names]


def _without(clause: str, names: Sequence[Name]) -> str:
    for name in reversed(names):
        clause = f"{clause[: name.start]} {clause[name.end :]}"
    return _THAN.sub(" ", _BI.sub(" ", clause))


@cache
def _words() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    file = files("agent.middleware.grounding") / "words.toml"
    table = tomllib.loads(file.read_text("utf-8"))["compared"]
    return {kind: (_pattern(more), _pattern(less)) for kind, (more, less) in table.items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    latin = [w for w in words if w.isascii()]
    han = [w for w in words if not w.isascii()]
    return re.compile("|".join([*han, rf"\b(?:{'|'.join(latin)})\b"]), re.IGNORECASE)
