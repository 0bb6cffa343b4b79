"""Whether a sentence or cell holds what an answer must: the names asked, and the kind of thing."""

import re
from collections.abc import Iterable, Mapping

from agent.language import language_of
from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.periods import periods_in
from agent.offline.documents.units import Source, Unit, is_number
from agent.offline.documents.worded import Words, held_in
from agent.offline.documents.words import lists, stems

_NAMED = 0.55
"""Share of a name's words, by their rarity, from which on it counts as met."""
_OF_FIGURES = ("change", "difference", "ratio")
_NAMED_KINDS = ("person", "maker", "address")
_ONE_NAME = re.compile(r"[A-ZÀ-ÞØ-Ž][a-zß-ÿ’'-]\w+\Z")
_CAPITAL = re.compile(
    r"(?<![.!?:]\s)(?<=[\s(“\"])[A-ZÀ-ÞØ-Ž][\w’'-]+|\A[A-ZÀ-ÞØ-Ž][\w’'-]+\s+[A-ZÀ-ÞØ-Ž]|[\u3400-\u9fff]{2,}"
)
"""A word that is written large without beginning a sentence."""


def names_held(
    asked: Asked,
    words: Words,
    elsewhere: frozenset[str],
    source: Source,
    *held: Mapping[str, float],
) -> bool:
    """Whether every proper name and every naming number of the question is met, names in part.

    A name that is nowhere in a document may go without saying there where another document is called by it.
    """
    beside = words.found(f"{source.opening} {source.vendor}")
    everywhere = {word for found in (*held, beside) for word in found}
    if any(figure in words.weights and figure not in everywhere for figure in asked.figures):
        return False
    missing = [name for name in asked.names if not _is_met(name, everywhere, words)]
    # A document of a known vendor is of nobody else; and a name in other letters than the question
    # is one that nobody leaves out.
    is_told = bool(source.vendor) or asked.language == "zh"
    lost = [
        name
        for name in missing
        if is_told or _is_met(name, elsewhere, words) or not words.is_titled(name)
    ]
    if not lost or (asked.compares and len(missing) < len(asked.names)):
        return True
    if source.vendor and any(map(words.is_titled, missing)):
        return False  # of that one there is a document of its own
    own = set(held[0])
    return any(name <= own for name in asked.names if name not in missing) and len(missing) < 2


def unnamed(asked: Asked, words: Words, everywhere: frozenset[str]) -> float:
    """Share of the question's proper names that are not met."""
    missing = sum(not _is_met(name, everywhere, words) for name in asked.names)
    return missing / len(asked.names) if missing else 0.0


def _is_met(name: frozenset[str], held: Iterable[str], words: Words) -> bool:
    if not name & words.weights.keys():
        return True
    return _weight(name.intersection(held), words) >= _NAMED * _weight(name, words)


def _weight(name: Iterable[str], words: Words) -> float:
    return sum(words.weights.get(word, 0.0) for word in name)


def is_anywhere(name: frozenset[str], words: Words) -> bool:
    """Whether a proper name is met by the documents taken together."""
    return _is_met(name, (word for word, forms in words.forms.items() if forms), words)


def tells_more(asked: Asked, unit: Unit, words: Words, held: Iterable[str]) -> bool:
    """Whether a statement holds more of a Chinese question than its names, or is Chinese itself: a
    name alone says nothing of what an English one tells of it, unless a price or length is asked."""
    if asked.language != "zh" or asked.measure or language_of(unit.around) == "zh":
        return True
    return bool(words.strong.intersection(held) - frozenset[str]().union(*asked.names))


_NUMBERED_PLACE = re.compile(
    r"place|location|where|room|shelf|bay|gate|stand|desk|floor|platform|bin|box|berth|row|seat|no\b|number",
    re.IGNORECASE,
)
"""Headers of places that numbers name."""


def is_of_kind(asked: Asked, unit: Unit) -> bool:
    """Whether a unit holds the kind of thing asked: a figure, a name, a time."""
    if asked.measure and not asked.operation and not _is_measured(asked.measure, unit):
        return False
    if unit.kind == "cell":
        return _cell_is_of_kind(asked, unit)
    text = unit.text
    if asked.operation in _OF_FIGURES or asked.kind == "number":
        return _holds_number(text)
    if asked.kind == "year":
        said = f"{unit.heading} {text}"
        return bool(periods_in(said)) or tells("past_year").search(said) is not None
    if asked.kind == "time":
        return tells("clock").search(f"{unit.heading} {text}") is not None
    return asked.kind not in _NAMED_KINDS or _is_named(asked, text)


