"""Numbers in the notation of their cell."""

import re
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<fill>\*.)'
    r"|(?P<places>General|\.?[0#?][0#?.,]*(?:\s*[0#?]*/[0#?\d]+)?(?:E[-+]?0+)?)"
    r"|(?P<end>;)|_.|\[[^\]]*\]|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
"""Of a number format: words, what stands for the digits, and what only sets colour and width."""
_MARKS_OF_A_DEBT = ("-", "(", ")")
_LONGEST = 25
"""Digits before or behind the point that are written out."""


def figure(value: float, form: str) -> str:
    """With the currency, unit and percent sign of its format, in thousands where that says so; not
    rounded, but that Excel knows 15 digits.

    >>> figure(0.2, "0%"), figure(20.0, '"HK$"#,##0.00'), figure(7, "[$¥-804]0")
    ('20%', 'HK$20', '¥7')
    >>> figure(24, '0" GB"'), figure(1.5e6, '0.0,,"M"'), figure(-5, "$0;($0)"), figure(7, "000")
    ('24 GB', '1.5M', '-$5', '007')
    """
    sections: list[list[re.Match[str]]] = [[]]
    for part in _PART.finditer(form):
        if part["end"]:
            sections.append([])
        else:
            sections[-1].append(part)
    parts = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    places = [i for i, part in enumerate(parts) if part["places"]]
    number = Decimal(value if isinstance(value, int) else f"{value:.15g}")
    if len(places) != 1:  # none, or digits with words between them, as telephone numbers have
        return _plain(number)
    at = places[0]
    number = number.scaleb(2 * _percents(parts) - 3 * _thousands(parts[at][0]))
    before, after = (_words(some, value < 0) for some in (parts[:at], parts[at + 1 :]))
    sign = "-" if number < 0 else ""
    return f"{sign}{before}{_padded(_plain(abs(number)), parts[at][0])}{after}".strip()


def duration(value: timedelta, form: str) -> str:
    """Hours and minutes, with seconds where there are some or the format has them.

    >>> duration(timedelta(hours=30), "[h]:mm"), duration(timedelta(seconds=95), "[mm]:ss")
    ('30:00', '0:01:35')
    """
    minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
    sign = "-" if value < timedelta() else ""
    shown = f"{sign}{minutes // 60}:{minutes % 60:02}"
    return f"{shown}:{seconds:02}" if seconds or "s" in form.lower() else shown


def _percents(parts: Iterable[re.Match[str]]) -> int:
    return sum(part["sign"] == "%" for part in parts)


def _thousands(places: str) -> int:
    """How often the format divides by a thousand: for each comma behind the last whole digit."""
    return sum(len(commas) for commas in re.findall(r",+(?![0#?,])", places))


def _words(parts: Iterable[re.Match[str]], is_debt: bool) -> str:
    words = ""
    for part in parts:
        if part["fill"]:  # blanks up to the border: they part a currency's letters from the figure
            words += " " if words[-1:].isalpha() else ""
            continue
        word = part[part.lastgroup] if part.lastgroup else ""
        words += "" if is_debt and word in _MARKS_OF_A_DEBT else word
    return words


def _padded(number: str, places: str) -> str:
    """With the zeros before it that a code keeps, such as 01234; none are added behind the point."""
    whole, point, rest = number.partition(".")
    least = re.match(r"[0#?,]*", places)
    return whole.zfill(least[0].count("0") if least else 0) + point + rest


def _plain(number: Decimal) -> str:
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return str(number)
    return f"{number.normalize():f}" if number else "0"
