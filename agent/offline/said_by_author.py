"""What is searched among the article's statements, and which kind of them a question asks for."""

from agent.offline.request import Request
from agent.offline.vocabulary import english_words, phrase, table


def author_queries(request: Request) -> dict[str, str]:
    """Purpose -> query: one by the question's words, one by how a kind is put, as the statements
    of a kind share no other word."""
    asked = request.query or request.question
    if request.language == "zh":  # the many words of its aspects would outweigh what is asked
        asked = " ".join([*english_words(request.question, ()), request.question])
    if "open" in request.aspects and request.vendors and not request.systems:
        # what somebody opened is said of its name, and of no more than that
        return {"author": asked, "opened": f"{' '.join(request.vendors)} open-sourced"}
    if kind := kind_asked(request.question):
        names = [*request.systems, *request.vendors]
        return {"author": asked, kind: " ".join([*names, table("author_words")[kind]])}
    return {"author": asked}


def kind_asked(question: str) -> str | None:
    """`assumption`, `prediction` or `opinion`; None where the question does not say.

    >>> kind_asked("What does the author expect of Acme?"), kind_asked("Who made it?")
    ('prediction', None)
    """
    kinds = table("author_words")
    return next((kind for kind in kinds if phrase("said_kinds", kind).search(question)), None)
