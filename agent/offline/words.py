"""Words of questions and statements: content words, their stems, other words for the same, names."""

import re
from functools import cache

from agent.offline.vocabulary import synonyms

_WORD = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*[A-Za-z0-9+]|[A-Za-z]|\d+(?:[.,]\d+)*|[\u3400-\u9fff]+"
)
_HAN_STOP = re.compile(
    "(?:文章|作者|笔者|认为|提到|声称|本文|[的了吗呢哪些什么多少是在有和与我你他她它这那个几怎样如何谁为能被对从把吧啊及或请就也都还啦说])+"
)
_STOP = frozenset(
    "a an and any are as at be been but by can could did do does for from had has have he her his"
    " how i if in into is it its just many me more most much my no not of on one or our out per"
    " please she should so some tell than that the their them then there these they this those to"
    " up us use used was we were what when where which who whose why will with would you your"
    " about according say says said give get all also both each other between was were very"
    " really actually still now today article author thinks".split()
)
_PROPER = re.compile(r"\b([A-Z][a-z]+[A-Za-z]*)(?:'s)?\b")
_KNOWN_PLACES = frozenset(
    "china chinese europe european america american germany german france french britain british"
    " japan japanese korea korean india indian january february march april may june july august"
    " september october november december monday friday sunday internet".split()
)
"""Words with a capital that are asked about, rather than asked for."""
_AS_OTHER_WORD = 0.8


def words(text: str) -> list[str]:
    """Content words, lower case, stems of the plainest kind.

    Chinese, which has no spaces, gives its pairs of characters.

    >>> words("Which licences do the models carry?"), words("混元的许可证是什么？")
    (['licenc', 'model', 'carry'], ['混元', '许可', '可证'])
    """
    found: list[str] = []
    for word in _WORD.findall(text):
        if word[0] >= "\u3400":
            found += _pairs(word)
        else:
            found += [_stem(part) for part in _parts(word.lower()) if part not in _STOP]
    return found


def _parts(word: str) -> list[str]:
    """Of a compound of words ("September-quarter"), each; a name with digits is one word."""
    parts = word.split("-")
    return parts if all(part.isalpha() for part in parts) else [word]


def _pairs(run: str) -> list[str]:
    parts = [part for part in _HAN_STOP.split(run) if part]
    return [part[i : i + 2] for part in parts for i in range(max(1, len(part) - 1))]


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and word.isalpha():
            word = word[: -len(ending)] + {"ies": "y", "es": "e"}.get(ending, "")
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def found_in(word: str, held: set[str]) -> float:
    """How far a word is among those held: 1 where it stands there, a little less for another word that means the same."""
    if word in held:
        return 1.0
    return _AS_OTHER_WORD if not held.isdisjoint(_same_meaning().get(word, ())) else 0.0


@cache
def _same_meaning() -> dict[str, frozenset[str]]:
    """Stem -> stems that mean the same in this trade."""
    groups = [frozenset(_stem(word) for word in group) for group in synonyms()]
    return {
        word: frozenset().union(*(group for group in groups if word in group)) - {word}
        for group in groups
        for word in group
    }


def strangers(question: str) -> list[str]:
    """Proper names inside a question in which nothing of the library was recognised.

    >>> strangers("What is Nvidia's revenue in China?"), strangers("Which GPU is best for AI?")
    (['Nvidia'], [])
    """
    found = [m[1] for m in _PROPER.finditer(question) if question[: m.start()].strip()]
    return [name for name in found if name.lower() not in _KNOWN_PLACES]


@cache
def names_of(system: str) -> list[str]:
    """The names a row's system stands for, spelt without spaces and case.

    >>> names_of("Claude Sonnet 4 and 4.5 ≤200k")
    ['claudesonnet4', 'claudesonnet45']
    """
    base = re.sub(r"\s*[≤>]\s*\S+$", "", system)
    first, *rest = base.split(" and ")
    stem = first.rpartition(" ")[0]
    return [spelling(first), *(spelling(f"{stem} {one}") for one in rest if stem)]


def spelling(name: str) -> str:
    return re.sub(r"[\s\-_.]+", "", name).lower()
