"""Ordinary words put right: "how many subscibers a mounth" asks what "subscribers a month" does.

Only English words that are none ("subscibers") become words that questions of ours are made of, and
Chinese ones by the table of slips; names are the entity table's business, and so is every word with
a figure or a sign in it, or with a capital that is neither a month nor begins a sentence.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from agent.offline.spelling import curated
from agent.offline.times import MONTH_NAMES

_WORD = re.compile(r"(?<![\w./@'’-])[a-z]{3,}(?![\w@'’-]|\.\w)")
_OPENING = re.compile(r"(?:(?<=^)|(?<=[.!?;:]\s))[A-Z][a-z]{2,}(?![\w@'’-]|\.\w)")
_CAPITAL = re.compile(r"(?<![\w./@'’-])[A-Z][a-z]{3,}(?=\.?,? (?:of )?(?:\d|this|last)|\W*$|[,;?])")
_JOINED = re.compile(r"(?<![\w./@'’-])([a-z]{2,})-([a-z]{4,})(?![\w@'’-]|\.\w)")
_LITERAL = re.compile(r"(?<![\\(?<A-Za-z\[])[a-z]{3,}")
_ENDINGS = {
    "s": 4,
    "es": 4,
    "ed": 4,
    "d": 4,
    "ing": 4,
    "ly": 5,
    "er": 5,
    "ers": 5,
    "est": 4,
    "al": 5,
    "able": 4,
}
"""Endings, and the fewest letters before them that make a word of it."""
_OTHERS = ("", "e", "ed", "ing", "s")
"""A word is known if it is with one of these in place of its own ending."""
_FAR, _LONG = 2, 8
"""Two slips are forgiven in a word of so many letters, or of one less if it is one of ours; else one."""
_MONTH_LETTERS = 5
"""Of a misspelt month at least: what is shorter is near to other words and names."""
_FREQUENT = 4000
"""Ordinary words that may be meant although they are none of ours."""
_VERY_FREQUENT = 600
_SHORT = frozenset({"arr", "mrr", "arpu"})
"""Short forms of this trade, near to common words and no misspelling of them."""
_OWN = (
    "doable what which who whose when where why how many much does did would could should can will the and"
    " for with from than then that this these those have has had are was were per each every about"
    " between before after until since over under without within year years month months week weeks"
    " day days quarter quarterly yearly monthly daily weekly annual annually thousand million millions"
    " billion billions trillion hundred half third dollar dollars euro euros yuan cents percent people"
    " person users user subscriber subscribers subscription subscriptions customers customer price"
    " prices revenue growth churn cost costs bring brings convert happen whether against versus compare"
    " difference between company companies model models article author claim check formula scenario"
    " memory graphics video image picture text input output tokens token context remain remains start"
    " needed need please legally weights license licence offices office platform called open source"
    " opensource rises rise falls fall quit quits left daily reach income total average share"
    " high low down card cards work works changed change changes begin beginning texture"
    " payer payers subscribe convert converts halve triple quadruple licensee licensees debug quarry doesnt dont isnt cant wont didnt wasnt"
    " backlog everybody everyone nobody somebody anybody"
    " meteoric skyrocketed overnight remarkable promising bundles prompt prompts reference piece essay mention mentions mentioned quote exact claimed states stated"
).split()
_NEVER_MEANT = {"dose": "does", "doe": "does"}
"""Slips that are words themselves, though of another world than this library's."""


def respelled(text: str, is_name: Callable[[str, int], bool]) -> str:
    """The text with misspelt ordinary words put right; `is_name` says what is a name, or at most so
    many slips from one.

    >>> respelled("how many subscibers are neded a mounth", lambda word, slips: False)
    'how many subscribers are needed a month'
    """
    text = _slips().sub(lambda found: _meant()[found[0]], text)
    text = _JOINED.sub(lambda found: _joined(found, is_name), text)
    text = _CAPITAL.sub(lambda found: _month(found[0]), text)
    text = _OPENING.sub(lambda found: _opening(found[0], is_name), text)
    return _WORD.sub(lambda found: _right(found[0], is_name), text)


def _right(word: str, is_name: Callable[[str, int], bool]) -> str:
    if right := _NEVER_MEANT.get(word):
        return right
    if _is_known(word) or is_name(word, 1):
        return word
    meant = _nearest(word)
    if meant and is_name(word, _FAR) and not _is_closer(word, meant):
        return word
    return meant or word


def _is_closer(word: str, meant: str) -> bool:
    """Whether one slip makes a word of ours of what two would make a name of: "sentance"."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, meant) == 1


def _joined(found: re.Match[str], is_name: Callable[[str, int], bool]) -> str:
    """Two words with a hyphen, the second of them put right: "real-tiem", but no name's "qwen-imge"."""
    first, second = found.groups()
    if is_name(first, 0) or not _is_known(first):
        return found[0]
    return f"{first}-{_right(second, is_name)}"


