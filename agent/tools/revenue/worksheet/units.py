"""Units as products of powers: USD a month for each person is USD¹·month⁻¹·person⁻¹."""

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import CODES
from agent.tools.revenue.measures_of_use import SECONDS, times_in

Unit = tuple[tuple[str, int], ...]
"""Names with their powers, in alphabetical order; () is a plain number."""

PERSON = "person"
_ALIASES = dict.fromkeys("people subscriber user customer seat member account employee payer head".split(), PERSON) | {
    "yr": "year", "mo": "month", "hr": "hour", "h": "hour", "min": "minute", "s": "second",
    "RMB": "CNY", "yuan": "CNY", "dollar": "USD", "euro": "EUR", "gpu": "GPU"}  # fmt: skip
_MANY = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "billion": 9,
    "万": 4,
    "百万": 6,
    "亿": 8,
}
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_unit(text: str) -> tuple[Unit, Decimal]:
    """The unit that is written, and what its scale words divide by: "USD/million tokens".

    >>> read_unit("USD per person per month")
    ((('USD', 1), ('month', -1), ('person', -1)), Decimal('1'))
    >>> read_unit("USD/million tokens")
    ((('USD', 1), ('token', -1)), Decimal('1000000'))
    """
    powers: dict[str, int] = {}
    divisor = Decimal(1)
    for place, part in enumerate(re.split(r"\s*/\s*|\s+per\s+|^per\s+|\s+an?\s+", text.strip())):
        for word in re.split(r"\s*[·*×]\s*|\s+", part.strip()):
            if place and word.lower() in _MANY:
                divisor *= Decimal(10) ** _MANY[word.lower()]
            elif word:
                name = _singular(word)
                powers[name] = powers.get(name, 0) + (-1 if place else 1)
    return _unit(powers), divisor


def _singular(word: str) -> str:
    """One name for each unit: "tokens" is token, "subscribers" is person, "usd" is USD."""
    if word.upper() in CODES:
        return word.upper()
    one = word[:-1] if word.endswith("s") and len(word) > 2 and not word.endswith("ss") else word
    return _ALIASES.get(word, _ALIASES.get(one, one))


def _unit(powers: dict[str, int]) -> Unit:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def times(one: Unit, other: Unit, power: int = 1) -> Unit:
    """The unit of a product; of a quotient with power -1.

    >>> times((("USD", 1), ("month", -1)), (("month", 1),))
    (('USD', 1),)
    """
    powers = dict(one)
    for name, exponent in other:
        powers[name] = powers.get(name, 0) + power * exponent
    return _unit(powers)


def raised(unit: Unit, power: int) -> Unit:
    """The unit of a power with a whole exponent."""
    return _unit({name: exponent * power for name, exponent in unit})


def without_time(unit: Unit) -> Unit:
    """What is left of a unit when its periods are taken away."""
    return tuple((name, power) for name, power in unit if name not in SECONDS)


def converting(unit: Unit, wanted: Unit) -> list[tuple[str, str, Decimal]] | None:
    """Pairs of periods with how often the first comes in the second, which bring a unit to the one
    wanted; None where they differ by more than time.

    >>> converting((("USD", 1), ("month", -1)), (("USD", 1), ("year", -1)))
    [('month', 'year', Decimal('12'))]
    """
    if without_time(unit) != without_time(wanted):
        return None
    rest = times(unit, wanted, -1)
    ups, downs = (sorted(_slots(rest, sign), key=SECONDS.__getitem__) for sign in (1, -1))
    if len(ups) != len(downs):
        return None
    return [(down, up, times_in(down, up)) for up, down in zip(ups, downs, strict=True)]


def _slots(unit: Unit, sign: int) -> Iterator[str]:
    for name, power in unit:
        yield from [name] * max(0, sign * power)


def currency_of(unit: Unit) -> str | None:
    """The currency that a unit counts, where it counts one."""
    return next((name for name, power in unit if name in CODES and power == 1), None)


def check_currencies(unit: Unit, what: str) -> None:
    """Refuses two currencies in one product."""
    named = [name for name, _ in unit if name in CODES]
    if len(named) > 1:
        raise CannotCalculate(
            f"'{what}' mixes {' and '.join(named)}; give the amounts in one currency, or a rate as an amount such as 7.1 CNY/USD."
        )


def name_of(unit: Unit) -> str:
    """As it is written: "USD/month/person"; a plain number has "no unit".

    >>> name_of((("USD", 1), ("month", -1))), name_of(())
    ('USD/month', 'no unit')
    """
    ups = [n + (str(p).translate(_SUPERSCRIPT) if p > 1 else "") for n, p in unit if p > 0]
    downs = [name for name, power in unit for _ in range(-min(power, 0))]
    return "/".join(["·".join(ups) or ("1" if downs else "no unit"), *downs])
