"""A question for a name put as one for whom it is of, which is what statements answer: none says "the name is"."""

import re

_NAME_OF = re.compile(
    r"^\W*(?:(?:what|which) (?:is|was|are|were) )?(?:the |our )?(?:full )?names? of (?P<whom>.{3,80}?)\W*\Z",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^\W*what (?P<verb>is|was) (?P<whom>.{3,80}?)(?: called| named|['’]s (?:full )?name)\W*\Z",
    re.IGNORECASE,
)


def who_is_called(question: str) -> str:
    """The question by "who"; empty where no name is asked.

    >>> who_is_called("what is the name of our falconer"), who_is_called("What is the cook's name?")
    ('Who is our falconer?', 'Who is the cook?')
    >>> who_is_called("What is the fee?")
    ''
    """
    found = _NAME_OF.match(question) or _CALLED.match(question)
    return f"Who is {found['whom']}?" if found else ""
