"""What a question asks for, as a unit: money a year, people, months, a share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.offline.sums.planner import units
from agent.offline.sums.planner.term import Term
from agent.offline.vocabulary import phrase, table

Kind = Literal["money", "count", "time", "share", "margin", "same"]
ASKS = re.compile(r"\b(?:what|how|which|who|whose|calculate|compute|work out)\b|^\W*(?:and |but |so |then )?(?:when|where|is|are|does|do|can|will|would|find|tell|give)\b|多少|几|哪|谁|何时|算", re.I)  # fmt: skip
_ANYTHING = re.compile(r"\b(?:how (?:much|many)|what(?:'s| is| are| was| will| have| would)?|where)\b|多少|几", re.I)  # fmt: skip
_SHORT_COUNT = re.compile(r"^\W*(tokens?|calls?|requests?|seats?|subscribers?|payers?|customers?)\s+(?:(?:a|per|each|every)\s+\w+|daily|monthly|needed|left)\W*$", re.IGNORECASE)  # fmt: skip
_SPLIT = re.compile(r"[,，;；:：、?？]|\band\b|\bplus\b|以及|并且|和", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?。？！])\s*(?=\S)|\n")
_PERIOD = re.compile(
    r"\b(?:a|per|each|every|one|whole)\s+(?:\d+-day\s+|full\s+|working\s+|calendar\s+)?(year|month|quarter|week|day|hour|minute|second)\b|\b(yearly|annually|annual|monthly|quarterly|weekly|daily)\b"
    r"|\b(arr|mrr)\b|(?:每一?个?|一个?|全|当)(年|月|天|日|季度|周|小时)(?!后|以?内|前)|(?<![一二三四五六第])(年|月|日)(?:收入|营收|费用|成本|利润)",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(
    r"how many (hours|days|weeks|months|years)\b|(?:多少|几)个?(小时|天|周|月|年)", re.I
)
_PER = r"(?:\bper\b|\beach\b|\bfor each\b|\ban?\b|\bone\b(?: of)?|每一?个?(?:张|名|位|次)?)\s*(?:paying |utili[sz]ed |used )?(?P<noun>{nouns})(?![a-z])(?!\s+(?:month|year|hour)s?\b.{{0,3}}churn)"


@dataclass(frozen=True)
class Sought:
    """One result that is asked for."""

    kind: Kind
    noun: str = ""
    """Of a count, what is counted."""
    period: str | None = None
    per: tuple[str, ...] = ()
    is_net: bool = False
    is_cost: bool = False
    months_free: bool = False
    """Whether months are free, so that a price without a period is one of a month."""
    is_effective: bool = False
    """Whether it is asked for one hour in use: "what does one utilised GPU hour cost"."""
    is_extra: bool = False
    """Whether what comes on top is asked, not all there is then."""
    label: str = ""
    """The side that it is asked of."""
    start: int = 0
    length: Term | None = None
    """The length of time said with it: "profit after 24 months"."""

    @property
    def name(self) -> str:
        """What a step that finds it is called."""
        if self.label:
            return self.label
        if self.kind == "money":
            return "left" if self.is_net else "cost" if self.is_cost else "revenue"
        return {
            "margin": "margin",
            "count": f"{self.noun}s",
            "time": "time",
            "share": "share",
            "same": "result",
        }[self.kind]


def sought_in(
    text: str, terms: Sequence[Term], before: Sequence[Sought] = (), known: Sequence[Term] = ()
) -> list[Sought]:
    """The results asked for, in their order; empty where nothing is.

    `before` was asked in the turn before, `known` are all terms of the turns so far.
    """
    hidden = _hidden(text, terms)
    found: list[Sought] = []
    for begin, sentence in asking(hidden):
        pieces = list(_pieces(sentence))
        asks = next((at for at, part in pieces if ASKS.search(part)), None)
        things = [t for t in terms if money_like(t) and begin <= t.start < begin + len(sentence)]
        if before and asks is None and things:
            continue  # "half the users pay?" changes what was asked before
        begun = asks is None or not any(t.start < begin + asks for t in things)
        for at, whole in pieces:
            part, condition, _ = _conditional(whole)
            begun = begun or ASKS.search(part) is not None
            length = _length_in(terms, begin + at, begin + at + len(whole))
            one = _read(part, [*before, *found]) if begun and part.strip() else None
            if one is None and begun and length and found:
                one = replace(found[-1], period=None)  # "and over 365 days"
            if one is not None:
                found.append(replace(one, start=begin + at, length=length))
            begun = begun and not condition
    named = {name for term in (*terms, *known) for name in (*term.unit, *term.loose)}
    priced = any(len(name) == 3 and name.isupper() and name != "GPU" for name in named)
    free = any(t.role == "free" for t in terms)
    found = [replace(s, months_free=free, per=tuple(p for p in s.per if p in named)) for s in found]
    if before and all(s.kind == "same" for s in found):  # "what is that": as was asked before
        found = [
            replace(before[-1], period=s.period or before[-1].period, per=s.per) for s in found
        ]
    if priced and any(
        t.unit.get("token", 0) < 0 for t in (*terms, *known)
    ):  # "每月合计多少": a bill
        found = [replace(s, kind="money", is_cost=True) if s.kind == "same" else s for s in found]
    if not priced and named <= {units.PERSON, *units.PERIODS}:
        found = [s for s in found if s.kind != "money"]  # what people pay was not said
    return _of_one_kind(
        [s if priced or s.kind != "money" else replace(s, kind="same") for s in found]
    )


def _pieces(sentence: str) -> Iterator[tuple[int, str]]:
    """The stretches of a sentence between commas and "and", with their places."""
    at = 0
    for cut in _SPLIT.finditer(sentence):
        yield at, sentence[at : cut.start()]
        at = cut.end()
    yield at, sentence[at:]


def _hidden(text: str, terms: Sequence[Term]) -> str:
    letters = list(text)
    for term in terms:
        letters[term.start : term.end] = " " * (term.end - term.start)
    return "".join(letters)


def asking(text: str) -> list[tuple[int, str]]:
    """The sentences that ask; without a question mark the last."""
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    whole = [(a, text[a:b]) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]
    asked = [s for s in whole if re.search(r"[?？]", s[1])]
    return asked or whole[-1:]


def money_like(term: Term) -> bool:
    """Whether it is no mere length of time."""
    return not set(term.unit) <= set(units.PERIODS)


def _conditional(part: str) -> tuple[str, str, str]:
    """What stands before "if", and the rest, which asks for nothing."""
    said = re.search(r"\b(?:if|given|assuming|provided)\b|如果|假设", part, re.IGNORECASE)
    return (part[: said.start()], part[said.start() :], "") if said else (part, "", "")


def _length_in(terms: Sequence[Term], begin: int, end: int) -> Term | None:
    """The length of time that stands in a stretch of the question."""
    inside = (t for t in terms if begin <= t.start < end and t.role == "amount")
    return next((t for t in inside if set(t.unit) <= set(units.PERIODS)), None)


def _read(part: str, before: Sequence[Sought]) -> Sought | None:
    """What a stretch of the question asks for; one that only says "per task" asks for what was asked before."""
    if phrase("worksheet", "time_asks").search(part):
        unit = _TIME_UNIT.search(part)
        return Sought("time", units.named(unit[1] or unit[2]) or "" if unit else "")
    return _named(part) or _measured(part, before)


def _named(part: str) -> Sought | None:
    """A margin or a number of people to break even, told by their names."""
    if re.search(r"\bmargins?\b|毛利率|利润率", part, re.IGNORECASE) and not phrase(
        "worksheet", "share_asks"
    ).search(part):
        return Sought("margin")
    if phrase("revenue", "break_even").search(part) and not _is_money_asked(part):
        return Sought("count", units.PERSON)
    if short := _SHORT_COUNT.match(part):
        return Sought("count", units.named(short[1]) or "", period_in(part))
    return None


def _measured(part: str, before: Sequence[Sought]) -> Sought | None:
    """A share, a count or money, by the words that ask for one."""
    period, per = period_in(part), _per(part)
    if share := phrase("worksheet", "share_asks").search(part):
        return Sought("share", period=period_in(share[0]) or period)
    noun = _count_asked(part)
    if noun or re.search(
        r"\bhow many\b(?! (?:dollars|yuan|euros|pounds)\b)|多少个?(?:人|名)", part, re.IGNORECASE
    ):
        return Sought("count", noun or "", period, tuple(p for p in per if p != noun))
    if phrase("worksheet", "price_asks").search(part):
        return Sought("money", period=period, per=per or (units.PERSON,))
    if one := _money_asked(part, period, per, before):
        return one
    if before and (per or period) and len(part.split()) <= 6:
        last = before[-1]
        return replace(last, per=per or last.per, period=period or last.period)
    if _ANYTHING.search(part):
        return Sought("same", period=period, per=per)
    return None


def _money_asked(
    part: str, period: str | None, per: tuple[str, ...], before: Sequence[Sought]
) -> Sought | None:
    """Money as income, as a cost, or as what is left; "what is that worth" for the period asked before."""
    net, cost, money, extra = (
        phrase("worksheet", name).search(part) is not None
        for name in ("net_asks", "cost_asks", "money_asks", "extra_asks")
    )
    if not (net or cost or money):
        return None
    if period is None and re.search(r"\b(?:that|it|this)\b|这", part):
        period = next((s.period for s in before), None)
    alone = cost and not money and not net
    if re.search(r"\b(?:effective|utili[sz]ed|productive)\b|有效", part, re.IGNORECASE):
        return Sought("money", is_cost=True, is_effective=True)
    return Sought("money", period=period, per=per, is_net=net, is_cost=alone, is_extra=extra)


def _is_money_asked(part: str) -> bool:
    return phrase("worksheet", "money_asks").search(part) is not None


def period_in(part: str) -> str | None:
    said = _PERIOD.search(part)
    if said is None:
        return None
    word = next(g for g in said.groups() if g).lower()
    word = {"arr": "year", "mrr": "month"}.get(word, word)
    return str(table("periods").get(word, units.named(word) or word))


def _per(part: str) -> tuple[str, ...]:
    """Things that the result is told for one of; an average is one of a person."""
    if re.search(
        r"\b(?:average|arpu|blended (?:monthly|yearly|annual|price|arpu))\b|人均|客单价|平均每?个?(?:付费)?(?:用户|会员|人)",
        part,
        re.IGNORECASE,
    ):
        return (units.PERSON,)
    nouns = units.words_for_units(periods=False)
    found = [
        units.named(m["noun"]) for m in re.finditer(_PER.format(nouns=nouns), part, re.IGNORECASE)
    ]
    return tuple(dict.fromkeys(n for n in found if n))


def _count_asked(part: str) -> str | None:
    if re.search(
        r"\bhow many (?:dollars|yuan|euros|pounds)\b|多少(?:元|美元|人民币)", part, re.IGNORECASE
    ):
        return None
    nouns = units.words_for_units(periods=False)
    said = re.search(rf"\bhow many (?:[a-z-]+ ){{0,3}}?({nouns})(?![a-z])|(?:多少|几)(?:个|名|位|张)?(?:订阅|付费|活跃|企业)?({nouns})|\bnumber of ({nouns})(?!\s{{3}})|({nouns})数(?:是)?多少", part, re.I)  # fmt: skip
    if said:
        return units.named(next(g for g in said.groups() if g))
    still = re.search(r"(?:还|剩)[^，。]{0,4}多少", part)
    return units.PERSON if still and re.search(nouns, part) else None


def _of_one_kind(found: list[Sought]) -> list[Sought]:
    """Each result once."""
    kept: list[Sought] = []
    for one in found:
        if not any((one.kind, one.noun, one.period, one.per) == (k.kind, k.noun, k.period, k.per) and (one.length is None or one.length is k.length) for k in kept):  # fmt: skip
            kept.append(one)
    definite = [one for one in kept if one.kind != "same"]
    return definite or kept
