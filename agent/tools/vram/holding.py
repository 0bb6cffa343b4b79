"""The cards that hold a workload, in one order for every answer: smallest memory first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from agent.tools.bilingual import Note, join
from agent.tools.vram.cards import Card, cards
from agent.tools.vram.estimate import need_of
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.workload import Workload

Class = Literal["consumer", "workstation", "data centre", "unified"]
_RANKS: tuple[Class, ...] = ("consumer", "workstation", "data centre", "unified")
_KINDS = ("cuda", "rocm", "xpu", "npu", "musa", "apple")
_NAMED = {
    "consumer": Note("Nvidia's consumer cards", "英伟达消费级显卡"),
    "workstation": Note("Nvidia's workstation cards", "英伟达工作站显卡"),
    "data centre": Note("Nvidia's data-centre cards", "英伟达数据中心显卡"),
}
"""What is named beside the smallest card of all."""
_WORKSPACE_GIB = 0.05
_IN_TWO = re.compile(r"\bMI250X?\b")
"""Two GPUs on one board, each with half of its memory: no model lies in it whole."""
_NOT_SOLD_SO = re.compile(r"Laptop|\bA16\b|4090 48GB")
"""No card to buy: a laptop's, a board of several small GPUs, memory that its maker never sold."""
_BY_MEMORY = re.compile(r"\d+ GB card")
"""A memory class, which names no card."""
_MOST_OF_A_DESKTOP_GIB = 48


class Holding(NamedTuple):
    """A card, and what the workload needs on it."""

    card: Card
    need: Need


def holding(work: Workload) -> Iterator[Holding]:
    """The cards that hold a workload, each as many times as it names, smallest memory first.

    Of one size those to be bought come first, and of those the kind that most software runs on;
    prices are not in the catalogue.
    """
    least = 0.0
    if not work.engine.loads_in_part:  # a card changes the figure by a matmul workspace at most
        least = need_of(work.changed(card=None)).device / GIB - _WORKSPACE_GIB
    for card in ordered_cards():
        if card.usable_gib < least or _IN_TWO.search(card.name):
            continue
        need = need_of(work.changed(card=card))
        if need.device / GIB <= card.usable_gib:
            yield Holding(card, need)


class Size(NamedTuple):
    """A card by what a reader chooses it by."""

    name: str
    memory_gib: float
    made_for: Class
    is_cuda: bool = True
    is_apple: bool = False


def sizes(work: Workload) -> Iterator[Size]:
    """The cards that hold a workload, as sizes."""
    return (size_of(card) for card, _ in holding(work))


def size_of(card: Card) -> Size:
    """A card as a size."""
    return Size(
        card.name, card.memory_gib, class_of(card), card.kind == "cuda", card.kind == "apple"
    )


def smallest(found: Iterable[Size]) -> list[tuple[Note, Size]]:
    """The first of any kind, then the smallest that most software runs on for a desktop (of
    consumers, else of workstations) and for a data centre, where that is another size."""
    first: Size | None = None
    firsts: dict[str, Size] = {}
    for size in found:
        first = first or size
        if size.is_cuda and not _NOT_SOLD_SO.search(size.name):
            firsts.setdefault(size.made_for, size)
        if firsts.keys() >= {"consumer", "data centre"}:
            break
    if first is None:
        return []
    named = [(Note("", ""), first)]
    for name in ("consumer" if "consumer" in firsts else "workstation", "data centre"):
        other = firsts.get(name)
        if other and other.memory_gib not in {size.memory_gib for _, size in named}:
            named.append((_NAMED[name], other))
    return sorted(named, key=lambda pair: pair[1].memory_gib)


def from_size(named: Sequence[tuple[Note, Size]], gpus: int = 1) -> Note:
    """The smallest size, "from 20 GB (RTX 4000 Ada)", then what `larger` says of the others."""
    return join([_from(*named[0], gpus), larger(named, gpus)], "; ", "；")


def larger(named: Sequence[tuple[Note, Size]], gpus: int = 1) -> Note:
    """The classes whose smallest card is larger: "consumer cards from 24 GB (RTX 3090)"."""
    return join([_from(word, size, gpus) for word, size in named[1:]], "; ", "；")


def _from(word: Note, size: Size, gpus: int) -> Note:
    times = f"{gpus} x " if gpus > 1 else ""
    return Note(
        f"{word} from {size.memory_gib:g} GB ({times}{size.name})".strip(),
        f"{word.zh} {size.memory_gib:g} GB 起（{times}{size.name}）".strip(),
    )


@cache
def ordered_cards() -> tuple[Card, ...]:
    """Every card, smallest memory first; of one size those a reader can buy and run first."""
    return tuple(sorted(cards(), key=_order))


def _order(card: Card) -> tuple[float, bool, int, bool, int, str]:
    is_old = (card.date or "") <= "2020"
    is_odd = _NOT_SOLD_SO.search(card.name) is not None
    rank, kind = _RANKS.index(class_of(card)), _KINDS.index(card.kind)
    return card.memory_gib, card.unified, kind, is_old or is_odd, rank, card.name


def class_of(card: Card) -> Class:
    """For whom a card is made.

    >>> from agent.tools.vram.cards import read_gpu
    >>> [class_of(read_gpu(name)) for name in ("RX 7900 XT", "RTX 4000 Ada", "A30", "M2 Max")]
    ['consumer', 'workstation', 'data centre', 'unified']
    """
    if card.unified:
        return "unified"
    if _BY_MEMORY.match(card.name):
        return "consumer" if card.memory_gib <= _MOST_OF_A_DESKTOP_GIB else "data centre"
    if re.search(r"Ada\b|\bPRO?\b|\bA\d{4}|Quadro|W7\d00", card.name, re.I):
        return "workstation"
    if re.match(r"(?:GeForce )?(?:RTX|GTX|RX|TITAN|Arc|Radeon VII)\b", card.name):
        return "consumer"
    return "data centre"
