"""Numbers of payers and prices that stand apart, told which belongs to which by a word they share: "old ones stay on $12,
new ones pay $15; 1 million old, 300k new"."""

import itertools
import re
from collections.abc import Sequence

from agent.offline.sums.amounts import money, plain, sort
from agent.offline.sums.groups import counted, lent_period
from agent.offline.sums.recount import recounted
from agent.quantities import Quantity

_SAME = (
    ("old", "older", "existing", "exist", "current", "present", "grandfathered", "stay", "stays", "keep", "keeps", "老", "旧", "原有", "现有", "存量"),
    ("new", "newer", "newcomers", "newcomer", "joiners", "join", "recent", "新", "新增", "新来"),
    ("us", "usa", "states", "america", "american", "americans", "美国"),
    ("europe", "european", "europeans", "eu", "欧洲"),
    ("china", "chinese", "中国", "国内"),
    ("india", "indian", "indians", "印度"),
    ("brazil", "brazilian", "brazilians", "巴西"),
    ("student", "students", "学生"),
    ("annual", "annually", "yearly", "年付"),
    ("monthly", "月付"),
)  # fmt: skip
"""Words of one group of payers."""
_SMALL = frozenset(
    "the and for with who they them those these ones one our are was were has have pay pays paying price prices plan plans per month year week"
    " only just still each charge charges cost costs customers customer users user subscribers subscriber members member people seats seat on at of in to"
    " a an is it its mo yr average total we that this so what how revenue applies apply from user while there".split()
)
_ZH = tuple(w for words in _SAME for w in words if not w.isascii())
_PIECE = re.compile(r",(?!\d{3})|[，;；。?？:：、]|\.(?:\s|$)|\b(?:and|while|but|whereas)\b", re.IGNORECASE)  # fmt: skip
_STEM = 5


def priced_by_name(text: str, quantities: Sequence[Quantity]) -> list[dict[str, str]] | None:
    """Plans of the engine: each number with the price that shares its word; None where that leaves a doubt."""
    roles = sort(recounted(quantities, text), text)
    people, prices = counted(roles), sorted(roles.money, key=lambda q: q.start)
    if len(people) != len(prices) or not 1 < len(prices) < 5 or roles.percents or roles.tokens:
        return None
    pairs = _paired(text, people, prices)
    if pairs is None:
        return None
    period = lent_period(prices, text)
    return [
        {"name": name, "subscribers": plain(q.value), "price": _with_period(money(m, text), period)}
        for name, q, m in pairs
    ]


def _with_period(price: str, period: str | None) -> str:
    return price if "/" in price or period is None else f"{price}/{period}"


def _paired(
    text: str, people: Sequence[Quantity], prices: Sequence[Quantity]
) -> list[tuple[str, Quantity, Quantity]] | None:
    """The one pairing whose words fit best, all but one of them sure."""
    held = sorted([*people, *prices], key=lambda q: q.start)
    of_people = [_groups(text, q, held) for q in people]
    of_prices = [_groups(text, q, held) for q in prices]
    scored: list[tuple[int, tuple[int, ...]]] = []
    for order in itertools.permutations(range(len(prices))):
        fits = sum(bool(of_people[i] & of_prices[j]) for i, j in enumerate(order))
        scored.append((fits, order))
    best = max(scored)[0]
    found = [order for fits, order in scored if fits == best]
    if best < max(1, len(prices) - 1) or len(found) != 1:
        return None
    named: list[tuple[str, Quantity, Quantity]] = []
    for i, j in enumerate(found[0]):
        shared = of_people[i] & of_prices[j]
        name = min(shared or of_people[i] or of_prices[j] or {"other"}, key=len)
        named.append((name, people[i], prices[j]))
    return named


def _groups(text: str, q: Quantity, held: Sequence[Quantity]) -> set[str]:
    """The words that say of whom an amount is: those of its own stretch, up to its neighbours."""
    begin = max((o.end for o in held if o.end <= q.start), default=0)
    stop = min((o.start for o in held if o.start >= q.end), default=len(text))
    ahead = _PIECE.split(text[begin : q.start])[-1]
    behind = _PIECE.split(text[q.end : stop])[0]
    said = f"{ahead} {q.text} {behind}".lower()
    return _words(said) or _words(_whole_piece(text, q).lower())


def _words(said: str) -> set[str]:
    english = {_named(w, 0) for w in re.findall(r"[a-z][a-z0-9]+", said) if w not in _SMALL}
    return english | {_named(w, -1) for w in _ZH if w in said}


def _whole_piece(text: str, q: Quantity) -> str:
    """The stretch between commas that an amount stands in, its neighbours too: "old ones keep $9 (200k of them)"."""
    begin = max((m.end() for m in _PIECE.finditer(text, 0, q.start)), default=0)
    close = _PIECE.search(text, q.end)
    return text[begin : close.start() if close else len(text)]


def _named(word: str, at: int) -> str:
    return next((words[at] for words in _SAME if word in words), word[:_STEM])
