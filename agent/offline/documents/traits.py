"""What speaks for and against a sentence or cell as the answer to a question, each between -1 and 1:
its words, its meaning, and the kind of thing that it tells. `weights.toml` says what each counts."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from agent.evidence import Row
from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.fitting import is_of_kind, number_words, unnamed
from agent.offline.documents.likeness import NEUTRAL
from agent.offline.documents.periods import without_periods
from agent.offline.documents.timely import (
    UNSAID_PERIOD,
    is_called_by_time,
    is_of_another_years_month,
    timely,
)
from agent.offline.documents.units import Source, Unit
from agent.offline.documents.worded import Words, held_in
from agent.offline.documents.words import lists, stems

_NEAR, _FAR, _BEFORE, _ABOVE = 0.92, 0.86, 0.85, 0.7
"""Worth of a word that stands above a unit, in its document's name, in a sentence before it, or in
the paragraph above its table; in the unit itself it is 1."""
_SAID_BY_UNIT = 0.9
"""What a word counts that the unit of a figure says: speed, price."""
_UNSAID_VERB = 0.1
"""What a verb matters where a table or its row is named, as tables have none."""
_LONGEST_HEAD = 40
"""Characters of a word or name that a sentence explains."""
_COUNTED = re.compile(
    r"(?:多少|几)(?![人年月日天点个元])(英镑|欧元|法郎|公里|公斤|[\u4e00-\u9fff])"
)
"""What a Chinese question counts, which a column may be called by: 多少粒 of 粒数."""
_PLACE = re.compile(r"place|location|venue|where|address|city|town|地点|地址|位置", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|plans? to|hopes?|is to be|are to be)\b|预计|计划|预期",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Met:
    """The question's words that a unit holds, by where they stand, and how well."""

    own: dict[str, float]
    near: dict[str, float]
    """In the heading above, in the sentences before, or in the headers of its row's names."""
    far: dict[str, float]
    """In the name of its document."""
    named: dict[str, float]
    """The same, without what that name only implies."""

    @property
    def everywhere(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.own.keys() | self.near.keys() | self.far.keys())


def kind_and_time(asked: Asked, unit: Unit, source: Source, words: Words) -> tuple[bool, float]:
    """Whether a unit holds the kind of thing asked, and how far it is of its time; worked out once."""
    found = words.kinds.get(id(unit))
    if found is None:
        found = (is_of_kind(asked, unit), timely(asked, unit, source))
        words.kinds[id(unit)] = found
    return found


def met_by(asked: Asked, unit: Unit, source: Source, words: Words) -> Met:
    """The question's words, looked for in a unit and around it."""
    own = words.found(unit.own)
    is_of_it, _ = kind_and_time(asked, unit, source, words)
    if asked.measured and is_of_it:  # "at most 20 km/h" says of what it is a limit
        own = {**dict.fromkeys(asked.measured & words.weights.keys(), _SAID_BY_UNIT), **own}
    share = _BEFORE if unit.kind == "sentence" else _ABOVE
    near = {w: worth * share for w, worth in words.found(unit.before).items()}
    near |= words.found(f"{unit.above} {unit.keys}")
    # The name of a known vendor's document cuts short no other's.
    named = words.found if source.vendor else words.of_name
    far = {**named(source.name), **words.found(source.month)}
    return Met(own, near, far, words.found(source.name))


def covered(asked: Asked, unit: Unit, words: Words, met: Met) -> tuple[float, float]:
    """Weight of the question's words that are held, 0 to 1; and of those alone that the document's
    name does not hold already."""
    got = said = beside = 0.0
    total = words.total
    unsaid = "" if asked.verb in met.everywhere or not _is_named(asked, unit, words) else asked.verb
    for word, weight in words.weights.items():
        if word == unsaid:
            total -= weight * (1 - _UNSAID_VERB)
            weight *= _UNSAID_VERB
        near, far = met.near.get(word, 0.0) * _NEAR, met.far.get(word, 0.0) * _FAR
        got += weight * max(met.own.get(word, 0.0), near, far)
        if word not in met.named and word in words.strong:
            beside += weight
            said += weight * max(met.own.get(word, 0.0), near)
    alone = said / beside if beside else float(bool(met.own or met.near))
    return got / (total or 1.0), alone


