"""A part of the payers that pays less than the others: by the year at a discount, half of the usual price."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from agent.offline.sums.amounts import Roles, money, plain
from agent.offline.sums.groups import counted
from agent.offline.sums.rates import clause_at, read_tenths_paid
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity


class _Off(NamedTuple):
    """What is taken off the price, as "20%" or "1/6", and where that is said."""

    part: str
    start: int
    end: int


class _Part(NamedTuple):
    """Those who pay less: as a share of all, or so many."""

    plan: dict[str, str]
    start: int
    end: int


_USUAL = r"(?:usual|normal|full|list|regular|standard|ordinary|monthly)"
_PAID_OF = re.compile(
    rf"\s*(?:of\s+)?(?:the\s+|that\s+|our\s+)?(?:{_USUAL}(?:\s+(?:price|fee|rate))?|price|fee|rate)\b",
    re.IGNORECASE,
)
_HALF_PRICE = re.compile(r"半价|\bhalf[- ](?:price|off)\b", re.IGNORECASE)
_SMALL = {w: n for n, w in enumerate("one two three four five six".split(), 1)} | {w: n for n, w in enumerate("一二三四五六", 1)} | {"两": 2}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_SMALL)}|ten|eleven)"
_MONTHS_FREE = re.compile(
    rf"\b{_NUMBER} (?:months? (?:are |is |come |for )?free|free months?|(?:of|out of) (?:the |its |their |every )?(?:twelve|12)(?: months)? (?:are |is |come |for )?free)\b|(?:送|免)(?:费)?{_NUMBER}个月|{_NUMBER}个月免费",
    re.IGNORECASE,
)
_MONTHS_PAID = re.compile(
    rf"\b{_NUMBER}\s?(?:x|×|times) (?:the |a |our )?(?:monthly|month's) (?:price|fee|rate)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:takes?|chooses?|picks?|uses?|opts?|prefers?|switch(?:es)?|go(?:es)? for) (?:it|that|this|the (?:offer|deal|discount))\b|选",
    re.IGNORECASE,
)
_GETS = re.compile(
    r"\b(?:gets?|receives?|enjoys?|pays?|paying|with|at|has|have|given|granted)\b|享|付|打|拿",
    re.IGNORECASE,
)
_APART = re.compile(r"[.;?](?:\s|$)|[。；？]")
_TO_PART = 70


def is_part_price(text: str, roles: Roles) -> bool:
    """Whether less than the one price is paid by a part alone, whose share or number is said."""
    return len(roles.money) == 1 and bool(part_plans(text, roles, money(roles.money[0], text)))


def read_part_price(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Two plans at one list price, of which the one is discounted."""
    found["plans"] = part_plans(text, roles, money(roles.money[0], text))
    people = counted(roles) or roles.bare
    if people and "subscribers" not in found["plans"][0]:
        found["subscribers"] = plain(max(q.value for q in people))


def part_plans(text: str, roles: Roles, price: str) -> list[dict[str, str]]:
    """The part that pays less and the others; empty where the words tell no such part."""
    if roles.tokens or not (off := _off(text, roles)):
        return []
    part = _yearly_count(text, roles) or _part(text, roles, off)
    if part is None:
        return []
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    yearly = re.search(words("revenue", "billed_yearly"), text, re.IGNORECASE) is not None
    english_names = ("billed yearly", "billed monthly") if yearly else ("at the lower price", "the rest")  # fmt: skip
    names = (("年付", "月付") if yearly else ("优惠部分", "其余")) if chinese else english_names
    rest = {k: v for k, v in part.plan.items() if k == "rest"}
    return [
        {"name": names[0], **{k: v for k, v in part.plan.items() if k != "rest"}, "discount": off.part, "price": price},
        {"name": names[1], **({"subscribers": rest["rest"]} if rest else {}), "price": price},
    ]  # fmt: skip


def _off(text: str, roles: Roles) -> _Off | None:
    """A percentage off, a part of the usual price, free months, or months paid of twelve."""
    for q in roles.percents:
        if phrase("revenue", "discount").search(text[max(0, q.start - 18) : q.end + 18]):
            return _Off(f"{plain(abs(q.value))}%", q.start, q.end)
    if off := read_tenths_paid(text):
        at = text.find("折")
        return _Off(f"{plain(off)}%", at, at + 1)
    for start, end, part in spoken_shares(text):
        if re.match(r"\s*off\b", text[end:], re.IGNORECASE):
            return _Off(part, start, end)
        if paid := _PAID_OF.match(text, end):
            return _Off(_written(1 - Fraction(str(value_of(part)))), start, paid.end())
    if half := _HALF_PRICE.search(text):
        return _Off("1/2", *half.span())
    if free := _MONTHS_FREE.search(text):
        return _Off(_written(Fraction(_number(free), 12)), *free.span())
    if paid := _MONTHS_PAID.search(text):
        return _Off(_written(1 - Fraction(_number(paid), 12)), *paid.span())
    return None


def _number(said: re.Match[str]) -> int:
    word = next(g for g in said.groups() if g).lower()
    return int(word) if word.isdigit() else {**_SMALL, "ten": 10, "eleven": 11}[word]


def _written(part: Fraction) -> str:
    return f"{part.numerator}/{part.denominator}"


def _part(text: str, roles: Roles, off: _Off) -> _Part | None:
    """The share of those for whom the lower price is, and no share that leaves, joins or pays at all."""
    shares = [(q.start, q.end, f"{plain(q.value)}%", clause_at(text, q)[0]) for q in roles.percents]
    shares += [(s, e, part, text[max(0, s - 20) : e + 40]) for s, e, part in spoken_shares(text)]
    for start, end, share, clause in shares:
        apart = end <= off.start or start >= off.end
        moves = any(phrase("revenue", cue).search(clause) for cue in ("churn", "growth"))
        paid = any(end <= m.start < off.start for m in roles.money)
        if apart and not moves and _is_offered(text, start, end, clause, off, alone=not paid):
            return _Part({"share": share}, start, end)
    return None


def _is_offered(text: str, start: int, end: int, clause: str, off: _Off, *, alone: bool) -> bool:
    """Whether those of a share are who the lower price is for: they take it, are billed by the year, or get it."""
    yearly = re.search(words("revenue", "billed_yearly"), clause, re.IGNORECASE)
    if yearly or _TAKES.search(clause):
        return True
    between = text[end : off.start]
    near = alone and 0 <= off.start - end < _TO_PART and not _APART.search(between)
    told = _GETS.search(between) or re.fullmatch(r"的?[\u4e00-\u9fff]{0,6}", between)
    return near and told is not None


def _yearly_count(text: str, roles: Roles) -> _Part | None:
    """Those billed by the year as so many beside the others: "40万人年付，60万人月付"."""
    people = counted(roles)
    if len(people) != 2:
        return None
    yearly = [q for q in people if _says_yearly(text, q, people)]
    if len(yearly) != 1:
        return None
    rest = next(q for q in people if q is not yearly[0])
    counts = {"subscribers": plain(yearly[0].value), "rest": plain(rest.value)}
    return _Part(counts, yearly[0].start, yearly[0].end)


def _says_yearly(text: str, q: Quantity, people: Sequence[Quantity]) -> bool:
    """Whether the words behind a number, up to the next one, name billing by the year."""
    others = [p.start for p in people if p.start > q.start]
    behind = text[q.start : min([q.end + 30, *others])]
    return re.search(words("revenue", "billed_yearly"), behind, re.IGNORECASE) is not None
