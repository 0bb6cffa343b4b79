"""What speaks for a sum over documents' figures, or against it, and for that none is asked."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import is_same
from agent.offline.documents.picked import Picked
from agent.offline.documents.reckonings import IN_WORDS, Reckoning, bare
from agent.offline.documents.spoken import Spoken
from agent.offline.documents.sum_money import is_of_money
from agent.offline.documents.way_traits import ignored, traits_of_way
from agent.offline.documents.ways import Way
from agent.offline.documents.words import lists, stems

_CUES = (
    "percent share change difference sum mean ratio growth range left yearly counts price"
    " two_sides beyond whole rate"
).split()
"""Words of a question that ask for a sum of some kind, or speak against one."""
_SCORED, _MOST_SCORED = 6.0, 2.0
"""Log odds of a cell that count as one, and the most they count."""
_MOST_TOLD = 8
"""Statements of which one may tell what is asked."""
_PER = re.compile(
    r"(?P<over>(?:[\w'’-]+ ){1,3})(?:per|for each|for every) (?P<under>[\w'’-]+(?: [\w'’-]+)?)"
)
_LIKE_START = 4
"""Letters that two forms of one word share at least."""
_PARTS = ("item", "measure", "filter", "rows", "whole")
"""Of a question, what rows and columns may be named by."""


@lru_cache(maxsize=64)
def cued(text: str) -> tuple[str, ...]:
    """The kinds of sum whose words a question has.

    >>> cued("What share of all umbrellas was collected?")
    ('share', 'whole')
    """
    return tuple(name for name in _CUES if asks(name).search(text))


def weighed(table: str, question: "Question", traits: Mapping[str, float]) -> float:
    """The log odds of a sum, or of none, by its traits; those that the tagger adds have weights of their own."""
    weights = _weights()[table if question.spoken is None else f"spoken_{table}"]
    return sum(weights.get(name, 0.0) * worth for name, worth in traits.items())


def traits_of_none(question: "Question", judged: Sequence[Judged]) -> dict[str, float]:
    """What speaks for that no sum is asked: that a statement tells it, that no word asks for one."""
    asked = question.asked
    fitting = [one.score / _SCORED for one in judged[:_MOST_TOLD] if one.fits]
    cues = question.cues
    told = {"told": max(-1.0, min(_MOST_SCORED, max(fitting))), "is_told": 1.0} if fitting else {"told": -1.0}  # fmt: skip
    words = {"no_operation": float(not asked.operation), "no_cue": float(not cues)}
    kinds = (
        {} if question.spoken is None else {f"~{k}": c for k, c in question.spoken.kinds.items()}
    )
    return {"base": 1.0, **told, **words, **dict.fromkeys(cues, 1.0), **kinds}


@dataclass
class Question:
    """What sums are weighed by, read out of a question once."""

    asked: Asked
    words: dict[str, float]
    said: frozenset[str]
    cues: tuple[str, ...]
    rises: bool
    falls: bool
    spoken: Spoken | None
    """What the tagger says of it."""
    picked: Mapping[tuple[str, int], Picked]
    """The rows that it picks, by their table."""
    ways: Mapping[tuple[str, int], Way]
    """The likeliest other way in which it may."""
    _met: dict[tuple[str, ...], dict[str, float]] = field(default_factory=dict[Any, Any])
    """How far names are asked: many sums have the same."""

    @classmethod
    def of(cls, asked: Asked, some: Sequence[Picked], ways: Sequence[Way] = ()) -> "Question":
        """As far as its words tell; `some` are the rows that it picks, `ways` others in which it may."""
        words, said = dict(asked.weights), frozenset(stems(asked.text))
        rises, falls = (asks(name).search(asked.text) is not None for name in ("rises", "falls"))
        return cls(
            asked,
            words,
            said | frozenset(words),
            cued(asked.text),
            rises,
            falls,
            asked.spoken,
            {
                (c.source.document_id, c.unit.table): o
                for o in some
                for c in [*o.rows.values()][0][:1]
            },
            {one.table: one for one in reversed(ways) if one.of},
        )

    def words_met(self, one: Reckoning) -> dict[str, float]:
        """How far its words name a sum's figures, and how far the figures' names are asked."""
        above = [f"{p.unit.heading} {p.unit.before} {p.source.name}" for p in one.parts[:2]]
        key = (one.form, one.rows, one.columns, *above)
        if key not in self._met:
            self._met[key] = self._words_met(one, above)
        return self._met[key]

    def _words_met(self, one: Reckoning, above: Sequence[str]) -> dict[str, float]:
        rows, columns = frozenset(bare(one.rows)), frozenset(bare(one.columns))
        own, over = rows | columns, frozenset(stem for text in above for stem in bare(text))
        total = sum(self.words.values()) or 1.0
        by_name = {word: (_is_held(word, own), _is_held(word, over)) for word in self.words}
        found = {
            "own": sum(self.words[w] for w, (mine, _) in by_name.items() if mine) / total,
            "above": sum(self.words[w] for w, (mine, its) in by_name.items() if its and not mine) / total,
        }  # fmt: skip
        found["covered"] = found["own"] + found["above"]
        if one.form not in IN_WORDS and one.rows:
            found["row_named"] = _share_named(rows, self.said)
            found["row_unnamed"] = float(found["row_named"] == 0)
        if one.columns:
            found["column_named"] = _share_named(columns, self.said)
        return found | self._parts_met(rows, columns, over)

    def _parts_met(
        self, rows: frozenset[str], columns: frozenset[str], over: frozenset[str]
    ) -> dict[str, float]:
        """How far what the tagger takes for a row, a column, a whole is named by the sum's rows, by its
        columns, by either, or only above them."""
        if self.spoken is None:
            return {}
        found: dict[str, float] = {}
        for part in _PARTS:
            for where, names in (("rows", rows), ("columns", columns), ("own", rows | columns), ("any", rows | columns | over)):  # fmt: skip
                if (held := self.spoken.held(part, names)) is not None:
                    found[f"{part}_in_{where}"] = held
        named = frozenset(self.spoken.likely("item", "filter"))
        if rows and named:
            found["rows_as_items"] = len(rows & named) / len(rows)
        return found


def traits_of(question: Question, one: Reckoning) -> dict[str, float]:
    """What speaks for a sum, or against it; each 0 to 1 but for what its figures' own scores say."""
    asked = question.asked
    found = {"base": 1.0, **question.words_met(one), **_figures_own(one), **_timed(asked, one)}
    for name in (f"form_{one.form}", f"does_{one.operation}", f"{one.operation}_{one.form}"):
        found[name] = 1.0
    if one.is_whole:
        found["total"] = 1.0
        found["total_asked"] = float("sum" in question.cues or "whole" in question.cues)
        found["total_unnamed"] = found.get("row_unnamed", 0.0)
    found |= _kinds(question, one)
    if asked.measure == "money" and one.counts_figures:
        found["of_money" if is_of_money(one) else "of_no_money"] = 1.0
    if one.operation == "ratio" and (per := _PER.search(asked.text)):
        found["per_named"] = float(_is_per(one, per))
    if asked.operation:
        found["operation"] = float(asked.operation == one.operation)
        found[f"{asked.operation}>{one.operation}"] = 1.0
    found[f"two_periods:{one.operation}"] = float(len(asked.periods) > 1)
    found["fewer" if len(one.values) < 3 else "several"] = 1.0
    if "row_unnamed" in found:
        found[f"unnamed:{one.form}"] = found["row_unnamed"]
        whole = not one.is_whole and ("sum" in question.cues or "whole" in question.cues)
        found[f"unnamed:{one.form}:whole"] = found["row_unnamed"] * whole
    if one.near:
        met = [any(_is_held(stem, question.said) for stem in near) for near in one.near]
        found["near"], found["all_near"] = sum(met) / len(met), float(all(met))
    if one.way is not None:
        found |= traits_of_way(asked, question.words, question.said, one, one.way)
    return found | _rows_picked(question, one) | _likely(question, one)