def traits_of(
    asked: Asked,
    words: Words,
    unit: Unit,
    source: Source,
    met: Met,
    likeness: tuple[float, float, float],
    elsewhere: frozenset[str],
    row: Row | None,
) -> dict[str, float]:
    """All that `weights.toml` weighs; `likeness` is that of the unit in its place, alone, and of its heading, and
    `elsewhere` are the words of its document."""
    whole, said = covered(asked, unit, words, met)
    is_cell = unit.kind == "cell"
    is_kind, when = kind_and_time(asked, unit, source, words)
    own = met.own if not is_cell else {**met.near, **met.own}
    absent = words.strong & elsewhere - met.everywhere - words.common
    if asked.compares:
        absent = frozenset[str]()
    like, alone, above = (one - NEUTRAL for one in likeness)
    found = {
        "covered": whole,
        "said": said,
        "own": sum(words.weights[w] * worth for w, worth in own.items()) / words.total,
        "missed": sum(words.weights[w] for w in absent) / (words.total or 1.0),
        "like_cell" if is_cell else "like": max(like, alone),
        "alone": alone,
        "replies": max(above, 0.0) if unit.heading.endswith(("?", "？")) else 0.0,
        "first": float(not is_cell and not unit.before and bool(unit.heading)),
        "chinese": float(asked.language == "zh"),
        **_links(unit, words, met),
        "dated": float(when == 1.0),
        "untimely": max(UNSAID_PERIOD - when, 0.0),
        "of_another_time": float(
            when == 0.0
            and (is_called_by_time(unit) if is_cell else is_of_another_years_month(asked, unit))
        ),
        "found": 1 / (3 + row["n"]) if row is not None else 0.0,
        "unheld": words.unheld,
        "head": _held(asked.heads & words.weights.keys(), met.everywhere),
        "unnamed": unnamed(asked, words, met.everywhere),
        "phrase": _phrases(unit, source, words),
        "deed": _held({asked.deed} & words.weights.keys(), met.own.keys() | met.near.keys()),
        "verb": float(bool(asked.verb) and asked.verb in held_in(unit.text)),
        "kind": 0.0 if not (asked.kind or asked.measure) else 2.0 * is_kind - 1,
        "defines": float(asked.is_meaning and _defines(unit, words)),
        "cell": float(is_cell),
        **asked.kinds_told,
    }
    return {
        **found,
        **(
            _of_cell(asked, unit, words, is_kind=is_kind)
            if is_cell
            else _of_text(asked, unit, words)
        ),
    }


def weighed(traits: dict[str, float]) -> float:
    """The log odds that a unit answers."""
    weights = _weights()
    return weights["base"] + sum(weights.get(name, 0.0) * x for name, x in traits.items())


def gives_reason(asked: Asked, unit: Unit) -> bool:
    """Whether a reason is asked, and a sentence says one."""
    return bool(
        unit.kind == "sentence"
        and asks("why").search(asked.whole)
        and tells("reason").search(unit.text)
    )


def _of_cell(asked: Asked, unit: Unit, words: Words, *, is_kind: bool) -> dict[str, float]:
    row, column, others = _names_asked(unit, words)
    if asked.kind in ("time", "year") and is_kind:
        column = 1.0  # a column of dates need not be named
    if (counted := _COUNTED.search(asked.text)) and counted[1] in unit.column:
        column = 1.0
    return {
        "row": row,
        "column": column,
        "side": float(asked.compares and row == 1.0),
        "others": others,
        "place": float(asked.kind == "place" and bool(_PLACE.search(unit.column))),
        "key": float(unit.column in unit.keys and not asked.is_list),
        "listing": float(asked.is_list and unit.column in unit.keys and column == 1.0),
    }


def _of_text(asked: Asked, unit: Unit, words: Words) -> dict[str, float]:
    expected = _EXPECTED.search(unit.text) and not _EXPECTED.search(asked.text)
    return {
        "counted": _counts(asked.counted, unit.text) if asked.counted else 0.0,
        "denies": float(bool(asks("not").search(asked.text)) and _denies(unit.text, words)),
        "qualified": float(any(_is_qualified(head, unit.text) for head in asked.heads)),
        "reason": float(gives_reason(asked, unit)),
        "expected": float(bool(expected)),
        "listing": asked.is_list * (1.0 if unit.is_item or tells_several(unit.text) else -1.0),
    }


def tells_several(text: str) -> bool:
    """Whether a sentence names several things one after the other."""
    return len(tells("several").findall(text)) > 1


