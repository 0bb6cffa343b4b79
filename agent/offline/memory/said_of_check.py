"""A few words more on the memory check before: what is taken of the card, how fast it runs there."""

from collections.abc import Mapping
from typing import Any

from agent.offline.arguments import arguments_for
from agent.offline.memory.mixtures import active_said
from agent.offline.memory.named_model import is_run
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.vocabulary import phrase

_SETTINGS = frozenset("free_gib reserved_gib gpus precision offload batch context".split())
"""What a few words may change."""
_FEW = 14


def adds_to_check(request: Request, reading: Reading, last: Request) -> bool:
    """Whether the words say more of the check before: "2 GB are used by the desktop"."""
    if last.topic != "vram" or request.topic not in ("fact", "vram", "claim"):
        return False
    if not {"model", "models"} & set(last.arguments):
        return False
    given = arguments_for("vram", reading)[0]
    if supposes_active(reading) and given.get("model") in (None, last.arguments.get("model")):
        return True
    adds = says_more(reading, given) or asks_its_speed(reading)
    return adds and request.topic != "claim"


def says_more(reading: Reading, given: Mapping[str, Any]) -> bool:
    """Whether a few words that name nothing to run hold a setting of a check."""
    few = len(reading.text.split()) <= _FEW
    return few and not _names_what_runs(reading) and bool(_SETTINGS & set(given))


def supposes_active(reading: Reading) -> bool:
    """Whether it is concluded from the active part of a mixture what memory it needs."""
    text = reading.text
    return bool(active_said(text) and phrase("vram", "concluded").search(text))


def asks_its_speed(reading: Reading) -> bool:
    """Whether the speed of the check's own model is asked: "how fast would it be?"."""
    asks = phrase("vram", "speed").search(reading.text) is not None
    return asks and not _names_what_runs(reading)


def _names_what_runs(reading: Reading) -> bool:
    """Whether a model, its maker or a product that may be run is named."""
    products = [e for e in reading.names("system") if is_run(e.canonical)]
    return bool(products or reading.names("model", "vendor"))