def _cell_is_of_kind(asked: Asked, unit: Unit) -> bool:
    text = unit.value
    if unit.is_blank:  # that it is not said there is what can be told
        is_asked = {word for word, _ in asked.weights} & held_in(unit.column)
        return unit.column not in unit.keys and bool(is_asked or asked.kind not in _NAMED_KINDS)
    if asked.operation in _OF_FIGURES or asked.kind == "number":
        return bool(re.search(r"\d", text)) or text.casefold() in number_words()
    if asked.kind == "year":
        return bool(periods_in(text))
    if asked.kind == "time":
        return tells("clock").search(text) is not None
    if asked.kind in _NAMED_KINDS:
        return _is_named(asked, text) or (asked.kind != "address" and _is_one_name(asked, text))
    if asked.kind == "place" and is_number(text) and not _NUMBERED_PLACE.search(unit.column):
        return False
    is_told_by_figure = asked.kind != "yes_no" and not asks("may").search(asked.text)
    return is_told_by_figure or not (is_number(text) or tells("money").match(text))


def _is_measured(measure: str, unit: Unit) -> bool:
    """Whether a sentence tells a length, a time or a price; of a cell its header may say so."""
    if unit.kind == "sentence":
        found = tells(measure).search(unit.text) is not None
        return found or (
            measure == "money"
            and tells("of_money").search(unit.text) is not None
            and _counts_unknown(unit.text)
        )
    said = f"{unit.value} {unit.column} {unit.heading} {unit.before} {unit.label}".replace("_", " ")
    if measure == "lasting":
        return tells("times").search(said) is not None
    return measure != "money" or bool(tells("money").search(said) or tells("of_money").search(said))


def _counts_unknown(text: str) -> bool:
    """Whether a figure has a word behind it that is no other measure, as coins of any country."""
    for found in re.finditer(
        r"(?<![\w.,])(?!(?:19|20)\d\d\s)\d[\d,.]*\s(?=[a-z])(?!per ?cent)", text
    ):
        if not any(tells(m).match(text[found.start() :]) for m in ("lasting", "high", "heavy")):
            return True
    return False


def _holds_number(text: str) -> bool:
    """Whether a text holds a number beside its years."""
    bare = re.sub(
        r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)|^\W*(?:[A-Z]\w+ )?\d{1,2}[.,:)]\s", " ", text
    )
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return bool(re.search(r"[\d一二两三四五六七八九十百千万半]", bare) or number_words() & words)


def _is_named(asked: Asked, text: str) -> bool:
    if asked.kind == "address":
        means = (one for one in ("mail", "phone") if asks(one).search(asked.text))
        return tells(next(means, "address")).search(text) is not None
    return _names_another(asked, text)


def _names_another(asked: Asked, text: str) -> bool:
    """Whether a text names someone or something that the question does not."""
    known = {word for word, _ in asked.weights}
    return any(
        set(stems(match[0])) - known and not asks("month").match(match[0])
        for match in _CAPITAL.finditer(text)
    )


def _is_one_name(asked: Asked, text: str) -> bool:
    """Whether a cell holds a single name, which the question does not say."""
    known = {word for word, _ in asked.weights}
    return _ONE_NAME.match(text) is not None and not known & set(stems(text))


def number_words() -> frozenset[str]:
    """Words that say a number, or that there is none."""
    return lists()["numbers"] | lists()["none"]


def is_only_named(asked: Asked, unit: Unit, words: Words) -> bool:
    """Whether a cell says no more than what the question names: of a row its name. What says all that
    a yes or no is asked of confirms it: "nim-1 (deprecated)"."""
    held = held_in(unit.value)
    is_name = unit.kind == "cell" and unit.column in unit.keys and all(map(words.holds, held))
    said = words.found(f"{unit.column} {unit.value}").keys()
    return is_name and not (asked.kind == "yes_no" and words.strong <= said)