def _is_per(one: Reckoning, per: re.Match[str]) -> bool:
    """Whether what is over the other is called by the words before and behind a "per"."""
    over, under = one.columns.partition(" per ")[::2]
    names = (over, under) if under else (one.parts[0].unit.label, one.parts[-1].unit.label)
    met = [frozenset(bare(name)) & frozenset(stems(word)) for name, word in zip(names, (per["over"], per["under"]), strict=True)]  # fmt: skip
    return all(met)


def _kinds(question: Question, one: Reckoning) -> dict[str, float]:
    """By which cues and, as the tagger has it, for what kind of answer is asked."""
    found: dict[str, float] = {}
    for cue in question.cues:
        found[f"{cue}:{one.operation}"] = found[f"{cue}:{one.form}"] = 1.0
    if question.spoken is not None:
        for kind, chance in question.spoken.kinds.items():
            found[f"~{kind}:{one.operation}"] = found[f"~{kind}:{one.form}"] = chance
        found["asked_for"] = question.spoken.kinds.get(one.operation, 0.0)
        found["far_from_asked"] = math.log(found["asked_for"] + 0.02)
    return found


def _rows_picked(question: Question, one: Reckoning) -> dict[str, float]:
    """How well rows of its table are picked, and whether it takes others."""
    first = one.parts[0]
    if first.unit.kind != "cell":
        return {"ignores": 0.0}
    table = (first.source.document_id, first.unit.table)
    found = {"ignores": ignored(one, question.ways.get(table))}
    if (of_it := question.picked.get(table)) is not None:
        found["picked"] = of_it.covered
        found["one_picked"] = of_it.covered * (len(of_it.rows) == 1)
    return found


