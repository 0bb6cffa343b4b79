"""A scale that is said once for all numbers: "(all in millions)", "单位：百万"."""

import re
from decimal import Decimal

_SAID = re.compile(
    r"\b(?:all|figures|numbers|amounts|everything|values)\s(?:(?:are|is|of them|given|stated)\s)?(?:in\s)?(?:\$|usd |eur |€|£)?\s?(?P<scale>thousand|million|billion)s?\b"
    r"|\(\s?(?:in\s)?(?:\$|usd |€|£)?\s?(?P<aside>thousand|million|billion)s?(?: (?:of )?(?:dollars|euros|pounds))?\s?\)"
    r"|(?:单位|均为|都是|均以|都以)\s?[:：]?\s?(?:是|为)?\s?(?P<zh>千万|百万|亿|万|千)",
    re.IGNORECASE,
)
_SCALES = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
}


def scale_said(text: str) -> Decimal | None:
    """What the bare numbers are to be multiplied by; None where nothing is said.

    >>> scale_said("opened at 30, lost 2 (all in millions)")
    Decimal('1000000')
    """
    said = _SAID.search(text)
    if said is None:
        return None
    word = next(g for g in said.groups() if g).lower()
    return Decimal(10) ** _SCALES[word]
