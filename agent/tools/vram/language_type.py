"""Which class of transformers a language model is: its model type, and how that class prefills."""

import re
from functools import cache

from agent.tools.vram.facts import table
from agent.tools.vram.model import Model


def type_of(model: Model) -> str | None:
    """The model type a config states, or that a catalogue row has by its name or family.

    >>> type_of(Model("Qwen3-30B-A3B", "llm", family="Qwen3", experts=128))
    'qwen3_moe'
    """
    return model.model_type or type_by_name(model.name, model.family, bool(model.experts))


@cache
def type_by_name(name: str, family: str, is_mixture: bool) -> str | None:
    """The model type of a dense or mixture-of-experts model by its name or family."""
    families: list[list[str]] = table("language_types")["families"]
    for pattern, dense, mixture in families:
        if any(re.match(pattern, one, re.I) for one in (name, family)):
            return mixture if is_mixture else dense
    return None


def has_trait(model: Model, trait: str) -> bool:
    """Whether the model's class is in one of the lists of `data/language_types.json`."""
    return type_of(model) in table("language_types")[trait]
