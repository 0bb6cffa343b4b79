"""Replies out of passages: one fact or a few, and then and now."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.evidence import Row
from agent.offline.beyond import is_beyond
from agent.offline.plan import YES_NO
from agent.offline.relevance import COVERS
from agent.offline.reply.at_price import at_price
from agent.offline.reply.by_then import ON_BOTH, became_so
from agent.offline.reply.leading import in_order
from agent.offline.reply.lists import has_conditions, listed
from agent.offline.reply.maker import asks_maker, maker_of, without_maker
from agent.offline.reply.named_measures import of_measure, without_others
from agent.offline.reply.part import Part, Writer, bullets, facts_of, found_rows, nothing
from agent.offline.reply.periods import NEWEST_OF, ON_ASPECT, best_in, moved, period_not_held
from agent.offline.reply.phrases import phrase
from agent.offline.reply.place import place_excepted
from agent.offline.reply.premise import (
    between,
    event_not_held,
    is_unpublished,
    on_both,
    on_year,
    with_value,
    year_to_come,
)
from agent.offline.request import Request
from agent.offline.statements import Statement, is_supported, rank, select
from agent.offline.times import last_day
from agent.offline.vocabulary import aspects
from agent.offline.vocabulary import phrase as pattern

_MOST_FACTS = 4
_OF_PRODUCTS = {"lineup", "price", "features", "open", "closed", "context"}
_ON_IT, _ON_ONE = 0.95, 0.4
"""About of a statement on the very thing; on_aspect of one on one of several aspects."""
_HOLDS_IT = 0.8
"""Weight of the question's words in a statement on the very thing that leaves no doubt."""
_AS_GOOD = 0.85
"""How near to the best answer of the day asked a later statement must come to be told too."""

Results = dict[str, dict[str, Any]]


