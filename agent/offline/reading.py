"""A question with all that was found in it, before it is decided what it asks."""

from dataclasses import dataclass

from agent.offline import times, vocabulary
from agent.offline.entities import Entity, Lexicon
from agent.offline.request import Language
from agent.offline.times import Time
from agent.quantities import Quantity, find_quantities


@dataclass(frozen=True)
class Reading:
    text: str
    """The question with the statements that belong to it."""
    asked: str
    """The question alone."""
    language: Language
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    aspects: tuple[str, ...]

    @classmethod
    def of(cls, text: str, asked: str, language: Language, lexicon: Lexicon) -> "Reading":
        entities = tuple(lexicon.link(text))
        return cls(
            text,
            asked,
            language,
            entities,
            tuple(find_quantities(text)),
            tuple(times.find_times(text)),
            vocabulary.aspects_in(_without(text, entities)),
        )

    def names(self, *kinds: str) -> list[Entity]:
        return [e for e in self.entities if e.kind in kinds]


def _without(text: str, entities: tuple[Entity, ...]) -> str:
    """The text with names blanked: "gpt-oss" says nothing about open source."""
    letters = list(text)
    for e in entities:
        if e.score == 1.0 and e.kind != "document":
            letters[e.start : e.end] = " " * (e.end - e.start)
    return "".join(letters)
