"""What input from a cache costs, said as a part of the input's price: "cached at a tenth of the $3 rate"."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from agent.offline.sums.rates import clause_at
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_OF_PRICE = re.compile(
    r"\s*(?:of|×|x|times)\s(?:(?:the|its|that|a|full|normal|usual|regular|input|list|standard|base)\s)*$",
    re.IGNORECASE,
)
_PRICES_PART = re.compile(r"\s*(?:/?\s?(?:每)?百万(?:token|词元)?)?\s?(?:价格?|单价)?的$")


class CachedPart(NamedTuple):
    """The input's price and what part of it is paid for what the cache holds."""

    price: Quantity
    part: Fraction
    said: tuple[int, int]


def cached_part(
    text: str, money: Sequence[Quantity], percents: Sequence[Quantity]
) -> CachedPart | None:
    """The price that a part in words or in per cent beside it is of, in a clause about the cache."""
    parts = [(start, end, Fraction(value_of(part))) for start, end, part in spoken_shares(text)]
    parts += [(q.start, q.end, Fraction(q.value) / 100) for q in percents]
    for m in money:
        for start, end, part in parts:
            ahead = end <= m.start and _OF_PRICE.fullmatch(text[end : m.start])
            behind = m.end <= start and _PRICES_PART.fullmatch(text[m.end : start])
            if (ahead or behind) and phrase("revenue", "cached_share").search(
                clause_at(text, m)[0]
            ):
                return CachedPart(m, part, (start, end))
    return None