def fact_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The smallest set of dated statements that answers, or that there is none."""
    rows = facts_of(found_rows(_without(results, "later")))
    if maker := maker_of(request, rows, writer):
        rest = without_maker(request)
        more = fact_reply(rest, results, writer) if rest else None
        return Part(f"{maker}\n\n{more.text}" if more and not more.abstained else maker)
    paid = between(request, rows)
    ranked = paid or []
    if paid is None:
        supported = without_others(request, _supported(request, rows))
        ranked = with_value(request, on_both(request, supported))
    if unfounded := _on_premise(request, rows, ranked, writer):
        return unfounded
    later = _later(request, results)
    asks_whether = YES_NO.search(request.question) or "release" in request.aspects
    if later and ((not ranked and asks_whether) or _did_not_exist(request, ranked, later)):
        return _not_by_then(request, later, writer)
    if later and _held_until(ranked, later):
        return _told(request, later[:1], (), writer)
    if later and became_so(request, ranked, later):
        near = [said for said in ranked if said.about >= ON_BOTH][:2]
        return _not_by_then(request, later[:1], writer, near)
    said_so = ranked and ranked[0].about >= _ON_IT and ranked[0].covered >= _HOLDS_IT
    if not ranked or (not paid and not said_so and ranked[0].kind and is_beyond(request, results)):
        # the chance is calibrated for sheets, not for pages
        return _closest(request, ranked[0], writer) if ranked else nothing(request)
    if request.topic == "change" or len(request.dates) > 1:
        return Part(at_price(request, ranked[0], _over_time(request, ranked, writer)))
    if request.topic == "list":
        return listed(request, ranked, writer)
    return _told(request, ranked, later, writer)


def _told(
    request: Request, ranked: Sequence[Statement], later: Sequence[Statement], writer: Writer
) -> Part:
    """A few statements, the one that answers first; then what came after the day asked."""
    most = 2 if request.output == "short" else _MOST_FACTS
    if pattern("routing", "newest").search(request.question):
        ranked = _newest_first(request, ranked)
    ordered = in_order(request, _one_aspect_each(request, ranked))
    if not ordered:
        return _closest(request, ranked[0], writer)
    chosen = select(ordered, most)
    if _is_of_another_version(request, chosen):
        none = phrase("nothing_for", request.language, names=request.systems[0])
        near = writer.statement(chosen[0], request.language)
        near = phrase("closest", request.language, text=near)
        return Part(f"{none}\n\n{near}", abstained=True)
    text = _said(chosen, request, writer)
    if missed := period_not_held(request, chosen):
        return Part(f"{missed}\n\n{text}", abstained=True)
    text = at_price(request, chosen[0], text)
    if excepted := place_excepted(request, chosen):
        text = f"{excepted}\n\n{text}"
    if later and later[0].score >= _AS_GOOD * chosen[0].score:
        told = writer.statement(later[0], request.language)
        text += "\n\n" + phrase("since", request.language, text=told)
    return Part(text)


def _closest(request: Request, said: Statement, writer: Writer) -> Part:
    """That nothing answers, and what is said of the thing asked about."""
    none = nothing(request)
    if said.about < ON_BOTH:
        return none
    near = phrase("closest", request.language, text=writer.statement(said, request.language))
    return replace(none, text=f"{none.text}\n\n{near}")


def _on_premise(
    request: Request, rows: Sequence[Row], ranked: Sequence[Statement], writer: Writer
) -> Part | None:
    """What is said where the question takes for granted what is not so, or not yet."""
    if asks_maker(request) and ranked and ranked[0].about < _ON_IT and not without_maker(request):
        return _closest(request, ranked[0], writer)  # filed under somebody else
    if is_unpublished(request, ranked):
        return nothing(request)
    if event := event_not_held(request, rows):
        return Part(phrase("event_not_held", request.language, event=event), abstained=True)
    if year := year_to_come(request):
        return _to_come(request, year, on_year(ranked, year), writer)
    return None


def _to_come(request: Request, year: str, ranked: Sequence[Statement], writer: Writer) -> Part:
    """That a year has not come; what is forecast for it, if anything is."""
    text = phrase("to_come" if ranked else "to_come_unsaid", request.language, year=year)
    told = [writer.statement(said, request.language) for said in select(ranked, 2)]
    return Part("\n\n".join([text, bullets(told)]).strip(), abstained=not ranked)


def _is_version(said: Statement, request: Request) -> bool:
    """Whether it is on a version of the family asked (Qwen3.5 of Qwen), not another line of it."""
    system = str(said.row.get("system") or "")
    rests = [system[len(name) :] for name in request.systems if system.startswith(name)]
    return any(not rest or rest.lstrip(" -vV")[:1].isdigit() for rest in rests)


def _is_of_another_version(request: Request, chosen: Sequence[Statement]) -> bool:
    """Whether one version is asked and all that is told is of others: of Qwen3.5, not of Qwen3."""
    if len(request.systems) != 1 or not request.systems[0][-1].isdigit():
        return False
    asked = re.compile(re.escape(request.systems[0]) + r"\.\d", re.IGNORECASE)
    return all(asked.match(str(said.row.get("system") or "")) for said in chosen)


def _newest_first(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Asked for the newest: of what is near the best, and of a product, the latest first."""
    near = [s for s in ranked if s.about >= 0.7 and s.row["extra"].get("coverage") in _OF_PRODUCTS]
    near = [said for said in near if _is_version(said, request)] or near
    latest = sorted(near, key=lambda said: said.date, reverse=True)[:_MOST_FACTS]
    return latest or list(ranked)


def _supported(request: Request, rows: Sequence[Row]) -> list[Statement]:
    ranked = rank(request, rows)
    if request.topic == "list" and has_conditions(request):
        return ranked  # the list itself tests its members
    kept = [said for said in ranked if is_supported(said, request)]
    first = ranked[:1] if len(request.aspects) > 1 else []
    # of several aspects the best on the very thing may name just one
    one = [s for s in first if s.about >= _ON_IT and s.on_aspect >= _ON_ONE and s not in kept]
    return [*one, *kept]


def _later(request: Request, results: Results) -> list[Statement]:
    """What the library holds from after the day that the question sets."""
    day = request.time
    if not day or "later" not in results:
        return []
    end = last_day(day)
    rows = [row for row in facts_of(found_rows(results, "later")) if (row.get("date") or "") > end]
    return _supported(replace(request, time=None, dates=()), rows)


def _did_not_exist(
    request: Request, ranked: Sequence[Statement], later: Sequence[Statement]
) -> bool:
    """Asked whether a thing was out by a day: all on that very thing is dated after it."""
    if "release" not in request.aspects:
        return False
    return all(said.about < _ON_IT for said in ranked) and any(s.about >= _ON_IT for s in later)


