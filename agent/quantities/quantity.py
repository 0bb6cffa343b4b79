"""The shape of one amount found in a text."""

from dataclasses import dataclass
from decimal import Decimal

BARE_B = "b may be billions, billions of parameters or bytes"
"""The doubt about "50b" without a unit; a reader who knows what is counted may drop it."""


@dataclass(frozen=True)
class Quantity:
    """An amount with its unit, its denominators and its place: `source[start:end] == text`."""

    value: Decimal
    """20 % has value 20; "1.2bn" has value 1200000000."""

    unit: str | None
    """An ISO currency, or `people`, `seats`, `tokens`, `GB`, `percent`, `px`, ...; None if unsaid."""

    per: str | None
    """What the amount is for: `year`, `month`, `million tokens`, `seat`, ...; time comes first."""

    each: str | None
    """The second denominator: "$18 per seat per month" is per `month`, each `seat`."""

    start: int
    end: int
    text: str
    ambiguous: str | None
    """Why another reading is possible, or None."""
