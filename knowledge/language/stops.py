"""Which stops end a sentence, and which only an abbreviation, a day or an initial: one law for all
that cut a text into sentences, in whatever language."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from knowledge.dates import is_month

_BEFORE = 60
"""Characters looked at before a stop."""
_LONGEST_ASIDE = 300
"""Characters between brackets that are held together."""
_CLOSING = "\"'”’)]» \xa0"
_WORD = re.compile(r"((?:\b[^\W\d_]\.[ \t\xa0]?)*\b[^\W\d_]+(?:[.-]+[^\W\d_]+)*)\.$")
"""A word and its dot, with the single letters before it, as in `z. B.`"""
_NUMBER = re.compile(r"(?:^|(?<=[\s(]))((?:\d{1,2}\.\s)?)\d{1,2}\.$")
"""A day or a place in a row; that of the month after the day."""
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s+$")
_FIRST = re.compile(r"\W{0,20}(\w)")
_NEXT = re.compile(r"[\"'“„«‘(\[*_]*(\w[\w'’.-]*)")
_SMALL = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.]?")
_ITEM = re.compile(r"\d{1,3}[.)]\s")


def ends(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    r"""Of the places that a pattern finds behind stops, those where a sentence ends.

    >>> text = "It runs from Jan. 5 to May 3, e.g. for Mr. Li of A Inc. in Oslo. It is new."
    >>> [text[: one.start()][-8:] for one in ends(re.compile(r"(?<=[.!?])\s+"), text)]
    ['in Oslo.']
    """
    begun = 0
    for found in pattern.finditer(text):
        if not _goes_on(text, begun, found.end()):
            yield found
            begun = found.end()


def _goes_on(text: str, begun: int, end: int) -> bool:
    """Whether the sentence that began at `begun` goes on behind the stop before `end`."""
    while end < len(text) and text[end].isspace():
        end += 1
    with_gap = text[max(begun, end - _BEFORE) : end]
    before = with_gap.rstrip()
    stopped = before.rstrip(_CLOSING)
    gap = with_gap[len(before) :]
    after = _NEXT.match(text, end, end + _BEFORE)
    if text.startswith("»", end):
        return True
    if not stopped.endswith((".", "!", "?")) or not after:
        return False
    if "\n" in gap and (gap.count("\n") > 1 or _ITEM.match(text, end)):
        return False
    is_abbreviated = before == stopped and before.endswith(".") and _is_part(before, after[1])
    is_plain_question = before.endswith("?")
    is_small = not is_plain_question and _goes_on_small(text, begun, after[1])
    return is_abbreviated or is_small or _is_aside(text, begun, end)


def _goes_on_small(text: str, begun: int, word: str) -> bool:
    """A small letter opens no sentence, but in names (vLLM, gpt-4) and where all is written small."""
    if not word.islower() or not _SMALL.fullmatch(word):
        return False
    first = _FIRST.match(text, begun)
    return first is None or not first[1].islower()


def _is_aside(text: str, begun: int, at: int) -> bool:
    """Whether a bracket is open there that closes again soon, within a sentence."""
    since = max(begun, at - _LONGEST_ASIDE)
    opened = text.rfind("(", since, at)
    if opened < 0 or text.find(")", opened, at) >= 0:
        return False
    closed = text.find(")", at, at + _LONGEST_ASIDE)
    return closed > 0 and bool(text[since:opened].strip()) and "\n\n" not in text[opened:closed]


def _is_part(before: str, after: str) -> bool:
    """Whether the dot at the end of `before` belongs to its last word or number."""
    last = before[:-1].rpartition(" ")[2]
    if len(last) > 1 and last.isalpha() and not _may_be_short(last):
        return False  # as nearly always: the patterns take longer
    if number := _NUMBER.search(before):
        return _is_ordinal(before[: number.start()], bool(number[1]), after)
    if word := _WORD.search(before):
        return _is_short(re.sub(r"\s", "", word[1]), after)
    return False


def _is_ordinal(before: str, has_day: bool, after: str) -> bool:
    """Whether a number of two figures at most is a day (`1. April`, `31. 12. 2027`), the mark of
    an item or a place in a row (`im 3. Quartal`)."""
    if not before.strip() or is_month(after.rstrip(".")):
        return True
    if re.fullmatch(r"\d{4}\.?" if has_day else r"\d{1,2}\.", after):
        return True
    word = _LAST_WORD.search(before)
    return word is not None and word[1].casefold() in _listed("before_ordinals")


def _is_short(word: str, after: str) -> bool:
    """Whether a word before a dot is cut short or an initial."""
    small = word.casefold()
    if word in _listed("before_all") or word[:1].casefold() + word[1:] in _listed("before_all"):
        return True
    if after[0].isdigit():
        names = _listed("before_figures") | _listed("in_names")
        return len(word) == 1 or small in names or small.endswith("str")  # Hauptstr. 5
    if len(word) == 1 and re.fullmatch(r"[^\W\d_]\.", after):
        return True  # the first letter of `z. B.`
    is_initial = len(word.replace(".", "")) * 2 - 1 == len(word) and word.isupper()
    opens = after.rstrip(".").casefold() in _listed("openers")
    return (is_initial or small in _listed("in_names")) and not opens


def _may_be_short(word: str) -> bool:
    return word.casefold() in _any_listed() or word.casefold().endswith("str")


@cache
def _any_listed() -> frozenset[str]:
    names = ("before_all", "before_figures", "in_names")
    return frozenset(word.casefold() for name in names for word in _listed(name))


@cache
def _listed(name: str) -> frozenset[str]:
    text = resources.files("knowledge.language").joinpath("abbreviations.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[name].split())
