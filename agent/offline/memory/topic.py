"""Whether a question is about a model's memory or its speed on a card."""

import re

from agent.offline import vocabulary
from agent.offline.memory.cards import asks_of_card, is_to_train
from agent.offline.memory.manner import asks_larger
from agent.offline.memory.mixtures import active_said, is_mixture
from agent.offline.memory.named_model import is_run
from agent.offline.memory.written_names import unlisted_card, unlisted_model
from agent.offline.reading import Reading
from agent.offline.vocabulary import phrase
from agent.tools.vram import catalog

_BESIDE = {"memory", "hardware", "size", "context", "quota", "features"}
"""Aspects that go with a memory check; any other asks for a fact."""
_SIZE = re.compile(r"(?<![A-Za-z0-9_.$-])\d{1,4}(?:\.\d+)?\s?[bB](?![A-Za-z])")
_SOLVED = ("gpus", "context", "batch", "frames", "resolution", "precision")


def is_vram(reading: Reading) -> bool:
    """Whether a model is to be put on a card, or its memory or speed there is asked."""
    text, cards = reading.text, reading.names("gpu")
    named = bool(reading.names("model") or _systems(reading))
    if not named and (
        asks_of_card(text) if cards else _names_memory(reading) and is_to_train(text)
    ):
        return True
    if asks_speed(reading):
        return True
    if _is_recorded(reading):
        return False
    if is_card_claim(reading):
        return True
    if named or _SIZE.search(text):
        sized = not named and phrase("vram", "in_a_format").search(text) is not None
        return sized or _is_check(reading) or asks_memory(reading) or _is_shaped(reading)
    return _is_of_card(reading) or _is_shaped(reading) or _is_of_unlisted(reading)


def is_card_claim(reading: Reading) -> bool:
    """Whether somebody supposes that a model runs on a card ("…, right?"): the check decides that.

    What an article, a vendor or a date is cited for stays a claim on the library, as does a
    published minimum without a card, a weight format or a length ("needs 60 GB, right?").
    """
    text = reading.text
    if _is_active_claim(reading):
        return True
    if vocabulary.topics()["claim"].find(text) is None or _others(reading) or reading.times:
        return False
    if reading.names("vendor", "person", "document") or vocabulary.has("article", text):
        return False
    model = bool(reading.names("model") or _systems(reading) or vocabulary.pronouns().find(text))
    card = reading.names("gpu") or _own(text) or phrase("vram", "of_card").search(text)
    card = card or phrase("vram", "in_a_format").search(text)
    card = card or any(q.unit == "tokens" for q in reading.quantities)
    card = card and _names_memory(reading)
    return bool(model and card and is_held(text)) and not _is_recorded(reading)


def _is_active_claim(reading: Reading) -> bool:
    """Whether memory is concluded from the active part of a mixture: "only 37B are active, so …"."""
    text = reading.text
    concludes = all(phrase("vram", name).search(text) for name in ("concluded", "of_memory"))
    mixtures = any(is_mixture(entity.canonical) for entity in reading.names("model"))
    return bool(concludes and active_said(text) and mixtures)


def is_held(text: str) -> bool:
    """Whether something is to be put or run somewhere: "fits", "goes on", "will do"."""
    return vocabulary.has("vram", text) or phrase("vram", "held").search(text) is not None


def asks_speed(reading: Reading) -> bool:
    """Whether the speed of a language model on a card is asked; a clip's time is a published one."""
    if not (reading.names("gpu") and phrase("vram", "speed").search(reading.text)):
        return False
    return any(_kind(entity.canonical) == "llm" for entity in reading.names("model"))


def asks_memory(reading: Reading) -> bool:
    """Whether the memory of catalogue models is asked in some setting, or of several side by side."""
    text = reading.text
    models = {e.canonical for e in reading.names("model") if _kind(e.canonical) != "closed"}
    if not models:
        return False
    if phrase("vram", "locally").search(text) and phrase("vram", "runs").search(text):
        return True
    if phrase("vram", "takes_to_run").search(text) and not _others(reading):
        return True
    if len(models) > 1 and asks_larger(text) and not _others(reading):
        return True
    if not phrase("vram", "of_memory").search(text):
        return False
    tokens = any(q.unit == "tokens" for q in reading.quantities)
    said = any(phrase("vram", name).search(text) for name in ("in_a_format", "how_much"))
    return len(models) > 1 or tokens or said