def _held_until(ranked: Sequence[Statement], later: Sequence[Statement]) -> bool:
    """Whether what was written later says how long it was so, nearer to what is asked than all
    that was written before: "stayed free until June 2026"."""
    before = max((said.covered for said in ranked if said.about >= ON_BOTH), default=0.0)
    tells = pattern("routing", "held_until").search(later[0].text)
    return bool(tells) and later[0].covered > before and later[0].about >= ON_BOTH


def _not_by_then(
    request: Request,
    later: Sequence[Statement],
    writer: Writer,
    before: Sequence[Statement] = (),
) -> Part:
    """Nothing is dated by the day asked: that, with the first that came after it."""
    exact = [said for said in later if said.about >= _ON_IT] or list(later)
    first = min(exact[:_MOST_FACTS], key=lambda said: said.date)
    told = writer.statement(first, request.language)
    text = phrase("not_by_then", request.language, day=request.time, text=told)
    nearest = bullets([writer.statement(said, request.language) for said in before])
    return Part(f"{text}\n\n{nearest}" if before else text)


def _without(results: Results, purpose: str) -> Results:
    return {name: result for name, result in results.items() if name != purpose}


def _said(chosen: Sequence[Statement], request: Request, writer: Writer) -> str:
    first, *more = chosen
    rivals = [said for said in more if _disagree(first, said)]
    others = [said for said in more if said not in rivals]
    lead = [writer.statement(said, request.language) for said in [first, *rivals]]
    blocks = [f"{phrase('differ', request.language)}\n{bullets(lead)}" if rivals else lead[0]]
    if others:
        blocks.append(bullets([writer.statement(said, request.language) for said in others]))
    return "\n\n".join(blocks)


def _over_time(request: Request, ranked: Sequence[Statement], writer: Writer) -> str:
    """Statements in the order of their dates."""
    if request.dates:
        ranked = moved(request, of_measure(request, ranked))
        best = [best_in(ranked, period, request) for period in request.dates]
        chosen = [said for said in best if said is not None]
        if len({s.row["n"] for s in chosen}) < len(request.dates):
            chosen += [s for s in select(ranked, 2) if s not in chosen]
            chosen += sorted(ranked[:NEWEST_OF], key=lambda said: said.date)[-1:]
    else:
        on_all = [s for s in ranked if s.about >= _ON_IT] if len(request.systems) > 1 else []
        pool = on_all or ranked
        pool = [s for s in pool if s.on_aspect >= ON_ASPECT] or pool
        chosen = select(pool, _MOST_FACTS + 1, share_of_best=0.65)
    unique = list({s.row["n"]: s for s in chosen}.values())
    ordered = sorted(unique, key=lambda s: (s.date[:10] or "0", s.row["n"]))
    if len(ordered) < 2:
        return _said(ordered, request, writer)
    then, *later = ordered
    lines = [f"**{phrase('then', request.language)}:** {writer.statement(then, request.language)}"]
    lines += [
        f"**{phrase('now', request.language)}:** {writer.statement(s, request.language)}"
        for s in later
    ]
    return bullets(lines)


def _one_aspect_each(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """With several aspects asked, the best statement of each comes before second bests."""
    if len(request.aspects) < 2:
        return list(ranked)
    firsts: list[Statement] = []
    for aspect in request.aspects:
        speaking = [s for s in ranked if s.about >= 0.7 and _speaks_of(s, aspect)]
        best = max(speaking, key=lambda said: said.about, default=None)
        if best and best not in firsts:
            firsts.append(best)
    return sorted(firsts, key=lambda s: -s.score) + [s for s in ranked if s not in firsts]


def _speaks_of(said: Statement, aspect: str) -> bool:
    covers = COVERS.get(str(said.row["extra"].get("coverage")), ())
    return aspect in covers or aspects()[aspect].find(said.text) is not None


def _disagree(one: Statement, other: Statement) -> bool:
    a, b = one.row["extra"], other.row["extra"]
    return b.get("fact_id") in (a.get("conflicts_with") or ()) or a.get("fact_id") in (
        b.get("conflicts_with") or ()
    )
