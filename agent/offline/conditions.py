"""Conditions that a list's members must meet: the kind of thing, a number with its bound."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.offline.families import modalities
from agent.offline.spelling import curated
from agent.offline.words import spelling
from agent.quantities import Quantity, find_quantities

_MORE = re.compile(
    r"(?:more than|over|above|at least|exceed(?:s|ing)?|larger than|bigger than|from|>=?|超过|大于|至少|不少于|高于)\s*$",
    re.I,
)
_LESS = re.compile(
    r"(?:less than|under|below|at most|up to|within|smaller than|no more than|<=?|少于|小于|不到|不超过|低于|最多)\s*$",
    re.I,
)
_OR_MORE = re.compile(r"\s*(?:parameters?|tokens?|GB)?\s*(?:or more|and (?:up|more)|\+|以上)", re.I)
_OR_LESS = re.compile(r"\s*(?:parameters?|tokens?|GB)?\s*(?:or less|and below|以下|以内)", re.I)
_GENERATES = re.compile(
    r"generat\w*\s+(?:\w+\s+)?(?P<what>images?|videos?|pictures?|3d)|生成(?P<zh>图|视频|3D)", re.I
)
_GENERATED = {
    "image": "image",
    "picture": "image",
    "video": "video",
    "3d": "3d",
    "图": "image",
    "视频": "video",
}
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?([BT])\b(?!\s*tokens)")
_LONGEST_CONTEXT = Decimal(20_000_000)
_UNITS = {"parameters", "tokens", "GB", "px", "frames"}


@dataclass(frozen=True)
class Bound:
    """A number that a member must reach, or must not pass."""

    unit: str
    value: Decimal
    least: bool

    def holds(self, values: Iterable[Decimal]) -> bool:
        """Whether one of a member's numbers keeps within it."""
        return any(v >= self.value if self.least else v <= self.value for v in values)


def bounds_in(question: str) -> list[Bound]:
    """Numbers with a bound: "more than 100 billion parameters", "context above 200K tokens"."""
    found: list[Bound] = []
    for quantity in find_quantities(question):
        unit = _unit(quantity)
        side = _side(question, quantity)
        if unit and side is not None:
            found.append(Bound(unit, quantity.value, side))
    return found


def numbers_of(unit: str, texts: Iterable[str]) -> Iterator[Decimal]:
    """The numbers of that unit in some statements; sizes such as "235B" are parameters."""
    for text in texts:
        found = (q.value for q in find_quantities(text) if q.unit == unit)
        # A model is trained on trillions of tokens, and none reads so many.
        yield from (v for v in found if unit != "tokens" or v <= _LONGEST_CONTEXT)
        if unit == "parameters":
            for size in _SIZE.finditer(text):
                yield Decimal(size[1]) * (10**9 if size[2] == "B" else 10**12)


def kinds_in(question: str) -> set[str]:
    """Kinds of models asked for: video, image, 3d, language and so on."""
    found = {kind for kind, _, _ in modalities(question)}
    for match in _GENERATES.finditer(question):
        word = (match["what"] or match["zh"]).lower().rstrip("s")
        found.add(_GENERATED.get(word, word))
    return found


def families_of(kinds: Iterable[str], vendors: Sequence[str] = ()) -> list[str]:
    """The families of those kinds, of these vendors or of all."""
    table = curated()["families"]
    return [
        family
        for vendor, by_kind in table.items()
        if not vendors or vendor in vendors
        for kind, family in by_kind.items()
        if kind in kinds
    ]


def is_of_kind(kinds: Iterable[str], system: str, texts: str) -> bool:
    """Whether a system is of one of the kinds: by its family, else by what is said of it."""
    name = spelling(system)
    wanted = set(kinds)
    owned = {
        kind
        for by_kind in curated()["families"].values()
        for kind, family in by_kind.items()
        if name.startswith(spelling(family))
    }
    longest = _longest_family(name)
    if longest:
        return longest in wanted or bool(owned & wanted and longest == "language")
    words = [word for kind in wanted for word in curated()["modalities"].get(kind, ())]
    return any(re.search(rf"(?<![a-z]){re.escape(word)}", texts, re.I) for word in words)


def _longest_family(name: str) -> str | None:
    """The kind of the most particular family a name belongs to: "Qwen-Image" before "Qwen"."""
    families = [
        (len(spelling(family)), kind)
        for by_kind in curated()["families"].values()
        for kind, family in by_kind.items()
        if name.startswith(spelling(family))
    ]
    return max(families)[1] if families else None


def _unit(quantity: Quantity) -> str | None:
    if quantity.unit in _UNITS:
        return quantity.unit
    return "parameters" if re.search(r"\d\s?[Bb]\b", quantity.text) else None


def _side(question: str, quantity: Quantity) -> bool | None:
    before, after = question[: quantity.start], question[quantity.end :]
    if _MORE.search(before) or _OR_MORE.match(after):
        return True
    return False if _LESS.search(before) or _OR_LESS.match(after) else None
