"""The user's own documents in a library, read into units once and judged for a question."""

import re
from calendar import month_name
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any, Protocol, TypeVar

from agent.evidence import Row
from agent.language import language_of
from agent.offline.documents.asked import Asked
from agent.offline.documents.blocks import Block, blocks_read
from agent.offline.documents.called import who_is_called
from agent.offline.documents.days import spelt_out
from agent.offline.documents.fitting import is_anywhere
from agent.offline.documents.judged import UNLIKE, UNREAD, Judged, judge, ranked, short
from agent.offline.documents.likeness import Likeness
from agent.offline.documents.of_others import told_of_them
from agent.offline.documents.one_state import one_state
from agent.offline.documents.parsed import units_of
from agent.offline.documents.reading import Reading, Reads
from agent.offline.documents.reckoned import Reckoned, reckoned
from agent.offline.documents.replaced import OPENING, is_replaced
from agent.offline.documents.replies import is_question
from agent.offline.documents.rows import gathered, units_in
from agent.offline.documents.two_states import asks_two_states
from agent.offline.documents.undated import undated
from agent.offline.documents.units import Source, Unit, alone, in_context
from agent.offline.documents.worded import Words, held_in, phrases_held
from agent.offline.documents.words import stem, stems
from knowledge.document import WEAK, Document

_MOST_KEPT, _MOST_ASKED = 256, 6
"""Documents read that are kept, and questions: the parts of one are judged twice each."""
_MOST_READ, _FIRST = 20, 3
"""Units compared by meaning, by their words and out of so many passages found first."""
_MOST_TOGETHER = 8
"""Units read together with the question, each for a few milliseconds."""
_FIRST_SENTENCES = 3
"""That open a document and say of whom it is."""
_OPENING, _LONGEST_TITLE = 2, 90
"""First lines, and characters of one, that may be a title."""
_PLACE = re.compile(r"://|\.\w|^\S*[/\\]\S*$")
"""What makes a source a file or an address: a scheme, a suffix, or a path without a space."""
_QUESTIONS = re.compile(r"\bquestions?\b|\bask(?:s|ed)?\b|问题|\bFragen?\b|问了", re.IGNORECASE)
_SLACK = 2
"""Characters by which a passage may be cut closer than the unit it holds."""


_Kept = TypeVar("_Kept")


class _Library(Reads, Protocol):
    @property
    def generation(self) -> tuple[int, ...]: ...
    @property
    def history(self) -> Any: ...
    def documents(self) -> list[Any]: ...
    def openings(self, most: int = ..., characters: int = ...) -> list[Any]: ...
    def text(self, document_id: str) -> str: ...
    def embed(self, texts: Sequence[str]) -> Any: ...


