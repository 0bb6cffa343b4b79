"""Which of the statements that answer leads: the first release where it is asked when a thing came
out, what a thing is before what else is known of it, the share that stands at a name."""

import re
from collections.abc import Sequence

from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.offline.times import find_times, speaks_of
from agent.offline.vocabulary import phrase

_ON_IT, _NEAR = 0.75, 0.1
"""About of a statement on the thing or a version of it; how far below the best it may lie."""
_OF_NOW = {"users", "revenue", "share", "price", "quota", "finance", "staff"}
"""Aspects whose figure changes with time: where no time is asked, that of now."""
_AS_GOOD, _AS_WELL = 0.85, 0.8
"""How near in score a newer statement must come to lead; how much of the words it must hold."""
_ITS_OWN = 0.95
_OF_ALL = re.compile(r"\d% of\b|\bshare\b")
_WHAT_IT_IS = ("name", "lineup", "features", "open", "release")
"""Coverages of a fact sheet that say what a thing is, in this order."""


def in_order(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """The statements as they are to be told; the same where the question asks no order."""
    if request.topic == "fact" and "share" in request.aspects:
        ranked = _share_first(request, ranked)
    if request.topic != "fact" or request.dates or not (request.systems or request.vendors):
        return list(ranked)
    asked = set(request.aspects) - {"speed"}
    when = phrase("routing", "when").search(request.question)
    if asked == {"release"} and when and phrase("routing", "came_out").search(request.question):
        return first_release(ranked)
    if asked & _OF_NOW and not (request.time or request.since):
        return _newest_leads(ranked)
    if not request.aspects and phrase("routing", "what_is").search(request.question):
        return _definition_first(ranked)
    return list(ranked)


def _share_first(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Led by the first that puts a share at a name asked ("Alibaba Cloud 35.8%"), whosever sheet
    it is on, or tells one on its own; for the time asked where one is."""
    firsts = [name.split()[0] for name in (*request.systems, *request.vendors)]
    at_name = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, firsts))})[^,;:.%]{{0,12}}?\s\d+(?:\.\d+)?%"
    )
    told = [
        said
        for said in ranked
        if firsts
        and (at_name.search(said.text) or (said.about >= _ITS_OWN and _OF_ALL.search(said.text)))
        and all(speaks_of(period, said.text) for period in request.dates)
    ]
    return [*told[:1], *(said for said in ranked if said not in told[:1])]


def first_release(ranked: Sequence[Statement]) -> list[Statement]:
    """Those that say when it came out, led by the earliest; [] where none does."""
    best = max((said.about for said in ranked), default=0.0)
    dated = [
        said
        for said in ranked
        if said.about >= max(_ON_IT, best - _NEAR)
        and phrase("routing", "came_out").search(said.text)
        and find_times(said.text)
    ]
    if not dated:
        return []
    first = min(dated, key=lambda said: min(time.iso for time in find_times(said.text)))
    return [first, *(said for said in dated if said is not first)]


def _newest_leads(ranked: Sequence[Statement]) -> list[Statement]:
    """Of what answers as well as the best, the newest first."""
    if not ranked:
        return []
    best = ranked[0]
    alike = [
        said
        for said in ranked
        if said.score >= _AS_GOOD * best.score
        and said.about >= best.about
        and said.on_aspect >= best.on_aspect
        and said.covered >= _AS_WELL * best.covered
    ]
    first = max(alike, key=lambda said: said.date[:7], default=best)
    return [first, *(said for said in ranked if said is not first)]


def definition_of(ranked: Sequence[Statement]) -> Statement | None:
    """The first statement that says what a thing is."""
    on_it = (said for said in ranked if said.about >= _ON_IT and _covers_what_it_is(said))
    return next((said for said in on_it if _defines(said)), None)


def _covers_what_it_is(said: Statement) -> bool:
    return str(said.row["extra"].get("coverage")) in _WHAT_IT_IS


def _defines(said: Statement) -> bool:
    text = f"{said.text}\n{said.row['extra'].get('text_zh') or ''}"
    return phrase("routing", "is_defined").search(text) is not None


def _place(said: Statement) -> int:
    return _WHAT_IT_IS.index(str(said.row["extra"].get("coverage")))


def _definition_first(ranked: Sequence[Statement]) -> list[Statement]:
    """What says what the thing is, then the rest in its order."""
    on_it = [said for said in ranked if said.about >= _ON_IT and _covers_what_it_is(said)]
    on_it.sort(key=lambda said: (not _defines(said), _place(said)))
    return [*on_it, *(said for said in ranked if said not in on_it)]
