"""The cards of a memory check, read from a question: their names, memory and number."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from agent.offline.alternatives import named_together
from agent.offline.entities import Entity
from agent.offline.memory.claimed import read_claimed
from agent.offline.memory.taken import read_taken
from agent.offline.memory.workload import plain_value
from agent.offline.memory.written_names import unlisted_card
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity
from agent.tools.vram import cards

_COUNT_ALONE = re.compile(
    r"\b(two|three|four|six|eight|\d{1,3}) (?:of (?:them|those|these)|cards|gpus)\b"
    r"|([两二双三四八]|\d{1,3})(?:张|块|片|卡)",
    re.IGNORECASE,
)
_MEMORY = re.compile(r"\s*\d+ ?G[iB]*B?\b")
_EITHER_SIZE = re.compile(
    r"(?<!\d)(\d{1,3})\s?(?:GB?|gigs?)?(?: (?:card|model|version|one|vram))?\s?(?:,? or (?:is it |with |the |an? )*|还是|或)\s?(\d{1,3})\s?(?:GB|G\b|gigs?)",
    re.IGNORECASE,
)
"""8 GB or 12 GB, of one card."""
_SIZE = re.compile(r"\d+\s?(?:G|GB|GiB|gigs?)\s(?:VRAM )?$", re.IGNORECASE)
"""A card's memory before its name, which counts no cards."""


def read_cards(
    text: str,
    entities: Sequence[Entity],
    quantities: Sequence[Quantity],
    found: dict[str, Any],
    notes: list[str],
) -> None:
    """`gpu` and `gpus`; `cards` where several are asked, each with its number: "2x RTX 3090"."""
    named = [e for e in entities if e.kind == "gpu"]
    memory = [q for q in quantities if q.unit in ("GB", "GiB") and not _is_model_size(text, q)]
    is_apart = named and not phrase("vram", "mac").search(text)
    if is_apart or "offload" in text.lower() or "卸载" in text:
        memory = [q for q in memory if not phrase("vram", "of_computer").match(text[q.end :])]
    subjects = [e.end for e in entities if e.kind in ("model", "system")]
    memory = read_claimed(text, read_taken(text, memory, bool(named), found, subjects), found)
    if named:
        _read_named(text, named, memory, found, notes)
    elif memory:
        kind = "Mac" if phrase("vram", "mac").search(text) else "class"
        sizes = [(q.start, q.end, f"{plain_value(q)}GB {kind}") for q in memory]
        found["gpu"] = sizes[0][2]
        if len(several := named_together(text, sizes)) > 1:
            found["cards"] = several
        _set_count(text, memory[0].start, found)
    elif size := _of_small_machine(text):
        found["gpu"] = f"{size}GB class"
    elif unlisted := unlisted_card(text, entities):
        found["gpu"] = unlisted
    elif said := _COUNT_ALONE.search(text):
        number = next(g for g in said.groups() if g).lower()
        found["gpus"] = int(number) if number.isdigit() else table("card_counts")[number]


def _of_small_machine(text: str) -> int | None:
    """GB of main memory of a machine without a card that is called by its name."""
    machines = table("small_machines").items()
    return next((gb for name, gb in machines if re.search(name, text, re.IGNORECASE)), None)


def asks_of_card(text: str) -> bool:
    """Whether a card's own figures are asked, which of two sizes it has, or what it can train."""
    asked = any(phrase("vram", name).search(text) for name in ("card_figures", "speed"))
    return asked or _EITHER_SIZE.search(text) is not None or is_to_train(text)


def sizes_of_card(text: str, card: str) -> list[str]:
    """The two cards of one name that a question on its memory sets against each other: "is the 3060
    an 8 GB or a 12 GB card?"."""
    said = _EITHER_SIZE.search(text)
    if said is None:
        return []
    name = re.sub(r"\s?\d+\s?GB$", "", card)
    return [f"{name} {size}GB" for size in (said[1], said[2])]


def is_to_train(text: str) -> bool:
    """Whether a training to come is meant, not how a model was trained."""
    return (
        phrase("vram", "training").search(text) is not None
        and phrase("vram", "need").search(text) is not None
        and re.search(r"\b(?:did|was|were|used|took)\b|用了|花了", text, re.IGNORECASE) is None
    )


