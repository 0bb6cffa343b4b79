"""Which of several models named before a question about a card means."""

from typing import Any

from agent.offline.chosen import chosen_of
from agent.offline.entities import Lexicon
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.vocabulary import phrase
from agent.tools.vram import catalog


def models_meant(text: str, last: Request) -> dict[str, Any]:
    """`model`, or all the `models`, of a turn that named several; empty where it did not.

    One is meant by its place ("the latter") or its size ("the bigger one"; "that one" after
    "which is bigger, A or B?"). Where nothing says which, all of them are.
    """
    names = _models_of(last)
    if len(names) < 2:
        return {}
    chosen = chosen_of(text, names) or _by_size(text, names) or _by_size(last.question, names)
    return {"model": chosen[0]} if chosen else {"model": names[0], "models": list(names)}


def _models_of(last: Request) -> tuple[str, ...]:
    """The catalogue's models that a question names, in its order."""
    reading = Reading.of(last.question, last.question, last.language, Lexicon.bundled())
    named = sorted(reading.names("model", "system"), key=lambda e: (e.start, -e.end))
    found: list[str] = []
    reached = 0
    for entity in named:
        if entity.start >= reached and (model := catalog.find_model(entity.canonical)):
            found.append(model.name)
            reached = entity.end
    return tuple(dict.fromkeys(found))


def _by_size(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The one of most or fewest parameters where the words ask for it and all sizes are known."""
    sizes = {n: m.params_b for n in names if (m := catalog.find_model(n)) and m.params_b}
    if len(sizes) < len(names):
        return ()
    if phrase("vram", "larger_one").search(text):
        return (max(sizes, key=lambda name: sizes[name]),)
    if phrase("vram", "smaller_one").search(text):
        return (min(sizes, key=lambda name: sizes[name]),)
    return ()
