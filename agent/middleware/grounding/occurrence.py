"""What one amount of a sentence is for by the words beside it: its period and its currency, as far as
they are not those of its neighbours."""

import re
from collections.abc import Sequence

from agent.middleware.grounding.measures import TIMES, is_like, things_of, times_in, times_of
from agent.quantities import Quantity

_PART = re.compile(
    r",(?!\d{3})|[;；，、:：()（）\n]|\s(?:but|while|whereas|versus|or)\s|而(?!且)|但是?|或",
    re.IGNORECASE,
)
_SECTION = re.compile(r"[;；\n]|\s(?:but|while|whereas)\s|而(?!且)|但是?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]*\d)\s*年?")
_BILLING = re.compile(
    r"\bon (?:annual|yearly|monthly)\b|\b(?:annual|yearly|monthly) billing|\b(?:billed|paid|charged)"
    r" (?:annually|yearly|monthly)|\b(?:annually|yearly) billed|按年(?:付费?|计费|支付|订阅)?|年付",
    re.IGNORECASE,
)
"""How a price is paid, not for how long it is: "20 a month, 17 on annual billing"."""


def periods(q: Quantity, inside: Sequence[Quantity], sentence: str, start: int) -> frozenset[str]:
    """For what periods an amount may be; `start` is the sentence's place, `inside` all its amounts.

    Its own words come first, then those of its part of the sentence, then the rest of it.

    >>> from agent.quantities import find_quantities
    >>> said = "包月 25 元，包年 218 元"
    >>> [sorted(periods(q, find_quantities(said), said, 0)) for q in find_quantities(said)]
    [['month'], ['year']]
    """
    if own := own_times(q):
        return own
    if things_of(q) - {"person"}:
        return frozenset()  # "3 dollars per million tokens" is for no time
    own_of_some = any(times_of(other) for other in inside)
    bare = _without_others(q, inside, sentence, start)
    if own_of_some:
        bare = _BILLING.sub(_blank, bare)
    a, b = _around(_PART, bare, q.start - start)
    if near := times_in(_YEAR.sub(_blank, bare[a:b])):
        return near
    if q.unit is None:  # "10, E3 39 and E5 60 dollars a month" with a date: no year is its period
        return _lent(inside, _YEAR.sub(_blank, bare)) if own_of_some else times_in(sentence)
    return times_in(bare) or times_in(sentence[a:b]) or times_in(sentence)


def own_times(q: Quantity) -> frozenset[str]:
    """Its own period; of people also how often: "700 million weekly users"."""
    return times_of(q) or (times_in(q.text) if q.unit == "people" else frozenset())


def currencies(
    q: Quantity, inside: Sequence[Quantity], units: frozenset[str | None], sentence: str, start: int
) -> frozenset[str | None]:
    """The units that a bare number may have, of money only that of its own section of the sentence."""
    a, b = _around(_SECTION, sentence, q.start - start)
    own = [o for o in inside if a <= o.start - start < b and is_like(o.unit, "USD")]
    if not own:
        return units
    before = [o.unit for o in own if o.start < q.start][-1:]
    after = [o.unit for o in own if o.start > q.start][:1]
    near = {*before, *after} or {o.unit for o in own}
    return frozenset(u for u in units if not is_like(u, "USD") or u in near)


def _lent(inside: Sequence[Quantity], rest: str) -> frozenset[str]:
    """What a list says of all in it: the periods of its other amounts and its free words."""
    return times_in(rest).union(*(own_times(other) for other in inside)) & TIMES


def _without_others(q: Quantity, inside: Sequence[Quantity], sentence: str, start: int) -> str:
    """The sentence with the words of other amounts blanked that have a period of their own."""
    for other in inside:
        if other is not q and own_times(other):
            a, b = other.start - start, other.start - start + len(other.text)
            sentence = sentence[:a] + " " * (b - a) + sentence[b:]
    return sentence


def _around(cut: re.Pattern[str], text: str, place: int) -> tuple[int, int]:
    """The part of the text that holds the place."""
    before = [m.end() for m in cut.finditer(text) if m.end() <= place]
    after = cut.search(text, place)
    return before[-1] if before else 0, after.start() if after else len(text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
