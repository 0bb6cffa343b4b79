"""Whether one has what is asked, where it is another of whom just that is told."""

from collections.abc import Sequence
from dataclasses import replace

from agent.offline.documents.asked import Asked
from agent.offline.documents.judged import UNREAD, Judged
from agent.offline.documents.worded import Words

_ITSELF = 0.9
"""What a word counts from which on it is the very word, in whatever form, not one that is like it."""
_SURELY = 2.5
"""Log odds, read together with the question, from which on other words tell it as well."""


def told_of_them(asked: Asked, words: Words, judged: Sequence[Judged]) -> list[Judged]:
    """The same; where the very words are told of another, one asked for whether they have it is not
    told of by words that are only like them: what "the plan costs 20 dollars" is to "a free plan"."""
    wanted = words.strong - frozenset[str]().union(*asked.names) - {asked.verb}
    is_asked = asked.kind == "yes_no" and asked.names and wanted

    def says_it(one: Judged) -> bool:
        found = words.found(f"{one.unit.around} {one.source.title}")
        return all(found.get(word, 0.0) >= _ITSELF for word in wanted)

    if not is_asked or not any(says_it(one) for one in judged if not one.is_of_it):
        return [*judged]
    return [
        one if says_it(one) or _is_sure(one) else replace(one, fits=False, is_of_it=False)
        for one in judged
    ]


def _is_sure(one: Judged) -> bool:
    return (UNREAD if one.read is None else one.read) >= _SURELY
