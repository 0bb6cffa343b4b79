"""Percentages, shares in words and multiples of a question, with what each does to the result."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.offline.sums.amounts import plain
from agent.offline.sums.planner.term import Role, Term
from agent.offline.sums.said_periods import own_period
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.sums.taken_shares import taken_shares
from agent.offline.vocabulary import phrase, table, words
from agent.quantities import Quantity

_MOVES: tuple[Role, ...] = ("rise", "fall", "part")
_EVERY = (
    r"(?:each|every|per|an?)\s+(?:(?P<n>\d+|two|three|six|nine|eighteen)\s+)?(?P<half>half[ -](?:an? )?)?(?P<period>year|month|quarter|week|day)s?\b"
    r"|(?P<adverb>yearly|annually|monthly|quarterly|weekly|daily)\b"
)
_MULTIPLE = re.compile(
    rf"\b(?P<word>doubl|tripl|quadrupl|halv)(?:es?|ed|ing)\b(?:(?!\band\b)[^.;?]){{0,20}}?(?:{_EVERY})"
    r"|每(?:隔|过)?(?:(?P<hn>\d+|[一二三四六九两]|十二|十八)?个?(?P<hhalf>半)?(?P<hperiod>年|月|季度|周|天))\s*[^，。,]{0,4}?(?P<hword>翻一番|翻番|翻倍|翻两番|增加一倍|减半)",
    re.IGNORECASE,
)
_TIMES = {"doubl": "2", "tripl": "3", "quadrupl": "4", "halv": "1/2", "翻两番": "4", "减半": "1/2"}
_NUMBERS = {"ten": 10, "eleven": 11, "twelve": 12, "two": 2, "three": 3, "six": 6, "nine": 9, "eighteen": 18, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "六": 6, "九": 9, "十二": 12, "十八": 18}  # fmt: skip
_IN_USE = re.compile(r"utili[sz]|\bused\b|\bbusy\b|\bsold\b|occup|利用|占用", re.IGNORECASE)
_ALL_HOURS = re.compile(
    r"\baround the clock\b|\bwhether\b|\b(?:per|one|an?|each) (?:effective|utili[sz]ed|productive)|租金|有效",
    re.IGNORECASE,
)
"""Words by which hours are paid for whether they are used or not."""
_CUT = re.compile(
    r",(?!\d{3})|[，、;；。?？:：]|\.(?:\s|$)|\b(?:and|but|while|plus|with|makes|causes|means|leads to)\b|\bif\b|但|且",
    re.I,
)
_LISTED = re.compile(r"(?:\bthen|,|\band|，|、|再)\s*(?:by\s+)?(?:(?:up|down|plus|minus|another|a further|rises?|falls?|drops?|grows?|涨|跌|降|增长?)\s*(?:by\s+)?)?$", re.I)  # fmt: skip


def share_terms(text: str, quantities: Sequence[Quantity]) -> tuple[list[Term], list[Quantity]]:
    """The shares and multiples as terms, and the amounts that are none."""
    multiples = list(multiples_in(text))
    rest_of_all = [s for s in spoken_shares(text) if _is_rest(text, s[0], s[1])]
    held = [(t.start, t.end) for t in multiples]
    spoken = [s for s in spoken_shares(text) if not within(s[0], s[1], held)]
    spoken = [s for s in spoken if s not in rest_of_all]
    spans = [*held, *((start, end) for start, end, _ in spoken)]
    found_free = list(_spoken_free(text))
    spans += [(t.start, t.end) for t in found_free]
    rest = [q for q in quantities if not within(q.start, q.end, spans)]
    taken = taken_shares(text, rest)
    kept_fractions = [s for s in spoken if taken.text[s[0] : s[1]].strip()]
    gone = [(q.start, q.end, q) for q in rest if q not in taken.rest]
    gone += [(s[0], s[1], None) for s in spoken if s not in kept_fractions]
    off = [
        Term("off", value_of(part), part, {}, start, end, text[start:end], of_gross=_of_gross(text, end))
        for (start, end, _), part in zip(sorted(gone, key=lambda g: g[0]), taken.shares, strict=False)
    ]  # fmt: skip
    percents = [q for q in taken.rest if q.unit == "percent"]
    listed = _listed(text, taken.rest, percents)
    shares = [_of_percent(q) for q in [*percents, *listed]]
    shares += [(s, e, part, None) for s, e, part in kept_fractions]
    free = [q for q in taken.rest if _is_free(text, q)]
    out = {id(q) for q in [*percents, *listed, *free]}
    moved = _with_roles(
        text,
        _hidden(text, [q for q in taken.rest if q.unit != "percent"]),
        sorted(shares, key=lambda s: s[0]),
    )
    found = [*multiples, *off, *moved, *map(_free, free), *found_free]
    return found, [q for q in taken.rest if id(q) not in out]


def _is_rest(text: str, start: int, end: int) -> bool:
    """Whether a share is what another leaves and pays nothing: "the other half use it for free"."""
    rest = re.search(r"\b(?:other|remaining)\s+$", text[:start], re.IGNORECASE)
    return rest is not None and phrase("revenue", "free").search(text, end) is not None


def within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a part of the text lies, even in part, in one of the spans."""
    return any(a < end and start < b for a, b in spans)