def _figures_own(one: Reckoning) -> dict[str, float]:
    scores = [part.score / _SCORED for part in one.parts[:4]]
    likes = [part.traits.get(name, 0.0) for part in one.parts[:2] for name in ("like", "like_cell")]
    mean = sum(scores) / len(scores)
    capped = {name: max(-_MOST_SCORED, min(_MOST_SCORED, score)) for name, score in (("score", mean), ("best", max(scores)))}  # fmt: skip
    return {**capped, "like": max(0.0, *likes)}


def _timed(asked: Asked, one: Reckoning) -> dict[str, float]:
    """How far its periods are those asked."""
    held = one.periods
    if not asked.periods:
        return {"periods_unasked": 1.0} if len(set(held)) > 1 else {}
    met = [any(is_same(period, h) for h in held) for period in asked.periods]
    lost = [h for h in held if not any(is_same(period, h) for period in asked.periods)]
    return {"period": sum(met) / len(met), "untimely": len(lost) / max(1, len(held))}


def _likely(question: Question, one: Reckoning) -> dict[str, float]:
    """Whether what comes out goes the way that is asked, and is no share of more than all."""
    if one.operation == "share":
        return {"too_much": float(float(one.values[0]) > float(one.values[-1]))}
    if one.operation not in ("change", "difference") or not (
        one.periods or one.operation == "change"
    ):
        return {}
    if question.rises == question.falls:
        return {"direction": 0.0}
    is_up = float(one.values[-1]) > float(one.values[0])
    return {"direction": 1.0 if is_up == question.rises else -1.0}


def _share_named(name: frozenset[str], said: frozenset[str]) -> float:
    own = [stem for stem in name if stem not in lists()["idle"]]
    return sum(_is_held(stem, said) for stem in own) / len(own) if own else 0.0


def _is_held(word: str, names: frozenset[str]) -> bool:
    """Whether a word is among the names, or begins one or begins with one."""
    if word in names:
        return True
    return len(word) > _LIKE_START and any(
        len(name) > _LIKE_START and (name.startswith(word) or word.startswith(name))
        for name in names
    )


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = resources.files("agent.offline.documents").joinpath("reckoned.toml").read_text("utf-8")
    return tomllib.loads(text)
