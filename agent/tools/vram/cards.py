"""Graphics cards and unified-memory machines, by the names people give them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.card_words import (
    BRANDS,
    MEMORY,
    SERIES,
    bag,
    mixed,
    note_where_bare,
    split_count,
)
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import rows
from agent.tools.vram.names import Tokens, closest_names, closest_spelling, tokens

_NEGATIVE = re.compile(r"^\s*(?:[-−–]|minus|负)\s*\d", re.I)
_MAC = re.compile(r"(?<![a-z])(?:i?mac(?:s|book)?|macos)(?![a-z])", re.I)
_NAME_ONE = Note("Name one, for example RTX 3060 12GB.", "请给出一款，例如 RTX 3060 12GB。")
_THIS_MACHINE = re.compile(
    r"auto(?:matic)?|(?:this|my|local) (?:machine|computer|pc)|本机|这台(?:机器|电脑)|自动", re.I
)


@dataclass(frozen=True)
class Card:
    """One row of `data/gpus.jsonl`."""

    name: str
    memory_gib: float
    usable_gib: float
    """What a program may use: less the driver's share, or the GPU's part of unified memory."""
    bandwidth_gb_s: float | None = None
    date: str | None = None
    kind: str = "cuda"
    unified: bool = False
    """Whether GPU and CPU share one memory: what leaves the GPU frees nothing."""
    aliases: list[str] = field(default_factory=list[str])
    source: str = ""
    as_of: str | None = None
    note: str | None = None
    note_where_bare: str | None = None
    """What is said where the name came without its memory."""
    count: int | None = None
    """How many, where the name says so ("2x A100")."""


def find_gpu(text: str) -> Card | None:
    """The card a person means, or None."""
    try:
        return read_gpu(text)
    except CannotEstimate:
        return None


def read_gpu(text: str) -> Card:
    """The card a person means; an error names the closest ones.

    >>> read_gpu("2x A100 80G").name, read_gpu("2x A100 80G").count
    ('A100 80GB', 2)
    """
    name = unicodedata.normalize("NFKC", text).strip()
    if not name:
        raise CannotEstimate(
            Note("No card was named.", "没有给出显卡。"),
            _NAME_ONE,
        )
    if is_this_machine(name):
        raise CannotEstimate(
            Note(f"{name!r} does not say which card is meant.", f"“{name}”没有说明是哪款显卡。"),
            _NAME_ONE,
        )
    if parts := mixed(name):
        return _together(parts, text)
    count, name = split_count(name)
    if "/" in name:
        pair = [read_gpu(part) for part in name.split("/") if part.strip()]
        card = min(pair, key=lambda one: one.usable_gib)
    else:
        card = _read_one(name, text)
    return replace(card, count=count) if count else card


def is_this_machine(text: str) -> bool:
    """Whether a text means the card of the machine it is read on, whatever that is.

    >>> is_this_machine("auto"), is_this_machine("This machine"), is_this_machine("3060")
    (True, True, False)
    """
    return bool(_THIS_MACHINE.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def list_gpus() -> list[dict[str, Any]]:
    """Every card as a row, by memory and then name."""
    return [
        {
            "name": card.name,
            "memory_gib": card.memory_gib,
            "usable_gib": card.usable_gib,
            "bandwidth_gb_s": card.bandwidth_gb_s,
            "date": card.date,
            "kind": card.kind,
            "note": card.note,
            "source": card.source,
        }
        for card in sorted(cards(), key=lambda one: (one.memory_gib, one.name))
    ]


@cache
def cards() -> tuple[Card, ...]:
    """Every card of the catalogue."""
    return tuple(Card(**row) for row in rows("gpus"))


@cache
def gpu_aliases() -> dict[str, str]:
    """Every name by which a card is known -> its canonical name."""
    return {alias: card.name for card in cards() for alias in (card.name, *card.aliases)}


def _read_one(name: str, asked: str) -> Card:
    if _NEGATIVE.match(name):
        raise CannotEstimate(
            Note(
                f"No card has {asked.strip()!r}: memory is above zero.",
                f"没有“{asked.strip()}”的显卡：显存大于零。",
            )
        )
    name = re.sub(
        r"(ti|super|xt|xtx|ada|laptop|(?<=m\d)(?:max|pro|ultra))(?=\d)", r"\1 ", name, flags=re.I
    )
    memory = MEMORY.search(name)
    gib = float(memory[1]) if memory else None
    rest = _words(MEMORY.sub(" ", name, count=1) if memory else name)
    if gib is not None and (not rest or rest in (("class",), ("级",), ("级别",))):
        return _mac_of_size(gib) if _MAC.search(name) else _card_of_size(gib)
    if not rest:
        raise _unknown(asked)
    if rest not in _index() and rest[-1] == "s":  # "3090s", but never "L40S"
        rest = rest[:-1]
    variants = _index().get(rest) or _in_other_words(name, gib) or _index().get(_closest(rest))
    if not variants:
        raise _unknown(asked)
    if gib is None:
        bare = [card for card in variants if rest in {_words(alias) for alias in card.aliases}]
        card = (bare or variants)[0]
        return replace(card, note=card.note_where_bare or note_where_bare(card, variants, cards()))
    for card in variants:
        if gib in _sizes(card):
            return card
    sizes = join(dict.fromkeys(f"{card.memory_gib:g}" for card in variants), " or ", " 或 ")
    raise CannotEstimate(
        Note(
            f"There is no {asked.strip()!r}: {variants[0].name} has {sizes} GB.",
            f"没有“{asked.strip()}”这款显卡：{variants[0].name} 的显存为 {sizes.zh} GB。",
        ),
        Note(
            "Name the card without its memory, or a memory class such as '24GB'.",
            "请只写显卡名称，或只写显存大小，例如“24GB”。",
        ),
        [card.name for card in variants],
    )


def _together(parts: Sequence[str], asked: str) -> Card:
    """Cards named one by one ("3090 + 3090"): so many of the one, or refused where they differ."""
    found = [read_gpu(part) for part in parts]
    names = join(dict.fromkeys(card.name for card in found), ", ", "、")
    if len({card.name for card in found}) > 1:
        raise CannotEstimate(
            Note(
                f"{asked.strip()!r} names different cards ({names}): only cards of one kind are "
                "counted together.",
                f"“{asked.strip()}”是不同的显卡（{names.zh}）：只能合计同一款显卡。",
            ),
            Note("Name one of them, with how many.", "请只写其中一款和张数。"),
            [card.name for card in found],
        )
    return replace(found[0], count=sum(card.count or 1 for card in found))


def _in_other_words(name: str, gib: float | None) -> list[Card]:
    """The cards of a name in another order ("4070 Super Ti"), without "laptop" where only laptops
    have it, or shortened ("Jetson Orin 64GB") where its memory says which it is."""
    wanted = bag(name)
    alike = [card for card in cards() if bag(card.name) == wanted]
    if alike or (alike := _index().get(_words(f"{name} laptop"), [])) or gib is None:
        return alike
    longer = [c for c in cards() if wanted and wanted < bag(c.name) and gib in _sizes(c)]
    return longer if len(longer) == 1 else []


def _closest(rest: Tokens) -> Tokens:
    """The words of the one card whose name is misspelt."""
    known = {" ".join(name): name for name in _index()}
    return known.get(closest_spelling(" ".join(rest), known) or "", ())


def _sizes(card: Card) -> set[float]:
    """The sizes by which a card is sold: a B200 is called 180 and 192 GB."""
    said = (MEMORY.search(name) for name in (card.name, *card.aliases))
    return {card.memory_gib} | {float(found[1]) for found in said if found}


def _card_of_size(gib: float) -> Card:
    if not 1 <= gib <= 2048:
        raise CannotEstimate(
            Note(f"A card with {gib:g} GB does not exist.", f"没有 {gib:g} GB 的显卡。"),
            Note("Memory classes run from 1 to 2048 GB.", "显存大小从 1 到 2048 GB。"),
        )
    return Card(
        name=Note(f"{gib:g} GB card", f"{gib:g} GB 显卡"),
        memory_gib=gib,
        usable_gib=round(gib * 0.985, 2),
        note=Note("a memory class, not one card", "按显存大小计，不是某一款显卡"),
    )


def apple_share(memory_gib: float) -> float:
    """The share of a Mac's memory that macOS lets the GPU have, as in the catalogue."""
    return 0.67 if memory_gib <= 36 else 0.75


