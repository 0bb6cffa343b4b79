"""A memory question about several models, cards or weight formats: one call that checks each."""

from dataclasses import replace
from typing import Any

from agent.offline.request import Request

_LISTS = {"models": "model", "cards": "gpu", "precisions": "precision"}
"""The list of several values -> the argument that holds the first of them."""
_CHOSEN_FROM = {"models": "models", "card": "cards"}
"""What is asked of a list -> the list it is asked of."""
_MOST = 4
"""Values of a list that the question itself names; a list spoken of before has no such end."""


def one_check_each(request: Request) -> list[Request]:
    """The request with the lists that its call is to check one by one, side by side.

    A list whose first value was changed since, by a turn that names another, is dropped.
    """
    if request.topic != "vram":
        return [request]
    arguments = dict(request.arguments)
    for name, first in _LISTS.items():
        values = list(arguments.get(name) or ())
        chosen = name == _CHOSEN_FROM.get(str(arguments.get("which")))
        if not values or chosen:
            continue
        if len(values) < 2 or arguments.get("which") or arguments.get(first) not in values:
            del arguments[name]
        else:
            arguments[name] = values[:_MOST]
    return [replace(request, arguments=_without_firsts(arguments))]


def _without_firsts(arguments: dict[str, Any]) -> dict[str, Any]:
    """The number of cards stands in each card's own name: "2x RTX 3090"."""
    return {k: v for k, v in arguments.items() if not (k == "gpus" and "cards" in arguments)}
