"""Whether what is asked as of a day was so only later."""

from collections.abc import Sequence

from agent.offline.plan import YES_NO
from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.offline.times import UNTIL, find_times
from agent.offline.words import found_in, words

ON_BOTH = 0.6
"""About of a statement on most of the things named."""
_SPEAKS_OF_IT = 0.6
"""Weight, or share, of the question's words that a statement must have to speak of what is asked."""
_ENOUGH = 2
"""English words of a Chinese question and its glossary that suffice to tell what is asked."""


def became_so(request: Request, ranked: Sequence[Statement], later: Sequence[Statement]) -> bool:
    """Asked by yes or no whether something was so by a day: only what came later speaks of it."""
    if not YES_NO.search(request.question):
        return False
    first = later[0]
    before = max((said.covered for said in ranked if said.about >= ON_BOTH), default=0.0)
    if first.covered >= _SPEAKS_OF_IT and before <= first.covered / 2:
        return True
    wanted = _wanted(request)
    known = max((_share(wanted, said) for said in ranked if said.about >= first.about), default=0.0)
    told = _share(wanted, first)
    return told >= _SPEAKS_OF_IT and known <= told / 2


def _wanted(request: Request) -> set[str]:
    """The question's words without names and days: what is to have been so."""
    text = request.query or request.question if request.language == "zh" else request.question
    for named in reversed(find_times(text)):
        text = f"{UNTIL.sub('', text[: named.start])} {text[named.end :]}"
    wanted = set(words(text)) - set(words(" ".join([*request.systems, *request.vendors])))
    english = {word for word in wanted if word.isascii()}
    # pairs of Chinese characters seldom stand in a statement that says the same
    return english if request.language == "zh" and len(english) >= _ENOUGH else wanted


def _share(wanted: set[str], said: Statement) -> float:
    held = set(words(f"{said.text} {said.row['extra'].get('text_zh') or ''}"))
    return sum(found_in(word, held) for word in wanted) / max(len(wanted), 1)