def _of_gross(text: str, end: int) -> bool:
    return re.match(rf"\s*{words('worksheet', 'of_gross')}", text[end:], re.IGNORECASE) is not None


def _is_free(text: str, q: Quantity) -> bool:
    """Months that are not paid for: "two months free", "送2个月"."""
    if q.unit not in ("months", "weeks", "days"):
        return False
    behind = re.match(rf"\s*(?:are |is |come |for |的)?(?:{words('worksheet', 'free')})", text[q.end :], re.I)  # fmt: skip
    ahead = re.search(r"(?:\bfree|免费|赠送?|送)\s*$", text[: q.start], re.I)
    return bool(behind or ahead)


def _spoken_free(text: str) -> Iterator[Term]:
    """A free month whose number is a word that counts nothing elsewhere: "one month is free"."""
    said = re.search(r"\b(\w+) months for the price of (\w+)\b", text, re.IGNORECASE)
    numbers = (
        [_NUMBERS.get(w.lower()) or (int(w) if w.isdigit() else 0) for w in said.groups()]
        if said
        else []
    )
    if said and 0 < numbers[1] < numbers[0]:
        off = numbers[0] - numbers[1]
        yield Term("free", Decimal(off), str(off), {"month": 1}, said.start(), said.end(), said[0])
    for m in re.finditer(rf"\b(?:one|a)(?: extra)? month(?: is| comes)?(?: for)? {words('worksheet', 'free')}", text, re.I):  # fmt: skip
        yield Term("free", Decimal(1), "1", {"month": 1}, m.start(), m.end(), m[0])


def _free(q: Quantity) -> Term:
    unit = {str(q.unit).removesuffix("s"): 1}
    return Term("free", q.value, plain(q.value), unit, q.start, q.end, q.text)


def _of_percent(q: Quantity) -> tuple[int, int, str, str | None]:
    """Place of the number alone, the share, and the period in its own words unless beyond a comma."""
    number = re.search(r"[+-]?\d[\d.]*\s?(?:%|％|per ?cent|percent)?", q.text)
    start, end = (q.start + number.start(), q.start + number.end()) if number else (q.start, q.end)
    near = not re.search(r"[,;，；]", q.text)
    return start, end, f"{plain(abs(q.value))}%", own_period(q, "") if near else None


def _listed(text: str, rest: Sequence[Quantity], percents: Sequence[Quantity]) -> list[Quantity]:
    """Bare numbers that go on with a list of percentages: "up 60 percent, then up 25, then down 10"."""
    return [
        q
        for q in rest
        if q.unit is None and q.value < 100 and any(p.end <= q.start for p in percents) and _LISTED.search(text[: q.start])
        and not re.match(r"\s*[a-z]+s\b", text[q.end :])
    ]  # fmt: skip


def _hidden(text: str, quantities: Sequence[Quantity]) -> str:
    """The text without its other amounts: "$21 a month brings 50% more" gives the share no period."""
    letters = list(text)
    for q in quantities:
        letters[q.start : q.end] = " " * (q.end - q.start)
    return "".join(letters)


def _with_roles(
    text: str, hidden: str, shares: Sequence[tuple[int, int, str, str | None]]
) -> list[Term]:
    found: list[Term] = []
    for start, end, part, per in shares:
        clause, begin = _clause(text, start, end, shares)
        role = _signed(text, start) or _role(clause, start - begin, end - begin)
        last = found[-1] if found else None
        if role is None and last and last.role in ("rise", "fall") and not re.search(r"[.;。；?？]\s", text[last.end : start]):  # fmt: skip
            role = last.role
        if _is_taken(text, start, end, clause):
            role = "off"
        of_base = re.match(r"\s*(?:of\b(?! (?:all )?gross)|的)", text[end:]) is not None
        weak = (
            re.match(r"\s*(?:is|are|comes? from|goes?|sits?|sold)\b", text[end:], re.I) is not None
        )
        sure, role = role is not None or of_base or weak, role or "part"
        if role == "part" and phrase("revenue", "free").search(clause[end - begin :]):
            sure = False  # of those who pay nothing: whose part is the price was not said
        if role == "fall" and re.search(rf"{words('worksheet', 'reduced')}", clause, re.I):
            per = None
        elif role in ("rise", "fall"):
            per = per or _period(
                hidden[begin:start] + " " * (end - start) + hidden[end : begin + len(clause)]
            )
        if per and role in ("rise", "fall"):
            role = "growth" if role == "rise" else "churn"
        unit = {per: -1} if per and role in ("growth", "churn") else {}
        gross = _of_gross(text, end)
        use = (
            role == "part"
            and _IN_USE.search(clause) is not None
            and _ALL_HOURS.search(text) is not None
        )
        if role == "part" and re.search(
            r"\b(?:we|i)\b[^,.;]{0,20}$|我们[^，。]{0,6}$", text[:start], re.I
        ):
            gross = True  # what we keep of the whole, before others take theirs of it
        billed = role == "part" and re.search(
            r"\b(?:annual|yearly|annually|(?:choose|take|pick|do)s? (?:that|it|this))\b|年付|按年",
            clause,
            re.I,
        )
        found.append(
            Term(
                role,
                value_of(part),
                part,
                unit,
                start,
                end,
                text[start:end],
                of_gross=gross,
                is_sure=sure,
                is_use=use,
                label=clause.lower(),
                is_fixed=billed is not None and bool(billed),
            )
        )
    return found