def _mac_of_size(gib: float) -> Card:
    """A Mac named by its memory alone, which CPU and GPU share; its bandwidth is the chip's."""
    card = _card_of_size(gib)
    return replace(
        card,
        name=Note(f"Mac with {gib:g} GB", f"{gib:g} GB 内存的 Mac"),
        usable_gib=round(gib * apple_share(gib), 2),
        kind="apple",
        unified=True,
        note=Note("unified memory: what the GPU may use of it", "统一内存：GPU 可用的部分"),
    )


def _words(name: str) -> Tokens:
    """Tokens without brand, series and filler words, so that "3060" is "RTX 3060".

    >>> _words("GeForce RTX 3060 Ti") == _words("3060ti")
    True
    """
    text = name.lower().replace("mobile", "laptop").replace("notebook", "laptop")
    text = (
        text.replace("笔记本", " laptop ").replace("移动版", " laptop ").replace("昇腾", "ascend ")
    )
    found = list(tokens(BRANDS.sub(" ", text)))
    if found and found[0] in SERIES:
        found = found[1:]
    return tuple(found)


@cache
def _index() -> dict[Tokens, list[Card]]:
    """Words of a name without its memory -> the cards of that name, in the file's order."""
    index: dict[Tokens, list[Card]] = {}
    for card in cards():
        for alias in (card.name, *card.aliases):
            entry = index.setdefault(_words(MEMORY.sub(" ", alias)), [])
            if card not in entry:
                entry.append(card)
    return index


def _numbered_like(asked: str) -> list[str]:
    """Cards whose number has one digit other than the one asked: "4091" is near the RTX 4090."""
    number = re.search(r"(?<!\d)\d{3,4}(?!\d)", asked)
    if number is None:
        return []

    def is_near(other: str) -> bool:
        same = len(other) == len(number[0])
        return same and sum(a != b for a, b in zip(other, number[0], strict=True)) == 1

    found = [c.name for c in cards() if any(map(is_near, re.findall(r"\d+", c.name)))]
    return sorted(found, key=lambda name: (number[0][:3] not in name, len(name)))


def _unknown(asked: str) -> CannotEstimate:
    near = _numbered_like(asked) or closest_names(asked, gpu_aliases(), cutoff=0.5)
    names = join(near[:3], ", ", "、")
    every = Note(
        "`vendorscope vram --list gpus` shows all names.",
        "用 `vendorscope vram --list gpus` 查看全部名称。",
    )
    hint = (
        Note(f"Did you mean {names}? {every}", f"您是否要找 {names.zh}？{every.zh}")
        if near
        else every
    )
    asked = asked.strip()
    return CannotEstimate(Note(f"Unknown card {asked!r}.", f"未知的显卡“{asked}”。"), hint, near)
