"""The amounts of a statement with what bounds them, what they count and whose they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from agent.quantities import Quantity, find_quantities
from agent.tools.claims import vocabulary

_BETWEEN = re.compile(r"\s*(?:about|around|near|at|with|had|has|约|近|为)?\s*", re.IGNORECASE)
_MANY = 10_000
"""From here on a bare number beside "users" counts them."""
_HEDGE = re.compile(
    r"(?:\b(?P<more>more than|over|above|at least|exceed\w*)|(?P<more_zh>超过|至少|逾|不止)"
    r"|\b(?P<less>less than|under|below|at most|fewer than|up to|only)|(?P<less_zh>不到|不足|至多|低于|仅|只)"
    r"|\b(?:about|around|roughly|nearly|almost)|约|大约|近)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """An amount with the bound said before it: 1 for "more than", -1 for "less than", else 0."""

    quantity: Quantity
    bound: int = 0
    hedge: str = ""
    """The word before it that bounds or rounds it, as written."""
    counts: str | None = None
    """What a bare number counts, where the words beside it tell."""
    of: str = ""
    """The name right before it, as in a list: "Doubao 345 million, Yuanbao about 57"."""

    @property
    def said(self) -> str:
        """The amount as its source says it: "over 40%"."""
        return f"{self.hedge}{self.quantity.text}"

    @property
    def unit(self) -> str | None:
        return self.quantity.unit or self.counts

    @property
    def value(self) -> Decimal:
        return self.quantity.value


def figures_in(text: str, names: Mapping[tuple[int, int], str]) -> tuple[Figure, ...]:
    """The figures of a text in their order; `names` are the names in it by their place."""
    return tuple(_figure(text, quantity, names) for quantity in find_quantities(text))


def with_verb(text: str, figure: Figure) -> tuple[int, int]:
    """Where the figure stands, with a verb before it that only brings it in ("reached")."""
    start, end = figure.quantity.start, figure.quantity.end
    for verb in vocabulary.phrases("amounts_to").finditer(text, 0, start):
        if not text[verb.end() : start].strip():
            return verb.start(), end
    return start, end


def _figure(text: str, quantity: Quantity, names: Mapping[tuple[int, int], str]) -> Figure:
    hedge = _HEDGE.search(text[max(0, quantity.start - 16) : quantity.start])
    return Figure(
        quantity,
        bound=_direction(hedge) if hedge else 0,
        hedge=hedge[0] if hedge else "",
        counts=None if quantity.unit else _counted(text, quantity),
        of=_owner(text, quantity, names),
    )


def _direction(hedge: re.Match[str]) -> int:
    if hedge["more"] or hedge["more_zh"]:
        return 1
    return -1 if hedge["less"] or hedge["less_zh"] else 0


def _counted(text: str, quantity: Quantity) -> str | None:
    """Whether a large bare number counts people: 月活20亿."""
    beside = text[max(0, quantity.start - 40) : quantity.end + 12]
    many = quantity.value >= _MANY
    return "people" if many and vocabulary.phrases("people").search(beside) else None


def _owner(text: str, quantity: Quantity, names: Mapping[tuple[int, int], str]) -> str:
    """The name that stands right before the figure."""
    for (_, end), name in names.items():
        if end <= quantity.start and _BETWEEN.fullmatch(text, end, quantity.start):
            return name
    return ""
