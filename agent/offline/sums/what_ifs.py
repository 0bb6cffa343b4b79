"""Changes to one sum that a question tries in turn: "if the price goes up $2? if 10% leave? and both?"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from agent.offline.sums.amounts import Roles, is_money, money, plain, sort
from agent.offline.sums.groups import counted
from agent.offline.sums.moved_prices import people_moved, price_step
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity, find_quantities

_MARK = (
    r"\b(?:(?:and|or|but|then|also|now)\s+)*(?:what\s+(?:happens\s+)?if|how\s+about\s+if|if|suppose|supposing|say)\b(?!\s+so)"
    r"|\b(?:scenario|case|option|variant)\s+(?:[A-D1-4]|one|two|three|four)\b\s*[:：,-]?|(?<![A-Za-z0-9])[(（]?[a-d1-4][)）]"
    r"|(?:那么?)?(?:如果|假如|要是|倘若|若是)|(?:情景|方案|情形|情况)\s*[A-D一二三四1-4]\s*[:：]?|[①②③④]"
)
_CUT = re.compile(
    rf"[?？!！。；;]|\.(?=\s|$)|,(?!\d)|，|、|\s+(?:and|or|then)\s+(?=(?:with|both|all)\b)|(?={_MARK})",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"\s*(?:{_MARK})\s*", re.IGNORECASE)
_BARE = re.compile(rf"\s*(?:(?:{_MARK})\s*(?:we|you|they|i|it)?:?\s*)?", re.IGNORECASE)
"""A word that opens a case and says none: "if we (1) cut the price, (2) win more"."""
_LEAD = re.compile(rf"^\W*(?:(?:{_MARK}|and|or|with|then|also)\s*)*", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:both|all (?:of (?:it|them)|three|at once|together)|the two together|(?:those|these|that) (?:together|combined)|(?:happen|come|apply) together)\b"
    r"|两(?:个|者|样|种|项|件事)(?:都|同时|一起|加)|(?:都|同时|一起)(?:发生|来|出现|算)|二者同时|两者",
    re.IGNORECASE,
)
_BY_PERIOD = re.compile(
    r"\b(?:monthly|yearly|annually|(?:a|per|each|every) (?:month|year|quarter))\b|每个?[月年季]",
    re.IGNORECASE,
)
_RESET = re.compile(r"\bto\s*$|到\s*$|\b(?:just|only|with)\s*$|只有?\s*$", re.IGNORECASE)


class Case(NamedTuple):
    """A change as said, and what it makes of the sum's arguments."""

    said: str
    moves: dict[str, Any]


def asks_cases(text: str) -> bool:
    """Whether changes of a sum are tried in turn, apart and perhaps together."""
    pieces = list(_pieces(text))
    marked = sum(_opens(piece) and _holds(piece) for piece in pieces)  # fmt: skip
    both = any(map(is_both, pieces))
    return (both and sum(map(_holds, pieces)) > 2) or marked > 1


def cases_in(text: str) -> tuple[str, list[str]] | None:
    """What the changes are made to, in words, and each change; None where none are tried in turn."""
    if not asks_cases(text):
        return None
    base, cases, pieces = "", list[str](), list(_pieces(text))
    both = any(map(is_both, pieces))
    for piece in pieces:
        changes = is_both(piece) or is_change(piece) or (both and _is_other_price(piece, base))
        if _opens(piece) and not changes:
            return None
        if not changes or not (_opens(piece) or cases or both):
            base += f"{piece.strip()}, "
        elif _opens(piece) or both:
            cases.append(piece.strip())
        else:
            cases[-1] += f", {piece.strip()}"  # "if the price rises by $2, 5% leave"
    return (base.rstrip(", "), cases) if len(cases) > 1 else None


def read_cases(said: Sequence[str], base: Mapping[str, Any]) -> list[Case] | None:
    """The changes as arguments beside those of the base; None where one of them is not understood."""
    cases: list[Case] = []
    for text in said:
        if is_both(text):
            moves = {k: v for case in cases for k, v in case.moves.items()}
        else:
            moves = _moves_of(_LEAD.sub("", text), base)
        if not moves:
            return None
        cases.append(Case(_LEAD.sub("", text).strip(" ,，.呢的话"), moves))
    return cases


