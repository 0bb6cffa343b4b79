"""The memory that somebody says a model needs, held against the estimate: "needs 40 GB, right?"."""

from collections.abc import Sequence
from typing import Any

from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def read_claimed(text: str, memory: Sequence[Quantity], found: dict[str, Any]) -> list[Quantity]:
    """`claimed_gb`, with `claimed_as` where it is a bound; the amounts that are a card's stay."""
    if "model" not in found or phrase("vram", "claim_of_need").search(text) is None:
        return list(memory)
    own: list[Quantity] = []
    for quantity in memory:
        said = phrase("vram", "needs_before").search(text[: quantity.start])
        of_card = phrase("vram", "of_a_card").match(text[quantity.end :])
        if said is None or of_card or "claimed_gb" in found:
            own.append(quantity)
            continue
        found["claimed_gb"] = float(quantity.value)
        for bound in ("more", "less"):
            if phrase("vram", f"claimed_{bound}").search(
                text[max(0, said.start() - 2) : quantity.start]
            ):
                found["claimed_as"] = bound
    return own


def holds(claimed: float, bound: str | None, low: float, high: float, need: float) -> bool:
    """Whether a claim agrees with an estimate in GiB, read as GiB or as decimal GB, which tools mix.

    >>> holds(40, None, 14.4, 16.3, 15.3), holds(16.5, None, 14.4, 16.3, 15.3)
    (False, True)
    >>> holds(12, "more", 14.4, 16.3, 15.3), holds(12, "less", 14.4, 16.3, 15.3)
    (True, False)
    """
    in_gib = (claimed, claimed * 1e9 / 2**30)
    if bound == "more":
        return need > in_gib[1]
    if bound == "less":
        return need <= in_gib[0]
    return any(low <= one <= high for one in in_gib)