def _read_named(
    text: str,
    named: Sequence[Entity],
    memory: Sequence[Quantity],
    found: dict[str, Any],
    notes: list[str],
) -> None:
    card = named[0]
    found["gpu"] = called = _portable(text, card.canonical)
    outside = [q for q in memory if not any(_holds(other, q) for other in named)]
    beside = next((q for q in outside if q.end > card.start - 30 and q.start < card.end + 30), None)
    if beside and not any(_holds(card, q) for q in memory):
        found["gpu"] = _with_memory(called, beside, notes)
    _set_count(text, card.start, found)
    counted = {_portable(text, e.canonical): _count(text, e.start) for e in reversed(named)}
    if len(counted) > 1:
        found["cards"] = [_times(name, number) for name, number in reversed(counted.items())]
        found["gpu"] = found["cards"][0]


def _portable(text: str, card: str) -> str:
    """The laptop's card of that name, which has less memory, where a laptop is spoken of."""
    if not phrase("vram", "laptop").search(text):
        return card
    made = f"{_MEMORY.sub('', card).strip()} laptop".lower()
    return next((n for n in _catalogue_cards() if _MEMORY.sub("", n).strip().lower() == made), card)


def _holds(card: Entity, quantity: Quantity) -> bool:
    """Whether an amount of memory is part of a card's name: "A100 80GB"."""
    return quantity.start < card.end and card.start < quantity.end


def _times(card: str, number: int | None) -> str:
    return f"{number}x {card}" if number and number > 1 else card


def _with_memory(card: str, quantity: Quantity, notes: list[str]) -> str:
    """The card of that name with the memory said; a memory it is not made with becomes a note."""
    given = float(quantity.value)
    usual = cards.gpu_aliases().get(card, card)
    made = {n: m for n, m in _catalogue_cards().items() if _is_variant(n, usual)}
    if not made:
        return f"{card} {plain_value(quantity)}GB"
    if named := next((n for n, m in made.items() if abs(m - given) < 0.6), None):
        return named
    sizes = " or ".join(f"{m:g} GB" for m in sorted(set(made.values())))
    notes.append(f"claimed memory: {card} with {plain_value(quantity)} GB; it is made with {sizes}")
    return card


def _set_count(text: str, at: int, found: dict[str, Any]) -> None:
    if (number := _count(text, at)) is not None:
        found["gpus"] = number


def _count(text: str, at: int) -> int | None:
    """How many of the card at a place are said: "two 3090s", "3090 x 2", "四张3090"."""
    before, after = _SIZE.sub("", text[max(0, at - 24) : at])[-18:], text[at : at + 40]
    number = re.search(
        r"(\d{1,4})\s?(?:[x×*]|张(?!图|照|画)|块|片|卡)\s?(?:\w+ )?$", before, re.IGNORECASE
    ) or re.search(r"(?<![\w.,])(\d{1,3}) (?:\w+ )?$", before)
    alone = re.search(
        r"\b(?:on|with|using|of|by|need|have|take|so|and|or|just|only|my|our|to|into|across|over|can|could|will|would|do|does"
        r"|run|rent|buy|get|are) "
        r"(\d{1,2}) $",
        before,
        re.IGNORECASE,
    )
    times = re.match(
        r"[\w -]{1,24}?(?:\s[x×*]\s?|(?<=\d)[x×*]\s?)(\d{1,3})(?![\dpxG])", after, re.IGNORECASE
    )
    times = times or re.match(r"[\w -]{2,20}?[\sGB](\d{1,2})\s?(?:张|块|片)?卡", after)
    # The S of an L40S is a part of its name.
    plural = re.match(r"[\w -]*?\d\w*s\b|\d+\s?[Gg][Bb] cards|[\w ]+ cards", after)
    if number and (plural or re.search(r"[x×*张块片卡]", number[0], re.IGNORECASE)):
        return int(number[1])
    if times:
        return int(times[1])
    if alone:
        return int(alone[1])
    words = "|".join(sorted(map(re.escape, table("card_counts")), key=len, reverse=True))
    said = re.search(
        rf"({words})(?:\s|张(?!图|照|画)|块|片|卡|路)(?:\w+ )?\s*$", before, re.IGNORECASE
    ) or re.search(r"([双两])\s*$", before)
    return table("card_counts")[said[1].lower()] if said else None


def _is_model_size(text: str, quantity: Quantity) -> bool:
    return (
        re.match(
            r"\s?(?:model|weights|checkpoint|download)", text[quantity.end : quantity.end + 12]
        )
        is not None
    )


def _is_variant(name: str, card: str) -> bool:
    """Whether both are the same card but for the memory in their names."""
    return _MEMORY.sub("", name).strip().lower() == _MEMORY.sub("", card).strip().lower()


@cache
def _catalogue_cards() -> dict[str, float]:
    return {row["name"]: float(row["memory_gib"]) for row in cards.list_gpus()}