def _month(word: str) -> str:
    """A month where one is meant, which alone of all names is an ordinary word: "Septmber 2025"."""
    from rapidfuzz.distance import OSA

    typed = word.lower()
    if len(typed) < _MONTH_LETTERS or _is_known(typed):
        return word
    near = [m for m in MONTH_NAMES if m[:2] == typed[:2] and OSA.distance(typed, m) == 1]
    return near[0].capitalize() if near else word


def _opening(word: str, is_name: Callable[[str, int], bool]) -> str:
    """The first word of a sentence, which has its capital for that, where hardly a name is meant:
    its letters changed places, or one is lacking or twice, in a word that often begins one."""
    typed = word.lower()
    if _is_known(typed) or is_name(typed, _FAR):
        return word
    meant = _nearest(typed)
    if meant is None or _is_other(typed, meant) or not _is_closer(typed, meant):
        return word
    swapped = sorted(typed) == sorted(meant) and typed[0] == meant[0]
    if len(typed) < _LONG // 2 and not swapped:
        return word
    often = swapped or _targets()[meant] != _COMMON or is_frequent(meant)
    return meant.capitalize() if often else word


def _is_known(word: str) -> bool:
    if word in _english() or word in _targets():
        return True
    for ending, letters in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if (
            stem != word
            and len(stem) >= letters
            and any(stem + other in _english() for other in _OTHERS)
            and stem + stem[-1] + ending not in _english()  # "begining" lacks a letter
        ):
            return True
    return False


@cache
def _nearest(word: str) -> str | None:
    """The word that it most likely was meant to be, if one is near enough."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    slips = _FAR if len(word) >= _LONG - 1 else 1
    near = extract(word, [*_targets()], scorer=OSA.distance, score_cutoff=slips, limit=None)
    same = [
        (distance, _is_other(word, one), _targets()[one], sorted(word) != sorted(one), place, one)
        for one, distance, place in near
        if _may_be(word, one, distance)
    ]
    return min(same)[-1] if same else None  # letters that changed places before one that lacks


def _may_be(word: str, meant: str, distance: float) -> bool:
    """A short word, or one that only may be ours, is put right only where its letters changed places
    or one is lacking or twice."""
    if distance > 1 and len(word) < _LONG and _targets()[meant] != _OURS:
        return False
    is_plain = distance == 1 and not _is_other(word, meant)
    if _targets()[meant] == _COMMON:
        is_longer = len(word) > len(meant) and not _has_twice(word, meant)
        if meant.startswith(word) or is_longer:
            return False  # another form of it, or a name: animate, animated; orbita, orbit
        return is_plain and word[0] == meant[0] and (len(word) > 4 or sorted(word) == sorted(meant))
    if len(word) > 4 and word[0] == meant[0]:
        return True
    same_letters = sorted(word) == sorted(meant)
    return same_letters or (distance == 1 and word[0] == meant[0] and set(word) <= set(meant))


def _has_twice(word: str, meant: str) -> bool:
    """Whether a letter is there twice that should be once: "comming"."""
    pairs = (i for i in range(1, len(word)) if word[i] == word[i - 1])
    return any(word[:i] + word[i + 1 :] == meant for i in pairs)


def _is_other(word: str, meant: str) -> bool:
    """Whether a letter is another one, not lacking, twice or out of its place."""
    return len(word) == len(meant) and sorted(word) != sorted(meant)


_OURS, _CUE, _COMMON = range(3)


@cache
def _targets() -> dict[str, int]:
    """Words that may be meant: those that questions of ours are made of, then those of the cue
    tables, then common ones."""
    found = dict.fromkeys(_OWN, _OURS)
    for name in ("vocabulary.toml", "patterns.toml"):
        text = (files("agent.offline") / name).read_text("utf-8")
        cues = (w for w in _LITERAL.findall(text) if len(w) > 4 and w in _english())
        found = dict.fromkeys(cues, _CUE) | found
    common = (w for w in _in_order()[:_FREQUENT] if len(w) >= 4)
    return dict.fromkeys(_OWN, _OURS) | dict.fromkeys(common, _COMMON) | found


@cache
def _slips() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_meant(), key=len, reverse=True)))


@cache
def _meant() -> dict[str, str]:
    """A Chinese slip -> the word it stands for."""
    table = tomllib.loads((files("agent.offline") / "slips.toml").read_text("utf-8"))
    return {slip: word for word, slips in table.items() for slip in slips}


def is_english(word: str) -> bool:
    """Whether a small word is in the list of ordinary ones."""
    return word in _english()


def is_frequent(word: str) -> bool:
    """Whether it is among the most frequent words: "now", "today", "already"."""
    return word.lower() in _in_order()[:_VERY_FREQUENT]


@cache
def _english() -> frozenset[str]:
    return frozenset(_in_order()) | frozenset(curated()["not_names"]) | frozenset(_OWN) | _SHORT


@cache
def _in_order() -> list[str]:
    """Ordinary words, the frequent ones first."""
    text = (files("agent.offline") / "english.txt").read_text("utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