def asks_most(text: str) -> bool:
    """Whether the number of cards, the largest context, batch, clip or picture is asked."""
    return any(phrase("vram", f"solve_{name}").search(text) for name in _SOLVED)


def _is_recorded(reading: Reading) -> bool:
    """Whether a published time, training run or price is asked, which no check gives."""
    text, strong = reading.text, _is_strong(reading)
    trains = (strong or _names_memory(reading)) and is_to_train(text)
    if phrase("routing", "recorded").search(text) and not trains:
        return True
    return phrase("routing", "money").search(text) is not None and not strong


def _is_check(reading: Reading) -> bool:
    """Whether a model that is named is to be put on a card, or its memory is asked outright."""
    text = reading.text
    if _names_memory(reading):
        pictures = any(q.unit in ("px", "frames", "fps") for q in reading.quantities)
        pictures = pictures or _is_of_length(reading)
        cue = vocabulary.has("vram", text)
        at_work = any(phrase("vram", name).search(text) for name in ("in_a_format", "batch"))
        if cue or not _others(reading) or asks_most(text) or pictures or at_work:
            return True
        if phrase("routing", "runnable").search(text):
            return True
    return _is_strong(reading) and not phrase("routing", "machine").search(text)


def _is_of_unlisted(reading: Reading) -> bool:
    """Whether the memory of a model is asked that no row knows: the check names the closest."""
    asks = all(phrase("vram", name).search(reading.text) for name in ("of_memory", "how_much"))
    asks = asks or (is_held(reading.text) and reading.names("gpu"))
    return bool(asks) and unlisted_model(reading.text, reading.entities) is not None


def _is_of_length(reading: Reading) -> bool:
    """Whether a clip of so many seconds is to be made, not how many it takes."""
    clip = any(_kind(e.canonical) == "video" for e in reading.names("model"))
    length = any(q.unit == "seconds" and q.per is None for q in reading.quantities)
    return clip and length and not phrase("vram", "time_taken").search(reading.text)


def _is_of_card(reading: Reading) -> bool:
    """Whether it is asked what a card runs, or whether "it" runs there."""
    text = reading.text
    cue = vocabulary.has("vram", text) or (reading.names("gpu") and is_held(text))
    if not _names_memory(reading):
        return False
    if phrase("routing", "runnable").search(text):
        return True
    if not cue or _others(reading):
        return False
    chosen = reading.names("gpu") and phrase("vram", "which_models").search(text)
    return bool(chosen or vocabulary.pronouns().find(text))


def _is_shaped(reading: Reading) -> bool:
    """Whether a model stands beside a shape of work, in few words or with a cue."""
    if not reading.names("model") or reading.names("vendor"):
        return False
    if not phrase("routing", "shape").search(reading.text):
        return False
    return vocabulary.has("vram", reading.text) or len(reading.text) < 60


def _names_memory(reading: Reading) -> bool:
    """Whether a card, a machine of one's own or an amount of memory is named."""
    text = reading.text
    return bool(
        reading.names("gpu")
        or _own(text)
        or unlisted_card(text, reading.entities)
        or any(q.unit in ("GB", "GiB") for q in reading.quantities)
        or phrase("vram", "cpu_only").search(text)
    )


def _own(text: str) -> bool:
    return phrase("vram", "own_card").search(text) is not None


def _is_strong(reading: Reading) -> bool:
    return phrase("routing", "memory_strong").search(reading.text) is not None


def _others(reading: Reading) -> set[str]:
    return set(reading.aspects) - _BESIDE


def _systems(reading: Reading) -> list[str]:
    return [e.canonical for e in reading.names("system") if is_run(e.canonical)]


def _kind(name: str) -> str | None:
    model = catalog.find_model(name)
    return model.kind if model else None
