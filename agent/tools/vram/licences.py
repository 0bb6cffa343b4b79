"""The catalogue's models by licence: those under one, those under another, those not known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.tools.bilingual import Note, join
from agent.tools.vram.catalog import find_model

_MOST_NAMED = 8


@dataclass(frozen=True)
class ByLicence:
    """Names of models parted by whether they are under the licence asked."""

    licence: str
    held: list[str]
    others: list[str]
    unknown: list[str]
    """Models whose licence the catalogue does not hold: neither yes nor no."""


def of_licence(names: Sequence[str], licence: str) -> ByLicence:
    """The models parted by a licence, which a longer name may go on ("MIT (Llama base …)").

    >>> of_licence(["HunyuanVideo", "Hy3"], "Apache-2.0").held
    ['Hy3']
    """
    said = {name: _licence(name) for name in names}
    wanted = licence.lower()
    held = [name for name, text in said.items() if text and text.lower().startswith(wanted)]
    return ByLicence(
        licence,
        held,
        [name for name, text in said.items() if text and name not in held],
        [name for name, text in said.items() if not text],
    )


def said_of_licence(parted: ByLicence) -> Iterator[Note]:
    """How many are under the licence, what the others are under, and which are not known."""
    count = len(parted.held) + len(parted.others) + len(parted.unknown)
    if parted.held:
        yield Note(
            f"{len(parted.held)} of the {count} models are under {parted.licence}.",
            f"{count} 个模型中有 {len(parted.held)} 个采用 {parted.licence}。",
        )
    else:
        theirs = join(sorted({str(_licence(name)) for name in parted.others}), ", ", "、")
        yield Note(
            f"**None** of the {count} models is under {parted.licence} by the catalogue"
            + (f"; {len(parted.others)} are under: {theirs}." if theirs else "."),
            f"**没有**：按目录，这 {count} 个模型都不采用 {parted.licence}"
            + (f"；其中 {len(parted.others)} 个采用：{theirs.zh}。" if theirs else "。"),
        )
    if parted.unknown:
        names = join(parted.unknown[:_MOST_NAMED], ", ", "、")
        more = len(parted.unknown) - _MOST_NAMED
        yield Note(
            f"The catalogue does not hold the licence of {names}"
            + (f" and {more} more." if more > 0 else "."),
            f"目录里没有以下模型的许可证：{names.zh}"
            + (f" 等 {len(parted.unknown)} 个。" if more > 0 else "。"),
        )


def _licence(name: str) -> str | None:
    return model.licence if (model := find_model(name)) else None
