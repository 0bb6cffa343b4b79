"""Questions that a document asks itself: none answers anything, but the reply behind one does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.offline.documents.units import Unit

UNDER = " › "
"""Between a heading and a question below it."""
_LABEL = re.compile(
    r"^(?:Q|A|Question|Answer|Frage|Antwort|Réponse|Pregunta|Respuesta|问题?|答案?)\s*\d*\s*[:：]\s*",
    re.I,
)

_ASKING = re.compile(
    r"(?:\d{1,2}[.)]\s+)?(?:what|why|how|who|when|where|which)\b[^.!?:;,\d]{3,60}\Z", re.IGNORECASE
)
"""A line without a stop that begins as a question does."""


@dataclass
class Replies:
    """The question that was asked last, for the block behind it."""

    _question: str = ""
    _may_go_on: bool = False
    """Whether what comes next without a mark may be the reply."""

    def read(self, said: Sequence[Unit], block: str) -> list[Unit]:
        """The units of a block: its questions as headings, what replies to one under it."""
        follows_one = bool(self._question)
        is_marked = bool(said) and _label(said[0].text) and not is_question(said[0].text)
        if not (is_marked or self._is_reply(said, block)):
            self._question = ""
        told: list[Unit] = []
        for unit in said:
            text = unit.text[len(_label(unit.text)) :] or unit.text
            if is_question(unit.text):
                self._question = text
                told.append(replace(unit, text=text, is_heading=True))
            elif self._question:
                heading = UNDER.join(filter(None, (unit.heading, self._question)))
                told.append(replace(unit, text=text, heading=heading))
            else:
                told.append(unit)
        self._close(said, follows_one)
        return told

    def _is_reply(self, said: Sequence[Unit], block: str) -> bool:
        """Whether a block without a mark may reply: one of its own or set in, no next item."""
        is_next_item = bool(said) and said[0].is_item
        return block[:1].isspace() or (self._may_go_on and not is_next_item)

    def _close(self, said: Sequence[Unit], follows_one: bool) -> None:
        """What is left of it for the next block: of a paragraph that only ends with it, or of a
        list of questions, only a reply that is marked."""
        if said and not is_question(said[-1].text):
            self._question = ""
        is_listed = follows_one and bool(said) and said[0].is_item
        self._may_go_on = all(is_question(unit.text) for unit in said) and not is_listed


def is_question(text: str) -> bool:
    """Whether a sentence asks, or a heading does.

    >>> is_question("Q: Who pays?"), is_question("3. What causes the noise"), is_question("Bolt pays.")
    (True, True, False)
    """
    return text.rstrip(" *_)").endswith(("?", "？")) or _ASKING.match(text) is not None


def _label(text: str) -> str:
    found = _LABEL.match(text)
    return found[0] if found else ""
