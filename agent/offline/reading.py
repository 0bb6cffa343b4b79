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
        named = tuple(times.find_times(text))
        aspects = vocabulary.aspects_in(_without(text, entities, named))
        if vocabulary.phrase("routing", "at_price").search(asked) and "price" not in aspects:
            aspects = (*aspects, "price")
        return cls(
            text,
            asked,
            language,
            entities,
            tuple(find_quantities(text)),
            named,
            aspects,
        )

    def names(self, *kinds: str) -> list[Entity]:
        return [e for e in self.entities if e.kind in kinds]


def _without(text: str, entities: tuple[Entity, ...], named: tuple[Time, ...]) -> str:
    """The text with names and times blanked: "gpt-oss" says nothing about open source, "on the
    article's date" asks for no date."""
    letters = list(text)
    names = [e for e in entities if e.score == 1.0 and e.kind != "document"]
    for one in (*names, *named):
        letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters)
