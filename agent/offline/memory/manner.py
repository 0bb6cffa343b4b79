"""How a model is to be put on the card: copies, beside another, on the processor; and whether its
speed is asked."""

from typing import Any

from agent.offline.memory.picture import kind_of_model
from agent.offline.vocabulary import phrase, table


def read_manner(text: str, found: dict[str, Any]) -> None:
    """`copies`, `together`, `host` and `show`, which the reply says beside the check."""
    if said := phrase("vram", "copies").search(text):
        number = next(g for g in said.groups() if g).lower()
        found["copies"] = int(number) if number.isdigit() else table("copy_counts")[number]
    if len(found.get("models") or ()) > 1 and phrase("vram", "together").search(text):
        found["together"] = True
    if len(found.get("models") or ()) > 1 and "gpu" not in found and _asks_size(text):
        found["show"] = "size"
    different = {str(card) for card in found.get("cards") or ()}
    splits = kind_of_model(found) in ("llm", None) and "models" not in found
    if len(different) > 1 and splits and phrase("vram", "pooled").search(text):
        found["pooled"] = True
    if is_on_processor(text, found):
        found["host"] = "cpu"
        if kind_of_model(found) == "llm":
            found.setdefault("engine", "llama.cpp")
    if "model" in found and "which" not in found and phrase("vram", "ram_to_offload").search(text):
        found |= {"show": "main_memory", "offload": "none"}  # what leaves the card is all of it
        return
    if "which" not in found and "gpu" in found and phrase("vram", "speed").search(text):
        found["show"] = "speed"
        found.pop("solve", None)


def _asks_size(text: str) -> bool:
    """Whether the larger model is asked ("which is bigger?"), not the one that takes more memory."""
    return asks_larger(text) and phrase("vram", "of_memory").search(text) is None


def asks_larger(text: str) -> bool:
    """Whether the larger or the smaller of several models is asked: "which is bigger, A or B?"."""
    names = ("more_parameters", "larger_one", "smaller_one")
    return any(phrase("vram", name).search(text) for name in names)


def is_on_processor(text: str, found: dict[str, Any]) -> bool:
    """Whether the amount of memory is the computer's own, with no card to use."""
    gpu = str(found.get("gpu", ""))
    alone = (not gpu or gpu.endswith("GB class")) and "offload" not in found
    rest = phrase("vram", "parts_on_cpu").sub(" ", text)
    return alone and phrase("vram", "cpu_only").search(rest) is not None
