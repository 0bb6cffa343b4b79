"""The card of this machine: what its driver says, matched with the catalogue."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from agent.tools.bilingual import Note, join, say
from agent.tools.vram.cards import Card, apple_share, cards, find_gpu, is_this_machine, read_gpu
from agent.tools.vram.errors import CannotEstimate

if TYPE_CHECKING:
    from agent.tools.vram.drivers import Device

#: What a driver keeps where it does not say: the share that `data/gpus.jsonl` assumes too.
_DRIVER_SHARE = 0.015
#: A driver's total and the size a card is sold by: with error correction on, 24 GB are 22.5 GiB.
_SAME_SIZE = 0.1
_FORM = re.compile(
    r"\b(?:SXM\d?|PCIe|OAM|HBM\w*|GPU|Graphics|Generation|(?:Workstation|Server) Edition|DGXS"
    r"|(?:with )?Max[- ]Q(?: Design)?)\b|\(TM\)|\(R\)",
    re.I,
)
_SIZE = re.compile(r"\b\d+\s*GB\b", re.I)


class NoGpuFound(CannotEstimate):
    """This machine has no card that its drivers know of."""


def read_card(text: str) -> Card:
    """The card a person means; "auto" and "this machine" are the card found here."""
    return this_machine() if is_this_machine(text) else read_gpu(text)


@cache
def this_machine() -> Card:
    """The card of this machine, asked once: no card comes or goes while a program runs."""
    from agent.tools.vram.drivers import devices  # 10 ms of imports that few requests need

    return card_of(devices())


def card_of(found: Sequence["Device"]) -> Card:
    """The catalogue's card, with how many; of different cards the smallest."""
    if not found:
        raise NoGpuFound(
            Note("No GPU was found on this machine.", "本机没有找到显卡。"),
            Note("Name a card.", "请给出显卡名称。"),
        )
    each = [_card(device) for device in found]
    smallest = min(each, key=lambda card: card.usable_gib)
    names = list(dict.fromkeys(card.name for card in each))
    note = smallest.note or Note("read from this machine", "读自本机")
    if len(names) > 1:
        all_names = join(names, ", ", "、")
        note = Note(
            f"{note}; {len(each)} cards, {all_names}, each counted as the smallest",
            f"{say(note, 'zh')}；共 {len(each)} 张：{all_names.zh}，都按最小的一张计",
        )
    return replace(smallest, note=note, count=len(each) if len(each) > 1 else None)


def _card(device: "Device") -> Card:
    total = device.memory_gib
    if known := _known(device):
        usable = known.usable_gib if total is None else min(known.usable_gib, round(total, 2))
        return replace(known, usable_gib=usable, note=None)
    if total is None:
        raise CannotEstimate(
            Note(
                f"The driver does not say how much memory the {device.name} has.",
                f"驱动没有给出 {device.name} 的显存大小。",
            ),
            Note(
                "Name a card, or a memory class such as '24GB'.", "请给出显卡，或如“24GB”的大小。"
            ),
        )
    return Card(
        name=device.name,
        memory_gib=round(total, 1),
        usable_gib=round(_usable(device, total), 2),
        kind=device.kind,
        source=f"this machine, asked by {device.asked}",
        note=Note(
            "read from this machine and not in the catalogue: its driver's total less what "
            "the system keeps",
            "读自本机，不在目录中：取驱动给出的总量，减去系统占用",
        ),
    )


def _usable(device: "Device", total_gib: float) -> float:
    if device.kind == "apple":  # what macOS lets the GPU have, as in the catalogue
        return total_gib * apple_share(total_gib)
    kept = total_gib * _DRIVER_SHARE if device.kept_gib is None else device.kept_gib
    return total_gib - kept


def _known(device: "Device") -> Card | None:
    """The catalogue's card of that name and about that memory.

    Of a name's variants, the one of the size: "GeForce RTX 3060" is sold with 8 and with 12 GB.
    """
    name = _SIZE.sub(" ", _FORM.sub(" ", device.name.replace("-", " ")))
    total = device.memory_gib
    if not name.strip():
        return None
    if total is None:
        return find_gpu(name)
    sizes = {card.memory_gib for card in cards() if _is_about(total, card)}
    texts = [f"{name} {size:g}GB" for size in sorted(sizes, key=lambda gib: abs(gib - total))]
    for text in (*texts, name):
        card = find_gpu(text)
        if card and card.kind == device.kind and _is_about(total, card):
            return card
    return None


def _is_about(total_gib: float, card: Card) -> bool:
    return abs(total_gib - card.memory_gib) <= _SAME_SIZE * card.memory_gib