def _signed(text: str, start: int) -> Role | None:
    """By the sign written before it: "+6%"."""
    sign = re.search(r"(?<![\w)])([+-])\s?$", text[: start + (text[start] in "+-")])
    return None if sign is None else "rise" if sign[1] == "+" else "fall"


def _is_taken(text: str, start: int, end: int, clause: str) -> bool:
    """Whether the share is one of a result that goes to somebody: "3% of gross", "two thirds of the revenue goes on compute"."""
    taken = re.match(rf"\s*(?:{words('revenue', 'deducted')})", text[end:], re.IGNORECASE)
    paid = re.search(
        r"\b(?:pay|pays|owe|owes|give|hand)\b[^,.;]{0,12}$", text[:start], re.IGNORECASE
    )
    if paid and _of_gross(text, end):
        return True
    return bool(taken) or (
        _of_gross(text, end) and phrase("revenue", "taker").search(clause) is not None
    )


def _clause(
    text: str, start: int, end: int, shares: Sequence[tuple[int, int, str, str | None]]
) -> tuple[str, int]:
    """The words around a share, as far as the next comma, "and" or share."""
    begin = max((m.end() for m in _CUT.finditer(text, 0, start)), default=0)
    close = _CUT.search(text, end)
    others = [s for s in shares if s[0] != start]
    begin = max([begin, *(s[1] for s in others if s[1] <= start)])
    until = min([close.start() if close else len(text), *(s[0] for s in others if s[0] >= end)])
    return text[begin:until], begin


def _role(clause: str, start: int, end: int) -> Role | None:
    """By the word of a kind nearest to the share; None where none stands in its clause."""
    if named := re.search(
        r"(\S+(?: \S+)?) (?:of|by)\s*$", clause[:start], re.IGNORECASE
    ):  # "a rise of a tenth"
        for role in _MOVES[:2]:
            if any(m.end() == len(named[1]) for m in phrase("worksheet", role).finditer(named[1])):
                return role
    best: tuple[int, int, Role] | None = None
    for rank, role in enumerate(_MOVES):
        for m in phrase("worksheet", role).finditer(clause):
            if m.start() < end and start < m.end() or _moves_nothing(clause, m, start):
                continue
            distance = max(m.start() - end, start - m.end(), 0)
            if best is None or (distance, rank) < best[:2]:
                best = (distance, rank, role)
    return best[2] if best else None


_UP = re.compile(r"\b(?:sign|cough|show|turn|end|pony|stump|cop|pick|tak|took|mak|made|set)\w* $", re.IGNORECASE)  # fmt: skip
"""Verbs that "up" belongs to: "5% signed up"."""


def _moves_nothing(clause: str, m: re.Match[str], start: int) -> bool:
    """Whether a word of rising only bounds the share, "more than 12%", or belongs to its verb."""
    bounds = re.match(r"\s+than\s*$", clause[m.end() : start]) is not None
    return bounds or (m[0].lower() == "up" and _UP.search(clause[: m.start()]) is not None)


def _period(clause: str) -> str | None:
    said = re.search(rf"\b{_EVERY}|每一?个?(年|月|季度|周)|(?<![上今去明当第一二三四五六七八九])(年|月)(?:均|复合)?(?:增长|增速|流失)", clause, re.I)  # fmt: skip
    if said is None or said["n"]:
        return None
    word = (said["period"] or said["adverb"] or said[5] or said[6]).lower()
    return str(table("periods").get(word, word))


def multiples_in(text: str) -> Iterator[Term]:
    """Growth by a factor: "doubles every 18 months", "每半年翻一番"."""
    for m in _MULTIPLE.finditer(text):
        word = (m["word"] or m["hword"]).lower()
        period = m["period"] or m["adverb"] or m["hperiod"]
        period = str(table("periods").get(period.lower(), period.lower()))
        number = m["n"] or m["hn"] or "1"
        many = Decimal(_NUMBERS.get(number.lower(), number)) if not number.isdigit() else Decimal(number)  # fmt: skip
        if m["half"] or m["hhalf"]:
            many, period = (Decimal(6), "month") if period == "year" else (many / 2, period)
        yield Term("multiple", many, plain(many), {period: 1}, m.start(), m.end(), m[0], times=_TIMES.get(word, "2"))  # fmt: skip
