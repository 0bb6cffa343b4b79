"""How many cards hold a model together, where no card of the catalogue holds it alone."""

from typing import Any

from agent.tools.bilingual import Language, Note, join, say
from agent.tools.vram.catalog import read_model
from agent.tools.vram.fit import check_fit

_CARDS = ("RTX 4090", "H100 80GB", "H200")
"""A desktop's card and the two that servers are built of."""
_SMALLER = ("fp8", "q4_k_m")
"""Formats named beside the one the files hold, where none was asked."""


def counts(model: str, request: dict[str, Any]) -> list[dict[str, Any]]:
    """For each weight format what the model needs over all cards, and how many of each card."""
    setting = {k: v for k, v in request.items() if k not in ("gpu", "gpus", "solve", "precision")}
    asked = request.get("precision")
    own = () if asked or read_model(model).model.kind != "llm" else _SMALLER
    rows: list[dict[str, Any]] = []
    for precision in (asked, *own):
        whole = check_fit(model, None, precision=precision, **setting)
        if any(row["total_gib"] <= (whole.total_gib or 0.0) for row in rows):
            continue  # the files hold no more than that already
        solved = [
            (card, check_fit(model, card, precision=precision, solve="gpus", **setting).solved)
            for card in _CARDS
        ]
        number = {card: (found or {}).get("value") for card, found in solved}
        rows.append(
            {
                "precision": whole.request["precision"],
                "total_gib": whole.total_gib,
                "cards": {card: count for card, count in number.items() if count},
            }
        )
    return rows


def counts_text(
    model: str, rows: list[dict[str, Any]], language: Language, *, beside_one: bool = False
) -> str:
    """The memory and the count of cards, a line for each format; `beside_one` where a computer of
    unified memory holds it alone."""
    lead = rows[0]
    need = f"{lead['total_gib']:.0f} GiB"
    several = Note(
        f"**More than one card**: {model} in {lead['precision']} needs about {need}, more than any "
        "single card has. Together:",
        f"**需要多张卡**：{model}（{lead['precision']}）约需 {need}，没有一张卡能单独放下。合起来：",
    )
    beside = Note("Of graphics cards it takes several together:", "用独立显卡则需多张合起来：")
    lines = [say(beside if beside_one else several, language), ""]
    for row in rows:
        held = [f"{count} x {card}" for card, count in row["cards"].items()]
        together = join(held, ", ", "、") if held else Note("not even 64 cards", "64 张卡也不够")
        line = Note(
            f"- {row['precision']}, about {row['total_gib']:.0f} GiB: {together}",
            f"- {row['precision']}，约 {row['total_gib']:.0f} GiB：{together.zh}",
        )
        lines.append(say(line, language))
    return "\n".join(lines)
