"""A memory question about several models or cards, made one question each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.request import Request

_MOST = 4


def one_check_each(request: Request) -> list[Request]:
    """One request a model and card: "Can a 3060 or a 4090 run it?" asks twice."""
    if request.topic != "vram":
        return [request]
    rest = dict(request.arguments)
    models, cards = rest.pop("models", ()), rest.pop("gpus_compared", ())
    if rest.get("which") or rest.get("model") not in models:
        models = ()
    if rest.get("which") or rest.get("gpu") not in cards:
        cards = ()
    checks = [
        {**rest, **model, **card}
        for model in _each("model", models)
        for card in _each("gpu", cards)
    ]
    return [replace(request, arguments=check) for check in checks[:_MOST]]


def _each(name: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    return [{name: value} for value in values] or [{}]
