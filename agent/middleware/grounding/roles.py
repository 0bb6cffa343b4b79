"""What a figure is: whose, and a price for input or output, a loss or an investment. Read from the
order in which names or role words and figures follow each other, in an answer and in its passage."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from agent.middleware.grounding.amounts import Held, amounts_in
from agent.middleware.grounding.figures import agrees
from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout, without_marks
from agent.middleware.grounding.measures import is_like
from agent.middleware.grounding.names import find_names, maker_of
from agent.middleware.grounding.pairing import Word, carried_on, paired
from agent.middleware.grounding.printed import Printed
from agent.middleware.grounding.sources import Sources
from agent.middleware.grounding.statements import is_chinese
from agent.quantities import find_quantities

_CLAUSE = re.compile(r"[;；。!?！？|\n]|\.(?!\d)")
_LABEL = re.compile(r"(?<![\w.-])[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]+)*(?![\w.-]*\d)")
_OWNED = frozenset({"percent", "people", "tokens", None})
"""What a name has, beside money; seconds and pixels are those of a run on some card."""


@dataclass(frozen=True)
class _Told:
    """A figure of a passage and what it is there."""

    held: Held
    role: str


def check_roles(layout: Layout, figures: list[Printed], sources: Sources) -> Iterator[Finding]:
    """A figure that the cited passage gives, and gives only as something else or to someone else."""
    text = without_marks(layout.plain)
    for start, end in _clauses(text):
        inside = [f for f in figures if start <= f.quantity.start < end]
        if not inside:
            continue
        for group in (*_groups(), "name"):
            words = _words(text[start:end], group)
            places = [(f.quantity.start - start, f.end - start) for f in inside]
            roles = paired(text[start:end], words, places, group == "name")
            for i, (figure, role) in enumerate(zip(inside, roles, strict=True)):
                before = [f for f, r in zip(inside[:i], roles, strict=False) if r == role]
                twice = any(f.quantity.value == figure.quantity.value for f in before)
                if role and (other := _otherwise(figure, role, group, text, sources, twice)):
                    span = layout.back(figure.quantity.start, figure.end)
                    said = figure.quantity.text.strip()
                    reason = f"the cited passage gives {said} for {other}, not for {role}"
                    yield Finding("contradiction", *span, reason)


def _otherwise(
    figure: Printed, role: str, group: str, text: str, sources: Sources, twice: bool
) -> str | None:
    """The one other role that the cited passages give the figure, None where one gives it this, or,
    told twice of one value, gives it this twice."""
    cited = sources.cited(figure.sentence.own or figure.sentence.cited)
    if group == "name" and not _is_known(role):  # plans go by other words in another language
        cited = [s for s in cited if is_chinese(s.text) == is_chinese(text)]
    told = [one for source in cited for one in _told(source.text, group)]
    alike = [one.role for one in told if agrees(figure, one.held)]
    found = set(alike)
    if twice and group != "name" and len(found) > 1 and alike.count(role) == 1:
        found.discard(role)
    if not found or any(_is_one(role, other, group) for other in found):
        return None
    if group == "name" and not _is_swapped(figure, role, found, told, text):
        return None
    elsewhere = {h.text for s in cited for h in s.amounts if _may_be(figure, h)}
    return None if elsewhere - {one.held.text for one in told} else min(found)


def _may_be(figure: Printed, held: Held) -> bool:
    """Whether the figure could rest on this amount; where money is named, "Gemini 2.5" is none."""
    is_named = is_like(figure.unit, "USD") and held.text.replace(".", "").isdigit()
    return agrees(figure, held) and not is_named


def _is_swapped(
    figure: Printed, role: str, found: set[str], told: Sequence[_Told], text: str
) -> bool:
    """Whether the passage gives this name another figure of the kind, and the figure to a name."""
    is_owned = figure.unit in _OWNED or is_like(figure.unit, "USD")
    own = any(t.role == role and _is_alike(figure, t.held) for t in told)
    return is_owned and own and all(_is_known(other) or other in text for other in found)


def _is_known(label: str) -> bool:
    return any(name.known for name in find_names(label))


def _is_one(role: str, other: str, group: str) -> bool:
    if group != "name":
        return role == other
    same_maker = maker_of(role) == maker_of(other)
    return same_maker or role.casefold() in other.casefold() or other.casefold() in role.casefold()


def _is_alike(figure: Printed, held: Held) -> bool:
    return any(unit is not None and is_like(unit, figure.unit) for unit in held.units)


@lru_cache(maxsize=4096)
def _told(text: str, group: str) -> tuple[_Told, ...]:
    found: list[_Told] = []
    for start, end in _clauses(text):
        clause = text[start:end]
        words = _words(clause, group)
        quantities = find_quantities(clause) if words else []
        places = [(q.start, q.start + len(q.text)) for q in quantities]
        roles = paired(clause, words, places, group == "name")
        if group == "tokens":
            roles = carried_on(clause, roles, places)
        for quantity, role in zip(quantities, roles, strict=True):
            if role:
                amounts = [h for h in amounts_in(clause) if h.text == quantity.text]
                found += [_Told(held, role) for held in amounts]
    return tuple(found)


def _words(clause: str, group: str) -> list[Word]:
    if group != "name":
        found = [
            Word(m.start(), m.end(), role)
            for role, pattern in _groups()[group].items()
            for m in pattern.finditer(clause)
        ]
        return _merged(sorted(found, key=lambda w: w.start), clause)
    names = [Word(n.start, n.end, n.known or n.text) for n in find_names(clause)]
    free = (
        Word(m.start(), m.end(), m[0])
        for m in _LABEL.finditer(clause)
        if not any(n.start < m.end() and m.start() < n.end for n in names)
    )
    return _joined(_merged(sorted([*names, *free], key=lambda w: w.start), clause))


def _merged(words: Sequence[Word], clause: str) -> list[Word]:
    """Words of one role that follow each other as one, where no figure stands between."""
    kept: list[Word] = []
    for word in words:
        between = clause[kept[-1].end : word.start] if kept else ""
        if kept and kept[-1].role == word.role and not any(c.isdigit() for c in between):
            continue
        kept.append(word)
    return kept


def _joined(names: Sequence[Word]) -> list[Word]:
    """Names with a blank alone between them as one: "Claude Opus"."""
    kept: list[Word] = []
    for name in names:
        if kept and name.start - kept[-1].end <= 1:
            last = kept.pop()
            name = Word(last.start, name.end, f"{last.role} {name.role}")
        kept.append(name)
    return kept


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _CLAUSE.finditer(text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


@cache
def _groups() -> dict[str, dict[str, re.Pattern[str]]]:
    file = files("agent.middleware.grounding") / "words.toml"
    table = tomllib.loads(file.read_text("utf-8"))["roles"]
    return {
        group: {role: _pattern(words) for role, words in roles.items()}
        for group, roles in table.items()
    }


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    latin = [w for w in words if not re.search(r"[\u3400-\u9fff]", w)]
    han = [w for w in words if w not in latin]
    return re.compile("|".join([*han, rf"\b(?:{'|'.join(latin)})\b"]), re.IGNORECASE)
