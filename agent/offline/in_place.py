"""An elliptical question put in place of what it changes: "How many boats has Orrin? – And Tarn Quay?"."""

import re

_NAME = r"[A-Z][\w'’&-]*(?:\s+(?:of\s+)?[A-Z][\w'’&-]*)*"
_FOLLOW_UP = re.compile(
    rf"(?:And|and|What about|what about|How about|how about),?\s+(?:(?P<ahead>at|in|for|on|with|by|from|of|during)\s+)?"
    rf"(?:(?:the\s+)?(?P<name>{_NAME})|(?P<rest>(?:an?|the|each|every)\s+[a-z][a-z -]{{2,40}}))\s*\?*"
)
_MONTHS = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|[A-Z]{1,5}|I|Q[1-4]"
)
_PHRASE = r"\b(?:{})\s+(?:an?|the|each|every)\s+[a-z][a-z-]*(?:\s+[a-z-]+)?(?=\W*$)"
_OF_TIME = ("on", "at", "in", "during")


def put_in_place(earlier: str, follow_up: str) -> str | None:
    """The earlier question with the name or the last phrase of the follow-up; None where that is not plain.

    >>> put_in_place("How many boats did Orrin Yard build in May 2025?", "And Tarn Quay?")
    'How many boats did Tarn Quay build in May 2025?'
    >>> put_in_place("What is the rate for the hall on a weekday evening?", "And at the weekend?")
    'What is the rate for the hall at the weekend?'
    """
    said = _FOLLOW_UP.fullmatch(follow_up.strip())
    if said is None:
        return None
    if name := said["name"]:
        behind_first = earlier.find(" ") + 1  # whose capital is that of a sentence
        found = re.compile(_NAME).finditer(earlier, behind_first)
        names = [m for m in found if not _MONTHS.fullmatch(m[0])]
        if len(names) != 1 or _MONTHS.fullmatch(name):
            return None
        return f"{earlier[: names[0].start()]}{name}{earlier[names[0].end() :]}"
    ahead = said["ahead"]
    alike = "|".join(_OF_TIME) if ahead in _OF_TIME else ahead
    phrase = re.search(_PHRASE.format(alike), earlier) if ahead else None
    if phrase is None:
        return None
    return f"{earlier[: phrase.start()]}{ahead} {said['rest']}{earlier[phrase.end() :]}"
