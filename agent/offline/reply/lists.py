"""Lists: a line a system with what it is, those that are open before those that are not."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.conditions import bounds_in, is_of_kind, kinds_in, numbers_of
from agent.offline.reply.part import Part, Writer, bullets, facts_of, found_rows, is_check
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import Statement, rank, select
from agent.offline.vocabulary import aspects
from agent.offline.vocabulary import phrase as pattern

_MOST_LISTED = 10
_MOST_SYSTEMS = 6
_MOST_A_SYSTEM = 4
_SHARE_OF_BEST = 0.6
_ABOUT = 0.7
_OF_THINGS = {"lineup", "open", "closed", "features", "context", "hardware", "price"}
"""What fact sheets cover of a model or product, rather than of the firm's money."""
_MARKS = re.compile(r"\b(?:MIT|GPL|EU|Apache)\b")
"""Names in the question that a member's statements must hold."""
_TOLD = {"open", "licence", "lineup", "release", "size", "name"}
"""Aspects that a line tells anyway."""


def systems_to_list(request: Request, result: dict[str, Any]) -> list[str]:
    """The systems that a first search found, each worth a search of its own."""
    groups = _by_system(_members(request, rank(request, _listable(found_rows({"facts": result})))))
    return [name for name, said in groups.items() if said[0].row.get("system")][:_MOST_SYSTEMS]


def listed(request: Request, ranked: Sequence[Statement], writer: Writer) -> Part:
    """One line a system, its best statements joined; plain statements where all are of one."""
    own = [said for said in ranked if not is_check(said.row)] or list(ranked)
    members = _members(request, own)
    groups = {
        name: said
        for name, said in _by_system(members).items()
        if _belongs(request, name, said, own)
    }
    if not groups and has_conditions(request):
        return Part(phrase("none_listed", request.language))
    if len(groups) < 2:
        found = next(iter(groups.values()), own)
        if request.systems and _answers_better(ranked, found):
            found = ranked
        chosen = select(found, _MOST_LISTED, _SHARE_OF_BEST)
        lines = [writer.statement(said, request.language) for said in chosen]
        return Part(bullets(lines) if len(lines) > 1 else "".join(lines))
    closed = {name for name in groups if _is_closed(name, own)}
    if not _asks_for_open(request):
        closed = set()
    names = sorted(groups, key=lambda name: name in closed)[:_MOST_LISTED]
    lines = [
        _line(request, name, _telling(request, groups[name], own), name in closed, writer)
        for name in names
    ]
    return Part(bullets(lines), named=tuple(names))


def _answers_better(ranked: Sequence[Statement], found: Sequence[Statement]) -> bool:
    """Whether what bears on the article's statements answers better than the one line that a list
    would have: "which models does Office use"."""
    best = max((said.score for said in found), default=0.0)
    return any(is_check(said.row) and said.score > best for said in ranked[:1])


def _by_system(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for said in statements:
        groups.setdefault(str(said.row.get("system") or said.row["title"]), []).append(said)
    return groups


def _members(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Statements about what the list is of: the vendor or family asked, the kind of thing asked."""
    named = request.systems or request.vendors
    about = [said for said in ranked if said.about >= _ABOUT] if named else list(ranked)
    if request.systems:
        about = [said for said in about if said.about > _ABOUT] or about
    if pattern("lists", "things").search(request.question):
        about = [
            said for said in about if said.row["extra"].get("coverage", "lineup") in _OF_THINGS
        ]
    kinds = kinds_in(request.question)
    if kinds and not named:
        about = [
            said for said in about if is_of_kind(kinds, said.row.get("system") or "", said.text)
        ]
    if not about:
        return []
    narrowed = named or kinds or bounds_in(request.question)
    floor = 0.0 if narrowed else _SHARE_OF_BEST * max(said.covered for said in about)
    return [said for said in about if said.covered >= floor]


def _belongs(
    request: Request, name: str, group: Sequence[Statement], ranked: Sequence[Statement]
) -> bool:
    """Whether the library says of a system what the question asks of the members of the list."""
    texts = " ".join(s.text for s in ranked if s.row.get("system") == name) or group[0].text
    if pattern("lists", "asks_closed").search(request.question) and not _is_closed(name, ranked):
        return False
    by_vendor = not request.systems
    if (
        by_vendor
        and _asks_for_open(request)
        and not (_is_closed(name, ranked) or _is_open(name, ranked))
    ):
        return False
    if any(word not in texts for word in _MARKS.findall(request.question)):
        return False
    kinds = kinds_in(request.question)
    if kinds and not is_of_kind(kinds, name, texts):
        return False
    if not all(b.holds(numbers_of(b.unit, [texts])) for b in bounds_in(request.question)):
        return False
    asked = [aspects()[aspect] for aspect in request.aspects if aspect not in _TOLD]
    return not asked or any(cue.find(texts) for cue in asked)


def has_conditions(request: Request) -> bool:
    """Whether the question says what a member must be, beyond whose it is."""
    question = request.question
    marks = _MARKS.search(question) or pattern("lists", "asks_closed").search(question)
    return bool(marks or kinds_in(question) or bounds_in(question))


def _telling(
    request: Request, chosen: Sequence[Statement], ranked: Sequence[Statement]
) -> list[Statement]:
    """What a list is to tell of a system: which models and on what terms; else what is nearest."""
    name = chosen[0].row.get("system")
    of_system = [said for said in ranked if name and said.row.get("system") == name]
    told = [*_covering(of_system, "lineup")[:2], *_covering(of_system, "open")[:1]]
    if not told or not set(request.aspects) <= _TOLD:
        told = [*chosen[:2], *told]
    return list({said.row["n"]: said for said in told}.values())[:_MOST_A_SYSTEM]


def _covering(statements: Sequence[Statement], coverage: str) -> list[Statement]:
    return [said for said in statements if said.row["extra"].get("coverage") == coverage]


def _line(
    request: Request, name: str, told: Sequence[Statement], closed: bool, writer: Writer
) -> str:
    best = told[:1] if closed else told
    said = "; " if request.language == "en" else "；"
    text = said.join(writer.statement(one, request.language, short=True) for one in best)
    colon = ": " if request.language == "en" else "："
    label = phrase("not_open", request.language) + " — " if closed else ""
    return f"{label}**{name}**{colon}{text}"


def _asks_for_open(request: Request) -> bool:
    return bool({"open", "licence"} & set(request.aspects))


def _is_closed(name: str, ranked: Sequence[Statement]) -> bool:
    says = [said for said in ranked if said.row.get("system") == name]
    if any(_coverage(said) == "open" and not _denies(said) for said in says):
        return False
    return is_closed(says)


def _is_open(name: str, ranked: Sequence[Statement]) -> bool:
    """Whether the library says of a system that it can be had, or under which licence."""
    says = [said for said in ranked if said.row.get("system") == name]
    return any(
        _coverage(said) == "open" or pattern("openness", "licence").search(said.text)
        for said in says
    )


def is_closed(says: Sequence[Statement]) -> bool:
    """Whether statements on one system say that its weights or code are not to be had."""
    return any(_coverage(said) == "closed" or _denies(said) for said in says)


def _denies(said: Statement) -> bool:
    return pattern("openness", "closed").search(said.text.partition(";")[0]) is not None or (
        pattern("openness", "denied").search(said.text) is not None
    )


def _coverage(said: Statement) -> str:
    return str(said.row["extra"].get("coverage") or "")


def _listable(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    facts = facts_of(rows)
    return [row for row in facts if not is_check(row)] or facts