@dataclass
class OwnDocuments:
    """Documents that the user added, of one state of a library."""

    library: _Library
    documents: Mapping[str, Document]
    """By their ids."""
    are_alone: bool
    """Whether the library holds nothing else."""
    _units: dict[str, tuple[Unit, ...]] = field(default_factory=dict[str, tuple[Unit, ...]])
    _openings: dict[str, str] = field(default_factory=dict[str, str])
    _judged: dict[Any, list[Judged]] = field(default_factory=dict[Any, list[Judged]])
    _reckoned: dict[Any, list[Reckoned]] = field(default_factory=dict[Any, list[Reckoned]])
    _lists: dict[Any, list[Block]] = field(default_factory=dict[Any, list[Block]])

    @cached_property
    def reading(self) -> Reading:
        """Of questions together with what the documents say."""
        return Reading(self.library)

    @cached_property
    def likeness(self) -> Likeness:
        """Of questions to the documents."""
        return Likeness(self.library.embed)

    @classmethod
    def of(cls, library: _Library) -> "OwnDocuments":
        """Those of the library as it is now."""
        found = {d.document_id: d for d, _ in library.openings(1 << 20, 1)}
        return cls(library, found, len(found) == len(library.documents()) and bool(found))

    @cached_property
    def are_pages_kept(self) -> bool:
        """Whether versions of fetched pages are kept."""
        return bool(self.library.history.addresses())

    @property
    def ids(self) -> Set[str]:
        """Of all of them."""
        return self.documents.keys()

    def units(self, document_id: str) -> tuple[Unit, ...]:
        """A document's sentences and cells, read once."""
        if document_id not in self._units:
            if len(self._units) >= _MOST_KEPT:
                self._units.clear()
            text = self.library.text(document_id)
            self._units[document_id] = units_of(text)
            self._openings[document_id] = text[:OPENING]
        return self._units[document_id]

    def _said_in(self, mark: str, rows: Sequence[Row]) -> tuple[Unit, ...]:
        """All that a document says; of rows that stand for themselves what these say, since no
        other was found or may be seen."""
        return self.units(mark) if mark in self.documents else units_in(rows)

    def judged(self, asked: Asked, rows: Sequence[Row]) -> list[Judged]:
        """All units of the documents that a search found, best first."""
        return _once(
            self._judged, self._key(asked, rows), lambda: self._judge(asked, self._own(rows))
        )

    def reckoned(self, asked: Asked, rows: Sequence[Row]) -> list[Reckoned]:
        """All sums over their figures, best first."""
        return _once(
            self._reckoned,
            self._key(asked, rows),
            lambda: reckoned(asked, self.judged(asked, rows)),
        )

    def lists(self, asked: Asked, rows: Sequence[Row]) -> list[Block]:
        """The lists in their texts, likeliest first, where an English question asks for one."""
        if not asked.is_list or asked.whole != asked.text or asked.language != "en":
            return []
        return _once(
            self._lists,
            self._key(asked, rows),
            lambda: blocks_read(
                asked.text, self.judged(asked, rows), self.likeness.of, self.reading.odds
            ),
        )

    def _key(self, asked: Asked, rows: Sequence[Row]) -> Any:
        places = ((row["n"], row["document_id"], row["char_start"]) for row in self._own(rows))
        return asked, tuple(places)

    def _own(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row["document_id"] in self.ids]

    def _judge(self, asked: Asked, rows: Sequence[Row]) -> list[Judged]:
        found = gathered(rows, self.documents)
        said_in = {one: self._said_in(one, of) for one, of in found.items()}
        sources = {
            one: _source(one, of[0], said_in[one], self._openings.get(one, ""))
            for one, of in found.items()
        }
        held = {one: _words_of(said_in[one], sources[one]) for one in found}
        texts = [*held.values()]
        names = [f"{sources[one].name} {_publisher(of[0])}" for one, of in found.items()]
        words = Words(asked, texts, names, len(texts))
        if not all(is_anywhere(name, words) for name in asked.carried):
            return []  # nothing is held of what the follow-up speaks of
        units = [
            (unit, sources[one], _holding(unit, of))
            for one, of in found.items()
            for unit in said_in[one]
            if not unit.is_heading or _is_asked_for(unit, asked)
        ]
        words.phrases = phrases_held(asked, [unit.own for unit, _, _ in units])
        first = [judge(asked, words, *one) for one in units]
        looked_at = _worth_a_look(first)
        near = {id(one.unit): one for one in looked_at}
        said = [
            text
            for one in looked_at
            for text in (in_context(one.unit, one.source), alone(one.unit), one.unit.heading or "-")
        ]
        cosines = self.likeness.of(asked.whole, said)
        likeness = dict(zip(near, batched(cosines), strict=True))
        months = frozenset(stem(month) for month in month_name[1:])
        names = months.union(asked.figures, *asked.names, *asked.carried)
        around = {stem for one in looked_at for stem in stems(one.unit.around)}
        words.widen(self.likeness.near([w for w in words.strong if w not in names], around))
        goes_on = asked.whole != asked.text  # what it leaves out only words find
        question = one_state(asked.text) if asks_two_states(asked) else asked.text
        read = self._read_together(
            "" if goes_on else words.respelt(question),
            ranked(
                [
                    judge(
                        asked,
                        words,
                        *one,
                        likeness.get(id(one[0]), UNLIKE),
                        held[one[1].document_id],
                    )
                    for one in units
                ]
            ),
        )
        return told_of_them(asked, words, read)

    def _read_together(self, question: str, best: list[Judged]) -> list[Judged]:
        """The same; of the likeliest it is known whether they answer an English question that
        leaves nothing out."""
        if not question or language_of(question) != "en":
            return best
        first = [one for one in best[:_MOST_TOGETHER] if not one.unit.is_blank]
        read = self._read(question, first)
        if read is None:
            return best
        if other := who_is_called(question):
            read = [*map(max, read, self._read(other, first) or read)]
        by_unit = {id(one.unit): odds for one, odds in zip(first, read, strict=True)}
        return [
            one if one.unit.is_blank else replace(one, read=by_unit.get(id(one.unit), UNREAD))
            for one in best
        ]

    def _read(self, question: str, some: Sequence[Judged]) -> list[float] | None:
        pairs = [
            (
                undated(question, one.unit, one.source),
                spelt_out(in_context(one.unit, one.source, short(one))),
            )
            for one in some
        ]
        return self.reading.odds(pairs, lambda i, odds: _likeliest_first(some[i], odds))


