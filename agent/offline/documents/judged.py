"""Sentences and cells judged for a question: whether they can answer it, and how likely they do."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.evidence import Row
from agent.offline.documents.asked import Asked
from agent.offline.documents.fitting import is_only_named, names_held, tells_more
from agent.offline.documents.traits import kind_and_time, met_by, traits_of, weighed
from agent.offline.documents.units import BETWEEN_NAMES, Source, Unit
from agent.offline.documents.worded import Words
from agent.offline.documents.words import stems

UNLIKE = (0.4, 0.4, 0.4)
"""Likeness of what was not compared."""
APART = 1.0
"""Log odds by which what is told beside the best may lie behind it."""

_SAID = 0.25
"""Weight of a Chinese question's words, beside those that the document's name holds, that a statement must hold:
nothing else tells there whether it is of the matter."""
_BY_WORDS, _BY_WORDS_OF_CELL, _MOST_BY_WORDS = 0.15, 0.6, 4.0
"""What the log odds by words count beside those of reading, for a statement and for a cell, and the most of them that
does."""
_CELL = 1.0
"""By how much a cell must be read surer than a statement."""
_UNFIT = 1.5
"""What it counts against a statement that its period or kind of thing seems to be another."""
UNREAD = -5.0
"""Log odds of what was not among the likeliest, which alone are read together with the question."""


@dataclass(frozen=True)
class Judged:
    """A unit with how well it answers."""

    unit: Unit
    source: Source
    score: float
    """Log odds that it answers, by its words and likeness."""
    covered: float
    """Weight of the question's words that are held, 0 to 1."""
    said: float
    """The same of those words that the document's name does not hold already."""
    fits: bool
    """Whether period, names and kind of thing are those asked."""
    is_of_it: bool = True
    """Whether the names at least are those asked, and it tells more than the question."""
    held: frozenset[str] = frozenset()
    """The question's words that it holds itself or next to it."""
    row: Row | None = None
    """The passage that holds it; None where none was found."""
    traits: dict[str, float] = field(default_factory=dict[str, float], compare=False)
    """What its score is made of."""
    read: float | None = None
    """Log odds that it answers, read together with the question; None where that was not done."""

    @property
    def sure(self) -> float:
        """Log odds that it answers by all that is known: what reading it together with the question says,
        and a little of what its words say; these alone where nothing is read. How much they count was chosen
        on libraries that neither was trained on (`evals/RESULTS.md`)."""
        if self.read is None:
            return self.score
        by_words = max(-_MOST_BY_WORDS, min(_MOST_BY_WORDS, self.score))
        read = self.read if self.fits else self.read - _UNFIT
        if self.unit.kind == "cell":  # reading mistakes rows and columns more than sentences
            return read + _BY_WORDS_OF_CELL * by_words - _CELL
        return read + _BY_WORDS * by_words


def judge(
    asked: Asked,
    words: Words,
    unit: Unit,
    source: Source,
    row: Row | None,
    likeness: tuple[float, float, float] = UNLIKE,
    elsewhere: frozenset[str] = frozenset(),
) -> Judged:
    """A unit weighed; `row` is the passage that holds it, if one was found; `likeness` are the
    cosines of its meaning, in its place and alone, and of its heading's to that of the question;
    `elsewhere` are the words of its document."""
    met = met_by(asked, unit, source, words)
    traits = traits_of(asked, words, unit, source, met, likeness, elsewhere, row)
    is_of_it = (
        names_held(asked, words, elsewhere, source, met.own, met.near, met.far)
        and tells_more(asked, unit, words, met.own.keys() | met.near.keys())
        and not is_only_named(asked, unit, words)
        and (unit.kind == "cell" or traits["said"] >= _SAID or asked.language != "zh")
    )
    is_kind, when = kind_and_time(asked, unit, source, words)
    fits = is_of_it and is_kind and bool(when)
    held = frozenset((met.own.keys() | met.near.keys()) & words.strong)
    whole, said = traits["covered"], traits["said"]
    return Judged(unit, source, weighed(traits), whole, said, fits, is_of_it, held, row, traits)


def short_label(one: Judged) -> str:
    """Of what names a cell's row, where that is much, the first and what the question says as well."""
    first, *others = one.unit.label.split(BETWEEN_NAMES)
    if len(others) < 2:
        return one.unit.label
    return BETWEEN_NAMES.join([first, *(name for name in others if one.held & {*stems(name)})])


def short(one: Judged) -> str:
    """What a unit says, a cell without the names of its row that nobody asks for."""
    label = short_label(one)
    if label == one.unit.label:
        return one.unit.text
    return f"{', '.join(filter(str.strip, (label, one.unit.column)))}: {one.unit.value}"


def ranked(judged: Sequence[Judged]) -> list[Judged]:
    """Best first; among equals that of the newer document, then the earlier in its text.

    A document's identifier hangs on the folder it was read from, so it only decides at the last.
    """
    by_place = sorted(judged, key=lambda one: (one.source.document_id, one.unit.start))
    by_date = sorted(by_place, key=lambda one: one.source.date, reverse=True)
    return sorted(by_date, key=lambda one: -one.score)
