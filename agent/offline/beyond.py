"""Whether a question asks what the library does not speak of at all, by the search's own chance."""

from collections.abc import Mapping
from typing import Any

from agent.offline.definitions import asks_what_it_is
from agent.offline.request import Request
from agent.offline.times import find_times
from agent.offline.vocabulary import aspects, phrase
from agent.offline.words import strangers, words
from knowledge.retrieval.enough import LEAST

CHANCE = LEAST + 0.1
"""Below it the passages do not answer. More than of a bare question, since the names of what is
asked about are added to what is searched, and are found (`evals/RESULTS.md`)."""
_TERMS = {"licence", "open", "price", "context"}
"""Aspects whose cue words are about products: "Can our Berlin office legally use …"."""
_OF_ANYTHING = frozenset(words("model models product products version versions tool tools"))
_MOST_ELSE = 1
"""Words beside names and what is asked of them in a plain question ("phi-4: licence, please")."""


def is_beyond(request: Request, results: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether every search of a question about facts found its words too rarely to answer it."""
    if request.topic not in ("fact", "change") or request.elliptical:
        return False
    if request.spans and request.aspects:
        return False  # whether that very quarter is told is looked at in what is found
    chance = best_chance(results)
    return chance is not None and chance < CHANCE and not _is_plain(request)


def best_chance(results: Mapping[str, Mapping[str, Any]]) -> float | None:
    """The highest chance by which a search thinks to answer; None where nothing was searched."""
    return max((float(r["enough"]) for r in results.values() if "enough" in r), default=None)


def _is_plain(request: Request) -> bool:
    """Whether a thing that the library knows is asked for an aspect that it knows, and no more."""
    if request.systems and _TERMS & set(request.aspects):
        return True
    if asks_what_it_is(request):
        return True
    asked = " ".join([*request.systems, *request.vendors]).casefold()
    several = len(request.dates) > 1
    question = _without_times(request.question) if several else request.question
    unknown = [name for name in strangers(question) if name.casefold() not in asked]
    named = request.systems or (several and request.vendors)
    if not (named and request.aspects) or unknown:
        return False
    rest = phrase("routing", "newest").sub(" ", question)
    for name in (*request.systems, *request.vendors):
        rest = rest.replace(name, " ")
    for aspect in request.aspects:
        cue = aspects()[aspect]
        rest = cue.chinese.sub(" ", cue.english.sub(" ", rest))
    names = set(words(" ".join([*request.systems, *request.vendors])))
    return len(set(words(rest)) - names - _OF_ANYTHING) <= _MOST_ELSE


def _without_times(text: str) -> str:
    """Several days that are set side by side are no words that a statement lacks."""
    for named in reversed(find_times(text)):
        text = f"{text[: named.start]} {text[named.end :]}"
    return text
