"""A slip in a short name before its version: "qwn3", "flx.1", "wann 2.2"."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from agent.offline.respelled import is_english
from agent.offline.spelling import common_words


def short_name_meant(typed: str, names: Iterable[str]) -> str | None:
    """The one name of three or four letters that a slip away begins alike; None where words or
    several names are as near. A letter put for another is too much at this length.

    >>> short_name_meant("qwn", ["qwen", "flux"]), short_name_meant("win", ["wan"])
    ('qwen', None)
    """
    if not 3 <= len(typed) <= 5 or typed in common_words() or is_english(typed):
        return None
    near = [
        name
        for name in names
        if name[0] == typed[0]
        and (len(name) != len(typed) or sorted(name) == sorted(typed))
        and OSA.distance(typed, name, score_cutoff=1) == 1
    ]
    return near[0] if len(near) == 1 else None