def _once(kept: dict[Any, _Kept], key: Any, make: Callable[[], _Kept]) -> _Kept:
    """What was made for a question already, or is made now."""
    if key not in kept:
        if len(kept) >= _MOST_ASKED:
            kept.clear()
        kept[key] = make()
    return kept[key]


def _likeliest_first(one: Judged, odds: float) -> tuple[bool, float]:
    return not one.is_of_it, -replace(one, read=odds).sure


def _is_asked_for(unit: Unit, asked: Asked) -> bool:
    """Whether a question of the document is what is asked for: "Which questions are open?"."""
    return is_question(unit.text) and bool(_QUESTIONS.search(asked.text))


def _worth_a_look(judged: Sequence[Judged]) -> list[Judged]:
    """What is compared by meaning: the best by words, and what the first passages found hold."""
    best = ranked(judged)
    first = [one for one in best if one.row is not None and one.row["n"] <= _FIRST]
    return list({id(one.unit): one for one in (*best[:_MOST_READ], *first)}.values())


def batched(cosines: Sequence[float]) -> list[tuple[float, float, float]]:
    """Cosines by threes."""
    return list(zip(cosines[::3], cosines[1::3], cosines[2::3], strict=True))


def _source(mark: str, row: Row, units: Sequence[Unit], opening: str) -> Source:
    name = "" if _publisher(row) else PurePath(str(row["source"]).partition("?")[0]).stem
    if name == row["title"]:  # a text without a title has one for its first lines
        lines = [unit.text for unit in units[:_OPENING] if unit.kind == "sentence"]
        name = " ".join([name, *(text for text in lines if len(text) <= _LONGEST_TITLE)])
    first = [unit.text for unit in units if unit.kind == "sentence"][:_FIRST_SENTENCES]
    is_weak = row["extra"].get("date_from") in WEAK
    return Source(
        mark,
        str(row["title"]),
        " ".join((str(row["title"]), name.replace("_", " "), _publisher(row))),
        "" if is_weak else str(row.get("date") or ""),
        " ".join(first),
        _publisher(row),
        str(row.get("vendor") or ""),
        is_replaced(str(row["title"]), opening),
    )


def _publisher(row: Row) -> str:
    """Who wrote a document, where its source is no file or address."""
    source = str(row["source"])
    return "" if _PLACE.search(source) else source


def _words_of(units: Sequence[Unit], source: Source) -> frozenset[str]:
    texts = {source.name, source.month}
    for unit in units:
        texts.update((unit.text, unit.heading, unit.before, unit.keys))
    return frozenset().union(*map(held_in, texts))


def _holding(unit: Unit, rows: Sequence[Row]) -> Row | None:
    """The first passage that holds a unit."""
    return next(
        (
            row
            for row in rows
            if row["char_start"] <= unit.start + _SLACK and unit.end <= row["char_end"] + _SLACK
        ),
        None,
    )
