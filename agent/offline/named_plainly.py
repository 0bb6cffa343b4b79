"""Names as a hurried hand puts them: a possessive without its apostrophe, one thing named twice."""

import re

from agent.offline.entities import Lexicon
from agent.offline.spelling import common_words

_POSSESSIVE = re.compile(r"(?<![\w./@'’-])([A-Za-z]{5,})s(?= [a-z]{3,})")
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
    if not owned or word in common_words() or f"{word}s" in lexicon.aliases:
        return found[0]
    return f"{found[1]}'s" if any(name.kind == "vendor" for name in readings) else found[0]


def _without_repeated(text: str, lexicon: Lexicon) -> str:
    if not _IN_BRACKETS.search(text):
        return text
    for one in reversed(lexicon.link(text)):
        behind = _IN_BRACKETS.match(text, one.end)
        if behind and [e.canonical for e in lexicon.link(behind["name"])] == [one.canonical]:
            whole = lexicon.link(behind["name"])[0]
            if whole.end - whole.start == len(behind["name"]):
                text = text[: one.end] + text[behind.end() :]
    return text
