"""An event between two named parties that a question takes for granted: "Why did A buy B?"."""

import re
from typing import Any

from agent.offline.reading import Reading
from agent.offline.vocabulary import cues_of, phrase

_FARTHEST = 60
"""Characters between the two names in which the event's verb may stand."""


def event_taken(reading: Reading) -> dict[str, Any]:
    """The names, what is said to have happened between them, and the words for it; {} for none.

    Only questions that cannot be answered by no take an event for granted.
    """
    if not phrase("routing", "takes_for_granted").search(reading.asked):
        return {}
    named = sorted(reading.names("vendor", "system"), key=lambda entity: entity.start)
    for one, other in zip(named, named[1:], strict=False):
        between = reading.text[one.end : other.start]
        if len(between) > _FARTHEST or one.canonical == other.canonical:
            continue
        for event, cue in cues_of("events").items():
            if cue.find(between):
                said = " ".join(reading.text[one.start : other.end].split())
                return {"event": event, "names": [one.canonical, other.canonical], "said": said}
    return {}


def speaks_of_event(event: str, text: str) -> bool:
    """Whether a text holds a word for the event."""
    return cues_of("events")[event].find(text) is not None


def is_named_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, however it is spaced."""
    plain = re.sub(r"[\s\-_.]+", "", text).casefold()
    return re.sub(r"[\s\-_.]+", "", name).casefold() in plain
