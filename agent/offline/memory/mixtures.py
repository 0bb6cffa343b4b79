"""The active part of a mixture of experts as people say it: "activates 37B", "只激活13B"."""

import re

from agent.tools.vram import catalog

_ACTIVE = re.compile(
    r"(?:\bactivat\w+|激活)\s?(?:(?:just|only|了|约)\s?)?[\d.]+ ?B"
    r"|[\d.]+ ?B (?:\w+ )?activ|[\d.]+ ?B ?(?:的)?(?:参数)?(?:是|被|会)?激活",
    re.I,
)


def active_said(text: str) -> float | None:
    """Billions of parameters of a mixture's active part as said: "activates 37B", "只激活13B"."""
    said = _ACTIVE.search(text)
    return float(re.findall(r"\d+(?:\.\d+)?", said[0])[0]) if said else None


def is_mixture(name: str) -> bool:
    """Whether a model of the catalogue is a mixture of experts."""
    model = catalog.find_model(name)
    return model is not None and bool(model.active_b or model.experts)


def without_active(text: str) -> str:
    """The text without the size of an active part, said once or again: "需要37B显存"."""
    sizes = {number for said in _ACTIVE.finditer(text) for number in re.findall(r"[\d.]+", said[0])}
    again = "|".join(rf"(?<![\d.]){re.escape(size)} ?B" for size in sizes)
    return re.sub(again, " ", text, flags=re.IGNORECASE) if sizes else text
