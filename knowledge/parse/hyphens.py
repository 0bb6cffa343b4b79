"""Words that a line's end parts, made whole again."""

import re
from collections.abc import Iterable, Set

_BROKEN = re.compile(
    r"(?<![\w/.:@-])(?P<first>[^\W\d_][\w-]*)[-\u00ad\u2010]\n(?!(?:and|or|to|und|oder|bis)\b)"
    r"(?P<rest>[^\W\d_]\w*)(?P<mark>\S*)[ \n]?"
)
"""No part of an address, and not "pre-" before "and post-"."""
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(
    r"(?:well|self)-(?!ness|ish|less)\w+|\w{4,}-(?:aware|based|bound|called|centric|compatible|consuming|"
    r"dependent|driven|effective|efficient|facing|friendly|grade|hosted|intensive|known|led|oriented|"
    r"owned|party|priced|quality|related|running|sized|specific|term|trained|using|year)",
    re.I,
)
"""What is hyphenated wherever it stands: no longer word ends so."""


def known(texts: Iterable[str]) -> frozenset[str]:
    """The words of all texts of a document, but for those in parts."""
    found = (word.casefold() for text in texts for word in _WORD.findall(_BROKEN.sub(" ", text)))
    return frozenset(found)


def mended(text: str, words: Set[str]) -> str:
    r"""The text with each such word on the line on which it begins.

    A compound keeps its hyphen: one of more parts, after a letter alone or capitals, one that is known
    for it, or with a word that the document uses alone too, unless it writes both as one elsewhere.

    >>> mended("Its war-\nranty lasts\ntwo years.", set())
    'Its warranty\nlasts\ntwo years.'
    >>> mended("an open-\nsource model", {"source"})
    'an open-source\nmodel'
    """

    def whole(found: re.Match[str]) -> str:
        first, rest = found["first"], found["rest"]
        if not rest[0].islower():
            return found[0]
        is_plain = first.isalpha() and first[1:].islower()
        is_two = rest in words or _COMPOUND.fullmatch(f"{first}-{rest}") is not None
        is_one = f"{first}{rest}".casefold() in words or not is_two
        hyphen = "" if is_plain and is_one else "-"
        return f"{first}{hyphen}{rest}{found['mark']}\n"

    return _BROKEN.sub(whole, text).rstrip("\n") if "\n" in text else text