def _links(unit: Unit, words: Words, met: Met) -> dict[str, float]:
    """How near the unit comes to each word that tells what is asked: to all, and to the furthest."""
    total = got = 0.0
    least = 1.0
    related = words.related(unit.around)
    for word in words.strong - met.named.keys():
        held = max(met.own.get(word, 0.0), met.near.get(word, 0.0), met.far.get(word, 0.0))
        near = max(held, related.get(word, 0.0))
        least = min(least, near)
        total += words.weights[word]
        got += words.weights[word] * near
    return {"linked": got / total if total else 1.0, "weakest": least}


def _held(wanted: frozenset[str] | set[str], held: object) -> float:
    """1 where one of the words wanted is held, -1 where none is, 0 where none is wanted."""
    return 0.0 if not wanted else 2.0 * bool(wanted & frozenset(held)) - 1  # pyright: ignore


def _phrases(unit: Unit, source: Source, words: Words) -> float:
    """-1 to 0: how many of the question's phrases are held in no part."""
    if not words.phrases:
        return 0.0
    around = (unit.own, unit.heading, unit.before, unit.keys, source.name)
    spelt = frozenset[str]().union(*map(held_in, around))
    return sum(bool(phrase & spelt) for phrase in words.phrases) / len(words.phrases) - 1


def _is_named(asked: Asked, unit: Unit, words: Words) -> bool:
    """Whether what a cell's row or table is called is asked for word by word."""
    if unit.kind != "cell":
        return False
    if asked.counted and asked.counted in held_in(f"{unit.column} {unit.heading} {unit.before}"):
        return True
    parts = (_said(part) for part in (*unit.label.split(" · "), unit.column))
    return any(held and all(words.holds(s) for s in held) for held in parts)


def _names_asked(unit: Unit, words: Words) -> tuple[float, float, float]:
    """Of a cell: what share of a name of its row is asked for, and of its column's, and whether
    there is a number in them that is not."""
    parts = [_said(part) for part in (*unit.label.split(" · "), unit.column)]
    shares = [sum(map(words.holds, part)) / len(part) if part else 0.0 for part in parts]
    others = any(s[0].isdigit() and not words.holds(s) for part in parts for s in part)
    return max(shares[:-1]), shares[-1] if parts[-1] else 1.0, float(others)


@lru_cache(maxsize=1 << 15)
def _said(name: str) -> tuple[str, ...]:
    """The words of a row's or column's name without its period."""
    said = stems(without_periods(_DATE.sub(" ", name.replace("_", " "))))
    return tuple(s for s in said if len(s) > 1 and s not in lists()["idle"])


def _defines(unit: Unit, words: Words) -> bool:
    """Whether a sentence says what the question's words mean: below or behind them."""
    if unit.kind == "cell":
        return False
    lead = re.match(r"\W*([^.:：]{1,40})[.:：]", unit.text)
    above = unit.heading.rsplit(" · ", 1)[-1] if not unit.before else unit.before
    head = lead[1] if lead else above if len(above) <= _LONGEST_HEAD else ""
    said = re.match(
        r"(?:an? |the )?(.{2,40}?)\s?(?:\b(?:is|are) (?:an?|the|any|what)\b|\bmeans?\b|是指|指)",
        unit.text,
        re.IGNORECASE,
    )
    for name in (head, said[1] if said else ""):
        own = [s for s in stems(name) if s not in lists()["idle"]]
        if (
            own
            and words.strong
            and all(map(words.holds, own))
            and words.strong <= words.found(name).keys()
        ):
            return True
    return False


def _counts(counted: str, text: str) -> float:
    """1 where what is counted stands behind a number, else -1."""
    tokens = stems(text)
    near = any(
        token[0].isdigit() or token in number_words()
        for i, found in enumerate(tokens)
        if found == counted
        for token in tokens[max(i - 4, 0) : i]
    )
    return 1.0 if near else -1.0


def _denies(text: str, words: Words) -> bool:
    """Whether one of the question's words follows a "not" closely."""
    tokens = stems(text)
    return any(
        any(map(words.holds, tokens[i + 1 : i + 4]))
        for i, token in enumerate(tokens)
        if token in lists()["negations"]
    )


def _is_qualified(head: str, text: str) -> bool:
    """Whether a head has a word before it that makes it another: the deputy director."""
    tokens = stems(text)
    places = [i for i, token in enumerate(tokens) if token == head]
    return bool(places) and all(
        i > 0 and tokens[i - 1] not in lists()["idle"] and tokens[i - 1].isalpha() for i in places
    )


@cache
def _weights() -> dict[str, float]:
    text = resources.files("agent.offline.documents").joinpath("weights.toml").read_text("utf-8")
    return tomllib.loads(text)
