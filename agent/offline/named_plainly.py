"""Names as a hurried hand puts them: a possessive without its apostrophe, one thing named twice."""

import re

from agent.offline.entities import Lexicon

_POSSESSIVE = re.compile(r"(?<![\w./@'’-])([A-Za-z]{5,})s(?= (?:[a-z]{3,}|[A-Z]{2,}\b))")
_NOT_OWNED = re.compile(r" (?:and|are|were|have|had|who|that|which|with|for|from|into|over)\b")
_IN_BRACKETS = re.compile(r"\s*[(（]\s*(?P<name>[^()（）]{2,40}?)\s*[)）]")


def named_plainly(text: str, lexicon: Lexicon) -> str:
    """The text with a vendor's possessive as it is written, and without a name that brackets repeat.

    >>> named_plainly("googles capex", Lexicon.bundled())
    "google's capex"
    >>> named_plainly("混元世界模型（Hunyuan World）开源吗", Lexicon.bundled())
    '混元世界模型开源吗'
    """
    text = _POSSESSIVE.sub(lambda found: _possessive(found, lexicon), text)
    return _without_repeated(text, lexicon)


def _possessive(found: re.Match[str], lexicon: Lexicon) -> str:
    """Only of a vendor: the s of a product's name is mostly its plural ("geforces")."""
    word = found[1].lower()
    readings = lexicon.aliases.get(word, ())
    owned = not _NOT_OWNED.match(found.string, found.end())
    if not owned or f"{word}s" in lexicon.aliases:
        return found[0]
    return f"{found[1]}'s" if any(name.kind == "vendor" for name in readings) else found[0]


def _without_repeated(text: str, lexicon: Lexicon) -> str:
    if not _IN_BRACKETS.search(text):
        return text
    found = lexicon.link(text)
    for start, end in sorted({(one.start, one.end) for one in found}, reverse=True):
        behind = _IN_BRACKETS.match(text, end)
        named = {(e.kind, e.canonical) for e in found if (e.start, e.end) == (start, end)}
        if behind and named == _named(behind["name"], lexicon):
            text = text[:end] + text[behind.end() :]
    return text


def _named(text: str, lexicon: Lexicon) -> set[tuple[str, str]]:
    """What a text names that is a name and no more."""
    found = lexicon.link(text)
    whole = all((one.start, one.end) == (0, len(text)) for one in found)
    return {(one.kind, one.canonical) for one in found} if whole else set[tuple[str, str]]()
