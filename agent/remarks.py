"""What stands below an answer in our own words: who answered, why not another, what was found in
documents."""

from collections.abc import Sequence

from agent.answer import Citation
from agent.graph import Turn
from agent.middleware import words
from agent.offline.reply import own_words


def remarks(turn: Turn, citations: Sequence[Citation], chosen: str) -> list[str]:
    """Each a paragraph; `chosen` is the model that the user named."""
    said = [words.why(name, kind, turn.language) for name, kind in turn.down.items()]
    if turn.answered_by is not None and turn.answered_by != chosen:
        said.append(words.second(turn.answered_by, turn.language))
    if turn.answered_by is not None and turn.is_cut_short:
        said.append(words.cut_short(turn.answered_by, turn.language))
    if turn.answered_by is not None and turn.is_unchecked:
        said.append(words.unchecked(turn.answered_by, turn.language))
    if turn.no_judge:
        said.append(f"*{turn.no_judge}*")
    return [*own_words.warnings(turn.ledger.rows, citations, turn.language), *said]