def is_both(text: str) -> bool:
    """Whether a stretch asks for the changes said before it together."""
    return _BOTH.search(text) is not None and not find_quantities(text)


def is_change(text: str) -> bool:
    """Whether the amounts of a stretch change something, rather than being there."""
    found = find_quantities(text)
    timed = any(q.unit == "percent" for q in found) and _BY_PERIOD.search(text)
    if not _holds(text) or timed:
        return False
    if any(is_money(q) and price_step(text, q) is not None for q in found):
        return True
    moves = any(phrase("worksheet", cue).search(text) for cue in ("rise", "fall", "instead"))
    return moves or any(re.search(r"[+-]\s?$|\bto\s*$|到\s*$", text[: q.start]) for q in found)


def _pieces(text: str) -> Iterator[str]:
    """The stretches between commas, sentences and the words that open a case."""
    at = 0
    for cut in _CUT.finditer(text):
        if not _BARE.fullmatch(text, at, cut.start()):
            yield text[at : cut.start()]
        at = cut.end()
    if not _BARE.fullmatch(text, at):
        yield text[at:]


def _is_other_price(text: str, base: str) -> bool:
    """Whether a stretch holds nothing but a price, after that of the base: "now, at €8, and both"."""
    found = find_quantities(text)
    priced = any(is_money(q) for q in find_quantities(base))
    return priced and len(found) == 1 and is_money(found[0])


def _opens(text: str) -> bool:
    return _MARKED.match(text) is not None


def _holds(text: str) -> bool:
    """Whether there is an amount, or a share in words."""
    roles = sort(find_quantities(text), text)
    return any(some for some in roles if some is not roles.durations) or bool(spoken_shares(text))


def _moves_of(text: str, base: Mapping[str, Any]) -> dict[str, Any]:
    """What a case changes: the price, the payers, or both."""
    roles = sort(find_quantities(text), text)
    moves: dict[str, Any] = {}
    for m in roles.money:
        moves |= _new_price(text, m, base)
    for q in [*roles.percents, *_spoken(text, roles)]:
        moves |= _share_moved(text, q)
    for q in counted(roles)[:1]:
        moves |= _new_count(text, q, base)
    return moves


def _new_price(text: str, m: Quantity, base: Mapping[str, Any]) -> dict[str, Any]:
    old = find_quantities(str(base.get("price", "")))
    if len(old) != 1 or old[0].unit != m.unit:
        return {}
    step = price_step(text, m)
    if step is None:
        return {"price_to": money(m, text)}
    return {"price_to": f"{plain(old[0].value + step)} {m.unit}"} if old[0].value + step > 0 else {}


def _share_moved(text: str, q: Quantity) -> dict[str, Any]:
    """A share by which the price or the number of payers moves."""
    priced = any(phrase("revenue", cue).search(text) for cue in ("price", "price_up", "price_down"))
    counts = phrase("revenue", "volume").search(text) or phrase("revenue", "churn").search(text)
    signed = "loss_once" if q.value < 0 else "growth_once" if text[: q.start].endswith("+") else None  # fmt: skip
    name = signed or people_moved(text, q)
    if name is None or q.per or _BY_PERIOD.search(text):
        return {}  # a rate by the period is no change once
    share = f"{plain(abs(q.value))}%"
    if priced and not counts:
        return {"price_change_once": share if name == "growth_once" else f"-{share}"}
    return {name: share}


def _new_count(text: str, q: Quantity, base: Mapping[str, Any]) -> dict[str, Any]:
    """The payers that there are then: so many more or fewer, or so many."""
    old = find_quantities(str(base.get("subscribers", "")))
    name = None if _RESET.search(text[: q.start]) else people_moved(text, q)
    if not old:
        return {}
    if name is None:
        return {"subscribers_to": plain(q.value)}
    left = old[0].value + (q.value if name == "growth_once" else -q.value)
    return {"subscribers_to": plain(left)} if left > 0 else {}


def _spoken(text: str, roles: Roles) -> list[Quantity]:
    """Shares in words: "a tenth of them leave"."""
    if roles.percents:
        return []
    return [
        Quantity(value_of(part) * 100, "percent", None, None, start, end, text[start:end], None)
        for start, end, part in spoken_shares(text)
    ]
