"""A memory question about several models, cards or weight formats: one call that checks each."""

from dataclasses import replace
from typing import Any

from agent.offline.request import Request

_LISTS = {"models": "model", "cards": "gpu", "precisions": "precision"}
"""The list of several values -> the argument that holds the first of them."""
_CHOSEN_FROM = {"models": "models", "card": "cards"}
"""What is asked of a list -> the list it is asked of."""
_SETTINGS = {
    "contexts": "context",
    "sizes": "width",
    "frame_counts": "frames",
    "kv_precisions": "kv_precision",
}
"""The list of several settings -> the argument that holds the first of them."""
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
    return _each_setting(replace(request, arguments=_without_firsts(arguments)))


def _each_setting(request: Request) -> list[Request]:
    """One request a context, size or cache format; all but the last are answered in a sentence."""
    arguments = {k: v for k, v in request.arguments.items() if k not in _SETTINGS}
    if "pairs" in arguments:
        return _each_pair(replace(request, arguments=arguments))
    listed = next((name for name in _SETTINGS if request.arguments.get(name)), None)
    values = list(request.arguments.get(listed or "") or ())[:_MOST]
    solved = arguments.get("which") or arguments.get("solve") == "context"
    if listed is None or solved or arguments.get(_SETTINGS[listed]) != _first(listed, values[0]):
        return [replace(request, arguments=arguments)]
    each = [replace(request, arguments={**arguments, **_setting(listed, v)}) for v in values]
    brief = [replace(r, arguments={**r.arguments, "show": "sentence"}) for r in each[:-1]]
    apart = {"beside": _setting(listed, values[0])} if len(values) == 2 else {}
    return [*brief, replace(each[-1], arguments={**each[-1].arguments, **apart})]


def _each_pair(request: Request) -> list[Request]:
    """One request a model with the format said of it; all but the last in a sentence."""
    dropped = ("pairs", "models", "precisions", "together")
    kept = {k: v for k, v in request.arguments.items() if k not in dropped}
    each = [{**kept, "model": m, "precision": p} for m, p in request.arguments["pairs"][:_MOST]]
    brief = [replace(request, arguments={**one, "show": "sentence"}) for one in each[:-1]]
    return [*brief, replace(request, arguments=each[-1])]


def _setting(listed: str, value: Any) -> dict[str, Any]:
    if listed == "sizes":
        width, height = str(value).split("x")
        return {"width": int(width), "height": int(height)}
    return {_SETTINGS[listed]: value}


def _first(listed: str, value: Any) -> Any:
    return _setting(listed, value)[_SETTINGS[listed]]


def _without_firsts(arguments: dict[str, Any]) -> dict[str, Any]:
    """The number of cards stands in each card's own name: "2x RTX 3090"."""
    return {k: v for k, v in arguments.items() if not (k == "gpus" and "cards" in arguments)}
