"""Amounts that the same message puts right: "2 percent a month, no wait, 2.5 percent a month"."""

import re

from agent.quantities import find_quantities

_TAKEN_BACK = re.compile(
    r"(?P<rest>(?:\s[a-z ]{0,24})?)\s*[,;.–—-]?\s*"
    r"(?:(?:oh |um |er )?no,?|sorry,?|wait,?|scratch that,?|correction:?|make that|i mean,?|or rather,?)"
    r"(?:\s+(?:no|wait|sorry|scratch that|make that|make it|rather|actually|i mean|i meant|it['’]s|that['’]s|it is)[,:]?)*\s+",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\s*,?\s*(?:no,?|wait,?|sorry,?)\s+", re.IGNORECASE)
"""Too little to take anything back: "20 seats, no 30 dollars"."""


def corrected(text: str) -> str:
    """The message with the later amount in place of the one taken back.

    >>> corrected("we grow 2% a month, no wait, 3% a month; when are we at 900?")
    'we grow 3% a month; when are we at 900?'
    """
    if not _TAKEN_BACK.search(text):
        return text
    quantities = find_quantities(text)
    for first, second in reversed([*zip(quantities, quantities[1:], strict=False)]):
        between = text[first.end : second.start]
        said = _TAKEN_BACK.fullmatch(between)
        alike = first.unit == second.unit or None in (first.unit, second.unit)
        if said and alike and not _ONLY.fullmatch(between):
            lent = f" a {first.per}" if first.per and not second.per else ""
            better = text[second.start : second.end] + lent + said["rest"].rstrip()
            text = text[: first.start] + better + text[second.end :]
    return text
