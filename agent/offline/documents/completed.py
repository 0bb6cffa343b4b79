"""A follow-up made a question of its own: what it says put in place of what the question before it says of that part,
"What may a bed cost? – And the breakfast?", or the thing asked of before put for a pronoun."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.offline.documents import periods
from agent.offline.documents.cues import asks
from agent.offline.documents.earlier import follows, plain
from agent.offline.documents.next_times import next_day, next_month
from agent.offline.documents.phrases import (
    LEADS,
    Phrase,
    is_name,
    is_time,
    names_in,
    phrases_of,
    things,
)
from agent.offline.documents.pronouns import with_its_thing
from agent.offline.documents.spoken import spoken
from agent.offline.documents.words import lists, stems

Near = Callable[[str, Sequence[str]], Sequence[float]]
"""How near a text is to others in meaning."""

_OPENING = re.compile(
    r"^\W*(?:(?:no|oh|oops|sorry|wait|actually)\b[,.!]?\s*)*(?:(?:and|but|also|so|then)\b,?\s*)?"
    r"(?:(?:what|how) about\b\s*|(?:i|we) (?:mean|meant)\b,?\s*|make (?:it|that)\b\s*)?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|may"
    r"|must|will|would|should|shall|it|they|them|he|she)\b",
    re.IGNORECASE,
)
"""What makes more of a follow-up than a phrase."""
_AGAIN = re.compile(
    rf"^(?:and\s+|but\s+)?(?:what|how \w+|when|where|who) (?:is|are|was|were|will|would) (?:it|that|this|they|those)"
    rf"(?: be)?\s+(?P<rest>(?:{LEADS})\s.+|(?:the |a )?(?:year|season) (?:before|after|earlier|later))$",
    re.IGNORECASE,
)
"""The question before asked again of something else: "What was it for hinges?"."""
_NOW = re.compile(
    r"^(?:and\s+)?(?:what|when|how much) (?:is|are) (?:the (?:date|day|time|price|figure|number|amount)|it|that) (?P<now>now|today|at present|currently)$"
    r"|^(?:and\s+)?(?P<alone>now|today|at present)$",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(r"\b(?:originally|at first|initially|at the beginning)\b", re.IGNORECASE)
_PAST = {"was": "is", "were": "are"}
_SAME_TIME = re.compile(
    r"\s*\b(?:in |for |during |on |at )?(?:that|the) (?:(?:same|very) )?(?:year|season|month|week|day|quarter|time)$|\s*\bthen$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"\s*\b(?:in |for )?(?:the |an? )?(?:(?:year|season) (?:after|later|before|earlier)|(?:next|following|previous|preceding|prior) (?:year|season))(?: that)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the|our|your|every|each)\s+", re.IGNORECASE)
_BEHIND = re.compile(r"\s(?:per|an?|when|if|while|where)\s")
"""What begins a condition that was put of the thing before, and need not hold for another."""
_YEAR_LAST = re.compile(r"(?<=[a-z]),? (?:19|20)\d\d$")
_OF = re.compile(r"\s+of\s+(?:the\s+|an?\s+|our\s+)?")
_ONE = re.compile(r"\s+ones?$")
_THE_ONE = re.compile(rf"^(?:the |that )?ones? (?=(?:{LEADS}) )", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b", re.IGNORECASE
)
_STATES = ("before", "since", "under")
"""What leads to one of several states of a thing: under the old terms, since the new ones."""
_NEXT = re.compile(
    r"^(?:on |for )?the (?:(?:next|following) (?P<next>day|month)|(?P<after>day|month) after|(?:previous|preceding) (?P<previous>day|month)|(?P<before>day|month) before)(?: that)?$",
    re.IGNORECASE,
)
_MOST_BARE, _MOST = 4, 9
"""Words of a phrase without "and", and of a follow-up."""
_NEAR = 0.3


def completed(text: str, earlier: str, near: Near) -> str:
    """The follow-up as a whole question; empty where nothing plain comes out.

    `earlier` is the question before it, itself whole.
    """
    if not earlier or spoken(earlier) is None or spoken(text) is None or follows(plain(earlier)):
        return ""
    said = " ".join(text.strip(" ?!.").split())
    if now := _NOW.match(said):
        return _as_of_now(earlier, now["now"] or now["alone"])
    if again := _AGAIN.match(said):
        return _put(earlier, again["rest"], near)
    rest = _OPENING.sub("", said)
    if not _CLAUSE.search(rest):
        goes_on = rest != said
        leads = re.match(rf"(?:{LEADS})\s", rest, re.IGNORECASE)
        if leads and not goes_on:
            rest = f"{rest[0].lower()}{rest[1:]}"
        few = len(rest.split()) <= (_MOST if goes_on else _MOST_BARE)
        return _put(earlier, rest, near) if rest and few and (goes_on or leads) else ""
    return with_its_thing(text, earlier)


def _as_of_now(earlier: str, now: str) -> str:
    """The question for what holds now of what was so at first."""
    if not _AT_FIRST.search(earlier):
        return ""
    present = re.sub(r"\b(?:was|were)\b", lambda m: _PAST[m[0]], earlier, count=1)
    return _AT_FIRST.sub(now, present, count=1)


def _put(earlier: str, said: str, near: Near) -> str:
    """The question with the phrases of a fragment in their places."""
    whole, compares = earlier, _kind(earlier) == "compare"
    if found := _NEXT.match(said):
        step = 1 if found["next"] or found["after"] else -1
        return next_day(earlier, step) if "day" in found.groups() else next_month(earlier, step)
    if found := _SAME_TIME.search(said):
        said = said[: found.start()]
    elif found := _DISTANCE.search(said):
        times = periods.periods_in(earlier)
        if len(times) != 1:
            return ""
        whole = periods.put_in(earlier, periods.moved(found[0], times))
        said = said[: found.start()]
    elif not said:
        return ""
    chunks = _chunks(_THE_ONE.sub("", said))
    if said and not chunks:
        return ""
    for chunk in chunks:
        if compares and chunk[2] != "period" and not _takes_place(whole, chunk[0]):
            return ""  # of which of the two?
        if not (whole := _chunk_put(whole, *chunk, near)):
            return ""
    return "" if whole == earlier and not found else whole


def _chunk_put(whole: str, lead: str, body: str, part: str, near: Near) -> str:
    """The question with one phrase in its place."""
    if alike := _put_for_like(whole, lead, body):
        return alike
    return _time_put(whole, lead, body) if part == "period" else _thing_put(whole, lead, body, near)


def _takes_place(whole: str, lead: str) -> bool:
    """Whether one phrase of the question has the same preposition."""
    return bool(lead) and sum(one.lead == lead for one in phrases_of(whole)) == 1


def _kind(text: str) -> str:
    """The likeliest kind of answer."""
    told = spoken(text)
    return told.likeliest()[0] if told else ""


def _chunks(said: str) -> list[tuple[str, str, str]]:
    """The phrases of a fragment: preposition, body with its article, part."""
    ahead = "and "  # as follow-ups begin that the tagger knows
    phrases = [
        (one.part, one.start - len(ahead), one.end - len(ahead)) for one in phrases_of(ahead + said)
    ]
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(rf"\s+(?=(?:{LEADS})\s)", said):
        if not any(a < match.start() and match.end() < b for _, a, b in phrases):
            pieces.append((start, match.start()))
            start = match.end()
    chunks: list[tuple[str, str, str]] = []
    for a, b in [*pieces, (start, len(said))]:
        piece = said[a:b]
        lead = re.match(rf"({LEADS})\s+", piece)
        body = piece[lead.end() :] if lead else piece
        if not body:
            continue
        bare = _ARTICLE.sub("", body)
        inside = [of for of, at, _ in phrases if a <= at < b]
        part = "period" if is_time(bare) or (inside and set(inside) == {"period"}) else "thing"
        if not (inside or lead or part == "period" or is_name(bare)):
            return []  # "and back?"
        chunks.append((lead[1] if lead else "", body, part))
    return chunks


def _put_for_like(whole: str, lead: str, body: str) -> str:
    """The question with what stands for its like: the first for the third, since the new terms for under the old."""
    bare = _ARTICLE.sub("", body)
    if _ORDINAL.fullmatch(bare) and len(_ORDINAL.findall(whole)) == 1:
        return _ORDINAL.sub(bare, whole)
    states = [one for one in phrases_of(whole) if one.lead in _STATES]
    if lead not in _STATES or len(states) != 1:
        return ""
    return f"{whole[: states[0].leads]}{lead} {body}{whole[states[0].end :]}"


def _time_put(whole: str, lead: str, body: str) -> str:
    """The question for another time."""
    new = periods.periods_in(body)
    if new == (body,) and len(periods.periods_in(whole)) == 1 and "-" not in body:
        return periods.put_in(whole, new)
    of_time = [one for one in phrases_of(whole) if one.part == "period"]
    if len(of_time) > 1:  # of a shift and a day
        own = frozenset(stems(body)) - lists()["idle"]
        of_time = [one for one in of_time if one.words & own]
        if len(of_time) != 1:
            return ""
    if not of_time:
        return _behind(whole, f"{lead or 'in'} {body}")
    then = of_time[0]
    if asks("month").match(body) and (year := _YEAR_LAST.search(then.text)):
        body = f"{body}{year[0]}"
    said = f"{lead or then.lead} {body}" if then.lead else body
    return f"{whole[: then.leads]}{said}{whole[then.end :]}"


def _thing_put(whole: str, lead: str, body: str, near: Near) -> str:
    """The question of another thing, or on other terms."""
    bare = _ARTICLE.sub("", body)
    own = set(stems(bare)) - lists()["idle"]
    among = [one for one in things(whole)]
    if shared := [one for one in among if one.words & own]:
        return _aligned(whole, shared[-1], bare) if len(shared) == 1 else ""
    if lead and (same := [one for one in among if one.lead == lead]):
        return _replaced(whole, _nearest(same, bare, near), body)
    if kind := _ONE.search(bare):
        return _modified(whole, bare[: kind.start()], near, is_of_one=True)
    if lead == "for" and not is_name(bare) and (other := _modified(whole, bare, near)):
        return other
    if lead and lead != "for" and not is_name(bare):
        return _modified(whole, bare, near) or _behind(whole, f"{lead} {body}")
    named = [one for one in among if one.has_name]
    if is_name(bare) and named:
        return _replaced(whole, named[0], body) if len(named) == 1 else ""
    among = [one for one in among if one not in named and one.part != "filter"] or named
    if not among:
        return ""
    old = _nearest(among, bare, near)
    if old.part == "rows" and bare != body and not bare.endswith("s"):
        return ""  # there are not many of it
    replaced = _replaced(whole, old, body)
    return _without_terms(replaced) if old.part == "item" else replaced


def _nearest(among: Sequence[Phrase], body: str, near: Near) -> Phrase:
    if len(among) == 1:
        return among[0]
    cosines = near(body, [one.text for one in among])
    return max(zip(cosines, range(len(among)), among, strict=True))[2]


def _aligned(whole: str, old: Phrase, body: str) -> str:
    """The phrase with words of the new one around those that both say: "the 2022 terms"."""
    mine, its, end = body.split(), old.text.split(), old.end
    if " of " in body:  # and of what it is, of another now
        among = [one for one in phrases_of(whole) if one.part != "measure"]
        end = next((a.end for a in among if _OF.fullmatch(whole, old.end, a.start)), end)
        if _OF.match(whole, end):
            return ""
    for j, word in enumerate(mine):
        for i, other in enumerate(its):
            if stems(word) == stems(other):
                text = [*its[: max(i - j, 0)], *mine, *its[i - j + len(mine) :]]
                return _agreed(f"{whole[: old.start]}{' '.join(text)}{whole[end:]}")
    return ""


def _replaced(whole: str, old: Phrase, body: str) -> str:
    """The question with a thing in place of another; of a name only that of the phrase."""
    behind = (one for one in things(whole) if one.part == old.part and not one.lead)
    more = next((one for one in behind if not whole[old.end : one.opens].strip()), None)
    if more and more.start > old.end:  # collecting a lost bicycle
        old = replace(old, end=more.end, text=whole[old.start : more.end])
    names = [*names_in(old)]
    if is_name(body) and len(names) == 1:
        (start, end), new = names[0], body
    elif old.part in ("rows", "measure") and old.opens == old.start:
        start, end, new = old.start, old.end, _ARTICLE.sub("", body)
    elif _ARTICLE.match(body) or is_name(body):
        start, end, new = old.opens, old.end, body
    else:
        plural = body.split()[-1].endswith("s") and re.match(r"an?\s", whole[old.opens : old.end])
        start, end, new = old.opens if plural else old.start, old.end, body
    return _agreed(f"{whole[:start]}{new}{whole[end:]}")


def _modified(whole: str, body: str, near: Near, *, is_of_one: bool = False) -> str:
    """The question with another kind of the thing: of an electric drill one "with petrol"; where one of that kind is
    asked, the kind may be the only one told."""
    if len(body.split()) > 1:
        return ""
    words = [
        (match[0], one.start + match.start(), i < len(one.text.split()) - 1)
        for one in things(whole)
        for i, match in enumerate(re.finditer(r"\S+", one.text))
        if match[0].islower()
    ]
    if not words:
        return ""
    kinds = [one for one in words if one[2]]
    if is_of_one and len(kinds) == 1:
        words = kinds
    cosines = near(body, [word for word, _, _ in words])
    cosine, (word, start, is_modifier) = max(zip(cosines, words, strict=True))
    if (cosine < _NEAR and not is_of_one) or not is_modifier:
        return ""
    return _agreed(f"{whole[:start]}{body}{whole[start + len(word) :]}")


def _without_terms(whole: str) -> str:
    """The question up to where its last phrase ends, if but a condition of the thing before comes after."""
    phrases = phrases_of(whole)
    end = max((one.end for one in phrases), default=0)
    cut = _BEHIND.match(whole, end)
    return f"{whole[:end]}?" if cut and end else whole


def _behind(whole: str, said: str) -> str:
    return f"{whole.rstrip(' ?!.')} {said}?"


def _agreed(text: str) -> str:
    """With the article that the next word takes."""
    text = re.sub(r"\b([Aa])n (?=[b-df-hj-np-tv-z])", r"\1 ", text)
    return re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", text)
